"""Trends: of how many posts or ads some name a subject, and whether that has moved more than chance would do.

The last four weeks are compared with the twelve before them. It is said to have moved only where each of these weeks
has at least `LEAST` posts of `LEAST_GROUPS` feeds, Fisher's exact test on the posts of both spans stays significant
with the procedure of Benjamini and Hochberg over all subjects (at `RATE`), and no single feed makes it: without any
one of them it moves in the same direction. Where nothing moves, at most one measuring in twenty says that anything
has. For ads it is the same with companies in place of feeds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from knowledge.feeds.weeks import BEFORE, RECENT

LEAST, LEAST_GROUPS = 30, 3
RATE = 0.05
"""The false discovery rate: which share of the moves that are told may be chance."""


@dataclass(frozen=True, slots=True)
class Told:
    """One post or ad: in which of the weeks (from 0), of which feeds or company, and what it names."""

    week: int
    groups: frozenset[str]
    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Share:
    """How often a subject is named. Shares are in percent, each the mean of its weeks' shares.

    `named` and `of` are of the last week, `recently` and `recently_of` of the last four, and `n` posts are counted in
    all. `before` is None where what was before cannot be compared. It has `moved` where chance does not explain
    the difference.
    """

    subject: str
    named: int
    of: int
    recently: int
    recently_of: int
    now: float
    before: float | None
    moved: bool
    n: int


def shares(told: Sequence[Told], recent: Sequence[Told] = ()) -> Mapping[str, Share]:
    """The share of each subject: compared where each week has enough, else of the last four weeks, if these have.

    `told` are of groups that are known in all weeks, `recent` of those that are known in the last four.
    """
    if _is_based(told, range(RECENT + BEFORE)):
        spans = _Spans(told)
        moved = _moved(spans)
        return {one: spans.share(one, moved=one in moved) for one in spans.subjects}
    if _is_based(recent, range(BEFORE, BEFORE + RECENT)):
        spans = _Spans(recent)
        return {one: spans.share(one, moved=None) for one in spans.subjects}
    return {}


def _is_based(told: Iterable[Told], weeks: Iterable[int]) -> bool:
    number: Counter[int] = Counter()
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for one in told:
        number[one.week] += 1
        groups[one.week] |= one.groups
    return all(number[week] >= LEAST and len(groups[week]) >= LEAST_GROUPS for week in weeks)


class _Spans:
    """Posts counted by week, and by the group that alone has them."""

    def __init__(self, told: Iterable[Told]) -> None:
        self.of: Counter[int] = Counter()
        self.named: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.of_group: defaultdict[str, Counter[bool]] = defaultdict(Counter)
        self.named_by: defaultdict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
        for one in told:
            self.of[one.week] += 1
            for subject in one.subjects:
                self.named[subject][one.week] += 1
            if len(one.groups) == 1:
                (group,) = one.groups
                recent = one.week >= BEFORE
                self.of_group[group][recent] += 1
                for subject in one.subjects:
                    self.named_by[group, subject][recent] += 1

    @property
    def subjects(self) -> list[str]:
        """All that are named, in the order of their ids."""
        return sorted(self.named)

    def table(self, subject: str, without: str | None = None) -> "Table":
        """How many posts name a subject, recently and before; without those of one group."""
        named, of = self.named[subject], self.of
        recent, before = range(BEFORE, BEFORE + RECENT), range(BEFORE)
        counts = Table(
            sum(named[week] for week in recent), sum(of[week] for week in recent),
            sum(named[week] for week in before), sum(of[week] for week in before),
        )  # fmt: skip
        if without is None:
            return counts
        less, less_of = self.named_by[without, subject], self.of_group[without]
        return Table(
            counts.named - less[True], counts.of - less_of[True],
            counts.named_before - less[False], counts.of_before - less_of[False],
        )  # fmt: skip

    def mean(self, subject: str, weeks: range) -> float:
        """The mean of weekly shares, in percent."""
        named = self.named[subject]
        return 100 * fmean(named[week] / self.of[week] for week in weeks)

    def share(self, subject: str, *, moved: bool | None) -> Share:
        """All that is said of a subject; `moved` is None where nothing can be compared."""
        last, table = BEFORE + RECENT - 1, self.table(subject)
        return Share(
            subject=subject,
            named=self.named[subject][last],
            of=self.of[last],
            recently=table.named,
            recently_of=table.of,
            now=self.mean(subject, range(BEFORE, BEFORE + RECENT)),
            before=None if moved is None else self.mean(subject, range(BEFORE)),
            moved=bool(moved),
            n=table.of + table.of_before,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Posts that name a subject, of how many: recently, and before."""

    named: int
    of: int
    named_before: int
    of_before: int

    @property
    def direction(self) -> int:
        """1 where the share has risen, -1 where it has fallen, 0 where neither or there is nothing to compare."""
        now, before = self.named * self.of_before, self.named_before * self.of
        return (now > before) - (now < before)


def _moved(spans: _Spans) -> frozenset[str]:
    tables = {subject: spans.table(subject) for subject in spans.subjects}
    found = significant({subject: fisher_exact(table) for subject, table in tables.items()})
    return frozenset(
        subject
        for subject in found
        if (direction := tables[subject].direction) == _direction_of_means(spans, subject)
        and all(
            spans.table(subject, without=group).direction == direction for group in spans.of_group
        )
    )


def _direction_of_means(spans: _Spans, subject: str) -> int:
    now = spans.mean(subject, range(BEFORE, BEFORE + RECENT))
    before = spans.mean(subject, range(BEFORE))
    return (now > before) - (now < before)


ALIKE = 1 + 1e-7
"""How much more likely a table may be than the one that was seen, and still count as one as unlikely."""

ENDLESS = 1e300


def fisher_exact(table: Table) -> float:
    """The p-value of Fisher's exact test, of two sides: how likely tables are that are no likelier than this."""
    named = table.named + table.named_before
    lowest, highest = max(0, named - table.of_before), min(named, table.of)
    total = extreme = 1.0
    for step, end in ((1, highest), (-1, lowest)):
        odds, seen = 1.0, table.named
        while seen != end:
            if step > 0:
                up = (table.of - seen) * (named - seen)
                down = (seen + 1) * (table.of_before - named + seen + 1)
            else:
                up = seen * (table.of_before - named + seen)
                down = (table.of - seen + 1) * (named - seen + 1)
            odds, seen = odds * up / down, seen + step
            if odds > ENDLESS:
                return 0.0
            total += odds
            extreme += odds if odds <= ALIKE else 0.0
    return extreme / total


def significant(p_values: Mapping[str, float], rate: float = RATE) -> frozenset[str]:
    """Those that stay significant where so many were tried (Benjamini and Hochberg, 1995)."""
    ranked = sorted(p_values.items(), key=lambda one: (one[1], one[0]))
    last = 0
    for rank, (_, p) in enumerate(ranked, 1):
        if p <= rate * rank / len(ranked):
            last = rank
    return frozenset(subject for subject, _ in ranked[:last])
