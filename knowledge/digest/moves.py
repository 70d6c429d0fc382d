"""Which measured changes a digest tells: the largest, and each again only once it has moved on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log2

from knowledge.digest.choosing import IN_FOCUS, SAME_AGAIN, Channel, because
from knowledge.digest.edition import Move
from knowledge.digest.told import Told
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


@dataclass(frozen=True, slots=True)
class ToldMove:
    """A measured change as a digest told it: of which fact of a source, its two values, and the last day of its time."""

    source: str
    fact: str
    before: float
    after: float
    last: date


_OLDER = re.compile(
    r"(?P<source>[^:=]+):(?P<fact>[^=]+)=(?P<before>[0-9.e+-]+)>(?P<after>[0-9.e+-]+)@(?P<last>[0-9-]{10})"
)


def _older(text: str) -> ToldMove | None:
    """`<source>:<fact>=<before>><after>@<last day>`."""
    kept = _OLDER.fullmatch(text)
    return kept and ToldMove(
        kept["source"],
        kept["fact"],
        float(kept["before"]),
        float(kept["after"]),
        date.fromisoformat(kept["last"]),
    )


TOLD_MOVES = Told("move", ToldMove, _older)

_ToldOf = Mapping[tuple[str, str], ToldMove]
"""What was last told, by source and fact."""


def top_moves(channel: Channel, most: int = MOST_MOVES) -> tuple[Move, ...]:
    """The measured changes for a channel, the strongest first; of one topic or role no second one."""
    told = _last_told(channel.in_order)
    moved = [fact for fact in measured_facts(channel) if _is_news(channel, fact, told)]
    ordered = sorted(moved, key=lambda fact: (-strength(channel, fact), fact.source, fact.id))
    chosen: list[Fact] = []
    for fact in ordered:
        about = _about(fact)
        if len(chosen) < most and all(about.isdisjoint(_about(other)) for other in chosen):
            chosen.append(fact)
    return tuple(_told(channel, fact, len(moved), is_again=_key(fact) in told) for fact in chosen)


def _last_told(items: Iterable[str]) -> _ToldOf:
    return {(one.source, one.fact): one for one in TOLD_MOVES.among(items)}


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
    last = fact.span and fact.span.last
    return last is not None and day - last <= STALE_AFTER


def move_key(fact: Fact, day: date) -> str:
    """A change as it is kept of the digest of a day that tells it."""
    last = (fact.span and fact.span.last) or day
    return TOLD_MOVES.item(ToldMove(*_key(fact), fact.values[0], fact.values[-1], last))


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


def _is_news(channel: Channel, fact: Fact, told: _ToldOf) -> bool:
    if len(fact.values) != 2 or channel.mutes(fact.topics):
        return False
    last = told.get(_key(fact))
    if last is not None and not _is_news_after(last, fact, channel.brief.day):
        return False
    before, after = fact.values
    is_share = fact.unit.startswith("percent")
    least_after = LEAST_LEFT if after < before and is_share and fact.n is not None else LEAST_NAMED
    if _named(fact, before) < LEAST_NAMED or _named(fact, after) < least_after:
        return False
    return _differ(before, after, MOVED) and (not is_share or abs(after - before) >= LEAST_POINTS)


def _is_news_after(told: ToldMove, fact: Fact, day: date) -> bool:
    """Whether it has turned since it was told, or has moved on and was told long ago."""
    has_turned = (told.after > told.before) != (fact.values[1] > fact.values[0])
    is_due = day - told.last >= APART
    return has_turned or (is_due and _differ(told.after, fact.values[1], MOVED_ON))


def _named(fact: Fact, share: float) -> float:
    """How many posts or ads of four weeks a share is, about; the least where they are not counted."""
    is_counted = fact.n is not None and fact.unit.startswith("percent")
    weeks = RECENT + BEFORE
    return (fact.n or 0) * RECENT / weeks * share / 100 if is_counted else LEAST_NAMED


def _differ(one: float, other: float, share: float) -> bool:
    return abs(one - other) > share * min(abs(one), abs(other))


def _key(fact: Fact) -> tuple[str, str]:
    return fact.source, fact.id


def _about(fact: Fact) -> set[str]:
    return {*(f"topic:{topic}" for topic in fact.topics), *(f"role:{role}" for role in fact.roles)}


def _told(channel: Channel, fact: Fact, number: int, *, is_again: bool) -> Move:
    focus = channel.focus_on(fact.topics, fact.roles)
    reasons = [f"it's about {focus[0]}, which comes first here"] if focus else []
    if is_again:
        reasons.append("it has moved on since a digest here told it")
    if not reasons or number > 1:
        reasons.append(
            f"it is among the largest of {number} measured changes"
            if number > 1
            else "it is the one measured change of the week"
        )
    return Move(fact, because(reasons))
