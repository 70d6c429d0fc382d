"""What posts are about, as a source: one fact a topic that has moved, or of which there are posts enough."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.feeds.documents import POSTS
from knowledge.feeds.facts import FactText, day, fact, number_of, paths, percent, rounded, source
from knowledge.feeds.kept import FeedSpans, KeptItem
from knowledge.feeds.trends import Share, Told, shares
from knowledge.feeds.weeks import BEFORE, RECENT, Weeks, covered
from knowledge.library import Library
from knowledge.periods import Period

LEAST_NAMED = 5
"""Posts of the last four weeks that name a topic, for it to be told where it has not moved."""


def measured_posts(
    library: Library, items: Iterable[KeptItem], spans: FeedSpans, weeks: Weeks
) -> Mapping[str, str | None]:
    """The document of what posts are about; None where there is nothing to say."""
    path, _ = paths(POSTS)
    every = tuple(items)
    always = covered(weeks.starts, spans, by_backlog=True)
    lately = covered(weeks.starts[-RECENT:], spans, by_backlog=True)
    told = [*_told(library, every, always, weeks)]
    recent = [*_told(library, every, lately, weeks)]
    found = shares(told, recent)
    counted = told if any(one.before is not None for one in found.values()) else recent
    feeds = frozenset[str]().union(*(one.groups for one in counted))
    kept = [one for one in found.values() if one.moved or one.recently >= LEAST_NAMED]
    if not kept:
        return {path: None}
    kept.sort(key=_first)
    facts = [_fact(library, one, number_of(len(feeds), "feed"), weeks) for one in kept]
    title = f"Posts of {number_of(len(feeds), 'feed')}, 16 weeks to {weeks.last.isoformat()}"
    return {path: source(title, "Posts of feeds", "feeds", weeks.last, facts)}


def _told(
    library: Library, items: Sequence[KeptItem], feeds: frozenset[str], weeks: Weeks
) -> Iterator[Told]:
    """Each story once, when it was first told, however many of the feeds tell it."""
    stories: dict[str, list[KeptItem]] = {}
    for item in items:
        if item.feed in feeds:
            stories.setdefault(item.story, []).append(item)
    for told in stories.values():
        week = weeks.number(min(one.dated for one in told))
        if week is not None:
            topics = {topic for one in told for topic in one.topics}
            known = frozenset(one for one in topics if library.term("topics", one) is not None)
            yield Told(week, frozenset(one.feed for one in told), known)


def _first(share: Share) -> tuple[bool, float, int, str]:
    """What has moved most comes first, then what is named most."""
    moved = abs(share.now - share.before) if share.moved and share.before is not None else 0.0
    return not share.moved, -moved, -share.recently, share.subject


def _fact(library: Library, share: Share, feeds: str, weeks: Weeks) -> FactText:
    name = library.topic_name(share.subject)
    posts = number_of(share.of, "post")
    has_moved = share.moved and share.before is not None
    since = weeks.first if has_moved else weeks.starts[BEFORE]
    values = [share.before, share.now] if has_moved and share.before is not None else [share.now]
    said = " → ".join(map(percent, values))
    compared = (
        ", the last four weeks against the twelve before" if has_moved else " over four weeks"
    )
    return fact(
        f"posts-{share.subject}",
        f"{name}: {said} of posts in {feeds}{compared}; {share.named} of {posts} in the week to {day(weeks.last)}",
        [rounded(one) for one in values],
        "percent of posts",
        period=Period(since, weeks.last),
        year=weeks.last.year,
        section=f"Posts of {feeds}",
        n=share.n if has_moved else share.recently_of,
        topics=[share.subject],
    )
