"""Which measured changes a digest tells: the largest, and each again only once it has moved on."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from math import log2

from knowledge.digest.choosing import IN_FOCUS, SAME_AGAIN, Channel, because
from knowledge.digest.edition import Move
from knowledge.feeds.documents import MEASURED
from knowledge.feeds.weeks import BEFORE, RECENT
from knowledge.model import Fact

MOST_MOVES = 2

MOVED, LEAST_POINTS = 0.25, 2.0
"""Values that differ by less than this share of the smaller one have not moved, and percentages that differ by
fewer points have not either."""

MOVED_ON = 0.25
"""A change is told again once its value differs by so much from the one that was told."""

STALE_AFTER = timedelta(days=21)
"""What is measured of a time that ended longer ago is not measured any more."""

LEAST_NAMED = 5
"""Posts or ads of four weeks that a share has to rest on, before and after: two posts are no trend."""

LEAST_LEFT = 10
"""The same for what has fallen: after a fall to a handful, the next post is a rise."""

RISES = 0.1
"""For what rises, over what falls as far."""

APART = timedelta(weeks=4)
"""A change is told again after so long, or once it has turned."""


def top_moves(channel: Channel, most: int = MOST_MOVES) -> tuple[Move, ...]:
    """The measured changes for a channel, the strongest first; of one topic or role no second one."""
    moved = [fact for fact in measured_facts(channel) if _is_news(channel, fact)]
    ordered = sorted(moved, key=lambda fact: (-strength(channel, fact), fact.source, fact.id))
    chosen: list[Fact] = []
    for fact in ordered:
        about = _about(fact)
        if len(chosen) < most and all(about.isdisjoint(_about(other)) for other in chosen):
            chosen.append(fact)
    return tuple(_told(channel, fact, len(moved)) for fact in chosen)


def measured_facts(channel: Channel) -> Sequence[Fact]:
    """All that Rolecall measured and that is of now."""
    return [
        fact
        for fact in channel.library.facts
        if fact.computed
        and fact.source.startswith(MEASURED)
        and is_current(fact, channel.brief.day)
    ]


def is_current(fact: Fact, day: date) -> bool:
    """Whether the time that a number was measured in has just ended."""
    last = _last_day(fact)
    return bool(last) and day - date.fromisoformat(last) <= STALE_AFTER


def move_key(fact: Fact) -> str:
    """`move:<source>:<id>=<value before>><value after>@<last day>`."""
    before, after = fact.values[0], fact.values[-1]
    return f"{_begins(fact)}{before:g}>{after:g}@{_last_day(fact)}"


def strength(channel: Channel, fact: Fact) -> float:
    """How strong a change is: points by posts that name it (twice as many is 1 more), and what the channel thinks."""
    before, after = fact.values[0], fact.values[-1]
    again = any(f"topic:{topic}" in channel.last for topic in fact.topics)
    return (
        log2(1 + abs(after - before) * _named(fact, after))
        + RISES * (after > before)
        + IN_FOCUS * bool(channel.focus_on(fact.topics, fact.roles))
        + channel.opinion(fact.topics)
        - SAME_AGAIN * again
    )


def _is_news(channel: Channel, fact: Fact) -> bool:
    if len(fact.values) != 2 or channel.mutes(fact.topics):
        return False
    told = [item for item in channel.in_order if item.startswith(_begins(fact))]
    if told and not _is_news_after(told[-1].removeprefix(_begins(fact)), fact, channel.brief.day):
        return False
    before, after = fact.values
    is_share = fact.unit.startswith("percent")
    least_after = LEAST_LEFT if after < before and is_share and fact.n is not None else LEAST_NAMED
    if _named(fact, before) < LEAST_NAMED or _named(fact, after) < least_after:
        return False
    return _differ(before, after, MOVED) and (not is_share or abs(after - before) >= LEAST_POINTS)


_KEPT = re.compile(r"(?P<before>[0-9.e+-]+)>(?P<after>[0-9.e+-]+)@(?P<day>[0-9-]{10})")
"""The end of a `move_key`."""


def _is_news_after(told: str, fact: Fact, day: date) -> bool:
    """Whether it has turned since it was told, or has moved on and was told long ago."""
    kept = _KEPT.fullmatch(told)
    if kept is None:
        return True
    before, after = float(kept["before"]), float(kept["after"])
    has_turned = (after > before) != (fact.values[1] > fact.values[0])
    is_due = day - date.fromisoformat(kept["day"]) >= APART
    return has_turned or (is_due and _differ(after, fact.values[1], MOVED_ON))


def _named(fact: Fact, share: float) -> float:
    """How many posts or ads of four weeks a share is, about; the least where they are not counted."""
    is_counted = fact.n is not None and fact.unit.startswith("percent")
    weeks = RECENT + BEFORE
    return (fact.n or 0) * RECENT / weeks * share / 100 if is_counted else LEAST_NAMED


def _last_day(fact: Fact) -> str:
    """The last day of its period, as ISO 8601 writes it; empty where that names no day."""
    return max(re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fact.period or ""), default="")


def _differ(one: float, other: float, share: float) -> bool:
    return abs(one - other) > share * min(abs(one), abs(other))


def _begins(fact: Fact) -> str:
    return f"move:{fact.source}:{fact.id}="


def _about(fact: Fact) -> set[str]:
    return {*(f"topic:{topic}" for topic in fact.topics), *(f"role:{role}" for role in fact.roles)}


def _told(channel: Channel, fact: Fact, number: int) -> Move:
    focus = channel.focus_on(fact.topics, fact.roles)
    was_told = any(item.startswith(_begins(fact)) for item in channel.in_order)
    reasons = [f"it's about {focus[0]}, which comes first here"] if focus else []
    if was_told:
        reasons.append("it has moved on since a digest here told it")
    if not reasons or number > 1:
        reasons.append(
            f"it is among the largest of {number} measured changes"
            if number > 1
            else "it is the one measured change of the week"
        )
    return Move(fact, because(reasons))
