"""What can be clicked under an answer; each value is the query that asks for what it shows."""

from collections.abc import Iterable, Iterator

from handlers.values import ClickedDigest
from handlers.views.elements import fits_option
from handlers.views.mrkdwn import Actions, Button, Confirm, Menu, Note, RolePicker
from handlers.views.words import ViewContext
from knowledge.answers import (
    Answer,
    Comparison,
    NoFigures,
    RoleCard,
    RoleSectionsAnswer,
    SalaryAnswer,
    TrendsAnswer,
)
from knowledge.digest.subscription import MuteRequest, Subscription, UndoRequest
from knowledge.fields import AskedSection, Section
from knowledge.freshness import age_note, stale
from knowledge.library import Library
from knowledge.model import Fact, Figure, Role, Source, Trend
from knowledge.offers.checked import OfferAnswer
from knowledge.query import AreaOrder, AreasQuery, RoleQuery, SalaryQuery

MOST_NAMED = 6

AREAS_LABELS: dict[AreaOrder, str] = {"pay": "Highest-paying metros", "jobs": "Most jobs"}


def freshness_parts(answer: Answer, context: ViewContext) -> tuple[Note, ...]:
    """One line that names each role and source shown that is due, once."""
    shown = {(type(thing), thing.id): thing for thing in things_shown(answer, context.library)}
    due = [item for thing in shown.values() if (item := stale(thing, context.today)) is not None]
    if not due:
        return ()
    told = " · ".join(f"{item.name}: {age_note(item)}" for item in due[:MOST_NAMED])
    more = f" · and {len(due) - MOST_NAMED} more" if len(due) > MOST_NAMED else ""
    return (Note((f"Due for verification: {told}{more}",)),)


def things_shown(answer: Answer, library: Library) -> Iterator[Role | Source]:
    """The roles that an answer describes, and the sources whose figures it shows."""
    match answer:
        case RoleCard():
            yield answer.role
            yield from answer.pay_sources
        case RoleSectionsAnswer():
            yield answer.role
            yield from (one.source for one in answer.occupations)
        case NoFigures():
            if answer.pay_notes:
                yield answer.role
        case SalaryAnswer():
            sets = (*answer.nearest, *answer.wider)
            figures = [*answer.matching, *(figure for one in sets for figure in one.figures)]
            yield from _sources([*figures, *answer.facts], library)
        case Comparison():
            for column in answer.columns:
                yield column.role
                for _, figures in (*column.pay, *column.levels):
                    yield from _sources(figures, library)
        case TrendsAnswer():
            trends = [trend for topic in answer.topics for trend in topic.trends]
            yield from _sources([*trends, *answer.facts], library)
            yield from (pay.source for one in answer.pay for pay in one.years)
        case OfferAnswer():
            yield from answer.sources
        case _:
            return


def _sources(statements: Iterable[Figure | Fact | Trend], library: Library) -> Iterator[Source]:
    for statement in statements:
        yield library.sources[statement.source]


ON_BUTTONS: tuple[Section, ...] = ("skills", "career_path")
"""The sections that a card offers as buttons of their own; the others stand in a menu.

(Slack's overflow menu holds five options: too few for the sections of a role.)
"""

SHARE = "share"
ASK_YOURS = "ask_yours"
REPORT = "report"
REQUEST = "request_role"
FILTER = "filter"
EDIT_OFFER = "edit_offer"
SOURCE = "source"
FOLLOW = "follow"
UNFOLLOW = "unfollow"
COMPARE_WITH = "compare_with"
ASK = "ask"
ASK_MORE = "ask_more"
DIGEST_ASK = "digest_ask"
DIGEST_FORM = "digest_form"
DIGEST_MUTE = "digest_mute"
DIGEST_UNDO = "digest_undo"


def ask(label: str, value: str, *, number: int = 0, primary: bool = False) -> Button:
    """A button that asks a question; Slack wants another action id for each in a row."""
    return Button(label, f"{ASK}:{number}" if number else ASK, value, primary)


def ask_digest(
    label: str,
    request: ClickedDigest,
    context: ViewContext,
    *,
    number: int = 0,
    confirm: Confirm | None = None,
) -> Button:
    """A button that does what can be typed after `/digest`, in the conversation of its message."""
    action_id = f"{DIGEST_ASK}:{number}" if number else DIGEST_ASK
    return Button(label, action_id, context.value(request), confirm=confirm)


def digest_form(label: str, context: ViewContext, *, primary: bool = False) -> Button:
    """A button that opens the digest's form."""
    return Button(label, DIGEST_FORM, context.value(), primary)


def mute_menu(
    label: str, requests: Iterable[tuple[str, MuteRequest]], context: ViewContext
) -> Menu:
    """A menu of what can be muted, or unmuted, in its conversation's digest."""
    return Menu(label, DIGEST_MUTE, tuple((name, context.value(one)) for name, one in requests))


def ask_mute(label: str, request: MuteRequest, context: ViewContext) -> Button:
    """A button that mutes, or takes that back."""
    return Button(label, DIGEST_MUTE, context.value(request))


def undo_digest(subscription: Subscription, context: ViewContext) -> Button:
    """A button that takes the change back that led to a subscription's version."""
    undone = UndoRequest(subscription.channel_id, subscription.version)
    return Button("Undo", DIGEST_UNDO, context.value(undone))


def role_actions(role: Role, query: RoleQuery, context: ViewContext) -> tuple[Actions, ...]:
    """Under a role's card or sections: its pay, its sections, its neighbors, follow and share.

    `query` asks for the answer itself: it is what is shared, and shown again once followed.
    """
    known = context.library.sections_of(role)
    name = context.library.section_name
    values: dict[AskedSection, str] = {
        section: context.value(RoleQuery(role.id, (section,))) for section in known
    }
    on_buttons: list[AskedSection] = [
        *(section for section in ON_BUTTONS if section in known),
        *(one for one in known if one not in ON_BUTTONS and not fits_option(values[one])),
    ]
    buttons = [
        *([ask("Role overview", context.value(RoleQuery(role.id)))] if query.sections else []),
        ask("Salary", context.value(SalaryQuery(role.id)), number=1),
    ]
    buttons += [
        ask(name(section), values[section], number=2 + number)
        for number, section in enumerate(on_buttons)
    ]
    others = tuple(
        (name(section), value) for section, value in values.items() if section not in on_buttons
    )
    menu = (Menu("More sections", ASK_MORE, others),) if others else ()
    value = context.value(query)
    follow = ("Unfollow", UNFOLLOW) if role.id in context.following else ("Follow", FOLLOW)
    return (
        Actions("sections", (*buttons, *menu)),
        with_other(
            role, Button(follow[0], f"{follow[1]}:{role.id}", value), share(value), report(value)
        ),
    )


def with_other(role: Role, *buttons: Button | Menu) -> Actions:
    """A picker of the role to compare with, and buttons; the row's id says compared to what."""
    return Actions(f"with:{role.id}", (RolePicker("Compare with…", COMPARE_WITH), *buttons))


def sources_menu(sources: Iterable[Source]) -> Menu:
    """The sources of an answer; each opens what it is and all that it states about the row's role."""
    return Menu("Sources", SOURCE, tuple((source.label, source.id) for source in sources))


def share(value: str) -> Button:
    """Post this answer for everybody in the channel."""
    return Button("Share to channel", SHARE, value)


def report(value: str) -> Button:
    """Tell whoever keeps what this answer says that something is wrong with it."""
    return Button("Report a problem", REPORT, value)


def request_role(typed: str) -> Actions:
    """Ask the admins to cover a role."""
    return Actions("request", (Button("Request this role", REQUEST, typed),))


def areas_button(role: str, within: tuple[str, ...], context: ViewContext, number: int) -> Button:
    """Asks where the role's occupation earns most."""
    return ask(AREAS_LABELS["pay"], context.value(AreasQuery(role, "pay", within)), number=number)
