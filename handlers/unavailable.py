"""When what is kept cannot be reached: the error that says so, and what a member is told."""


class UnavailableError(Exception):
    """What Rolecall keeps is out of reach just now; the message is why, in words for members too.

    `unsure` where something may have been kept all the same: the change that was asked for, or a
    part of it.
    """

    def __init__(self, why: str, *, unsure: bool = False) -> None:
        super().__init__(why)
        self.unsure = unsure


def unavailable_words(error: UnavailableError) -> str:
    """What a member is told: why, what still works, and what to do."""
    done = (
        "I can't tell whether this was done. Please check in a minute before you try again."
        if error.unsure
        else "Nothing was changed. Please try again in a minute."
    )
    return (
        f"I can't reach my database right now ({error}). "
        f"Questions about roles and pay still work. {done}"
    )
