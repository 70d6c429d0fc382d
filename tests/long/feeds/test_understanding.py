"""What came in is read in a process of its own; what that chokes on costs itself alone."""

import logging
from pathlib import Path
from typing import Any

import pytest

from bot.feeds.understanding import Understanding, read_with
from bot.reading.bounded import Bounds
from bot.state.database import Database
from bot.state.feed_tables import FEED_ITEMS, JOB_ADS
from knowledge.feeds.reading import AdPay
from knowledge.library import Library
from tests.feeds.collecting.town import ad, feed, item, read
from tests.feeds.measuring.measured_town import SMALL, MeasuredTown
from tests.knowledge.small_tables import library_of

STATED = AdPay(100_000, 150_000, "USD", "YEAR", "as stated", "field")
PROSE = "We are looking for an analyst with SQL. The base salary range is $150,000 - $180,000 USD per year. Apply now."


@pytest.fixture
def small() -> Library:
    """The knowledge of the town."""
    return library_of(SMALL)


@pytest.fixture
def unread(database: Database, tmp_path: Path) -> MeasuredTown:
    """A blog and a board, of which nothing is read yet."""
    town = MeasuredTown(database, tmp_path)
    town.add(feed("blog"), feed("board", "greenhouse", board="board"))
    town.says["blog"] = read(item("1", title="Zed waves for analysts"), item("2", title="Lunch"))
    town.says["board"] = read(
        ad("1", title="Senior Analyst", text=PROSE, locations=("Austin, TX",), pay=(STATED,))
    )
    town.collector.round()
    return town


def posts(town: MeasuredTown) -> dict[str, tuple[list[str], list[str]]]:
    return {row.title: (row.topics, row.roles) for row in town.rows(FEED_ITEMS)}


def the_ad(town: MeasuredTown) -> Any:
    (row,) = town.rows(JOB_ADS)
    return row


def test_all_that_came_in_is_read(unread: MeasuredTown) -> None:
    understanding = Understanding(unread.database, unread.knowledge.library)
    assert understanding.catch_up() == 3
    assert posts(unread) == {
        "Zed waves for analysts": (["zed-waves"], ["analyst"]),
        "Lunch": ([], []),
    }
    row = the_ad(unread)
    assert (row.roles, row.level, row.places, row.skills) == (
        ["analyst"],
        "senior",
        ["austin"],
        ["sql"],
    )
    assert [(pay["min_value"], pay["stated_in"]) for pay in row.pay] == [
        (100_000, "field"),
        (150_000, "prose"),
    ]
    assert understanding.catch_up() == 0


def test_posts_and_open_ads_are_read_again_with_another_vocabulary(unread: MeasuredTown) -> None:
    Understanding(unread.database, unread.knowledge.library).catch_up()
    more = {
        "vocabulary/topics.yaml": '  - {id: lunch, name: "Lunch"}\n',
        "vocabulary/skills.yaml": '  - {id: offers, name: "Salary"}\n',
    }
    other = {path: SMALL[path] + terms for path, terms in more.items()}
    library = library_of({**SMALL, **other})
    understanding = Understanding(unread.database, lambda: library)
    assert understanding.catch_up() == 3
    assert posts(unread)["Lunch"] == (["lunch"], [])
    assert the_ad(unread).skills == ["sql", "offers"]
    assert understanding.catch_up() == 0


def test_one_that_cannot_be_read_costs_itself_alone(
    unread: MeasuredTown, caplog: pytest.LogCaptureFixture
) -> None:
    """What the ad says is more than this reader may give, and so is what both posts do together."""
    bounds = Bounds(output=60)
    with caplog.at_level(logging.WARNING):
        assert Understanding(unread.database, unread.knowledge.library, bounds).catch_up() == 3
    assert posts(unread)["Zed waves for analysts"] == (["zed-waves"], ["analyst"])
    row = the_ad(unread)
    assert (row.roles, [pay["min_value"] for pay in row.pay]) == ([], [100_000])
    assert caplog.text.count("one of the ads of board holds more than") == 1
    assert Understanding(unread.database, unread.knowledge.library).catch_up() == 0


def test_what_is_told_of_a_role_is_not_what_posts_are_read_with(small: Library) -> None:
    """Only another name makes everything be read again."""
    assert read_with(small) == read_with(library_of(SMALL))
    told = (
        SMALL["roles/analyst.yaml"]
        + "sections:\n  overview:\n    - {text: Looks., sources: [titles]}\n"
    )
    assert read_with(library_of({**SMALL, "roles/analyst.yaml": told})) == read_with(small)
    named = SMALL["roles/analyst.yaml"] + "aliases: [looker]\n"
    assert read_with(library_of({**SMALL, "roles/analyst.yaml": named})) != read_with(small)
