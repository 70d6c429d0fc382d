"""Slack takes no call now, no view any more, or not this person: whoever waits for an answer gets one."""

import pytest

from bot.playground.faults import Fault, RateLimits
from bot.playground.records import Message, View
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, MAYAS_DM, Town, eventually, shown
from tests.interaction.digests import BOT, SAM

AT_ONCE, TOO_LONG = 0, 3_600
"""Seconds after which Slack says to try again."""


def home(town: Town) -> View:
    """Maya's Home tab."""
    town.slack.open_home(MAYA)
    eventually(lambda: town.slack.workspace.home(MAYA) is not None)
    opened = town.slack.workspace.home(MAYA)
    assert opened is not None
    return opened


def modal(town: Town) -> View:
    """Maya's modal, once it is open."""
    eventually(lambda: town.modal() is not None)
    opened = town.modal()
    assert opened is not None
    return opened


def found_on_home(town: Town) -> View:
    """What a search on the Home tab opens."""
    town.slack.click(MAYA, home(town), "search", value="mle")
    return modal(town)


# --- 429


def test_everybody_who_mentions_it_in_one_second_is_answered(town: Town) -> None:
    town.slack.workspace.limits = RateLimits()
    for user in (MAYA, ALEX, SAM):
        assert town.slack.say(user, DATA_JOBS, f"<@{BOT}> salary mle").ok
    eventually(lambda: len(town.answers()) == 3)
    assert {answer.text.partition("\n")[0] for answer in town.answers()} == {
        "Machine Learning Engineer"
    }


@pytest.mark.parametrize("times", [1, 2])
def test_an_answer_that_came_too_early_comes_later(town: Town, times: int) -> None:
    town.slack.workspace.faults.set("chat.postMessage", Fault.rate_limit(AT_ONCE), times)
    town.slack.say(MAYA, MAYAS_DM, "mle senior")
    eventually(lambda: bool(town.answers(MAYAS_DM)))
    assert ["$177,177–$189,477+" in answer.text for answer in town.answers(MAYAS_DM)] == [True]


@pytest.mark.parametrize("times", [1, 2])
def test_so_does_what_replaces_an_answer(town: Town, times: int) -> None:
    card = town.types("/role mle")
    town.slack.workspace.faults.set("response_url", Fault.rate_limit(AT_ONCE), times)
    town.clicks(card, "ask:1")
    eventually(lambda: town.answers() != [card])
    assert ["Sources differ" in answer.text for answer in town.answers()] == [True]


def test_a_form_that_came_too_early_opens_later(town: Town) -> None:
    town.slack.workspace.faults.set("views.open", Fault.rate_limit(AT_ONCE), 1)
    town.slack.slash(MAYA, DATA_JOBS, "/salary")
    assert "Role" in shown(modal(town))


def test_nobody_is_kept_waiting_for_long(town: Town) -> None:
    town.slack.workspace.faults.set("chat.postMessage", Fault.rate_limit(TOO_LONG), 1)
    town.slack.say(MAYA, MAYAS_DM, "mle")
    eventually(lambda: "went wrong" in str([one.text for one in town.answers(MAYAS_DM)]))


# --- a view that cannot be opened any more


def test_who_waits_for_a_form_is_told_that_it_was_too_late(town: Town) -> None:
    town.slack.workspace.faults.set("views.open", Fault.refuse("expired_trigger_id"))
    town.slack.slash(MAYA, DATA_JOBS, "/salary")
    eventually(lambda: ["too slow to open this" in one.text for one in town.answers()] == [True])


@pytest.mark.parametrize(
    ("action_id", "value", "block_id"),
    [
        ("search", "mle", None),
        ("ask", None, "family:machine-learning"),
        ("digest_form", None, None),
    ],
)
def test_on_the_home_tab_it_is_told_by_direct_message(
    town: Town, action_id: str, value: str | None, block_id: str | None
) -> None:
    opened = home(town)
    town.slack.workspace.faults.set("views.open", Fault.refuse("expired_trigger_id"))
    assert town.slack.click(MAYA, opened, action_id, value=value, block_id=block_id).ok
    eventually(lambda: bool(town.answers(MAYAS_DM)))
    assert ["too slow to open this" in one.text for one in town.answers(MAYAS_DM)] == [True]


def test_any_other_failure_on_the_home_tab_is_told_there_too(town: Town) -> None:
    opened = home(town)
    town.slack.workspace.faults.set("views.open", Fault.refuse("fatal_error"))
    town.slack.click(MAYA, opened, "search", value="mle")
    eventually(lambda: "went wrong" in str([one.text for one in town.answers(MAYAS_DM)]))


# --- a modal that was closed


def test_who_closed_a_modal_waits_for_nothing(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    opened = found_on_home(town)
    town.slack.workspace.faults.set("views.update", Fault.refuse("not_found"))
    town.slack.click(MAYA, opened, _first_ask(opened))
    eventually(lambda: bool(town.slack.workspace.calls("views.update")))
    town.slack.workspace.faults.clear("views.update")
    town.slack.click(MAYA, opened, _first_ask(opened, 1))
    eventually(lambda: len(town.slack.workspace.calls("views.update")) == 2)
    assert "failed" not in caplog.text


def _first_ask(view: View | Message, number: int = 0) -> str:
    asks = [
        str(element["action_id"])
        for block in view.blocks
        for element in block.get("elements", ())
        if str(element.get("action_id", "")).startswith("ask")
    ]
    return asks[number]
