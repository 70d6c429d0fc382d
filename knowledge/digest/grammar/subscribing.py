"""What a line asks of a subscription: when, where on earth, of what, and how quietly."""

import re

from knowledge.digest.grammar.fillers import drop_fillers
from knowledge.digest.grammar.interests import (
    take_interests,
    take_names,
    tell_unheeded_parts,
    tell_unread,
)
from knowledge.digest.grammar.line import Line
from knowledge.digest.grammar.parts import take_parts, take_quiet
from knowledge.digest.grammar.times import take_times, take_weekdays
from knowledge.digest.grammar.verbs import Verb
from knowledge.digest.grammar.zone import take_zone
from knowledge.digest.requests import SubscribeRequest
from knowledge.library import Library
from knowledge.query import Unknown

NOT_WEEKLY = re.compile(
    r"every other week|every other|every (?:\d|two|three|four) weeks|every day|daily|monthly|annually|"
    r"bi-?weekly|fortnightly|weekdays|workdays|hourly|yearly|quarterly|twice a week|once a month|"
    r"every month"
)
"""How often a digest does not come."""

ONE_DAY = frozenset({"today", "tonight", "tomorrow"})
"""Days that come once, and not every week."""

FOR_ME = frozenset({"me", "myself", "dm"})


def read_subscription(library: Library, line: Line, verb: Verb | None) -> SubscribeRequest:
    """What a line asks for after its verb, which is "subscribe", "change" or none at all."""
    _forget_before(line, verb)
    _take_frequency(line)
    _take_one_day(line)
    named = take_names(line, library)
    quiet = take_quiet(line)
    parts = take_parts(line)
    corrected_before = len(line.corrections)
    weekdays = take_weekdays(line)
    times = take_times(line, weekdays)
    _tell_bare_numbers(line)
    zones = take_zone(line)
    guessed = len(line.corrections) > corrected_before
    spoken = [
        *((place, line.typed([place])) for place, _ in weekdays[1:]),
        *((place, line.typed([place])) for place, _ in times[1:]),
        *((place, typed) for place, _, typed in zones[1:]),
    ]
    line.unused += [typed for _, typed in sorted(spoken)]
    drop_fillers(line)
    roles, topics, readers = take_interests(line, library, named)
    if not roles and not topics:
        tell_unheeded_parts(line)
    tell_unread(line, readers)
    return SubscribeRequest(
        weekday=weekdays[0][1] if weekdays else None,
        at=times[0][1] if times else None,
        zones=zones[0][1] if zones else (),
        zone_typed=zones[0][2] if zones else "",
        roles=roles,
        topics=topics,
        parts=parts,
        quiet=quiet,
        for_me=any(word.form in FOR_ME for word in line.words),
        guessed=guessed,
        reading=line.reading(),
    )


def _forget_before(line: Line, verb: Verb | None) -> None:
    """Of "from Monday to Tuesday" and "Tuesday instead of Monday", only what is to be counts."""
    forms = [word.form for word in line.words]
    if "instead" in forms:
        line.take(range(forms.index("instead"), len(forms)))
    elif verb == "change" and "to" in forms:
        before = range(forms.index("to") + 1)
        line.take(before)
    elif verb == "change" and "from" in forms:
        _take_what_was(line, forms.index("from"))


def _take_what_was(line: Line, start: int) -> None:
    """Of "change from Friday" it is not known what is to be."""
    was = [place for place in line.left if place >= start]
    line.unknown.append(Unknown(line.typed(was)))
    line.take(was)


def _take_frequency(line: Line) -> None:
    """How often it is to come, where that is anything but weekly, is told as not understood."""
    for start in list(line.left):
        for length in (3, 2, 1):
            places = [p for p in range(start, start + length) if p in line.left]
            if len(places) == length and NOT_WEEKLY.fullmatch(" ".join(line.form(*places))):
                line.unknown.append(Unknown(line.typed(places), "weekly"))
                line.take(places)
                break


def _take_one_day(line: Line) -> None:
    for place in list(line.left):
        if line.words[place].form in ONE_DAY:
            line.unknown.append(Unknown(line.words[place].typed))
            line.take([place])


def _tell_bare_numbers(line: Line) -> None:
    """A number or a part of the day that says no time by itself."""
    for place in list(line.left):
        form = line.words[place].form
        if re.fullmatch(r"\d{1,2}", form) and int(form) < 24:
            line.unknown.append(Unknown(line.words[place].typed, f"{int(form)}:00"))
            line.take([place])
        elif re.fullmatch(r"\d{1,2}[:.h]\d{1,2}|\d{1,2}(?:am|pm)", form):
            line.unknown.append(Unknown(line.words[place].typed))
            line.take([place])
        elif form in ("morning", "mornings"):
            line.unknown.append(Unknown(line.words[place].typed, "9:00"))
            line.take([place])
