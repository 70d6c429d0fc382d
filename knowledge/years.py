"""Years of experience in a question: "4 yrs", "5+ yoe", "3-5 years", "ten years", "4yeras"."""

import re

from knowledge.matching import alike
from knowledge.query import YearsAsked

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

_number = rf"(?:\d{{1,2}}(?:\.\d)?|{'|'.join(NUMBER_WORDS)})"
_ask = re.compile(
    rf"""
    (?<![\w$€£.,])
    (?:(?P<bound>over|more\ than|at\ least|above|minimum|min|>=?|under|less\ than|below|<=?)\s*)?
    (?P<low>{_number})\s*(?P<plus>\+|plus\b|or\ more\b)?
    (?:\s*(?:-|to|or|and)\s*(?P<high>{_number})\s*(?P<high_plus>\+|plus\b)?)?
    \s*-?\s*(?P<unit>y[a-z]{{0,6}})\b
    (?:\s*(?:of|in|work|working|professional|relevant|industry|total)\b)*
    (?:\s*(?:experience|exp|xp|experiance|expirience)\b)?
    """,
    re.VERBOSE,
)
_bare = re.compile(rf"(?<![\w$€£.,%])(?P<low>{_number})(?P<plus>\+)?(?![\w%.,])")

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


def take_bare_number(text: str) -> tuple[str, str, YearsAsked] | None:
    """A lone number that can only be years, such as the 5 of "mle 5 sf".

    Gives the text without it, the number as typed, and its reading; None where there is none.
    """
    match = _bare.search(text)
    if match is None:
        return None
    low = _value(match["low"])
    if low > MOST_YEARS:
        return None
    asked = YearsAsked(low, None if match["plus"] else low)
    return f"{text[: match.start()]} {text[match.end() :]}", match[0], asked


def _is_unit(word: str) -> bool:
    return word in UNITS or (len(word) >= 4 and alike(word, "years") >= 0.6)


def _asked(match: re.Match[str]) -> YearsAsked | None:
    low = _value(match["low"])
    high = _value(match["high"]) if match["high"] else low
    if max(low, high) > MOST_YEARS:
        return None
    if high < low:
        low, high = high, low
    bound = match["bound"] or ""
    if bound.startswith(("under", "less", "below", "<")):
        return YearsAsked(0, high)
    if bound or match["plus"] or match["high_plus"]:
        return YearsAsked(low, None)
    return YearsAsked(low, high)


def _value(text: str) -> float:
    return float(NUMBER_WORDS.index(text)) if text in NUMBER_WORDS else float(text)
