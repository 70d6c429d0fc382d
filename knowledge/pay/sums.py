"""What the words around a sum say of it: whether it is pay at all, which part, of which statistic and period."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

from knowledge.fields import PayPeriod
from knowledge.library import Library
from knowledge.pay.around import ANY_PART, CLAUSE, NEAR, Around, near_words, nearest
from knowledge.pay.parts import (
    DIFFERENCE_BEFORE,
    DIFFERENCE_BEHIND,
    OTHER_MONEY,
    PARTS,
    PAY,
    PERIOD,
    STATISTICS,
    SURE_PAY,
    WHOSE,
    either,
)
from knowledge.pay.statement import Part, Statement, Whose
from knowledge.pay.where import first_place

_FARTHEST = {"a benefit": 25, "a price": 45, "a weight": 30}
"""The same for words that stand next to what they speak of."""

_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_OVER_YEARS = re.compile(
    r"(?:\b(?:over|vest(?:s|ing|ed)?(?: over)?|across|spread over)\s|\()(?:a\s)?(?P<years>\d|one|two|three|four|five|six)[- ]?(?:years?|yrs?)(?!\w| (?:of )?exp)",
    re.IGNORECASE,
)


_ANY_STATISTIC, _ANY_OTHER, _ANY_WHOSE = either(STATISTICS), either(OTHER_MONEY), either(WHOSE)


def statistic_of(one: Around) -> str | None:
    """Which statistic the nearest word names."""
    found = near_words(STATISTICS, _ANY_STATISTIC, one)
    return min(found)[1] if found else None


def statistics_in(text: str) -> set[str]:
    """The statistics that words name."""
    if not _ANY_STATISTIC.search(text):
        return set()
    return {statistic for statistic, words in STATISTICS if words.search(text)}


def only_statistic(text: str) -> str | None:
    """The statistic of words that name one alone; the ends of a range are none of all of them."""
    found = statistics_in(text)
    return found.pop() if len(found) == 1 and not found & {"min", "max"} else None


_ADDED = re.compile(r"\+|\(?\s?(?:in|ex)cluding\b|\bplus\b")
_WORD = re.compile(r"\w")
_OPENED = re.compile(r"\s*\([^)]*$")
"""Brackets that hold the next sum as well: "OTE $220k (base $180k)"."""
ON_TOP: Sequence[Part] = ("bonus", "signing", "equity")
"""Parts that begin something new behind a comma: "$190k, annual bonus"."""
_PARTS_BEHIND: Sequence[tuple[Part, re.Pattern[str]]] = [
    (
        part,
        re.compile(
            r"[\s,]*(?:in |of |\()?(?:all )?(?:annual |yearly |a year |per year |retention |performance |year-end )?"
            + words.pattern,
            re.IGNORECASE,
        ),
    )
    for part, words in PARTS
]


_SUM_OF_PARTS = re.compile(
    r"\d[^=\n]{0,40}(?:\+|base|fixed|variable|bonus|stock|rsu)[^=\n]{0,40}=\s*~?\s*$", re.IGNORECASE
)
"""What stands before the total of a sum of parts."""


def part_of(one: Around) -> Part | None:
    """Which part of pay the nearest word names: what stands right behind a sum first."""
    behind = PERIOD.sub(" ", _ADDED.split(one.behind[:80], maxsplit=1)[0])
    if ANY_PART.search(behind) and (one.brackets or not _OPENED.match(behind)):
        for part, words in _PARTS_BEHIND:
            match = words.match(behind)
            if match is None or (part in ON_TOP and behind.lstrip().startswith(",")):
                continue
            is_the_next_ones = (
                one.is_followed and one.is_labelled and not _WORD.search(behind, match.end())
            )
            if not is_the_next_ones:
                return part
    if _SUM_OF_PARTS.search(one.before):
        return "total"
    before = one.clause
    # A package that is listed in brackets ("Total comp (Salary + Bonus + Stock)") is the total.
    if re.search(
        r"\b(?:total (?:comp\w*|package|cash)|ctc)\s*\([^()]*[+,&/][^()]*\)\W*$",
        before,
        re.IGNORECASE,
    ):
        return "total"
    if not ANY_PART.search(before):
        return None
    found: list[tuple[int, Part]] = [
        (len(before) - match.end(), part)
        for part, words in PARTS
        for match in words.finditer(before)
        if len(before) - match.end() <= _PART_WITHIN.get(part, 30)
        and not (part in ON_TOP and _OF_THE_LAST.match(before, match.start()))
        and not (part == "equity" and _HEAD_PIECE.match(one.before))
    ]
    return min(found, key=lambda one: one[0])[1] if found else None


_HEAD_PIECE = re.compile(r".*\w\s[-–—|]\s.*\s[-–—|]\s\W*$", re.DOTALL)
"""A piece of a post's head before a sum, `Engineer - Equity - 110k`, which is no label of it."""
_OF_THE_LAST = re.compile(r"[\w-]+(?: [\w-]+)?\s?(?:[)+]|,\s)")
"""How a word ends what was added to the sum before: "($300k + bonus), SWE ($350k"."""
_PART_WITHIN = {"base": NEAR, "total": 45}
"""Characters before a sum within which a word for a part of pay speaks of it."""


_YEARLY = re.compile(r"\b(?:ctc|cost to company|(?:1st|2nd|first|second) year)\b", re.IGNORECASE)
"""What is a year's by what it means."""


_COUNTED = re.compile(
    r"(?:\b(?:\w*days?|\w*hours?|hrs?|weeks?|months?|times?|nights?|shifts?|tagen?|stunden|wochen|jours?|heures?|semaines?|horas?|d[ií]as?)\b"
    r"(?:['’]?\s(?!(?:and|or|plus|at|for)\b)[\w'’-]+){0,3}|\b(?:once|twice|bi|semi|fort)|\b\d\s?(?:-\s?\d\s?)?(?:x|×|times|days?))[\s/'’-]*$",
    re.IGNORECASE,
)
"""What stands before a period in which time or occasions are counted: "two days a week", "once a month"."""
_OCCASION = re.compile(
    r"\s(?:\w+\s)?(?:leave|holidays?|vacations?|meetings?|stand-?ups?|socials?|lunch(?:es)?|breakfasts?|yoga|syncs?|calls?|travel|events?"
    r"|bonus(?:es)?|raises?|refreshers?|reviews?|retreats?|off-?sites?|workshops?|hackathons?|check-?ins?|on-?call)\b",
    re.IGNORECASE,
)
"""What takes place in a period, and isn't paid for it: "a weekly lunch"."""


def _periods(text: str) -> list[re.Match[str]]:
    """Where words say what an amount pays for."""
    return [
        found
        for found in PERIOD.finditer(text)
        if not _COUNTED.search(text[max(0, found.start() - NEAR) : found.start()])
        and not _OCCASION.match(text, found.end())
    ]


@lru_cache(maxsize=32)
def _only_period(text: str) -> PayPeriod | None:
    """The period that words name where they name one alone."""
    found = {match.lastgroup for match in _periods(text)}
    return cast("PayPeriod", found.pop()) if len(found) == 1 else None


def period_of(one: Around, wider: str = "") -> PayPeriod | None:
    """What a sum pays for as far as its clause, or a wider context such as a column's head, says."""
    behind = _periods(
        re.sub(
            r"^(?:\s?\([^()]{1,30}\d\))?[\s,)]*(?:gross|net|brut\w*|before tax|base|usd|eur|pln)?[\s,]*",
            "",
            one.behind,
        )
    )
    if behind and behind[0].start() == 0:
        return cast("PayPeriod", behind[0].lastgroup)
    clause = one.clause
    said = _periods(clause[-NEAR:])
    if said:
        return cast("PayPeriod", said[-1].lastgroup)
    if one.money.scale == "lpa" or _YEARLY.search(clause):
        return "year"
    near = _periods(CLAUSE.split(one.behind)[0][:40])
    if near and not re.search(r"[\d,]", one.behind[: near[0].start()]):
        return cast("PayPeriod", near[0].lastgroup)
    if re.match(r"\s?\(year \d\)", one.behind, re.IGNORECASE):
        return "year"
    return _only_period(wider)


LEAST_YEARLY = {"INR": 100_000, "JPY": 1_000_000}
LEAST_YEARLY_ELSEWHERE = 12_000
"""An amount below says nothing of its period by its size."""


def whose_of(one: Around) -> Whose | None:
    """Whose pay the clause speaks of."""
    found = near_words(WHOSE, _ANY_WHOSE, one)
    return min(found, key=lambda near: near[0])[1] if found else None


def over_years_of(text: str) -> float | None:
    """Over how many years a grant is paid out."""
    match = _OVER_YEARS.search(text)
    return (
        None
        if match is None
        else float(_NUMBER_WORDS.get(match["years"].lower(), 0) or match["years"])
    )


_CALLED_PAY = re.compile(rf"(?:{PAY.pattern})(?: range)?\s?[:=]\s*$", re.IGNORECASE)
"""A label right before a sum."""
_SIGNING = next(words for part, words in PARTS if part == "signing")
_FUNDED = re.compile(r"\b(?:seed|series [a-h]|funded|backed)\b", re.IGNORECASE)
"""How far a company is, which says nothing of a sum for a month or an hour."""


def other_money_of(one: Around) -> str | None:
    """What other money the nearest words speak of; None where words for pay stand nearer."""
    if DIFFERENCE_BEFORE.search(one.before) or DIFFERENCE_BEHIND.match(one.behind):
        return "a difference"
    found = [
        (distance, why)
        for distance, why in near_words(OTHER_MONEY, _ANY_OTHER, one, joined=False)
        if distance <= _FARTHEST.get(why, NEAR)
    ]
    if not found or _CALLED_PAY.search(one.clause):
        return None
    distance, why = min(found)
    pay = nearest(SURE_PAY, one)
    if pay is not None and pay + (why == "a comparison") <= distance:
        return None
    signing = nearest(_SIGNING, one)
    if signing is not None and signing <= distance:
        return None
    return (
        None
        if why == "company money"
        and _FUNDED.search(one.clause)
        and period_of(one) not in (None, "year")
        else why
    )


def speaks_of_pay(one: Around) -> bool:
    """Whether a word in the sum's clause speaks of pay."""
    return nearest(PAY, one) is not None


RESPECTIVELY = re.compile(r"\brespectively\b|\brespectivamente\b|\bjeweils\b", re.IGNORECASE)


def in_order(statements: Sequence[Statement], text: str, library: Library) -> list[Statement]:
    """What stands in the same order before: "Quito and Lima analysts average $21,300 and $18,900 respectively"."""
    names = re.findall(r"\b[A-ZÀ-Ý][\w'À-ÿ-]+(?: [A-ZÀ-Ý][\w'À-ÿ-]+)*", text)
    places = [name for name in names if first_place(library, name) == name]
    if len(places) == len(statements):
        pairs = zip(statements, places, strict=True)
        return [
            replace(one, place=place, statistic=one.statistic or statements[0].statistic)
            for one, place in pairs
        ]
    return [replace(one, doubts=(*one.doubts, "title")) for one in statements]


def part_in(text: str) -> Part | None:
    """The first part of pay that words name."""
    return next((part for part, words in PARTS if words.search(text)), None)
