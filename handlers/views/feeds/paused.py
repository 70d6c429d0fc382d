"""What the owner of a feed is told when nothing more is read from it."""

from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.mrkdwn import Bold, Paragraph


def paused_message(name: str, why: str) -> Message:
    """A feed is paused; `why` is the end of a sentence that begins with its name."""
    what = Paragraph((Bold(name), f" {why}. I've paused it and won't read it again on my own."))
    how = Paragraph(("To turn it on again, or to change its address, use /knowledge feeds.",))
    return build_message([what, how], MESSAGE)
