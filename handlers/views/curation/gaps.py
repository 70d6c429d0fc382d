"""Views of what isn't covered: for admins what people asked for, and the request of a role."""

from collections.abc import Sequence

from handlers.views.curation.buttons import ask_knowledge
from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.mrkdwn import Actions, Bold, Bullets, Heading, Line, Note, Paragraph, Part
from handlers.views.words import ViewContext, count
from knowledge.curating import LookRequest, TemplateRequest
from knowledge.gaps import Gap, Rated

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
