"""Pay as boards state it in fields and markup: as it is, with what its own words say of it, and nothing more."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.feeds.plain import line
from knowledge.feeds.reading import AdPay, Unit
from knowledge.feeds.stated import amount, currency, text, words
from knowledge.pay.characters import plain_characters
from knowledge.pay.money import find_money

if TYPE_CHECKING:
    from knowledge.fields import Component

UNITS: dict[str, Unit] = {
    **dict.fromkeys(("hour", "hr", "hourly", "hours", "hur"), "HOUR"),
    **dict.fromkeys(("day", "daily", "days"), "DAY"),
    **dict.fromkeys(("week", "weekly", "weeks"), "WEEK"),
    **dict.fromkeys(("month", "monthly", "months", "mon"), "MONTH"),
    **dict.fromkeys(("year", "yearly", "annual", "annually", "annum", "years", "ann"), "YEAR"),
}
"""How boards write the period; `HUR`, `MON` and `ANN` are UN/CEFACT's."""

_TOTAL = re.compile(
    r"\bote\b|\bon[- ]target\b|\btotal (?:target |cash |annual )*(?:compensation|cash|earnings|pay|remuneration|comp)\b",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\bbase\b(?![-/ ]+(?:to|variable|commission)\b)|\bbasic (?:salary|pay)\b", re.IGNORECASE
)
_BONUS = re.compile(r"\bbonus\b", re.IGNORECASE)
_EQUITY = re.compile(r"\bequity\b|\bstock\b|\brsus?\b", re.IGNORECASE)
_OF_PAY = re.compile(
    r"\b(?:base|basic|annual(?:ized|ly)?|yearly|hourly|daily|weekly|monthly|on[- ]target|target|estimated|expected|anticipated"
    r"|total|cash|pay|salary|salaries|wages?|rates?|ranges?|compensation|earnings|ote|bonus|equity|hiring|posting|starting|full|time"
    r"|role|position|job|the|this|our|for|in|is|of|and|per|hour|year|month|usd|eur|gbp|cad|aud|inr|jpy|chf|sgd|min|max|minimum|maximum)\b",
    re.IGNORECASE,
)
_PLACE_EDGES = " \t-–—:,;()[]|/&+*."

LIKE_DOLLARS = frozenset("USD EUR GBP CHF CAD AUD NZD SGD".split())
"""Currencies of which one unit buys about as much as a dollar."""

LOWEST: dict[Unit, float] = {"HOUR": 1, "DAY": 10, "WEEK": 50, "MONTH": 250, "YEAR": 3_000}
HIGHEST: dict[Unit, float] = {
    "HOUR": 2_000,
    "DAY": 10_000,
    "WEEK": 40_000,
    "MONTH": 200_000,
    "YEAR": 5_000_000,
}
"""Outside of these, pay in `LIKE_DOLLARS` is hardly meant for the period that is stated with it."""


def unit_of(stated: object) -> Unit | None:
    """The period of a field: `per-year-salary`, `1 YEAR`, `month`, `HOUR`; None where it is another or none."""
    found: set[Unit] = {
        UNITS[one] for one in re.split(r"[^a-z]+", text(stated).lower()) if one in UNITS
    }
    multiple = re.match(r"\s*(\d+)", text(stated))
    # `2 WEEK` is no week.
    return found.pop() if len(found) == 1 and not (multiple and multiple[1] != "1") else None


def unit_said(title: str) -> Unit | None:
    """The period that a title names: *Base Hourly Pay*; None where it names none, or several."""
    # It brings pydantic, which takes as long to load as a board to read; few boards have such titles.
    from knowledge.pay.parts import PERIOD

    named = {(one.lastgroup or "").upper() for one in PERIOD.finditer(plain_characters(title))}
    return unit_of(named.pop()) if len(named) == 1 else None


def component_of(*said: str) -> "Component":
    """The part of pay of which the first words speak that speak of any; unspecified where they name two."""
    for words_of_it in said:
        is_total, is_base = bool(_TOTAL.search(words_of_it)), bool(_BASE.search(words_of_it))
        if is_total or is_base:
            return "unspecified" if is_total and is_base else "total" if is_total else "base"
    return "unspecified"


def component_of_title(title: str, about: str = "") -> "Component":
    """The part of pay that a title of an amount names, or else what is said around it."""
    found = component_of(title, about)
    if found == "unspecified" and _BONUS.search(title):
        return "bonus"
    return "equity" if found == "unspecified" and _EQUITY.search(title) else found


def place_in(title: str) -> str | None:
    """What else a title of pay names, which is its place: *United States Salary Range*."""
    left = " ".join(_OF_PAY.sub(" ", title).split())
    left = re.sub(r"\(\s*\)", "", left).strip(_PLACE_EDGES)
    return left if re.search(r"[^\W\d_]{2}", left) else None


def doubtful(pay: AdPay) -> str | None:
    """Why pay can hardly be meant as it is stated; None where it can, or nobody can tell."""
    if pay.unit is None or pay.currency not in LIKE_DOLLARS:
        return None
    ends = [end for end in (pay.min_value, pay.max_value) if end is not None]
    if any(end < LOWEST[pay.unit] for end in ends):
        return f"so little for one {pay.unit.lower()} can hardly be meant"
    if any(end > HIGHEST[pay.unit] for end in ends):
        return f"so much for one {pay.unit.lower()} can hardly be meant"
    if len(ends) == 2 and ends[0] > ends[1]:
        return "the lower end is above the upper one"
    return None


def pay_of_fields(
    low: object,
    high: object,
    money: object,
    period: object,
    *,
    said: str | None = None,
    component: "Component" = "unspecified",
    place: str | None = None,
) -> tuple[AdPay, ...]:
    """Pay as fields state it, none where they state no amount; `said` are the board's own words for it."""
    least, most = amount(low), amount(high)
    if least is None and most is None:
        return ()
    ends = " – ".join(filter(None, (words(low, 40), words(high, 40))))
    told = said or " ".join(filter(None, (ends, words(money, 10), words(period, 40))))
    pay = AdPay(
        least, most, currency(money), unit_of(period), line(told, 300), "field", component, place
    )
    return (replace(pay, doubtful=doubtful(pay)),)


def pay_of_markup(said: str, title: str, about: str) -> tuple[AdPay, ...]:
    """Pay as a board's markup states it, in the employer's style of numbers: `€61.000 — €72.000 EUR`.

    `title` stands above it, and `about` is what is said around it.
    """
    sums = find_money(plain_characters(said))
    ends = [end for one in sums for end in (one.low, one.high) if end]
    if not ends:
        return ()
    codes = [one.currency for one in sums if one.currency and one.currency != "$"]
    pay = AdPay(
        ends[0],
        ends[-1],
        codes[-1] if codes else None,
        unit_said(f"{title} {said}"),
        line(said, 300),
        "markup",
        component_of_title(title, about),
        place_in(title),
    )
    return (replace(pay, doubtful=doubtful(pay)),)
