"""Where two sources differ about the same: a number that rises here and falls there, pay that is not alike."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal
from weakref import WeakKeyDictionary

from knowledge.asking.pay import foreign_title
from knowledge.library import Library
from knowledge.model import Fact, Figure

Statement = Fact | Figure

RISES = re.compile(
    r"\b(?:rose|rise[sn]?|rising|grew|grow(?:s|n|th)?|growing|increas\w+|up|climb\w*|gain\w*)\b"
)
FALLS = re.compile(
    r"\b(?:fell|fall(?:s|en|ing)?|shr[iua]nk\w*|declin\w+|drop\w*|decreas\w+|down|lost|lose[sn]?)\b"
)
"""Words by which a statement says that something rises, or that it falls."""

NOTABLE_PAY = 0.12
"""Of pay, the share of the lower side's highest amount that has to lie between the two."""

NOTABLE_RATES = 2.0
"""Of growth, how many times as fast the faster has to be."""

OPPOSITE, FAR = 0.1, 0.05
"""How strong it is where one number rises and the other one falls, and where one is far faster. Pay, which is of one
level and one place on both sides, comes before these: it is as strong as its ends are apart."""

OFFICIAL = "official-statistics"

OLDEST = 3
"""Years; what is older stands against nothing."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two statements of unlike sources about the same; the one that says more first.

    `subject` is the role that both are about; `strength` is greater the further they are apart, and what a
    reader of it would wonder about comes before what they would shrug at.
    """

    one: Statement
    other: Statement
    subject: str
    strength: float

    @property
    def key(self) -> str:
        """`contrast:<one>|<other>`, the same for the same two statements of the same numbers."""
        return "contrast:" + "|".join(sorted(map(_named, self.sides)))

    @property
    def sides(self) -> tuple[Statement, Statement]:
        """Both of its statements."""
        return self.one, self.other

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Its sides, where they are market numbers."""
        return tuple(side for side in self.sides if isinstance(side, Fact))


def _named(side: Statement) -> str:
    if isinstance(side, Fact):
        return f"{side.source}:{side.id}"
    return f"{side.id}={side.low}-{side.high}"


_known: WeakKeyDictionary[Library, tuple[Contrast, ...]] = WeakKeyDictionary()
# They depend on the snapshot alone: each one's are made once, and fall with it.


def contrasts(library: Library, day: date) -> tuple[Contrast, ...]:
    """All that there are on a day, the strongest first; nothing that has expired, nothing that is too old."""
    known = _known.get(library)
    if known is None:
        found = (*_of_facts(library), *_of_pay(library))
        known = _known[library] = tuple(sorted(found, key=lambda one: (-one.strength, one.key)))
    return tuple(one for one in known if all(_is_fresh(side, day) for side in one.sides))


def _is_fresh(side: Statement, day: date) -> bool:
    if isinstance(side, Fact) and side.expected_by is not None:
        return side.expected_by >= day.year
    return side.year is None or day.year - side.year <= OLDEST


def direction(fact: Fact) -> Literal["up", "down"] | None:
    """Whether a number rises or falls: by its values where it was measured, else by its words."""
    if fact.computed and len(fact.values) == 2:
        before, after = fact.values
        return None if before == after else "up" if after > before else "down"
    rises, falls = (bool(words.search(fact.statement.lower())) for words in (RISES, FALLS))
    if rises is falls:
        return None
    return "up" if rises else "down"


def _of_facts(library: Library) -> Iterator[Contrast]:
    by_subject: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    authorities = authorities_of(library)
    for fact in library.facts:
        is_own = not is_retold(library, fact, authorities)
        if fact.title is None and fact.unit.startswith("percent") and is_own:
            for topic in fact.topics:
                for role in fact.roles:
                    by_subject[topic, role].append(fact)
    told = set[str]()
    for (_, role), facts in by_subject.items():
        for one, other in combinations(facts, 2):
            strength = _apart(one, other)
            found = Contrast(one, other, role, strength)
            if one.source != other.source and strength and found.key not in told:
                told.add(found.key)
                yield found


def authorities_of(library: Library) -> frozenset[str]:
    """The authorities whose numbers are here at first hand, as texts name them."""
    official = [one for one in library.sources.values() if one.kind == OFFICIAL]
    publishers = (one.publisher for one in official if one.publisher)
    return frozenset(re.sub(r"^U\.?S\.? ", "", publisher) for publisher in publishers)


def is_retold(library: Library, fact: Fact, authorities: Collection[str]) -> bool:
    """Whether somebody else tells what one of some authorities says."""
    return not is_official(library, fact) and any(name in fact.statement for name in authorities)


def is_official(library: Library, fact: Fact) -> bool:
    """Whether an authority tells a number itself."""
    return library.sources[fact.source].kind == OFFICIAL


def _apart(one: Fact, other: Fact) -> float:
    """How strongly two numbers on one topic differ; 0 where they do not, or cannot be compared."""
    directions = direction(one), direction(other)
    if None in directions:
        return 0.0
    if directions[0] != directions[1]:
        return OPPOSITE
    rates = sorted(filter(None, (_rate(one), _rate(other))))
    is_far = len(rates) == 2 and rates[1] >= NOTABLE_RATES * rates[0]
    return FAR if is_far and one.id != other.id else 0.0


def _rate(fact: Fact) -> float | None:
    """Percent a year, of what is expected over some years: only to compare, and never to be told."""
    years = re.fullmatch(r"([0-9]{4})/([0-9]{4})", fact.period or "")
    if years is None or len(fact.values) != 1:
        return None
    return fact.values[0] / max(1, int(years[2]) - int(years[1]))


def _of_pay(library: Library) -> Iterator[Contrast]:
    """For each role, level and place the two sources that are furthest apart, job ads among them."""
    for role in library.roles:
        for figures in _alike(library, role).values():
            pairs = [
                Contrast(one, other, role, gap)
                for one, other in combinations(figures, 2)
                if one.source != other.source and (gap := _gap(one, other)) >= NOTABLE_PAY
            ]
            if pairs:
                yield max(pairs, key=lambda pair: pair.strength)


def _alike(library: Library, role: str) -> Mapping[object, Sequence[Figure]]:
    """A role's figures of its own by what they are of; those of companies and industries are left out."""
    groups: defaultdict[object, list[Figure]] = defaultdict(list)
    for figure in (*library.written_figures_of(role), *_in_ads(library, role)):
        if _is_plain(figure) and not foreign_title(library, figure, role):
            place = figure.place or library.sources[figure.source].market
            of = (figure.component, figure.includes, figure.currency, figure.period)
            groups[*of, figure.level, place].append(figure)
    return groups


def _in_ads(library: Library, role: str) -> Iterator[Figure]:
    """The medians that were computed from job ads for a role."""
    for table in library.tables.of_ads:
        for row in table.rows(role=role):
            yield from (one for one in table.figures(row) if one.statistic == "median")


def _is_plain(figure: Figure) -> bool:
    """Whether a figure has both ends, and is of a level, a place or a part of pay and nothing narrower."""
    narrow = (figure.company, figure.company_kind, figure.industry)
    has_ends = figure.low is not None and figure.high is not None and not figure.open_ended
    has_years = figure.years_min is not None or figure.years_max is not None
    is_of = figure.level or figure.place or figure.component != "unspecified"
    return (
        has_ends
        and bool(is_of)
        and not any(narrow)
        and not (has_years and figure.level is None)
        and figure.statistic != "potential"
    )


def _gap(one: Figure, other: Figure) -> float:
    """How far apart two figures are, as a share of the lower amount; 0 where they have amounts in common."""
    lower, higher = sorted((one, other), key=lambda figure: figure.low or 0)
    gap = (higher.low or 0) - (lower.high or 0)
    return max(0.0, gap / lower.high) if lower.high else 0.0
