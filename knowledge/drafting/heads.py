"""What the head of a column says the column is."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from knowledge.drafting.head_words import (
    COMPONENTS,
    DECILE,
    ENDS,
    FIELDS,
    NOT_OF,
    NOT_PAY,
    PAY,
    PERCENTILE,
    PERIODS,
    QUARTILE,
    RANGE,
    SCALES,
    STATISTICS,
)
from knowledge.fields import PayPeriod
from knowledge.pay.currency_signs import CURRENCY_SIGNS
from knowledge.tables.columns import AMOUNTS

MOST_IN_HEAD = 200

CURRENCIES = frozenset(code for code in CURRENCY_SIGNS.values() if code != "$")

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PIECE = re.compile(r"[a-z]+|[0-9]+|%")
_SIGN = re.compile(r"(?:US|CA|AU|A|C|NZ|S|HK|R|MX)?\$|[€£₹¥₫₪]")
_OF_OEWS = re.compile(r"^(?P<period>[ah]) (?=mean|median|pct)")


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says: the column that it is, and what it says of the amounts below it.

    `column` is a name of `TARGETS`, None where it is none or isn't said; `is_pay` are amounts all the
    same. `rank` is lower where the head says it better.
    """

    column: str | None = None
    rank: int = 0
    is_pay: bool = False
    currency: str | None = None
    period: PayPeriod | None = None
    scale: int = 1


def read_head(text: str) -> Head:
    """What a head says; of one that is written over two lines, both."""
    plain = plain_head(text)
    period = _period(plain)
    for column, patterns in FIELDS.items():
        rank = next((i for i, one in enumerate(patterns) if one.search(plain)), None)
        if rank is None or (column in NOT_OF and NOT_OF[column].search(plain)):
            continue
        if column == "years":
            return Head(_end_of_years(plain), rank)
        if column not in ("currency", "period", "level", "year", "n") and PAY.search(plain):
            continue
        if column not in ("n", "employment", "year") and NOT_PAY.search(plain):
            continue
        return Head(column, rank)
    return _amount(text, plain, period)


def _amount(text: str, plain: str, period: PayPeriod | None) -> Head:
    if NOT_PAY.search(plain):
        return Head()
    statistic, other = _statistic(plain), bool(PERCENTILE.search(plain) or DECILE.search(plain))
    speaks = bool(PAY.search(plain))
    component = next((name for name, one in COMPONENTS.items() if one.search(plain)), None)
    if "%" in plain and statistic is None:
        return Head()
    if component == "total" and not speaks and statistic is None:
        return Head()
    if statistic is None and speaks and not other:
        statistic = next((name for name, one in ENDS.items() if one.search(plain)), None)
    is_pay = speaks or component is not None or (period is not None and "rate" in plain.split())
    column = None
    if statistic is not None:
        column = f"{component}_{statistic}" if component else statistic
    elif is_pay and RANGE.search(plain):
        column = f"{component}_range" if component else "range"
    if column is None and (other or not is_pay):
        return Head()
    scale = next((times for times, one in SCALES.items() if one.search(plain)), 1)
    return Head(column, 0, is_pay=True, currency=currency_in(text), period=period, scale=scale)


def plain_head(text: str) -> str:
    """A head in lower case, without accents, its words and numbers apart."""
    apart = _CAMEL.sub(" ", normalize("NFKC", text[:MOST_IN_HEAD]))
    letters = normalize("NFKD", apart).replace("ß", "ss").casefold()
    return " ".join(
        _PIECE.findall("".join(one for one in letters if one < "\u0300" or one > "\u036f"))
    )


def _statistic(plain: str) -> str | None:
    """The statistic that a head names; None where it names none that a table has."""
    if found := PERCENTILE.search(plain):
        number = next(int(one) for one in found.groups() if one)
        return _percentile(number)
    if found := QUARTILE.search(plain):
        said = found.groupdict()
        if said["lower"] or said["lower2"]:
            return "p25"
        if said["upper"] or said["upper2"]:
            return "p75"
        return _percentile(25 * int(said["behind"] or said["before"]))
    if found := DECILE.search(plain):
        return _percentile(10 * int(found["behind"] or found["before"]))
    return next((name for name, one in STATISTICS.items() if one.search(plain)), None)


def _percentile(number: int) -> str | None:
    name = "median" if number == 50 else f"p{number}"
    return name if name in AMOUNTS else None


def _end_of_years(plain: str) -> str:
    for end in ("min", "max"):
        if STATISTICS[end].search(plain) or ENDS[end].search(plain):
            return f"years_{end}"
    return "years"


def _period(plain: str) -> PayPeriod | None:
    if found := _OF_OEWS.match(plain):
        return "year" if found["period"] == "a" else "hour"
    return next((name for name, one in PERIODS.items() if one.search(plain)), None)


def period_of(text: str) -> PayPeriod | None:
    """The time that words name, such as `per annum` or `Monat`."""
    return _period(plain_head(text))


def currency_in(text: str) -> str | None:
    """The currency that words name by its code or its sign."""
    for word in plain_head(text).split():
        if word.upper() in CURRENCIES:
            return word.upper()
    sign = _SIGN.search(text)
    return currency_of_sign(sign[0]) if sign else None


def currency_of_sign(sign: str) -> str | None:
    """The currency of a sign; a bare dollar is taken for the United States', and is confirmed by a person."""
    code = CURRENCY_SIGNS.get(sign.casefold())
    return "USD" if code == "$" else code


def best_columns(heads: Sequence[Head]) -> tuple[str, ...]:
    """The column that each head is, no two the same; empty for those that are left out.

    Of two heads for one thing the better counts, and of amounts for several periods those for a year;
    amounts in another currency than most are left out.
    """
    period = _one_of((head.period for head in heads if head.is_pay and head.column), "year")
    currency = _one_of((head.currency for head in heads if head.is_pay and head.column), "USD")
    taken: dict[str, int] = {}
    for place, head in enumerate(heads):
        if head.column is None:
            continue
        if head.is_pay and not (_fits(head.period, period) and _fits(head.currency, currency)):
            continue
        before = taken.setdefault(head.column, place)
        if head.rank < heads[before].rank:
            taken[head.column] = place
    found: Mapping[int, str] = {place: column for column, place in taken.items()}
    return tuple(found.get(place, "") for place in range(len(heads)))


def _one_of(said: Iterable[str | None], first: str) -> str | None:
    every = [one for one in said if one]
    return first if first in every else max(every, key=every.count, default=None)


def _fits(said: str | None, meant: str | None) -> bool:
    return said is None or said == meant


def unique_heads(names: Iterable[str]) -> Iterator[str]:
    """The heads as a document names them: on one line, none empty, no two the same."""
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        line = " ".join(name.split())[: MOST_IN_HEAD - 10].strip() or f"Column {place}"
        seen[line] = seen.get(line, 0) + 1
        again = seen[line]
        while again > 1 and f"{line} ({again})" in seen:
            again += 1
        unique = line if again == 1 else f"{line} ({again})"
        seen.setdefault(unique, 1)
        yield unique
