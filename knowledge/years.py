"""Years of experience in a question: "4 yrs", "5+ yoe", "3-5 years", "ten years", "4yeras"."""

import re
from dataclasses import dataclass

from knowledge.english import is_english
from knowledge.query import YearsAsked
from knowledge.spelling import alike
from knowledge.words import words

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


@dataclass(frozen=True, slots=True)
class BareNumber:
    """A number without a unit, and the years that it may be; `behind` is how many words precede it."""

    typed: str
    years: YearsAsked
    behind: int

    @property
    def may_be_grade(self) -> bool:
        """Whether it may be the grade of a job, such as Data Engineer 2."""
        return self.years.high == self.years.low and self.years.low in range(1, MOST_GRADE + 1)


def take_bare_number(text: str) -> tuple[str, BareNumber | None]:
    """The text without the first number that may be years, such as the 5 of "mle 5 sf"."""
    match = _bare.search(text)
    asked = _asked(match) if match is not None else None
    if match is None or asked is None:
        return text, None
    before = text[: match.start()]
    number = BareNumber(match[0], asked, len(words(before)))
    return f"{before} {text[match.end() :]}", number


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
