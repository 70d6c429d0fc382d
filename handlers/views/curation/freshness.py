"""Views of what is due to be verified, of what its owners did, and of what people ask that isn't covered."""

from collections.abc import Sequence

from handlers.views.curation.buttons import HAND_OVER, ask_knowledge, item_actions
from handlers.views.curation.drafts import MEMBER
from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Inline,
    Line,
    Note,
    Paragraph,
    Part,
    Person,
)
from handlers.views.words import ViewContext, count
from knowledge.curating import LookRequest, TemplateRequest
from knowledge.difference.documents import Handed
from knowledge.freshness import StaleItem, age_note
from knowledge.gaps import Gap, Rated
from knowledge.revisions import Revision

MOST_ITEMS = 20
"""Each takes two blocks of a message's fifty."""

MINE, ALL = "due_mine", "due_all"
"""How the block ids begin: the list is shown again after a click."""


def reminder_message(items: Sequence[StaleItem], context: ViewContext) -> Message:
    """To an owner: what of theirs is due to be verified."""
    return build_message(reminder_parts(items, context), MESSAGE)


def reminder_parts(items: Sequence[StaleItem], context: ViewContext) -> tuple[Part, ...]:
    """The same as parts."""
    if not items:
        return (Paragraph(("Nothing you own is due for verification.",)),)
    verb = "is" if len(items) == 1 else "are"
    said = (
        "Please check that each is still true. If it is, click Verify. If not, "
        "edit it, or hand it over to someone who knows."
    )
    return (
        Heading(f"{count(len(items), 'item')} you own {verb} due for verification"),
        Paragraph((said,)),
        *_items(items, MINE, context),
    )


def stale_parts(items: Sequence[StaleItem], context: ViewContext) -> tuple[Part, ...]:
    """Everything that is due, whoever keeps it."""
    if not items:
        return (Heading("Due for verification"), Paragraph(("Nothing is due.",)))
    return (Heading(f"Due for verification: {len(items):,}"), *_items(items, ALL, context))


def handed_message(items: Sequence[StaleItem], giver: str, context: ViewContext) -> Message:
    """To a new owner: what they keep from now on."""
    what: Line = (f" handed {len(items):,} items over to you.",)
    unverified = " Anything not verified yet counts as unverified until you check it."
    if len(items) == 1:
        what = (f" handed the {items[0].kind} ", Bold(items[0].name), " over to you.")
        unverified = " It counts as unverified until you check it."
    more = (unverified,) if any(item.verified is None for item in items) else ()
    line: Line = (_who(giver), *what, *more)
    return build_message((Paragraph(line), *_items(items, MINE, context)), MESSAGE)


def released_message(things: Sequence[Handed], giver: str) -> Message:
    """To an owner: what they keep no longer."""
    lines = [_released_line(one, giver) for one in things[:MOST_ITEMS]]
    if len(things) > MOST_ITEMS:
        lines.append((f"… and {len(things) - MOST_ITEMS:,} more",))
    return build_message([Paragraph(line) for line in lines], MESSAGE)


def _released_line(thing: Handed, giver: str) -> Line:
    named: Line = (f"the {thing.kind} ", Bold(thing.name))
    told = ": you no longer own it."
    if thing.now is None:
        return (_who(giver), " removed ", *named, told)
    if thing.after is None:
        return (_who(giver), " left ", *named, " without an owner", told)
    return (_who(giver), " handed ", *named, " over to ", Person(thing.after), told)


def _who(author: str) -> Inline:
    return Person(author) if MEMBER.fullmatch(author) else "A file edit"


def verified_line(name: str, user: str, revision: Revision) -> Paragraph:
    """Verified: what, by whom, as which revision."""
    said = f" was verified today: revision {revision.number}."
    return Paragraph((Bold(name), " by ", Person(user), said))


def verified_before_line(name: str) -> Paragraph:
    """Nothing to do any more."""
    return Paragraph((Bold(name), " was already verified today."))


def handed_line(name: str, owner: str, revision: Revision) -> Paragraph:
    """Handed over: what, to whom, as which revision."""
    said = f": revision {revision.number}. It counts as unverified until they check it."
    return Paragraph((Bold(name), " now belongs to ", Person(owner), said))


def overtaken_parts(name: str, owner: str | None, value: str) -> tuple[Part, ...]:
    """Somebody else handed it over while the form was open; `value` is what a button about it has."""
    kept: Line = ("It belongs to ", Person(owner), ".") if owner else ("No one owns it now.",)
    line: Line = (Bold(name), " changed owners since you opened this form. ", *kept)
    return (
        Paragraph((*line, " Nothing was changed.")),
        Actions("overtaken", (Button("Hand over…", HAND_OVER, value),)),
    )


def _items(items: Sequence[StaleItem], row: str, context: ViewContext) -> list[Part]:
    parts: list[Part] = []
    for number, item in enumerate(items[:MOST_ITEMS]):
        parts += [Paragraph(_item_line(item)), item_actions(item, f"{row}:{number}")]
    if len(items) > MOST_ITEMS:
        rest = f"… and {len(items) - MOST_ITEMS:,} more: "
        parts.append(Note((rest, context.command("knowledge", "stale"), " once these are done")))
    return parts


def _item_line(item: StaleItem) -> Line:
    kept: Line = (" · owned by ", Person(item.owner)) if item.owner else (" · no owner",)
    overdue = ""
    if item.months_overdue:
        overdue = f", {count(item.months_overdue, 'month')} overdue"
    return (Bold(item.name), f" ({item.kind})  {age_note(item)}{overdue}", *kept)


MOST_GAPS = 30
KEPT = "Counted by its words over the last 180 days, without who asked."


def gaps_parts(
    gaps: Sequence[Gap], rated: Sequence[Rated], context: ViewContext
) -> tuple[Part, ...]:
    """What people asked for and didn't get, what they requested first; and which answers helped."""
    if not gaps and not rated:
        return (Heading("Not covered"), Paragraph(("Everything people asked for was found.",)))
    requested = [one for one in gaps if one.requested]
    asked = [one for one in gaps if not one.requested]
    lists = [
        Bullets(tuple(map(_line, some)), heading)
        for some, heading in ((requested, "Requested"), (asked, "Asked for"))
        if some
    ]
    if rated:
        lists.append(Bullets(tuple(map(_rated_line, rated)), "Rated in direct messages"))
    template = ask_knowledge("Template for a role", TemplateRequest("role", ""), context)
    return (
        Heading("Not covered"),
        *lists,
        Note((KEPT,)),
        Actions("gaps", (template,)),
    )


def _line(gap: Gap) -> Line:
    counts = [count(gap.requested, "request")] if gap.requested else []
    counts += [f"asked {'once' if gap.asked == 1 else f'{gap.asked:,} times'}"] if gap.asked else []
    return (Bold(gap.subject), f"  {', '.join(counts)}")


def _rated_line(one: Rated) -> Line:
    return (Bold(one.question), f"  helped {one.helped:,}, didn't help {one.no_help:,}")


def requested_message(subject: str, context: ViewContext) -> Message:
    """To an admin: somebody would like a role to be covered."""
    parts = (
        Paragraph(("Someone requested the role ", Bold(subject), ". It isn't covered yet.")),
        Note(("All requests and gaps: ", context.command("knowledge", "gaps"))),
        Actions(
            "requested",
            (
                ask_knowledge("See all", LookRequest("gaps"), context),
                ask_knowledge("Template", TemplateRequest("role", subject), context, number=1),
            ),
        ),
    )
    return build_message(parts, MESSAGE)


def request_kept_parts(subject: str) -> tuple[Part, ...]:
    """To whoever requested it."""
    return (Paragraph(("Thanks! The admins can see that ", Bold(subject), " was requested.")),)
