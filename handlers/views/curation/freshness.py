"""Views of what is due to be verified, and of what its owners did."""

from collections.abc import Sequence

from handlers.views.blocks import MESSAGE
from handlers.views.curation.buttons import item_actions
from handlers.views.message import Message, build_message
from handlers.views.parts import Bold, Heading, Line, Note, Paragraph, Part, Person
from handlers.views.words import ViewContext, count
from knowledge.freshness import StaleItem, age_note
from knowledge.revisions import Revision

MOST_ITEMS = 20
"""Each takes two blocks of a message's fifty."""

MINE, ALL = "due_mine", "due_all"
"""How the block ids begin: the list is shown anew after a click."""


def reminder_message(items: Sequence[StaleItem], context: ViewContext) -> Message:
    """To an owner: what of theirs is due to be verified."""
    return build_message(reminder_parts(items, context), MESSAGE)


def reminder_parts(items: Sequence[StaleItem], context: ViewContext) -> tuple[Part, ...]:
    """The same as parts."""
    if not items:
        return (Paragraph(("Nothing of yours is due to be verified.",)),)
    verb = "is" if len(items) == 1 else "are"
    said = (
        "Please check each against the world. Verify says that it still holds; where it does not, "
        "edit it; or hand it over to whoever knows."
    )
    return (
        Heading(f"{count(len(items), 'thing')} that you keep {verb} due"),
        Paragraph((said,)),
        *_items(items, MINE, context),
    )


def stale_parts(items: Sequence[StaleItem], context: ViewContext) -> tuple[Part, ...]:
    """Everything that is due, whoever keeps it."""
    if not items:
        return (Heading("What is due"), Paragraph(("Everything was verified in its time.",)))
    return (Heading(f"Due to be verified: {len(items):,}"), *_items(items, ALL, context))


def handed_message(item: StaleItem, giver: str, context: ViewContext) -> Message:
    """To a new owner: what they keep from now on."""
    line: Line = (
        Person(giver), f" handed the {item.kind} ", Bold(item.name), " over to you. It counts as ",
        "unverified until you have checked it.",
    )  # fmt: skip
    return build_message((Paragraph(line), *_items([item], MINE, context)), MESSAGE)


def verified_line(name: str, user: str, revision: Revision) -> Paragraph:
    """Verified: what, by whom, as which revision."""
    said = f" was verified today: revision {revision.number}."
    return Paragraph((Bold(name), " by ", Person(user), said))


def verified_before_line(name: str) -> Paragraph:
    """Nothing to do any more."""
    return Paragraph((Bold(name), " was verified today already."))


def handed_line(name: str, owner: str, revision: Revision) -> Paragraph:
    """Handed over: what, to whom, as which revision."""
    said = f": revision {revision.number}. It counts as unverified until they act."
    return Paragraph((Bold(name), " is kept by ", Person(owner), said))


def _items(items: Sequence[StaleItem], row: str, context: ViewContext) -> list[Part]:
    parts: list[Part] = []
    for number, item in enumerate(items[:MOST_ITEMS]):
        parts += [Paragraph(_item_line(item)), item_actions(item, f"{row}:{number}")]
    if len(items) > MOST_ITEMS:
        rest = f"… and {len(items) - MOST_ITEMS:,} more: "
        parts.append(Note((rest, context.command("knowledge", "stale"), " once these are done")))
    return parts


def _item_line(item: StaleItem) -> Line:
    kept: Line = (" · kept by ", Person(item.owner)) if item.owner else (" · kept by nobody",)
    overdue = ""
    if item.months_overdue:
        overdue = f", {count(item.months_overdue, 'month')} overdue"
    return (Bold(item.name), f" ({item.kind})  {age_note(item)}{overdue}", *kept)
