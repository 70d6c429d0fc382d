"""What job ads offer, row by row of what is measured of them, and which rows have changed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from knowledge.digest.told import Told
from knowledge.feeds.documents import ADS
from knowledge.fields import Component, PayPeriod
from knowledge.library import Library
from knowledge.tables.columns import amount_of

NOTABLE = 0.10
"""An end of a range that has moved by less than this share of it has not moved."""

FIRM_ADS, FIRM_COMPANIES = 20, 5
"""What a range has to be made from, for a change of it to be more than one ad that came or went."""


@dataclass(frozen=True, slots=True)
class AdRange:
    """Pay in job ads for a role, at a level, in a place: from the p25 of their lows to the p75 of their highs.

    Amounts are of `currency` for one `period`, `n` the ads, None where that is not said, and so of `companies`.
    """

    role: str
    level: str | None
    place: str | None
    component: Component
    currency: str
    period: PayPeriod
    low: float
    high: float
    n: int | None = None
    companies: int | None = None

    @property
    def about(self) -> str:
        """What it is of: `data-engineer/senior/united-states/base/USD/year`."""
        of = (self.role, self.level or "", self.place or "", self.component, self.currency)
        return "/".join((*of, self.period))

    def key(self, day: date) -> str:
        """It as it is kept of the digest of a day that tells it."""
        return TOLD_RANGES.item(ToldRange(self, day))

    @property
    def is_firm(self) -> bool:
        """Whether it is made from ads enough to be compared."""
        return (self.n or 0) >= FIRM_ADS and (self.companies or 0) >= FIRM_COMPANIES

    def differs(self, other: "AdRange") -> bool:
        """Whether an end is notably another one."""
        ends = ((self.low, other.low), (self.high, other.high))
        return any(abs(now - before) >= NOTABLE * before for now, before in ends)


@dataclass(frozen=True, slots=True)
class ToldRange:
    """A range that a digest told, and that digest's day."""

    range: AdRange
    day: date


_OLDER = re.compile(
    r"(?P<about>[^=]+)=(?P<low>[0-9]+)-(?P<high>[0-9]+)/(?P<n>[0-9]+)/(?P<companies>[0-9]+)@(?P<day>[0-9-]{10})"
)


def _older(text: str) -> ToldRange | None:
    """`<about>=<low>-<high>/<ads>/<companies>@<day>`."""
    kept = _OLDER.fullmatch(text)
    if kept is None:
        return None
    role, level, place, component, currency, period = kept["about"].split("/")
    said = {
        "role": role, "level": level or None, "place": place or None, "component": component,
        "currency": currency, "period": period, "low": int(kept["low"]), "high": int(kept["high"]),
        "n": int(kept["n"]), "companies": int(kept["companies"]),
    }  # fmt: skip
    return ToldRange(TypeAdapter(AdRange).validate_python(said), date.fromisoformat(kept["day"]))


TOLD_RANGES = Told("pay", ToldRange, _older)


def ad_ranges(library: Library) -> tuple[AdRange, ...]:
    """Every row of the table that is measured from job ads."""
    return tuple(_ranges(library))


def _ranges(library: Library) -> Iterator[AdRange]:
    table = library.tables.of_source.get(ADS)
    for row in table.stream() if table else ():
        said: Mapping[str, Any] = table.about(row) if table else {}
        low, high = (amount_of(row.get(end))[0] for end in ("low", "high"))
        if low is None or high is None or said.get("role") not in library.roles:
            continue
        n, companies = row.get("n"), row.get("companies")
        yield AdRange(
            role=said["role"],
            level=said.get("level"),
            place=said.get("place") or (table.source.market if table else None),
            component=said["component"],
            currency=said["currency"],
            period=said["period"],
            low=low,
            high=high,
            n=None if n is None else int(n),
            companies=None if companies is None else int(companies),
        )


def told_ranges(items: Iterable[str]) -> Mapping[str, Sequence[ToldRange]]:
    """What digests told, by what it is `about`, each the oldest first; `items` are theirs in that order."""
    by_subject: defaultdict[str, list[ToldRange]] = defaultdict(list)
    for told in TOLD_RANGES.among(items):
        by_subject[told.range.about].append(told)
    return by_subject
