"""What job ads offer, row by row of what is measured of them, and which rows have changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.feeds.documents import ADS
from knowledge.fields import Component, PayPeriod
from knowledge.library import Library
from knowledge.tables.columns import amount_of

NOTABLE = 0.05
"""An end of a range that has moved by less than this share of it has not moved."""


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

    @property
    def key(self) -> str:
        """`pay:<about>=<low>-<high>`, as it is kept of digests that told it."""
        return f"pay:{self.about}={self.low:g}-{self.high:g}"

    def differs(self, low: float, high: float) -> bool:
        """Whether an end is notably another one."""
        return abs(self.low - low) > NOTABLE * low or abs(self.high - high) > NOTABLE * high


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


def told_range(now: AdRange, items: Sequence[str]) -> tuple[float, float] | None:
    """What of the same was last told, in the items of digests; None where nothing was."""
    begins = f"pay:{now.about}="
    for item in reversed(items):
        if item.startswith(begins):
            low, _, high = item.removeprefix(begins).partition("-")
            return float(low), float(high)
    return None
