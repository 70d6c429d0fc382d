"""The day, the hour and the time zone that a line names."""

import re
from collections.abc import Mapping
from datetime import time, timedelta

from knowledge.digest.grammar.line import Line
from knowledge.digest.subscription import DAYS
from knowledge.digest.zones import zone_like, zones_named
from knowledge.query import Correction, Unknown
from knowledge.spelling import MARGIN, Spellings

_NAMES = (
    "monday mon montag lundi lunes",
    "tuesday tue tues dienstag mardi martes",
    "wednesday wed weds mittwoch mercredi miercoles",
    "thursday thu thur thurs donnerstag jeudi jueves",
    "friday fri freitag vendredi viernes",
    "saturday sat samstag sonnabend samedi sabado",
    "sunday sun sonntag dimanche domingo",
)
WEEKDAYS: Mapping[str, int] = {
    form: day
    for day, names in enumerate(_NAMES)
    for name in names.split()
    for form in (name, f"{name}s")
}
_spellings = Spellings(form for day in DAYS for form in (day.lower(), f"{day.lower()}s"))

LEAST_ALIKE = 0.75
SHORTEST = 5

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h]|uhr)(?P<minute>\d{2})(?P<half>am|pm)?")
_HOUR = re.compile(r"(?P<hour>\d{1,2})(?P<half>am|pm|h|uhr|oclock|o'clock)")
_MILITARY = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})")
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0), "mittag": time(12)}
_BEFORE_AN_HOUR = frozenset({"at", "um", "@", "las", "to", "a"})
_PARTS_OF_DAY = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}
_HALVES = {"am": "am", "pm": "pm", "uhr": "", "h": "", "o'clock": "", "oclock": ""}

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "next": 1,
    "this": 1, "couple": 2, "few": 3,
}  # fmt: skip
_UNITS = {
    "d": 1,
    "day": 1,
    "w": 7,
    "week": 7,
    "wk": 7,
    "fortnight": 14,
    "m": 30,
    "month": 30,
    "mo": 30,
}
_SHORT_SPAN = re.compile(r"(?P<number>\d{1,3})(?P<unit>d|w|m)")
LONGEST_PAUSE = 366


def take_weekdays(line: Line) -> list[tuple[int, int]]:
    """Take every weekday, slips allowed; gives (place, weekday) with 0 for Monday."""
    found: list[tuple[int, int]] = []
    for place in list(line.left):
        form = line.words[place].form
        day = WEEKDAYS.get(form)
        if day is None and len(form) >= SHORTEST:
            near = _spellings.like([form], LEAST_ALIKE, limit=6)
            days = list(
                dict.fromkeys(WEEKDAYS[n] for n, score in near if near[0][1] - score < MARGIN)
            )
            if len(days) == 1:
                day = days[0]
                line.corrections.append(Correction(line.words[place].typed, DAYS[day]))
            elif days:
                line.unknown.append(Unknown(line.words[place].typed, DAYS[min(days)]))
                line.take([place])
        if day is not None:
            line.take([place])
            found.append((place, day))
    return found


def take_times(line: Line, weekdays: list[tuple[int, int]]) -> list[tuple[int, time]]:
    """Take every time of day; gives (place, time). What no clock shows is told as not understood."""
    days = {place for place, _ in weekdays}
    found: list[tuple[int, time]] = []
    for place in list(line.left):
        if place not in line.left:
            continue
        said = _time_at(line, place, after_day=place - 1 in days)
        if said is None:
            continue
        length, at, instead = said
        places = range(place, place + length)
        line.take(places)
        if at is None:
            line.unknown.append(Unknown(line.typed(places), instead))
        else:
            found.append((place, at))
    return found


def _time_at(
    line: Line, place: int, *, after_day: bool
) -> tuple[int, time | None, str | None] | None:
    """The number of words, the time that they say, or what is to be said instead."""
    form = line.words[place].form
    if form in _NAMED:
        return 1, _NAMED[form], None
    if line.here(place, ("half", "past")) and place + 2 in line.left:
        hour = line.words[place + 2].form
        return (3, *_valid(hour, "30", "")) if hour.isdigit() else None
    match = _CLOCK.fullmatch(form) or _HOUR.fullmatch(form) or _MILITARY.fullmatch(form)
    if match is not None:
        groups = match.groupdict()
        length, half = _half_after(line, place)
        minute, more = _minute_after(line, place + length, groups.get("half") == "uhr")
        half = half or _HALVES.get(groups.get("half") or "", "")
        return (length + more, *_valid(groups["hour"], groups.get("minute") or minute, half))
    if not re.fullmatch(r"\d{1,2}", form):
        return None
    length, half = _half_after(line, place)
    if length > 1:
        minute, more = _minute_after(line, place + length, line.form(place + 1) == ("uhr",))
        return (length + more, *_valid(form, minute, half))
    before = line.words[place - 1].form if place else ""
    if after_day or before in _BEFORE_AN_HOUR:
        return (1, *_valid(form, "00", ""))
    return None


def _half_after(line: Line, place: int) -> tuple[int, str]:
    """How many words a time has with what follows it, and which half of the day that says."""
    following = place + 1
    if following in line.left and line.words[following].form in _HALVES:
        return 2, _HALVES[line.words[following].form]
    for words in (("in", "the"), ("at",)):
        end = following + len(words)
        if line.here(following, words) and end in line.left:
            half = _PARTS_OF_DAY.get(line.words[end].form)
            if half is not None:
                return end - place + 1, half
    return 1, ""


def _minute_after(line: Line, place: int, may: bool) -> tuple[str, int]:  # noqa: FBT001
    if may and place in line.left and re.fullmatch(r"\d{2}", line.words[place].form):
        return line.words[place].form, 1
    return "00", 0


def _valid(hour: str, minute: str, half: str) -> tuple[time | None, str | None]:
    """The time, or None and what was probably meant."""
    h, m = int(hour), int(minute)
    if m > 59 or h > 24 or (h == 24 and m):
        return None, None
    if h == 24:
        return None, "0:00"
    if half and not 1 <= h <= 12:
        return None, f"{h}:{m:02}"
    if half:
        h = h % 12 + (12 if half == "pm" else 0)
    return time(h, m), None


def take_span(line: Line) -> timedelta | None:
    """Take a span such as `2 weeks`, `10d`, `a month`; months have 30 days. None where there is none.

    A span of no days, or of more than a year, is left where it is.
    """
    for place in line.left:
        short = _SHORT_SPAN.fullmatch(line.words[place].form)
        if short is not None:
            return _span(line, [place], int(short["number"]), short["unit"])
        form = line.words[place].form
        number = int(form) if re.fullmatch(r"\d{1,3}", form) else _NUMBERS.get(form)
        if number is None and form == "fortnight":
            return _span(line, [place], 1, form)
        unit = place + 1
        if number is not None and line.here(place, (form, "of")):
            unit += 1
        if number == 1 and unit in line.left and line.words[unit].form in ("couple", "few"):
            continue
        if number is not None and unit in line.left:
            name = line.words[unit].form.removesuffix("s")
            if name in _UNITS:
                return _span(line, list(range(place, unit + 1)), number, name)
    return None


def _span(line: Line, places: list[int], number: int, unit: str) -> timedelta | None:
    days = number * _UNITS[unit]
    if not 0 < days <= LONGEST_PAUSE:
        return None
    line.take(places)
    return timedelta(days=days)


MOST_ZONE_WORDS = 4

NEEDS_CONTEXT = frozenset("us la z west a at in on me mt pt ct all to".split())
"""Names of zones that are words of their own: they count after "in" or before "time"."""


def take_zone(line: Line) -> list[tuple[int, tuple[str, ...], str]]:
    """Take every zone; gives (place, the zones that it may be, as typed)."""
    found: list[tuple[int, tuple[str, ...], str]] = []
    for length in range(MOST_ZONE_WORDS, 0, -1):
        for place in list(line.left):
            places = range(place, place + length)
            if not all(p in line.left for p in places) or "" in line.form(*places):
                continue
            typed = line.typed(places)
            context = _in_context(line, place, place + length)
            word = line.words[place]
            shouted = word.typed.isupper()
            if length == 1 and not (context or shouted) and word.form in NEEDS_CONTEXT:
                continue
            zones = zones_named(typed)
            if zones:
                found.append((place, zones, typed))
                _take_with_context(line, places)
    return sorted(found) or _near_zone(line)


def _near_zone(line: Line) -> list[tuple[int, tuple[str, ...], str]]:
    """A zone with a slip, where the words around say that it is one."""
    for length in (3, 2, 1):
        for place in list(line.left):
            places = range(place, place + length)
            if not all(p in line.left for p in places) or "" in line.form(*places):
                continue
            typed = line.typed(places)
            if _in_context(line, place, place + length) or "/" in typed:
                zones = zone_like(typed)
                if zones:
                    line.corrections.append(Correction(typed, zones[0]))
                    _take_with_context(line, places)
                    return [(place, zones, typed)]
    return []


def _in_context(line: Line, start: int, end: int) -> bool:
    before = [p for p in (start - 1, start - 2) if p >= 0]
    after = line.words[end].form if end < len(line.words) else ""
    forms = [line.words[p].form for p in before]
    return after == "time" or forms[:1] == ["in"] or forms[:2] == ["the", "in"]


def _take_with_context(line: Line, places: range) -> None:
    line.take(places)
    if places.stop in line.left and line.words[places.stop].form == "time":
        line.take([places.stop])
