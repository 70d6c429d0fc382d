"""From a line to a subscription, and from a request to the plainest line that asks for it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from itertools import chain

from knowledge.commands import QUESTIONS_BY_NAME, Question
from knowledge.digest.grammar.frequency import take_frequency
from knowledge.digest.grammar.line import (
    FILLERS,
    Line,
    Verb,
    drop_fillers,
    parts_named,
    take_parts,
    take_quiet,
)
from knowledge.digest.grammar.times import take_times, take_weekdays, take_zone
from knowledge.digest.subscription import (
    DAYS,
    DigestRequest,
    MuteRequest,
    PauseRequest,
    SimpleRequest,
    SubscribeRequest,
    UnclearRequest,
)
from knowledge.digest.zones import zone_like
from knowledge.library import Library
from knowledge.matching import Meaning
from knowledge.query import Unknown
from knowledge.reading import Reader
from knowledge.words import normalise

MOST_NAME_WORDS = 8

_BESIDE_INTERESTS = frozenset(
    "trend trends subscribe about also mostly mainly interested news subject subjects send".split()
)
_KINDS = {"role": ("roles",), "roles": ("roles",), "topic": ("topics",), "topics": ("topics",)}
_EITHER = ("roles", "topics")


def take_names(line: Line, library: Library) -> list[tuple[int, Meaning]]:
    """Take the roles and topics that have a filler in their name: "AI and ML engineer".

    Later passes would break the name there. Gives (place, meaning).
    """
    book = library.phrase_book(_EITHER)
    found: list[tuple[int, Meaning]] = []
    for length in range(MOST_NAME_WORDS, 1, -1):
        for start in range(len(line.words) - length + 1):
            places = range(start, start + length)
            forms = line.form(*places)
            filled = any(form in FILLERS or form in _KINDS for form in forms)
            if filled and "" not in forms and all(p in line.left for p in places):
                meanings = book.exact(" ".join(normalise(line.typed(places))))
                if meanings:
                    line.take(places)
                    found.append((start, meanings[0]))
    return found


def take_interests(
    line: Line, library: Library, named: Sequence[tuple[int, Meaning]] = ()
) -> tuple[tuple[str, ...], tuple[str, ...], list[Reader]]:
    """The roles and topics in the words that are left, and the readings of what remains of them.

    `named` are those that were taken before.
    """
    found = list(named)
    readers: list[Reader] = []
    for kinds, places in _runs(line):
        reader = Reader(library, _reads(kinds), line.typed(places))
        reader.take_misspelt_roles()
        reader.take_misspelt_words()
        if not reader.ids("topics"):
            reader.take_part_of_role()
        found += [(places[0], Meaning(kind, id)) for kind in _EITHER for id in reader.ids(kind)]
        readers.append(reader)
    found.sort(key=lambda one: one[0])
    return _ids(found, "roles"), _ids(found, "topics"), readers


def _ids(found: Sequence[tuple[int, Meaning]], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meaning.id for _, meaning in found if meaning.kind == kind))


def _reads(kinds: tuple[str, ...]) -> Question:
    """What is read as `/trends` reads it, but of some kinds alone."""
    return replace(QUESTIONS_BY_NAME["trends"], uses=kinds, fillers=_BESIDE_INTERESTS)


def _runs(line: Line) -> list[tuple[tuple[str, ...], list[int]]]:
    """The words that are left, apart where a comma, an "and" or something understood stands between.

    After "roles" they can only be roles, after "topics" only topics.
    """
    runs: list[tuple[tuple[str, ...], list[int]]] = []
    kinds, run = _EITHER, list[int]()
    for place in line.left:
        form = line.words[place].form
        apart = form in ("", "and", "&", "or", "plus", "about") or form in _KINDS
        if apart or (run and run[-1] != place - 1):
            runs.append((kinds, run))
            run = []
        if form == "about":
            kinds = _EITHER
        kinds = _KINDS.get(form, kinds)
        if not apart:
            run.append(place)
    runs.append((kinds, run))
    return [(kinds, run) for kinds, run in runs if run]


def tell_unheeded_parts(line: Line) -> None:
    """Tell the words alongside interests that may have been meant for parts: "subscribe trends"."""
    for place in line.left:
        word = line.words[place]
        if word.form in _BESIDE_INTERESTS and parts_named(word.form):
            line.unknown.append(Unknown(word.typed, f"only {word.form}"))


def tell_unread(line: Line, readers: Sequence[Reader]) -> None:
    """Note what the readers corrected and did not understand."""
    for reader in readers:
        reading = reader.reading()
        line.corrections.extend(reading.corrections)
        for words in reading.unused:
            if not parts_named(words):
                line.unused.append(words)
            else:
                line.unknown.append(Unknown(words, f"only {words}"))
        for word in reading.unknown:
            zone = zone_like(word.typed)
            near = zone[0] if zone else word.suggestion
            if parts_named(word.typed):
                near = f"only {word.typed}"
            line.unknown.append(Unknown(_as_typed(line, word.typed), near))


def _as_typed(line: Line, form: str) -> str:
    """A word in the capitals that it was typed in."""
    return next((word.typed for word in line.words if word.typed.casefold() == form), form)


ONE_DAY = frozenset({"today", "tonight", "tomorrow"})
"""Days that come once, and not every week."""

FOR_ME = frozenset({"me", "myself", "dm"})


def read_subscription(library: Library, line: Line, verb: Verb | None) -> SubscribeRequest:
    """What a line asks for after its verb, which is "subscribe", "change" or none at all."""
    _forget_before(line, verb)
    how_often = take_frequency(line)
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
        how_often=how_often,
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


def line_for(library: Library, request: DigestRequest) -> str | None:
    """The plainest line that asks for the same; None where a request asks for nothing."""
    match request:
        case SimpleRequest(verb):
            return verb
        case PauseRequest(span):
            if span is None:
                return "pause"
            days = span.days
            weeks, odd = divmod(days, 7)
            number, unit = (days, "day") if odd else (weeks, "week")
            return f"pause {number} {unit}{'' if number == 1 else 's'}"
        case SubscribeRequest():
            return subscribe_line(library, request)
        case MuteRequest():
            return mute_line(library, request)
        case UnclearRequest():
            return request.suggestion


def subscribe_line(library: Library, wanted: SubscribeRequest) -> str:
    """The plainest line that asks for a subscription."""
    names = [library.roles[role].name for role in wanted.roles]
    topics = [library.topic_name(topic) for topic in wanted.topics]
    at: time | None = wanted.at
    return " ".join(
        filter(
            None,
            chain(
                ("subscribe",),
                ("me" if wanted.for_me else "",),
                (wanted.how_often or "",),
                (DAYS[wanted.weekday].lower() if wanted.weekday is not None else "",),
                (f"{at.hour}:{at.minute:02}" if at is not None else "",),
                (f"in {wanted.zone_typed}" if wanted.zones else "",),
                (f"roles {', '.join(names)}" if names else "",),
                (f"about {', '.join(topics)}" if topics else "",),
                (f"only {', '.join(wanted.parts)}" if wanted.parts else "",),
                ({True: "quiet", False: "loud", None: ""}[wanted.quiet],),
            ),
        )
    )


def mute_line(library: Library, request: MuteRequest) -> str:
    """The plainest line that asks for the same."""
    names = [feed_name(library, feed) for feed in request.feeds]
    names += [library.topic_name(topic) for topic in request.topics]
    return f"{'unmute' if request.undo else 'mute'} {', '.join(names)}"


def feed_name(library: Library, feed: str) -> str:
    """A feed's name; of one that is no longer kept, its id in words."""
    known = library.feeds.get(feed)
    return known.name if known else feed.replace("-", " ")
