"""What the bot says where no command answers: thanks, a role followed, where an answer is from, an agent's greeting."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from handlers.views.buttons import ask, things_shown
from handlers.views.elements import MAX_BUTTON_LABEL, Json, plain
from handlers.views.formatting import MESSAGE, PLAIN_MESSAGE, Message, build_message
from handlers.views.guide import example_buttons
from handlers.views.mrkdwn import Actions, Bold, Bullets, Line, Paragraph, Part
from handlers.views.words import ViewContext, listed, source_name
from knowledge.answers import Answer, NoRanking, NotFound, NoTrends, RoleCard, RoleSectionsAnswer
from knowledge.asking import no_ranking
from knowledge.library import Library
from knowledge.model import Role, Source
from knowledge.query import CompareQuery, RoleQuery, SalaryQuery, TrendsQuery

if TYPE_CHECKING:
    from knowledge.conversation import Said

MOST_SOURCES = 10


def thanks_parts() -> tuple[Part, ...]:
    """To whoever says thanks."""
    return (Paragraph(("You're welcome!",)),)


def followed_parts(
    roles: Sequence[str], context: ViewContext, *, follows: bool
) -> tuple[Part, ...]:
    """The roles that someone follows from now on, or no longer."""
    known = context.library.roles
    names = Bold(listed([known[role].name for role in roles if role in known]))
    if follows:
        return (Paragraph(("You now follow ", names, ". Your Home tab shows what changes.")),)
    return (Paragraph(("You no longer follow ", names, ".")),)


FOLLOW_IN_DM = "Send me that in a direct message, so that only you see it."


def wondered_parts(said: "Said", context: ViewContext) -> tuple[Part, ...]:
    """What is said to a question that has no answer here; nothing to anything else."""
    match said.talk:
        case "ranking":
            return ranking_parts(no_ranking(context.library), context)
        case "unanswered":
            return unanswered_parts(said.text, said.roles, context)
        case _:
            return ()


def unanswered_parts(typed: str, roles: Sequence[str], context: ViewContext) -> tuple[Part, ...]:
    """No source answers what is asked: say so, and what can be asked instead."""
    named = [context.library.roles[role] for role in roles if role in context.library.roles]
    line: Line = ("No source I have answers that",)
    if typed:
        line = (*line, f" (“{typed}”)")
    can = ". I know what roles involve and require, what they pay, and how demand changes."
    return (Paragraph((*line, can)), *_instead(named, context))


def _instead(roles: Sequence[Role], context: ViewContext) -> tuple[Actions, ...]:
    if not roles:
        return example_buttons(context, "instead")
    role = roles[0]
    buttons = (
        ask(role.name, context.value(RoleQuery(role.id))),
        ask("Salary", context.value(SalaryQuery(role.id)), number=1),
        ask("Trends", context.value(TrendsQuery(roles=(role.id,))), number=2),
    )
    return (Actions("instead", buttons),)


def ranking_parts(answer: NoRanking, context: ViewContext) -> tuple[Part, ...]:
    """Nothing is ranked: offer to put the roles of which most is known side by side."""
    ids = tuple(role.id for role in answer.roles)
    line = (
        "I don't rank roles: sources measure pay in different ways, and few cover the same roles. "
    )
    return (
        Paragraph(
            (line, "I can put two or three side by side: ", context.typed(CompareQuery(ids[:2])))
        ),
        Actions("ranking", (ask("Compare these", context.value(CompareQuery(ids))),)),
    )


def sources_parts(answer: Answer, context: ViewContext) -> tuple[Part, ...]:
    """Where an answer is from."""
    sources = _sources(answer, context.library)
    if not sources:
        return (Paragraph(("That answer didn't use any source.",)),)
    lines = tuple(_source_line(source) for source in sources[:MOST_SOURCES])
    return (Bullets(lines, "That answer comes from"),)


def _source_line(source: Source) -> Line:
    publisher = f", {source.publisher}" if source.publisher else ""
    title = "" if source.title == source.label else f": {source.title}"
    link = f"  {source.url}" if source.url else ""
    return (Bold(source_name(source)), f"{title}{publisher}{link}")


def _sources(answer: Answer, library: Library) -> list[Source]:
    shown = [one for one in things_shown(answer, library) if isinstance(one, Source)]
    ids = [*(source.id for source in shown), *_of_bullets(answer)]
    return [library.sources[id] for id in dict.fromkeys(ids) if id in library.sources]


def _of_bullets(answer: Answer) -> Iterator[str]:
    match answer:
        case RoleCard():
            for _, bullet in answer.lines:
                yield from bullet.sources
        case RoleSectionsAnswer():
            for _, bullets in answer.sections:
                for bullet in bullets:
                    yield from bullet.sources
        case _:
            return


def not_covered_parts(answer: Answer, context: ViewContext) -> tuple[Part, ...]:
    """One short line for a whole channel, where an answer has nothing; else nothing."""
    match answer:
        case NotFound(typed):
            line: Line = (f"“{typed}” isn't covered. ", context.command("role"), " lists what is.")
        case NoTrends(subject):
            line = (
                f"No source covers trends in {subject}. ",
                context.command("trends"),
                " lists topics.",
            )
        case _:
            return ()
    return (Paragraph(line),)


FEEDBACK = "feedback"
GREETING_BLOCK = "greeting"
HELPED, NO_HELP = "yes", "no"

GREETING = (
    "Hi! Ask me what a data or AI role is, what it requires and what it pays. Every figure comes with "
    "its source. Click one, or write in your own words:"
)
STOPPED = "Stopped. If you asked me to change something, it may have been done already."


def greeting_message(context: ViewContext) -> Message:
    """To whoever opens the conversation for the first time."""
    parts = (Paragraph((GREETING,)), *example_buttons(context, GREETING_BLOCK))
    return build_message(parts, MESSAGE if context.newest_blocks else PLAIN_MESSAGE)


def feedback_block(about: str) -> Json:
    """Buttons under an answer that say whether it helped; `about` is what is counted."""
    buttons: Json = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": _button("Helpful", HELPED, about),
        "negative_button": _button("Not helpful", NO_HELP, about),
    }
    return {"type": "context_actions", "block_id": FEEDBACK, "elements": [buttons]}


def _button(label: str, verdict: str, about: str) -> Json:
    return {"text": plain(label, MAX_BUTTON_LABEL), "value": f"{verdict} {about}"}


def rated_parts(*, helped: bool) -> tuple[Part, ...]:
    """To whoever clicked one of them."""
    if helped:
        return (Paragraph(("Thanks, good to know!",)),)
    more = (
        "Thanks, that's counted for the admins. If a figure is wrong, report it under the answer."
    )
    return (Paragraph((more,)),)
