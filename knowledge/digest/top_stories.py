"""Which stories a digest tells: a few of all that came in, of different feeds, about different things."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from urllib.parse import urlsplit

from knowledge.digest.choosing import IN_FOCUS, Channel, because
from knowledge.digest.edition import TopStory
from knowledge.feeds.stories import Story

MOST_STORIES = 3
MOST_OF_A_FEED = 2

NEWS_FOR = timedelta(days=14)
"""A story that came in earlier is no news, however long a channel has had no digest."""

EACH_FEED, MOST_FEEDS = 1.5, 4
"""For each further feed that has it."""

ABOUT_US, MOST_SUBJECTS = 0.5, 2
"""For each topic or role that it is about."""

FRESH = 1.0
"""For one that came in today, less for each day."""

AGAIN, LATELY = 0.6, 4
"""Taken off for each of as many digests before it that told of the same topic."""

SAME_FEED, SAME_TOPIC = 2.0, 1.0
"""Taken off what comes from the feed of one that is chosen, or is about its topic."""

TIE = 0.2
"""Chance decides between stories of nearly the same weight only."""

LEAST_FEEDS = 2
"""What is about none of the topics and roles is of interest here only where so many feeds have it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A story with its weight, the feeds from which the channel hears, and what it cares about in it.

    The first of the feeds is credited with it.
    """

    story: Story
    feeds: tuple[str, ...]
    focus: tuple[str, ...]
    opinion: float
    weight: float


def top_stories(channel: Channel, most: int = MOST_STORIES) -> tuple[TopStory, ...]:
    """The stories for a channel, the strongest first."""
    left = list(_candidates(channel))
    chosen: list[Weighed] = []
    while left and len(chosen) < most:
        left = [one for one in left if not _is_too_much(one, chosen)]
        if left:
            best = max(left, key=lambda one: (_beside(one, chosen), one.story.key))
            chosen.append(best)
            left.remove(best)
    return tuple(_told(channel, one) for one in chosen)


def _candidates(channel: Channel) -> Iterator[Weighed]:
    brief = channel.brief
    for story in brief.incoming.stories:
        heard = (feed for feed in story.feeds if feed not in brief.focus.muted_feeds)
        feeds = _credited_first(channel, story.link, heard)
        age = brief.day - story.first_seen.date()
        is_weak = not (story.topics or story.roles) and len(feeds) < LEAST_FEEDS
        is_had = story_key(story) in channel.had
        if feeds and not (is_had or is_weak or age > NEWS_FOR or channel.mutes(story.topics)):
            yield _weighed(channel, story, feeds, max(0, age.days))


def _credited_first(channel: Channel, link: str, feeds: Iterable[str]) -> tuple[str, ...]:
    """The feeds, that of the site which the link opens first; they keep their order otherwise."""
    return tuple(sorted(feeds, key=lambda feed: -_shared(channel, feed, link)))


def _shared(channel: Channel, feed: str, link: str) -> int:
    """How many steps, its host and then its path's, a link shares with a feed's site or address; 0 on other hosts."""
    known, home = channel.library.feeds.get(feed), channel.brief.incoming.feed_homes.get(feed)
    places = (home, known and known.address)
    return max(_shared_steps(str(place), link) if place else 0 for place in places)


def _shared_steps(one: str, other: str) -> int:
    both = zip(_steps(one), _steps(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))


def _steps(address: str) -> list[str]:
    try:
        parts = urlsplit(address)
    except ValueError:  # a foreign link may be malformed
        return [address]
    return [parts.netloc.lower().removeprefix("www."), *filter(None, parts.path.split("/"))]


def _weighed(channel: Channel, story: Story, feeds: tuple[str, ...], age: int) -> Weighed:
    focus = channel.focus_on(story.topics, story.roles)
    opinion = channel.opinion(story.topics, feeds)
    again = sum(
        any(f"topic:{topic}" in items for topic in story.topics)
        for items in channel.brief.had[-LATELY:]
    )
    weight = (
        EACH_FEED * (min(len(feeds), MOST_FEEDS) - 1)
        + IN_FOCUS * bool(focus)
        + ABOUT_US * min(len(story.topics) + len(story.roles), MOST_SUBJECTS)
        + FRESH * (1 - age / (NEWS_FOR.days + 1))
        + opinion
        - AGAIN * again
        + TIE * channel.chance(story.key)
    )
    return Weighed(story, feeds, focus, opinion, weight)


def _is_too_much(one: Weighed, chosen: Sequence[Weighed]) -> bool:
    """Whether it is a second one on a topic of a feed, or one too many of a feed."""
    of_feed = [other for other in chosen if other.feeds[0] == one.feeds[0]]
    return len(of_feed) >= MOST_OF_A_FEED or any(
        not set(one.feeds).isdisjoint(other.feeds)
        and not set(one.story.topics).isdisjoint(other.story.topics)
        for other in chosen
    )


def _beside(one: Weighed, chosen: Sequence[Weighed]) -> float:
    """Its weight, next to those that are chosen."""
    same_feed = sum(other.feeds[0] == one.feeds[0] for other in chosen)
    topics = set(one.story.topics)
    same_topic = sum(not topics.isdisjoint(other.story.topics) for other in chosen)
    return one.weight - SAME_FEED * same_feed - SAME_TOPIC * same_topic


def _told(channel: Channel, one: Weighed) -> TopStory:
    library, story = channel.library, one.story
    names = channel.brief.incoming.feed_names
    subjects = (
        *(library.topic_name(topic) for topic in story.topics),
        *(library.roles[role].name for role in story.roles if role in library.roles),
    )
    feeds = {feed: names.get(feed, feed.replace("-", " ")) for feed in one.feeds}
    first, *others = one.feeds
    several = f"{len(one.feeds)} feeds" if others else ""
    reasons = [f"{several} have it"] if several else []
    if others and _shared(channel, first, story.link):
        # The others link to it: that is no second report.
        several = f"also in {feeds[others[0]] if len(others) == 1 else f'{len(others)} feeds'}"
        reasons = [f"it's {several}"]
    focus = f"your focus: {one.focus[0]}" if one.focus else ""
    clause = ", ".join(filter(None, [several, focus])) or f"about {subjects[0]}"
    if one.focus:
        reasons.append(f"it's about {one.focus[0]}, which comes first here")
    elif subjects:
        reasons.append(f"it's about {subjects[0]}")
    if one.opinion > 0:
        reasons.append("readers here found posts like it useful")
    return TopStory(story, feeds, clause, because(reasons))


def story_key(story: Story) -> str:
    """`story:<key>`."""
    return f"story:{story.key}"
