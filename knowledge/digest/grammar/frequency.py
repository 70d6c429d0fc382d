"""How often a digest is to come, as a line says it."""

import re
from collections.abc import Mapping, Sequence

from knowledge.digest.grammar.line import Line, Phrase
from knowledge.digest.grammar.times import WEEKDAYS
from knowledge.digest.subscription import HowOften
from knowledge.query import Unknown

_SAID: Mapping[HowOften, str] = {
    "biweekly": "every other week, every second week, every 2nd week, every other, every second, every 2nd, "
    "every two weeks, every 2 weeks, once every two weeks, once every 2 weeks, biweekly, bi-weekly, fortnightly, "
    "every fortnight",
    "monthly": "every month, each month, once a month, monthly, of the month, of each month, of every month, "
    "of a month, in the month",
    "weekly": "every week, each week, once a week, weekly",
}
PHRASES: Mapping[Phrase, HowOften] = {
    tuple(phrase.split()): how_often
    for how_often, phrases in _SAID.items()
    for phrase in phrases.split(", ")
}

FIRST = ("first", "1st")
"""Words before the weekday of a month: a digest comes on the first, and on no other."""

NOT_OFFERED = re.compile(
    r"every (?:\d|three|four) weeks|every day|daily|annually|weekdays|workdays|hourly|yearly|quarterly|"
    r"every quarter|twice a (?:week|month)"
)
"""How often a digest does not come."""


def take_frequency(line: Line) -> HowOften | None:
    """Take how often a digest is to come; None where nothing is said, or only what is not offered.

    "weekly" also counts where it was the line's verb.
    """
    found = line.take_phrases(list(PHRASES))
    _tell_not_offered(line)
    said = {PHRASES[phrase] for _, phrase in found}
    if not said and any(word.form == "weekly" for word in line.words):
        return "weekly"
    first = _first_weekday(line)
    if "monthly" in said or first:
        line.take(first)
        return "monthly"
    return next((how_often for how_often in _SAID if how_often in said), None)


def _first_weekday(line: Line) -> Sequence[int]:
    """Where a line says "first", before a weekday."""
    return [
        place
        for place in line.left
        if line.words[place].form in FIRST
        and place + 1 < len(line.words)
        and line.words[place + 1].form in WEEKDAYS
    ]


def _tell_not_offered(line: Line) -> None:
    for start in list(line.left):
        for length in (3, 2, 1):
            places = [p for p in range(start, start + length) if p in line.left]
            if len(places) == length and NOT_OFFERED.fullmatch(" ".join(line.form(*places))):
                line.unknown.append(Unknown(line.typed(places), "weekly"))
                line.take(places)
                break
