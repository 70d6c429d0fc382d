"""What the made-up publishers write: some forty posts a week, twenty weeks back and a year ahead."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from bot.playground.feeds.patterns import (
    Plot,
    count_at,
    data,
    draw,
    names_in,
    text_and_words,
    text_of,
)

FIRST_WEEK, LAST_WEEK = -20, 52

CHANGES_AFTER = timedelta(days=6)
"""When a title or an id is changed that will be."""

SUNDAY = 6
"""When the story of a week is told: whenever in a week someone starts the playground, Monday's digest has it."""

Format = Literal["rss", "atom", "json"]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who writes about what; the newsletter, whose `topics` are none, picks up what others wrote."""

    id: str
    name: str
    format: Format
    topics: tuple[str, ...] = ()


NEWSLETTER = Publisher("monday-rows", "Monday Rows", "json")

PUBLISHERS = (
    Publisher(
        "tallow-notes",
        "Tallow Notes",
        "rss",
        ("dbt", "apache-iceberg", "real-time-processing", "mlops", "data-contracts"),
    ),
    Publisher(
        "brightfen-lab",
        "Brightfen Lab",
        "atom",
        (
            "llm-evaluation",
            "retrieval-augmented-generation",
            "small-language-models",
            "ai-agents",
            "vector-search",
        ),
    ),
    Publisher(
        "oxbow-engineering",
        "Oxbow Engineering",
        "rss",
        (
            "ai-agents",
            "model-context-protocol",
            "real-time-processing",
            "data-observability",
            "mlops",
            "apache-iceberg",
        ),
    ),
    Publisher(
        "rulewatch",
        "Rulewatch",
        "atom",
        ("ai-regulation", "data-privacy-governance", "hiring-and-pay"),
    ),
    Publisher(
        "inference-ledger",
        "The Inference Ledger",
        "rss",
        ("inference-cost", "gpus", "small-language-models", "llm-evaluation"),
    ),
    Publisher(
        "agents-at-work",
        "Agents at Work",
        "json",
        ("ai-agents", "model-context-protocol", "llm-evaluation", "retrieval-augmented-generation"),
    ),
    Publisher(
        "query-plan",
        "The Query Plan",
        "rss",
        ("query-engines", "vector-search", "dbt", "data-observability", "data-contracts"),
    ),
    Publisher(
        "data-careers-desk",
        "Data Careers Desk",
        "atom",
        ("hiring-and-pay", "data-privacy-governance", "query-engines", "data-observability"),
    ),
    NEWSLETTER,
)

ROUNDS = 20
"""How often all patterns of a topic are tried for a title that is not like others."""

RETITLED, RENAMED, UNDATED = 12, 15, 18
"""Which posts of a week get another title, another id, and no date."""

RETOLD = ("{title}", "{title}", "“{title}”")
"""How the others call a story."""

ROLES = {
    "data engineer": "data-engineer",
    "analytics engineer": "analytics-engineer",
    "machine learning engineer": "ml-engineer",
    "ml engineer": "ml-engineer",
    "ai engineer": "ai-engineer",
    "mlops engineer": "mlops-engineer",
    "data scientist": "data-scientist",
    "data analyst": "data-analyst",
    "data steward": "data-steward",
}
"""Roles by the words under which posts name them."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a publisher; `page` is the path of what it links to, which may be another's.

    What `is_dated` not states no date. `later_title` and `later_id` are what it has from `CHANGES_AFTER` on.
    """

    publisher: str
    id: str
    title: str
    page: str
    at: datetime
    summary: str
    topic: str
    is_dated: bool = True
    later_title: str | None = None
    later_id: str | None = None

    @property
    def roles(self) -> tuple[str, ...]:
        """The ids of the roles that its title names."""
        title = self.title.lower()
        return tuple(dict.fromkeys(role for words, role in ROLES.items() if words in title))

    def as_of(self, now: datetime) -> "Post":
        """The post with the title and id that it has by then."""
        if now < self.at + CHANGES_AFTER:
            return self
        return replace(self, title=self.later_title or self.title, id=self.later_id or self.id)


def posts_from(start: date) -> tuple[Post, ...]:
    """Every post of the weeks around a Monday, oldest first; each title is there once."""
    writer = _Writer()
    weeks = range(FIRST_WEEK, LAST_WEEK + 1)
    found = (
        post
        for week in weeks
        for post in _odd(week, _of_week(writer, week, start + timedelta(weeks=week)))
    )
    return tuple(sorted(found, key=lambda post: (post.at, post.publisher, post.id)))


WHO = frozenset({"firm", "team", "trade"})
"""Lists of words that say whom something is about."""


class _Writer:
    """Goes round the patterns of each topic, and remembers what it wrote."""

    def __init__(self) -> None:
        source = data("posts.yaml")
        self.words: dict[str, list[str]] = source["words"]
        self.topics: dict[str, dict[str, list[str]]] = source["topics"]
        self.plots: dict[str, Plot] = {id: topic["plot"] for id, topic in source["topics"].items()}
        self._order = {
            id: sorted(topic["titles"], key=lambda title: draw(1_000_000, "order", title))
            for id, topic in self.topics.items()
        }
        self._turn: Counter[str] = Counter()
        self._written: set[str] = set()
        self._lately: tuple[str, ...] = ()

    def next(self, topic: str, others: Iterable[str]) -> tuple[str, str]:
        """The next title of a topic and a summary; what was there before, or is like others, is skipped."""
        near = {*self._lately, *others}
        patterns, abouts = self._order[topic], self.topics[topic]["about"]
        for _ in range(ROUNDS * len(patterns)):
            turn = self._turn[topic]
            self._turn[topic] += 1
            pattern = patterns[turn % len(patterns)]
            title, taken = text_and_words(pattern, self.words, turn // len(patterns))
            is_new = slug(title) not in self._written
            if is_new and not any(alike(title, other) for other in near):
                self._written.add(slug(title))
                # Who a title is about, its summary is about.
                who = names_in(pattern) & WHO
                fitting = [one for one in abouts if not who or names_in(one) & WHO <= who]
                about = fitting[turn % len(fitting)] if fitting else ""
                return title, text_of(about, {**self.words, **taken}, turn)
        raise LookupError(f"{topic} has too few patterns")

    def end_week(self, titles: Iterable[str]) -> None:
        """Remember a week's titles: the newsletter still picks some of them up in the next."""
        self._lately = tuple(titles)


def _of_week(writer: _Writer, week: int, monday: date) -> Iterator[Post]:
    load: Counter[str] = Counter()
    story = _story(week)
    first = _post(story[0], (story[1], story[2]), _by(story[0], load, week), monday, SUNDAY)
    load[first.publisher] += 1
    yield first
    yield from _retold(first, week, load)
    own: list[Post] = []
    for topic, plot in writer.plots.items():
        for _ in range(count_at(plot, week, topic)):
            by = _by(topic, load, week)
            load[by.id] += 1
            text = writer.next(topic, [first.title, *(post.title for post in own)])
            own.append(_post(topic, text, by, monday))
    yield from own
    writer.end_week(post.title for post in (first, *own))
    picked = sorted(own, key=lambda post: draw(1_000_000, "picked", post.id))[: 1 + week % 3]
    for post in picked:
        yield _again(post, NEWSLETTER, "{title}", hours=8)


def _story(week: int) -> tuple[str, str, str]:
    stories = data("stories.yaml")
    told = stories["weeks"][week] if week >= 0 else stories["earlier"][week]
    return told[0], told[1], told[2]


def _by(topic: str, load: Counter[str], week: int) -> Publisher:
    """Who has the least to do this week, of those who write about a topic."""
    writing = [one for one in PUBLISHERS if topic in one.topics]
    return min(writing, key=lambda one: (load[one.id], draw(1_000, topic, week, one.id)))


def _post(
    topic: str, text: tuple[str, str], by: Publisher, monday: date, at: int | None = None
) -> Post:
    title, summary = text
    name = slug(title)
    day = draw(7, "day", name) if at is None else at
    minutes = draw(13 * 60 if at is None else 6 * 60, "minute", name)
    moment = datetime.combine(monday + timedelta(days=day), time(6), UTC)
    moment += timedelta(minutes=minutes, seconds=draw(60, "second", name))
    return Post(by.id, f"{by.id}:{name}", title, f"/posts/{by.id}/{name}", moment, summary, topic)


def _retold(first: Post, week: int, load: Counter[str]) -> Iterator[Post]:
    """The same story by two or three others, within its week."""
    others = [one for one in PUBLISHERS if one.id != first.publisher and one is not NEWSLETTER]
    others.sort(key=lambda one: draw(1_000, "retold", week, one.id))
    for number, by in enumerate((*others[: 1 + week % 2], NEWSLETTER)):
        load[by.id] += 1
        words = RETOLD[draw(len(RETOLD), "words", week, number)]
        yield _again(first, by, words, hours=2 * number + 1)


def _again(post: Post, by: Publisher, words: str, hours: int) -> Post:
    at = post.at + timedelta(hours=hours, minutes=draw(60, post.id, by.id))
    title = words.format(title=post.title)
    return replace(post, publisher=by.id, id=f"{by.id}:{slug(post.title)}", title=title, at=at)


def _odd(week: int, posts: Iterable[Post]) -> Iterator[Post]:
    """What feeds are like: a title or an id is changed, or a post has no date."""
    for number, post in enumerate(posts):
        if number == RETITLED:
            yield replace(post, later_title=f"{post.title} (updated)")
        elif number == RENAMED:
            yield replace(post, later_id=f"{post.id}:2")
        else:
            # One without a date counts on arrival: those of the past would all arrive at once.
            yield replace(post, is_dated=number != UNDATED or week < 1)


@lru_cache(maxsize=500)
def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9']+", title.lower()))


def alike(title: str, other: str) -> bool:
    """Whether two titles share more than half of the words of one of them."""
    words, others = _words(title), _words(other)
    return 2 * len(words & others) > min(len(words), len(others))


def slug(title: str) -> str:
    """A title as part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:90].rstrip("-")
