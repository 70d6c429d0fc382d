"""Amounts as the cells of spreadsheets write them, in whatever notation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from knowledge.drafting.heads import CURRENCIES, currency_of_sign
from knowledge.wording import quoted

NOTHING = frozenset(
    {"", "-", "–", "—", "*", "**", "#", "n/a", "na", "n.a.", "none", "null", "nan", "k.a.", "s.o."}
)
"""What spreadsheets put where there is no number, in lower case."""

MOST_IN_CELL = 60

Separator = Literal[".", ","]

_DIGITS = r"[0-9](?:[0-9.,'’ ]*[0-9])?"
_SCALE = r"k|tsd\.?|lakhs?|lacs?|l|lpa|m|mio\.?"
_MONEY = r"us\$|ca\$|au\$|c\$|a\$|nz\$|s\$|hk\$|r\$|mx\$|[$€£₹¥₫₪]|[a-z]{3}(?![a-z])"


def _side(number: int) -> str:
    return (
        rf"(?P<before{number}>{_MONEY})?\s?(?P<number{number}>{_DIGITS})\s?"
        rf"(?P<scale{number}>{_SCALE})?(?![a-z])\s?(?P<behind{number}>{_MONEY})?\s?(?P<open{number}>\+)?"
    )


_CELL = re.compile(rf"{_side(1)}(?:\s?(?:-|–|—|to|bis|a|à|hasta|até)\s?{_side(2)})?")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:([.,'’ ])[0-9]{3})(?:\1[0-9]{3})*|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"
)
_SCALES = {"k": 1_000, "t": 1_000, "l": 100_000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a cell says: an amount, or the two ends of a range; `open_ended` is at least so much."""

    low: float
    high: float
    open_ended: bool = False
    currency: str | None = None


def decimal_mark(cells: Iterable[str]) -> Separator | None:
    """The mark before the decimals in the numbers of a sheet; None where no number tells.

    Raises `ValueError` where both are.
    """
    found: set[Separator] = set()
    for cell in cells:
        for number in re.findall(_DIGITS, cell[:MOST_IN_CELL]):
            mark = _mark_of(_SPACES.sub("", number))
            if mark:
                found.add(mark)
    if len(found) > 1:
        raise ValueError
    return found.pop() if found else None


def _mark_of(number: str) -> Separator | None:
    """The decimal mark that a number shows by itself: `65.5`, `1.234,5`, but not `65.000`."""
    marks = [one for one in number if one in ".,"]
    if not marks:
        return None
    if "." in marks and "," in marks:
        return "." if number.rindex(".") > number.rindex(",") else ","
    last = marks[-1]
    if len(marks) > 1:  # several of one are between thousands
        return "," if last == "." else "."
    whole, _, rest = number.rpartition(last)
    of_thousands = len(rest) == 3 and 1 <= len(re.sub("[^0-9]", "", whole)) <= 3 and whole != "0"
    return None if of_thousands else ("." if last == "." else ",")


def read_amounts(cell: str, mark: Separator | None, scale: int = 1) -> Amounts | None:
    """What a cell of amounts says; None where it is empty. `scale` multiplies what has no unit of its own.

    Raises `ValueError` with what is wrong with it.
    """
    text = _SPACES.sub(" ", cell).strip()
    if text.casefold() in NOTHING:
        return None
    if len(text) > MOST_IN_CELL:
        raise ValueError(f"{quoted(text)} is no amount")
    found = _CELL.fullmatch(text.casefold().removesuffix(".-").strip())
    if found is None:
        raise ValueError(f"{quoted(text)} is no amount")
    said = [
        currency
        for name in ("before1", "behind1", "before2", "behind2")
        if (currency := _currency(found[name], text))
    ]
    if len(set(said)) > 1:
        raise ValueError(f"{quoted(text)} is in two currencies")
    own, other = _unit(found["scale1"]), _unit(found["scale2"])
    if found["number2"] is None:
        low = high = _number(found["number1"], mark, text) * (own or scale)
    else:
        low = _number(found["number1"], mark, text)
        high = _number(found["number2"], mark, text)
        # The unit behind the second is both ends' where the first has none: 80-95k.
        low, high = low * (own or other or scale), high * (other or own or scale)
    return Amounts(
        round(low, 2),
        round(high, 2),
        bool(found["open1"] or found["open2"]),
        said[0] if said else None,
    )


def _currency(sign: str | None, text: str) -> str | None:
    if not sign:
        return None
    if sign.isalpha():
        if sign.upper() not in CURRENCIES:
            raise ValueError(f"{quoted(text)} is no amount")
        return sign.upper()
    return currency_of_sign(sign)


def _unit(said: str | None) -> int | None:
    if not said:
        return None
    return _SCALES[said[0]]


def _number(digits: str, mark: Separator | None, text: str) -> float:
    own = _mark_of(digits.replace(" ", ""))
    if own and mark and own != mark:
        raise ValueError(
            f"{quoted(text)} is written unlike the other numbers: which mark is before decimals?"
        )
    decimals = own or mark
    grouped = _GROUPED.fullmatch(digits)
    if own is None and decimals in (".", ",") and grouped and decimals in digits:
        raise ValueError(f"{quoted(text)} can be read in two ways")
    if decimals and decimals in digits:
        whole, _, rest = digits.rpartition(decimals)
    else:
        whole, rest = digits, ""
    if not (whole.isdecimal() or _GROUPED.fullmatch(whole)) or (rest and not rest.isdecimal()):
        raise ValueError(f"{quoted(text)} is no amount")
    return float(f"{re.sub('[^0-9]', '', whole)}.{rest or 0}")
