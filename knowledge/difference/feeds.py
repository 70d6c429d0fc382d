"""Feeds: which came and went, which were turned on or paused, and what else differs in one."""

from collections.abc import Iterator

from knowledge.difference.documents import paired
from knowledge.difference.edits import Change, Edit, field_changes
from knowledge.feeds.model import KIND_NAMES, Feed
from knowledge.library import Library

_FIELDS = tuple(key for key in Feed.model_fields if key not in ("id", "enabled"))


def feed_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every feed that was added or removed, and every other difference in one."""
    # It brings what edits YAML along.
    from knowledge.feeds.writing import feed_path

    pairs = paired(
        {one.id: one.name for one in before.feeds.values()},
        {one.id: one.name for one in after.feeds.values()},
    )
    for id in pairs.came:
        one = after.feeds[id]
        yield Edit(feed_path(id), "feed", Change("added", _titled(one), None, _told(one)))
    for id in pairs.gone:
        one = before.feeds[id]
        yield Edit(feed_path(id), "feed", Change("removed", _titled(one), _told(one), None))
    for old, new in pairs.same:
        was, now = before.feeds[old], after.feeds[new]
        if was.enabled != now.enabled:
            said = "turned on" if now.enabled else "paused"
            yield Edit(feed_path(new), "feed", Change("changed", _titled(now), "", said))
        for change in field_changes("", was, now, _FIELDS):
            yield Edit(feed_path(new), "detail", change, _titled(now))


def _titled(feed: Feed) -> str:
    return f"Feed {feed.name}"


def _told(feed: Feed) -> str:
    what = " ".join(filter(None, (KIND_NAMES[feed.kind], feed.board or feed.address)))
    return f"{what}, {'on' if feed.enabled else 'off'}"
