"""While the database is away: every payload is acknowledged at once, and people are told in words."""

import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from bot.playground.people.acting import Outcome
from bot.playground.records import Message
from bot.state.engines import LONGEST_RETRY
from tests.delivery.conftest import open_town
from tests.delivery.town import ALEX, DATA_JOBS, MAYA, MAYAS_DM, Town
from tests.hosts.way import Way
from tests.payloads import shown_text

OUT_OF_REACH = "I can't reach my database right now"
PATIENCE = 120


@pytest.fixture
def town(tmp_path: Path, way: Way) -> Generator[Town]:
    """A workspace with the real app in it; a channel has its digest."""
    with open_town(tmp_path / "data", way.url) as town:
        town.subscribe()
        yield town
        way.open()


@pytest.fixture(params=["refused", "swallowed"])
def lose(request: pytest.FixtureRequest, way: Way) -> Callable[[], None]:
    """Lose the database, in one way or the other."""
    return way.refuse if request.param == "refused" else way.swallow


def told(town: Town, user: str = MAYA, channel: str = DATA_JOBS) -> list[str]:
    """What Rolecall said there that somebody sees."""
    messages = town.slack.workspace.messages(channel, user)
    return [said(message) for message in messages if message.bot]


def said(message: Message) -> str:
    return f"{message.text}\n{shown_text(list(message.blocks))}"


def eventually(check: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_everything_is_acknowledged_and_questions_are_answered(
    town: Town, lose: Callable[[], None]
) -> None:
    slack = town.slack
    card = slack.slash(MAYA, DATA_JOBS, "/role mle").message
    salary = slack.slash(MAYA, DATA_JOBS, "/salary mle").message
    lose()
    for line in ("/role mle", "/salary de", "/compare mle vs de", "/trends", "/digest help"):
        # Slack waits for three seconds; nobody gives the database up sooner.
        outcome = slack.slash(MAYA, DATA_JOBS, line)
        assert outcome.ok, outcome.error
        assert outcome.message.blocks
    acts: list[tuple[str, Callable[[], Outcome]]] = [
        ("follow", lambda: slack.click(MAYA, card, action(card, "follow:"))),
        ("share", lambda: slack.click(MAYA, card, action(card, "share"))),
        ("filter", lambda: slack.click(MAYA, salary, action(salary, "filter"))),
        ("digest", lambda: slack.slash(MAYA, DATA_JOBS, "/digest")),
        ("subscribe", lambda: slack.slash(MAYA, DATA_JOBS, "/digest subscribe friday 9:00")),
        ("knowledge", lambda: slack.slash(ALEX, DATA_JOBS, "/knowledge")),
        ("home", lambda: slack.open_home(MAYA)),
        ("said", lambda: slack.say(MAYA, MAYAS_DM, "salary mle")),
        ("digest said", lambda: slack.say(MAYA, MAYAS_DM, "digest pause")),
        ("archived", lambda: slack.archive(MAYA, DATA_JOBS)),
    ]
    for name, act in acts:
        outcome = act()
        assert outcome.ok, (name, outcome.error)
    town.slack.unarchive(MAYA, DATA_JOBS)
    # What only asks is answered, by a click and in a message too; the form opens.
    eventually(lambda: bool(slack.workspace.views(MAYA)))
    eventually(
        lambda: any("Machine Learning Engineer" in one for one in told(town, channel=MAYAS_DM))
    )
    # What needs the notes says so, privately, and says nothing of references.
    eventually(lambda: sum(OUT_OF_REACH in one for one in told(town)) >= 4)
    eventually(lambda: any(OUT_OF_REACH in one for one in told(town, ALEX)))
    eventually(lambda: any(OUT_OF_REACH in one for one in told(town, channel=MAYAS_DM)))
    eventually(lambda: town.slack.workspace.home(MAYA) is not None)
    home = town.slack.workspace.home(MAYA)
    assert home is not None
    assert OUT_OF_REACH in shown_text(list(home.blocks))
    every = [*told(town), *told(town, ALEX), *told(town, channel=MAYAS_DM)]
    assert not [one for one in every if "went wrong" in one]


def test_afterwards_everything_works_again(town: Town, way: Way) -> None:
    way.refuse()
    town.slack.slash(MAYA, DATA_JOBS, "/digest pause 2 weeks")
    eventually(lambda: any(OUT_OF_REACH in one for one in told(town)))
    assert "Nothing was changed" in next(one for one in told(town) if OUT_OF_REACH in one)
    way.open()
    time.sleep(LONGEST_RETRY)
    town.slack.slash(MAYA, DATA_JOBS, "/digest pause 2 weeks")
    eventually(lambda: any("Paused" in one for one in told(town)))


def action(message: Message, begins: str) -> str:
    """The action id of a button of a message that begins so."""
    buttons: list[dict[str, Any]] = []
    for block in message.blocks:
        buttons += block.get("elements") or []
    return next(
        str(button["action_id"])
        for button in buttons
        if str(button.get("action_id", "")).startswith(begins)
    )
