"""What looks like years of experience or like a level, and is neither: it is told, and not read."""

import re

from knowledge.years import NUMBER

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

_LOOKALIKES = re.compile(
    rf"""
    (?<!\d\s)(?<!\S)-\d{{1,3}}(?:\.\d)?\+?(?:\s*(?:{_YEARS}|yoe|y))?\b
    # A contract, a notice period, a week of four days.
    | \b{_SPAN}[\s-]*(?:months?|mos|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?|quarters?)\b
    | \b{_SPAN}[\s-]*{_YEARS}[\s-]+(?:fixed|contract\w*|term|vest\w*|cliff|old|ago|degrees?|visa|lease
      |agreement|assignment|probation|bond|plan)\b(?!\s+exp)
    | \b(?:over|in|for|during|within)?\s*(?:the\s+)?(?:last|past|next|coming)\s+{_SPAN}\s*{_YEARS}\b
      (?!\s+(?:of\s+)?exp)
    # Dates and times.
    | \b(?:as\s+of\s+)?(?:early|mid|late|end|end\s+of|start\s+of)[\s-]+
      (?:{_YEAR}|{_MONTHS}(?:\s+{_YEAR})?|q[1-4]|h[12]|year|month|week|quarter|summer|winter|\d0s)\b
    | \b{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*[+-]|\s*{_YEARS}\b)
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b
    | \b(?:q[1-4]|h[12]|fy)[\s'-]*(?:{_YEAR}|\d\d)\b
    | \b\d\d?:\d\d\b | \b24/7\b
    | \b{_YEAR}-\d\d?(?:-\d\d?)?\b | \b\d\d?[/.]\d\d?[/.](?:{_YEAR}|\d\d)\b
    # Grades, and people.
    | \b(?:level|lvl|grade|band|tier|step|class|rank|ic|[letpmg])[\s-]+\d{{1,2}}\b
      (?!\s*(?:[+-]|to\b|{_YEARS}\b|y\b|yoe\b))
    | \b(?:teams?|staff|groups?|company|companies|crew)\s+of\s+\d+\b
    # Words of everyday that are no level and no part of pay.
    | \blead[\s-]+(?:times?|gen|generation)\b | \bfixed[\s-]+term\b
    | \bmid[\s-]+(?:market|cap|term|town|week|west|atlantic|range|point)\b
    | \b(?:senior|junior)[\s-]+(?:management|leadership|citizens?|college|high)\b
    | \bentry[\s-]+(?:fees?|points?|visas?)\b | \bprincipal[\s-]+(?:amounts?|components?)\b
    | \bexecutive[\s-]+(?:summary|orders?)\b | \bassociate(?:'?s)?[\s-]+degrees?\b
    """,
    re.VERBOSE,
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

    return _LOOKALIKES.sub(take, VESTING_PERIOD.sub(take_period, text)), tuple(found)
