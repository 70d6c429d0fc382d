"""What series of numbers do, as a source: the last value of each, and the one of a quarter before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from knowledge.editing.writing import Value
from knowledge.feeds.documents import is_series, series_id
from knowledge.feeds.facts import FactText, day, fact, one_line, paths, rounded, source
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import SeriesValue
from knowledge.library import Library
from knowledge.periods import Period

QUARTER, NEAR = timedelta(days=91), timedelta(days=21)
"""How long before the last value another one is looked for, and how far from that day it may be."""

MOST_LABEL = 28

MOST_NAMES = 40
"""Series of one file that are told, in the order of their names."""


def measured_series(
    library: Library, series: Mapping[str, tuple[Feed, Sequence[SeriesValue]]], today: date
) -> Mapping[str, str | None]:
    """A document for each series that has values; None for those of before that have none any more."""
    documents: dict[str, str | None] = {
        paths(id)[0]: None for id in sorted(library.sources) if is_series(id)
    }
    for id, (feed, values) in sorted(series.items()):
        facts = _facts(library, feed, values, today)
        if facts:
            documents[paths(series_id(id))[0]] = _source(feed, facts, today)
    return documents


def _source(feed: Feed, facts: Sequence[FactText], today: date) -> str:
    of = {"url": feed.address, "license": feed.license}
    stated: dict[str, Value] = {key: value for key, value in of.items() if value}
    name = one_line(feed.name, 200)
    return source(name, one_line(name, MOST_LABEL), "feeds", today, facts, of=stated)


def _facts(
    library: Library, feed: Feed, values: Sequence[SeriesValue], today: date
) -> list[FactText]:
    by_name: defaultdict[str, dict[date, float]] = defaultdict(dict)
    for one in values:
        if one.day <= today:
            by_name[one.name][one.day] = one.value
    return [_fact(library, feed, name, by_name[name]) for name in sorted(by_name)[:MOST_NAMES]]


def _fact(library: Library, feed: Feed, name: str, values: Mapping[date, float]) -> FactText:
    last = max(values)
    before = min(values, key=lambda one: (abs(last - QUARTER - one), one))
    is_near = abs(last - QUARTER - before) <= NEAR
    ends = [values[before], values[last]] if is_near else [values[last]]
    told = f"{with_unit(_shown(values[last]), feed.unit)} on {day(last)} {last.year}"
    since = (
        f", {_shown(values[before])}{_sign(feed.unit)} on {day(before)} {before.year}"
        if is_near
        else ""
    )
    what = ", ".join(filter(None, (feed.name, one_line(name, 80))))
    return fact(
        f"series-{feed.id}-{name}",
        f"{one_line(what, 130)}: {told}{since}",
        [_rounded(one) for one in ends],
        feed.unit or "as the series states it",
        period=Period(before if is_near else last, last),
        year=last.year,
        section=one_line(feed.name, 200),
        topics=[one for one in feed.topics if library.term("topics", one) is not None],
        roles=[one for one in feed.roles if one in library.roles],
    )


PERCENT = "percent"


def with_unit(shown: str, unit: str | None) -> str:
    """A value as it reads with its unit: `4.4% of postings`, `112 points`, `4.4`."""
    rest = (unit or "").removeprefix(PERCENT).strip() if _sign(unit) else unit
    return " ".join(filter(None, (f"{shown}{_sign(unit)}", rest)))


def _sign(unit: str | None) -> str:
    return "%" if unit and unit.partition(" ")[0] == PERCENT else ""


def _rounded(value: float) -> float:
    return rounded(value, 2 if abs(value) >= 1 else 4)


def _shown(value: float) -> str:
    return f"{_rounded(value):,}"
