"""Years of experience in words; and what looks like years or a level, and is neither."""

import re
from dataclasses import dataclass

from knowledge.english import is_english
from knowledge.query import YearsAsked
from knowledge.spelling import alike
from knowledge.words import plain, undecorated, words

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


_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_YEAR = r"(?:19|20)\d\d"
_YEARS = r"(?:years?|yrs?)"
_SPAN = rf"{NUMBER}(?:\s*(?:-|to|or)\s*{NUMBER})?"

VESTING_PERIOD = re.compile(
    rf"\b(?P<grant>(?:vest\w*|rsus?|shares|stock|equity|options?|grants?)\b[^.;\n]{{0,40}}?)"
    rf"(?P<period>\b(?:over|for)\s+{_SPAN}\s*{_YEARS})\b",
    re.IGNORECASE,
)
"""Over how many years shares come: "$100k in RSUs over 4 years"."""

_NUMBERS = re.compile(
    rf"""
    # Less than nothing.
    (?<!\d\s)(?<!\S)-\d{{1,3}}(?:\.\d)?\+?(?:\s*(?:{_YEARS}|yoe|y))?\b
    # A contract, a notice period, a week of four days.
    | \b{_SPAN}[\s-]*(?:
        (?:months?|mos|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?|quarters?)\b
        | {_YEARS}[\s-]+(?:fixed|contract\w*|term|vest\w*|cliff|old|ago|degrees?|visa|lease|agreement
          |assignment|probation|bond|plan)\b(?!\s+exp)
      )
    | \b(?:(?:over|during|within)\s+)?(?:the\s+)?(?:last|past|next|coming)\s+{_SPAN}\s*{_YEARS}\b
      (?!\s+(?:of\s+)?exp)
    # Dates and times.
    | \b(?:as\s+of\s+)?(?:early|mid|late|end|end\s+of|start\s+of)[\s-]+
      (?:{_YEAR}|{_MONTHS}(?:\s+{_YEAR})?|q[1-4]|h[12]|\d0s)\b
    | \b{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*[+-]|\s*{_YEARS}\b)
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b
    | \b(?:q[1-4]|h[12]|fy)[\s'-]*(?:{_YEAR}|\d\d)\b
    | \b\d\d?:\d\d\b | \b24/7\b
    | \b{_YEAR}-\d\d?(?:-\d\d?)?\b | \b\d\d?[/.]\d\d?[/.](?:{_YEAR}|\d\d)\b
    # Grades, and people.
    | \b(?:level|lvl|grade|band|tier|step|class|rank|ic|[letpmg])[\s-]+\d{{1,2}}\b
      (?!\s*(?:[+-]|to\b|{_YEARS}\b|y\b|yoe\b))
    | \b(?:teams?|staff|groups?|company|companies|crew)\s+of\s+\d+\b
    """,
    re.VERBOSE,
)
_EVERYDAY = re.compile(
    rf"""
    \b(?:
        mid[\s-]+(?:{_MONTHS}|year|month|week|quarter|summer|winter
          |market|cap|term|town|west|atlantic|range|point)
        | (?:early|late|end\s+of)\s+{_MONTHS}
        | lead[\s-]+(?:times?|gen|generation) | fixed[\s-]+term
        | (?:senior|junior)[\s-]+(?:management|leadership|citizens?|college|high)
        | entry[\s-]+(?:fees?|points?|visas?) | principal[\s-]+(?:amounts?|components?)
        | executive[\s-]+(?:summary|orders?) | associate(?:'?s)?[\s-]+degrees?
    )\b
    """,
    re.VERBOSE,
)
"""Words of every day that are no level and no part of pay here."""

_BEGINNINGS = frozenset(
    "mid early late end lead fixed senior junior entry principal executive associate".split()
)


def take_lookalikes(text: str) -> tuple[str, tuple[str, ...]]:
    """The plain text without them, and each as it was typed."""
    found: list[str] = []

    def take_period(match: re.Match[str]) -> str:
        found.append(match["period"])
        return f"{match['grant']} "

    def take(match: re.Match[str]) -> str:
        found.append(match[0].strip())
        return " "

    # Most texts have none, and patterns take their time.
    said = re.split(r"[\s'-]+", text)
    if any(map(str.isdigit, text)) or not _NUMBER_WORDS.isdisjoint(said):
        text = _NUMBERS.sub(take, VESTING_PERIOD.sub(take_period, text))
    if not _BEGINNINGS.isdisjoint(said):
        text = _EVERYDAY.sub(take, text)
    return text, tuple(found)


_NUMBER_WORDS = frozenset(NUMBER_WORDS)
