"""The latest posts about a topic, out of the state: the newest of the newest, as of some minutes ago."""

from datetime import timedelta

from bot.feeds.latest import HOLDS, StoredLatest
from bot.state import feed_items
from knowledge.feeds.kept import ItemSubjects
from tests.feeds.collecting.town import DAY, Town, feed, item, read

MCP = ItemSubjects(("mcp",))


def all_about(town: Town, subjects: ItemSubjects) -> None:
    """Say of every post what it is about."""
    with town.database.begin() as connection:
        unread = feed_items.unread_items(connection, "names", 900)
        feed_items.note_items_read(connection, "names", [(one, subjects) for one in unread])


def test_the_three_newest_are_told_by_topic_each_story_once(town: Town) -> None:
    town.add(feed("other"))
    days = [item(f"{n}", town.now - n * DAY) for n in range(5)]
    town.reads(read(*days, item("old", town.now - 70 * DAY), item("bare", town.now, title="")))
    town.hurry("other")
    town.reads(read(days[0]), "other")
    all_about(town, MCP)
    latest = StoredLatest(town.database, lambda: town.now)
    found = latest().by_topic
    assert list(found) == ["mcp"]
    assert [(one.title, one.outlet, one.link) for one in found["mcp"]] == [
        (f"About {n}", "Blog", f"https://blog.example/posts/{n}") for n in range(3)
    ]
    assert found["mcp"][1].day == days[1].published.date()  # type: ignore[union-attr]


def test_what_was_read_holds_for_minutes_and_has_a_version(town: Town) -> None:
    latest = StoredLatest(town.database, lambda: town.now)
    assert (latest().by_topic, latest().version) == ({}, 0)
    town.reads(read(item("a", town.now)), after=timedelta())
    all_about(town, MCP)
    assert latest().by_topic == {}
    town.now += HOLDS
    assert (list(latest().by_topic), latest().version) == (["mcp"], 1)
    known = latest()
    town.now += HOLDS
    assert latest() is known
    town.database.close()
    town.now += HOLDS
    assert latest().by_topic == known.by_topic
