"""What looks like years of experience or like a level, and is neither: it is told, and not read."""

import re

from knowledge.years import NUMBER, NUMBER_WORDS

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
