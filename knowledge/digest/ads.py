"""What job ads offer, row by row of what is measured of them, and which rows have changed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

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
        """`pay:<about>=<low>-<high>/<ads>/<companies>@<day>`, as it is kept of digests that told it."""
        of = f"{self.low:.0f}-{self.high:.0f}/{self.n or 0}/{self.companies or 0}"
        return f"pay:{self.about}={of}@{day}"

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


_KEPT = re.compile(
    r"pay:(?P<about>[^=]+)=(?P<low>[0-9]+)-(?P<high>[0-9]+)/(?P<n>[0-9]+)/(?P<companies>[0-9]+)@(?P<day>[0-9-]{10})"
)
"""`AdRange.key`."""


def told_ranges(now: AdRange, items: Iterable[str]) -> tuple[ToldRange, ...]:
    """What of the same was told, in the items of digests, the oldest first."""
    kept = [one for one in map(_KEPT.fullmatch, items) if one and one["about"] == now.about]
    return tuple(
        ToldRange(
            replace(
                now,
                low=float(one["low"]),
                high=float(one["high"]),
                n=int(one["n"]),
                companies=int(one["companies"]),
            ),
            date.fromisoformat(one["day"]),
        )
        for one in kept
    )


def told_on(items: Iterable[str]) -> Mapping[str, date]:
    """When pay in ads was last told of each role, by the items of digests, the oldest first."""
    kept = filter(None, map(_KEPT.fullmatch, items))
    return {one["about"].partition("/")[0]: date.fromisoformat(one["day"]) for one in kept}
