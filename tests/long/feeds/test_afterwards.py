"""A round of feeds ends with what it brought read, measured and published."""

from pathlib import Path

from bot.feeds.afterwards import Afterwards
from bot.state.database import Database
from knowledge.feeds.documents import ADS, POSTS
from tests.feeds.collecting.town import feed, read
from tests.feeds.measuring.measured_town import FEEDS, MeasuredTown, ads, posts


def test_a_round_ends_with_a_revision(database: Database, tmp_path: Path) -> None:
    town = MeasuredTown(database, tmp_path)
    town.add(*map(feed, FEEDS), feed("board", "greenhouse", board="board"))
    town.says |= {name: read(*posts(name, town.now)) for name in FEEDS}
    town.says["board"] = read(*ads())
    town.afterwards = Afterwards(database, town.knowledge, lambda: town.feeds, town.clock)
    assert town.collector.round() == 4
    assert (town.newest().number, town.newest().origin) == (2, "feeds")
    assert town.statements(POSTS)[0].endswith("; 21 of 36 posts in the week to 14 Nov")
    assert town.statements(ADS)[0] == "Analyst: 6 openings at 3 companies on 18 Nov"
    assert town.collector.round() == 0
    assert town.newest().number == 2
