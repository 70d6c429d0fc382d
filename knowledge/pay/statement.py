"""What a text says of pay, one statement at a time, and exactly where it says so."""

from dataclasses import dataclass, replace
from typing import Literal

from knowledge.fields import Component, PayPeriod
from knowledge.pay.about import About

Kind = Literal["pay", "market"]
"""Pay is money for work; market is a number about the job market: growth, openings, a share."""

Whose = Literal["offered", "advertised", "current", "previous", "expected", "other"]
"""Whose pay it is: an offer's, a job ad's, what the writer has, had or wants, or somebody else's."""

Part = Component | Literal["signing"]
"""A part of pay; a text tells a signing bonus from one that comes every year."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; what the text does not say is None, and nothing is inferred.

    `low` and `high` are whole units of `currency`, scaled as written (`150k` is 150000); one value
    is both, "up to" has a high alone, "from" a low alone and is `open_ended`. `statistic` is one of
    `knowledge.fields.Statistic` for pay or `mid`, the middle of a band, and for the market `growth`, `share`, `count`, `premium`,
    `gap` or `spread`, in `unit`s. `title`, `level`, `years`, `place`, `company` and `industry` are
    as written, wherever the text gives them: in the sentence, its list, table or heading, or in the
    head of a post. `over_years` are those of a grant. `quote` is the sentence, list item or row, `start` and `end` are
    where the amounts stand in the text, and `section` is the nearest heading above. `doubts` name
    the fields that a person should look at; a statement that is not `sure` is offered, never judged.
    """

    kind: Kind
    quote: str
    start: int
    end: int
    low: float | None
    high: float | None
    open_ended: bool = False
    approximate: bool = False
    statistic: str | None = None
    component: Part | None = None
    currency: str | None = None
    period: PayPeriod | Literal["once"] | None = None
    title: str | None = None
    level: str | None = None
    years: str | None = None
    place: str | None = None
    company: str | None = None
    industry: str | None = None
    year: int | None = None
    whose: Whose | None = None
    over_years: float | None = None
    unit: str | None = None
    section: str | None = None
    doubts: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether nothing about it is doubtful."""
        return not self.doubts

    def of(self, read: About) -> "Statement":
        """This, of what some words are about."""
        return replace(
            self,
            title=read.title,
            level=read.level,
            years=read.years,
            place=read.place,
            company=read.company,
            industry=read.industry,
            year=read.year,
        )


@dataclass(frozen=True, slots=True)
class OtherMoney:
    """A sum that is no pay, and why: `funding`, `a price`, `a learning budget` …"""

    typed: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class PayRead:
    """A text's statements in its order, and the money in it that is no pay.

    `is_cut` tells that the text goes on behind what was read: it is too long, or a list of numbers.
    """

    statements: tuple[Statement, ...]
    other_money: tuple[OtherMoney, ...] = ()
    is_cut: bool = False
