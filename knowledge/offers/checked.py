"""What comes of checking an offer: each amount against each figure, and no sum or mean of them."""

from dataclasses import dataclass
from typing import Literal

from knowledge.advertised import AdvertisedPay
from knowledge.model import Figure, Role, Source
from knowledge.official import Between, OccupationPay
from knowledge.query import Choice, Offer, OfferAmount, Reading

Position = Literal["below", "into", "inside", "open", "beyond", "above", "spans", "equal"]
"""Where an offer falls against a figure.

`into` begins below a range and ends in it, `beyond` begins in it and ends above, `spans` reaches over both
ends; `open` is at or above the last end of an open range; `equal` is for a single amount only.
"""

NotComparable = Literal["currency", "currency unclear", "period", "period unclear", "once"]
"""Why an amount is compared with no figure: nothing is converted, and nothing made yearly."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How far an end of an offer is from a figure's: negative is below; percent of the figure's."""

    amount: float
    percent: float


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """One figure and where the offer falls against it.

    `gaps` are of the offer's ends that lie outside a range (the lower end first), and of every
    given end where the figure is a single amount.
    """

    figure: Figure
    is_range: bool
    position: Position
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class CheckedSet:
    """Figures that share what they have in common with the offer ("Senior"), each by itself.

    Where other sets are nearer to the offer, the role overall is shown but not `counted`.
    """

    label: str
    checks: tuple[FigureCheck, ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class AmountCheck:
    """One amount of the offer against the sources.

    `filters` are what narrows it; `together` says whether figures meet all of them, `unmet` are
    those that none meets. `other_parts` measure another part of pay, and `narrower` figures speak
    of a level, place, company or industry that the offer does not name: neither are compared.
    """

    amount: OfferAmount
    not_comparable: NotComparable | None
    filters: tuple[str, ...] = ()
    together: bool = True
    unmet: tuple[str, ...] = ()
    sets: tuple[CheckedSet, ...] = ()
    other_parts: tuple[Figure, ...] = ()
    narrower: tuple[Figure, ...] = ()

    @property
    def counted(self) -> tuple[FigureCheck, ...]:
        """The checks that the summing-up counts, each figure once."""
        return tuple(check for found in self.sets if found.counted for check in found.checks)


@dataclass(frozen=True, slots=True)
class OfferAnswer:
    """An offer against every source's figures for its role; nothing is averaged or added up.

    `currencies` and `periods` are those of the figures. Where no source has any for the role, they
    are those of all figures, and `nearest` checks the offer for the nearest role that has some.
    `official` says between which percentiles of an occupation the ends of a comparable amount lie,
    from the nearest place outwards, and `advertised` between which of job ads, by level. Where the text has no amount, `meant` are readings of a number in it: "180" was perhaps $180k.
    """

    offer: Offer
    role: Role
    checks: tuple[AmountCheck, ...]
    sources: tuple[Source, ...]
    official: tuple[tuple[Between[OccupationPay], ...], ...]
    advertised: tuple[tuple[Between[AdvertisedPay], ...], ...]
    currencies: tuple[str, ...]
    periods: tuple[str, ...]
    has_figures: bool
    nearest: Choice | None
    meant: tuple[Choice, ...]

    @property
    def reading(self) -> Reading:
        """How the offer's text was read."""
        return self.offer.terms.reading
