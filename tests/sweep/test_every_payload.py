"""Nothing that Rolecall shows is refused: all that it knows, and twenty thousand made-up questions.

A failure names the seed; `SWEEP_SEED=<seed> pytest tests/sweep` asks the same again.
"""

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cache
from typing import cast

import pytest

from bot.offline import Loopback, offline_deps, open_loopback
from bot.settings import Settings
from handlers.replies import Asked, Replies
from handlers.views import answer_parts
from handlers.views.curation.state import knowledge_help_parts
from handlers.views.digest.states import DigestList, Feedback, Listed
from handlers.views.elements import option
from handlers.views.formatting import MESSAGE, PLAIN_MESSAGE, build_message
from handlers.views.guide import digest_help_parts, guide_parts
from handlers.views.home import Followed, home_view
from handlers.views.modal import answer_view, offer_form, salary_form
from knowledge.asking import answer_read_offer
from knowledge.commands import QUESTIONS, QuestionName
from knowledge.conversation import understand
from knowledge.difference import changes_of_role, diff
from knowledge.digest.subscription import (
    UNTIL_RESUMED,
    WEEK,
    Focus,
    Schedule,
    Subscription,
    slot_after,
)
from knowledge.fields import SECTIONS, RoleSections
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.model import Figure, Role
from knowledge.offers.fields import OfferFields, fields_of, offer_from_fields
from knowledge.offers.reading import parse_offer
from knowledge.offers.terms import UnclearOffer
from knowledge.query import Offer, SalaryFilters, SalaryQuery
from knowledge.suggestions import suggest_roles, suggest_terms
from knowledge.vocabulary import VocabularyKind
from tests.conftest import TODAY
from tests.knowledge.small_world import NOTHING, past_of, with_figures
from tests.payloads import without_our_markup
from tests.sweep.every_question import every_filter, every_offer, every_question, every_section
from tests.sweep.inspection import Inspection, Payload
from tests.sweep.made_up_texts import Typist

FIXED_SEED = 20_261_121
INPUTS, FEWER_INPUTS = 5_000, 850
"""Of each seed, for each way of showing: of two seeds, or of one in the short form."""
SAME_EITHER_WAY = 20
"""Of so many modals, one is made without Slack's newest blocks as well, and compared."""
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
METADATA = '{"url": "https://hooks.slack.com/commands/T0/1/abc", "replace": false, "prefix": ""}'

Tell = Callable[[str, object], None]


@dataclass(frozen=True)
class Rolecall:
    """The whole app, and the parts of it that answer without a round trip."""

    library: Library
    replies: Replies
    app: Loopback
    newest: bool

    @property
    def blocks(self) -> str:
        """Which blocks it uses."""
        return "newest" if self.newest else "plain"


@pytest.fixture(scope="module", params=[True, False], ids=["newest", "plain"])
def rolecall(request: pytest.FixtureRequest, settings: Settings, library: Library) -> Rolecall:
    """With Slack's newest blocks and without."""
    return opened(settings, library, newest=request.param)


@pytest.fixture(scope="module")
def views(settings: Settings, library: Library) -> Rolecall:
    """For modals and Home tabs, which are the same either way: the newest blocks are for messages."""
    return opened(settings, library, newest=True)


def opened(settings: Settings, library: Library, *, newest: bool) -> Rolecall:
    """The app and its parts, with Slack's newest blocks or without."""
    deps = replace(offline_deps(lambda: library, lambda: TODAY), newest_blocks=newest)
    return Rolecall(library, Replies(deps), open_loopback(settings, deps), newest)


def test_whatever_is_known_can_be_shown(rolecall: Rolecall, record_property: Tell) -> None:
    seen = Inspection(f"every question, {rolecall.blocks} blocks")
    for command, text in every_question(rolecall.library):
        inspect_command(seen, rolecall, command, text)
    seen.passed(record_property)


def test_whatever_is_known_can_be_shown_in_a_modal(
    views: Rolecall, settings: Settings, record_property: Tell
) -> None:
    seen = Inspection("every question in a modal")
    plain = opened(settings, views.library, newest=False)
    for number, (command, text) in enumerate(every_question(views.library)):
        inspect_modal(seen, views, command, text)
        if number % SAME_EITHER_WAY == 0:
            asked = Asked(command, text)
            assert answer_view(plain.replies.parts(asked)) == answer_view(
                views.replies.parts(asked)
            )
    seen.passed(record_property)


def test_a_followed_role_can_be_shown(rolecall: Rolecall, record_property: Tell) -> None:
    seen = Inspection(f"followed roles, {rolecall.blocks} blocks")
    for role in rolecall.library.roles.values():
        for text in every_section(rolecall.library, role):
            inspect_followed(seen, rolecall, role, text)
    seen.passed(record_property)


def test_the_home_tab_can_be_shown(views: Rolecall, record_property: Tell) -> None:
    seen = Inspection("Home tabs")
    library = views.library
    context = views.replies.context(library)
    roles = list(library.roles.values())
    digests = DigestList(tuple(map(listed, range(30))), more=12_345)
    for what, before in pasts(library).items():
        found = diff(before, library)
        looks = [Followed(role, changes_of_role(found, role.id)) for role in roles]
        for many in range(len(roles) + 1):
            for start in range(len(roles) if many == 1 else 1):
                for admin in (True, False):
                    some = looks[start : start + many]
                    view = home_view(context, some, digests, NOW, is_admin=admin)
                    plain = without_our_markup(view)
                    seen.view("Home tabs", f"{many} {what} from {start}", lambda v=plain: v)
    seen.passed(record_property)


def listed(number: int) -> Listed:
    """A subscription as Home shows it: of a channel or a person, in every state."""
    schedule = Schedule(number % 7, time(23, 59), "America/Argentina/Buenos_Aires")
    return Listed(
        Subscription(
            id=f"{number}",
            team_id="T1",
            channel_id=f"{'CD'[number % 2]}{number:010}",
            subscriber=f"U{number:010}",
            schedule=schedule,
            focus=Focus(),
            next_slot=slot_after(schedule, NOW),
            paused_until=(None, UNTIL_RESUMED, NOW + WEEK)[number % 3],
            unreachable=(None, None, None, "is_archived")[number % 4],
        ),
        Feedback(number * 1_000, number),
    )


def pasts(library: Library) -> dict[str, Library]:
    """What a follower may have seen of the roles last time."""

    def written(say: Callable[[str], list[str]]) -> Library:
        """Every text about a role said otherwise, and every amount another one."""
        return past_of(library, (with_figures(one, map(dearer, one.figures)) for one in library.sources.values()), (
            role.model_copy(update={
                "summary": " ".join(say(role.summary)),
                "sections": RoleSections(**{
                    section: tuple(
                        bullet.model_copy(update={"text": text})
                        for bullet in role.sections.of(section)
                        for text in say(bullet.text)
                    )
                    for section in SECTIONS
                }),
            })
            for role in library.roles.values()
        ))  # fmt: skip

    def dearer(figure: Figure) -> Figure:
        amounts = {"low": figure.low and figure.low * 99, "high": figure.high and figure.high * 99}
        return figure.model_copy(update=amounts)

    return {
        "unchanged": library,
        "all new": NOTHING,
        "much gone": written(lambda text: [text, text * 5]),
        "all different": written(lambda text: [f"{text} <&> *{'x' * 400}*"]),
    }


def test_forms_can_be_filled_in(views: Rolecall, record_property: Tell) -> None:
    seen = Inspection("forms")
    for role in views.library.roles.values():
        filters = ["", *every_filter(views.library, role)]
        for narrowed in filters:
            inspect_salary_form(seen, views, f"{role.name} {narrowed}")
        for offer in every_offer(role, filters):
            inspect_offer(seen, views, offer)
    seen.passed(record_property)


def test_whatever_is_typed_can_be_answered(
    rolecall: Rolecall, record_property: Tell, request: pytest.FixtureRequest
) -> None:
    short = request.config.getoption("--short")
    # Whether a change passes must not be a matter of luck: the short form has the same seed each time.
    fresh = () if short else (int(os.environ.get("SWEEP_SEED", secrets.randbelow(2**32))),)
    inputs = FEWER_INPUTS if short else INPUTS
    for seed in (FIXED_SEED, *fresh):
        seen = Inspection(f"{inputs:,} made-up inputs of seed {seed}, {rolecall.blocks} blocks")
        typist = Typist(rolecall.library, f"{seed} {rolecall.blocks}")
        for number in range(inputs):
            inspect_input(seen, rolecall, ASKED[number % len(ASKED)], typist)
        seen.passed(record_property)


ASKED = [*(command.name for command in QUESTIONS), "check", "direct message", "shortcut"]


def inspect_input(seen: Inspection, rolecall: Rolecall, asked: str, typist: Typist) -> None:
    """Type one text, and check everything that it leads to."""
    match asked:
        case "direct message":
            text = typist.line()
            seen.message("direct messages", text, lambda: said_in_dm(rolecall, text))
            inspect_suggestions(seen, rolecall.library, text)
        case "shortcut":
            inspect_offer(seen, rolecall, typist.post())
        case "check":
            offer = typist.offer()
            inspect_command(seen, rolecall, "salary", f"check {offer}")
            inspect_modal(seen, rolecall, "salary", f"check {offer}")
            inspect_offer(seen, rolecall, offer)
        case command:
            text = typist.line()
            question = cast("QuestionName", command)
            inspect_command(seen, rolecall, question, text)
            inspect_modal(seen, rolecall, question, text)
            if command == "salary":
                inspect_salary_form(seen, rolecall, text)


def inspect_command(seen: Inspection, rolecall: Rolecall, command: QuestionName, text: str) -> None:
    """Check the answer to a slash command: privately, and shared."""
    line = f"/{command} {text}"
    answer = cache(lambda: rolecall.app.ask(line))
    seen.message(f"/{command}", line, answer)
    seen.shared("shared", line, answer)


def inspect_modal(seen: Inspection, rolecall: Rolecall, command: QuestionName, text: str) -> None:
    """Check the same answer in a modal."""
    asked = Asked(command, text)
    seen.view("modals", f"/{command} {text}", lambda: answer_view(rolecall.replies.parts(asked)))


def inspect_followed(seen: Inspection, rolecall: Rolecall, role: Role, text: str) -> None:
    """Check the answer to somebody who follows the role."""
    asked, following = Asked("role", text), frozenset({role.id})
    seen.message("followed", text, lambda: rolecall.replies.message(asked, following).payload())
    if rolecall.newest:  # a modal is the same either way
        seen.view("modals", text, lambda: answer_view(rolecall.replies.parts(asked, following)))


def said_in_dm(rolecall: Rolecall, text: str) -> Payload:
    """The answer to a direct message or a mention."""
    said = understand(rolecall.library, re.sub(r"<@[UW]\w+(\|[^>]*)?>", " ", text))
    surface = MESSAGE if rolecall.newest else PLAIN_MESSAGE
    context = rolecall.replies.context(rolecall.library)
    if said.command == "digest":
        return build_message(digest_help_parts(context), surface).payload()
    if said.command == "knowledge":
        return build_message(knowledge_help_parts(context), surface).payload()
    if said.command is not None:
        return rolecall.replies.message(Asked(said.command, said.text)).payload()
    return build_message(guide_parts(context), surface).payload()


def inspect_suggestions(seen: Inspection, library: Library, typed: str) -> None:
    """Check what menus suggest for what is typed into them."""
    seen.menu(
        "menus", typed,
        lambda: [option(name, id) for id, name in suggest_roles(library, typed)],
    )  # fmt: skip
    kinds: list[VocabularyKind] = ["places", "companies", "company_kinds"]
    seen.menu(
        "menus", typed,
        lambda: [option(name, id) for id, name in suggest_terms(library, kinds, typed)],
    )  # fmt: skip


def inspect_salary_form(seen: Inspection, rolecall: Rolecall, text: str) -> None:
    """Check the salary form, filled with what a question asks."""

    def form() -> Payload:
        query = parse(rolecall.library, "salary", text)
        context = rolecall.replies.context(rolecall.library)
        if isinstance(query, SalaryQuery):
            return salary_form(context, query.role, query.filters, METADATA)
        return salary_form(context, None, SalaryFilters(), METADATA)

    seen.view("salary forms", text, form)


def inspect_offer(seen: Inspection, rolecall: Rolecall, text: str) -> None:
    """Check the offer form for a text, and what comes of submitting it as it stands."""

    @cache
    def read() -> Offer | UnclearOffer:
        return parse_offer(rolecall.library, text)

    @cache
    def form() -> Payload:
        return offer_view(rolecall, read(), fields_of(read()))

    def submitted() -> Payload:
        fields = fields_of(read())
        offer = offer_from_fields(rolecall.library, fields)
        if isinstance(offer, Offer):
            return {"response_action": "update", "view": offer_view(rolecall, offer, fields)}
        return {"response_action": "errors", "errors": offer}

    seen.view("offer forms", text, form)
    seen.submission("offer forms submitted", text, form, submitted)


def offer_view(rolecall: Rolecall, offer: Offer | UnclearOffer, fields: OfferFields) -> Payload:
    """The offer form as the listener makes it."""
    context = rolecall.replies.context(rolecall.library)
    parts = answer_parts(answer_read_offer(rolecall.library, offer), context)
    return offer_form(context, fields, parts)
