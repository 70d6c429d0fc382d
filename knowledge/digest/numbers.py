"""Which market number a digest tells: each once to a channel, nothing expired, nothing from long ago."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from knowledge.digest.choosing import IN_FOCUS, SAME_AGAIN, Channel, because, shares
from knowledge.digest.contrasts import authorities_of, contrasts, is_official, is_retold
from knowledge.digest.edition import MarketNumber
from knowledge.feeds.documents import MEASURED
from knowledge.library import Library
from knowledge.model import Fact, is_past

MANY_DOCUMENTS = 2.0
"""For what most documents name; for what one names, nothing."""

ABOUT_US = 1.0
"""For what is about a role that is known here."""

OFFICIAL = 1.0
"""For what an authority counts."""

EACH_YEAR = 0.5
"""Taken off for each year since."""

OLDEST = 1
"""Years; a number of a time that ended longer ago is no news."""

TIE = 0.5

MARKET_SIZE = "market-size"
"""What a market will be worth some day: told only where a channel put that topic first."""

DIGESTS_APART = 4
"""Of as many digests in a row, one has a number of a source: a month of weeks."""


def fact_key(fact: Fact) -> str:
    """`fact:<source>:<id>`."""
    return f"fact:{fact.source}:{fact.id}"


def market_numbers(library: Library, day: date) -> Mapping[str, tuple[Fact, ...]]:
    """The market numbers that are to be told, by the key of the first source's.

    The same name and unit is the same number, and so is what one source counts of one thing over one time:
    jobs, growth, openings. What differs between sources is for `contrasts`, what is measured for `moves`.
    """
    reserved = {fact_key(fact) for one in contrasts(library, day) for fact in one.facts}
    named: dict[tuple[str, ...], list[Fact]] = {}
    of_name: dict[tuple[str, str], list[Fact]] = {}
    authorities = authorities_of(library)
    for fact in library.facts:
        is_retelling = is_retold(library, fact, authorities)
        if fact_key(fact) in reserved or is_retelling or not is_told(fact, day):
            continue
        one = of_name.setdefault((fact.id, fact.unit), named.setdefault(_thing(fact), []))
        one.append(fact)
    told = [sorted(facts, key=lambda fact: not _is_rate(fact)) for facts in named.values() if facts]
    return {fact_key(facts[0]): tuple(facts) for facts in told}


def _is_rate(fact: Fact) -> bool:
    """How fast something grows: that reads without arithmetic."""
    return fact.unit.startswith("percent")


def _thing(fact: Fact) -> tuple[str, ...]:
    """What a number counts, of one source over one time: `data-scientists` of `data-scientists-jobs`."""
    stem = fact.id.rpartition("-")[0] or fact.id
    return (fact.source, stem, fact.period) if fact.period else (fact.source, fact.id)


def is_told(fact: Fact, day: date) -> bool:
    """Whether a number may be told: nothing measured, expired, old, or of nobody knows when."""
    years = age(fact, day)
    is_now = years is not None and years <= OLDEST and not is_past(fact, day)
    return is_now and not fact.source.startswith(MEASURED) and not _is_spent(fact, day)


def _is_spent(fact: Fact, day: date) -> bool:
    """Whether a forecast is from nobody knows when, or half of its time is over."""
    if not fact.forecast:
        return False
    first, last = (fact.span.first, fact.span.last) if fact.span else (None, None)
    is_half_over = first is not None and last is not None and day > first + (last - first) / 2
    return fact.year is None or is_half_over


def age(fact: Fact, day: date) -> int | None:
    """How many years ago the time of a number ended; 0 for what is yet to come, None where it is undated."""
    years = [int(year) for year in re.findall(r"[0-9]{4}", fact.period or "")]
    of = max(years, default=fact.year)
    return None if of is None else max(0, day.year - of)


def top_number(channel: Channel) -> MarketNumber | None:
    """A number that the channel has not had; None where it has had all."""
    numbers = market_numbers(channel.library, channel.brief.day)
    lately = {
        item.split(":")[1]
        for items in channel.brief.had[1 - DIGESTS_APART :]
        for item in items
        if item.startswith("fact:")
    }
    new = [
        key
        for key, facts in numbers.items()
        if all(fact_key(fact) not in channel.had for fact in facts)
        and not channel.mutes(topic for fact in facts for topic in fact.topics)
        and (MARKET_SIZE not in facts[0].topics or MARKET_SIZE in channel.brief.focus.topics)
        and facts[0].source not in lately
    ]
    if not new:
        return None
    weigh = shares({key: len({fact.source for fact in facts}) for key, facts in numbers.items()})
    recent = _roles_had(channel, numbers)
    best = max(new, key=lambda key: (_weight(channel, key, numbers[key], weigh, recent), key))
    facts = numbers[best]
    focus = channel.focus_on(facts[0].topics, facts[0].roles)
    reasons = [f"it's about {focus[0]}, which comes first here"] if focus else []
    if is_official(channel.library, facts[0]):
        reasons.append("an authority counts it")
    if not reasons:
        reasons.append("no number new here is told by more sources")
    return MarketNumber(facts[0], facts[1:], because(reasons))


def _roles_had(channel: Channel, numbers: Mapping[str, Sequence[Fact]]) -> AbstractSet[str]:
    """The roles that the last digest's number was about."""
    return {role for item in channel.last for fact in numbers.get(item, ()) for role in fact.roles}


def _weight(
    channel: Channel,
    key: str,
    facts: Sequence[Fact],
    weigh: Mapping[str, float],
    recent: AbstractSet[str],
) -> float:
    first = facts[0]
    return (
        MANY_DOCUMENTS * weigh[key]
        + IN_FOCUS * bool(channel.focus_on(first.topics, first.roles))
        + ABOUT_US * bool(first.roles)
        + OFFICIAL * is_official(channel.library, first)
        - EACH_YEAR * (age(first, channel.brief.day) or 0)
        - SAME_AGAIN * (not recent.isdisjoint(first.roles))
        + channel.opinion(first.topics)
        + TIE * channel.chance(key)
    )
