"""Years of experience in a question: "4 yrs", "5+ yoe", "3-5 years", "ten years", "4yeras"."""

import re
from dataclasses import dataclass

from knowledge.english import is_english
from knowledge.normalization import undecorated
from knowledge.query import YearsAsked
from knowledge.spelling import alike
from knowledge.words import plain, words

NUMBER_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]

MOST_YEARS = 60
MOST_GRADE = 4
"""Titles are counted up to about here; a larger number behind one is years."""

NUMBER = rf"(?:\d{{1,2}}(?:\.\d)?|{'|'.join(NUMBER_WORDS)})"
"""A number of years or of anything else, as a pattern: `5`, `1.5`, `ten`."""

_ask = re.compile(
    rf"""
    (?<![\w$€£])(?<!\d[.,])
    (?:total\s+(?:experience|exp)(?:\s+of|\s*:)?\s*)?
    (?:(?P<bound>over|more\ than|at\ least|above|minimum|min|>=?|under|less\ than|below|<=?)\s*)?
    (?P<low>{NUMBER})\s*(?P<plus>\+|plus\b|or\ more\b)?
    (?:\s*(?:-|to|or|and)\s*(?P<high>{NUMBER})\s*(?P<high_plus>\+|plus\b)?)?
    \s*-?\s*(?P<unit>y[a-z]{{0,6}})\b
    (?:\s*(?:of|in|work|working|professional|relevant|industry|total)\b)*
    (?:\s*(?:experience|exp|xp|experiance|expirience)\b)?
    """,
    re.VERBOSE,
)
_bare = re.compile(
    r"(?<![\w$€£%#:/+-])(?<!\d[.,])(?P<low>\d{1,2}(?:\.\d)?)(?P<plus>\+)?"
    r"(?:\s?-\s?(?P<high>\d{1,2}(?:\.\d)?)(?P<high_plus>\+)?)?(?![\w$€£%:/-]|[.,]\d)"
)

UNITS = ("y", "yr", "yrs", "year", "years", "yoe")


def take_years(text: str) -> tuple[str, tuple[YearsAsked, ...]]:
    """The text without its years of experience, and those years, in order."""
    found: list[YearsAsked] = []

    def take(match: re.Match[str]) -> str:
        if not _is_unit(match["unit"]):
            return match[0]
        asked = _asked(match)
        if asked is None:
            return match[0]
        found.append(asked)
        return " "

    return _ask.sub(take, text), tuple(found)


def years_entered(text: str) -> tuple[YearsAsked, ...] | None:
    """The years in a field for them, none where it is empty; None where it holds something else."""
    typed = plain(undecorated(text))
    if not typed:
        return ()
    for form in (typed, f"{typed} years"):
        left, years = take_years(form)
        if len(years) == 1 and not left.strip():
            return years
    return None


@dataclass(frozen=True, slots=True)
class BareNumber:
    """A number without a unit, the years that it may be, and which words of the text it is."""

    typed: str
    years: YearsAsked
    places: range

    @property
    def may_be_grade(self) -> bool:
        """Whether it may be the grade of a job, such as Data Engineer 2."""
        return self.years.high == self.years.low and self.years.low in range(1, MOST_GRADE + 1)


def bare_number(text: str) -> BareNumber | None:
    """The first number of a text that may be years, such as the 5 of "mle 5 sf"."""
    match = _bare.search(text)
    asked = _asked(match) if match is not None else None
    if match is None or asked is None:
        return None
    start = len(words(text[: match.start()]))
    return BareNumber(match[0], asked, range(start, start + len(words(match[0]))))


def _is_unit(word: str) -> bool:
    if word in UNITS:
        return True
    return len(word) >= 4 and not is_english(word) and alike(word, "years") >= 0.6


def _asked(match: re.Match[str]) -> YearsAsked | None:
    low = _value(match["low"])
    high = _value(match["high"]) if match["high"] else low
    if max(low, high) > MOST_YEARS:
        return None
    if high < low:
        low, high = high, low
    bound = match.groupdict().get("bound") or ""
    if bound.startswith(("under", "less", "below", "<")):
        return YearsAsked(0, high)
    if bound or match["plus"] or match["high_plus"]:
        return YearsAsked(low, None)
    return YearsAsked(low, high)


def _value(text: str) -> float:
    return float(NUMBER_WORDS.index(text)) if text in NUMBER_WORDS else float(text)
