"""From the text after `/digest` to what it asks for. Nothing is dropped in silence."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import chain
from typing import cast

from knowledge.digest.requests import (
    DigestRequest,
    PauseRequest,
    SimpleRequest,
    SimpleVerb,
    SubscribeRequest,
    UnclearRequest,
)
from knowledge.digest.schedule import WEEK
from knowledge.digest.times import DAYS, take_span, take_times, take_weekdays
from knowledge.digest.typed import Line, Token, tokens
from knowledge.digest.verbs import Verb, take_verb
from knowledge.digest.wishes import (
    part_named,
    take_interests,
    take_names,
    take_parts,
    take_quiet,
    take_zone,
    tell_unheeded_parts,
    told,
)
from knowledge.library import Library
from knowledge.query import Unknown

MOST_WORDS = 60
"""Beyond so many words a text is no line for a command."""

NOT_WEEKLY = re.compile(
    r"every other week|every other|every (?:\d|two|three|four) weeks|every day|daily|monthly|"
    r"bi-?weekly|fortnightly|weekdays|workdays|hourly|yearly|quarterly|twice a week|once a month|"
    r"every month"
)
"""How often a digest does not come."""

FILLERS = frozenset(
    """please pls plz kindly we wed we'd we'll i id i'd i'll like want would love to let's lets me a an
    the it us this that my our your of for on at in by um las every each once weekly week digest
    digests channel subscription subscribe send post get set time times timezone zone tz local is
    with from and or & plus up time, change move start now""".split()
)

NEGATIONS = frozenset({"don't", "dont", "not", "never", "no", "nt", "do"})
FOR_ME = frozenset({"me", "myself", "dm"})
DESTINATIONS = frozenset({"for", "from", "in", "to", "on"})


def parse_digest(library: Library, text: str) -> DigestRequest:
    """Understand the text of `/digest`, as typed after its name."""
    words = tokens(text)[:MOST_WORDS]
    if not [word for word in words if word.form]:
        return SimpleRequest("help") if "?" in text else _nothing(text)
    elsewhere = [place for place, word in enumerate(words) if re.match(r"[#@]\w|<", word.typed)]
    if elsewhere:
        return _elsewhere(library, text, words, elsewhere)
    if _negated(words):
        return _negative(text, words)
    line = Line(words)
    verb = take_verb(line)
    if verb in ("subscribe", "change"):
        return _subscribe(library, line, verb)
    if verb == "pause":
        return _pause(library, line, text)
    if verb == "unsubscribe":
        return _unsubscribe(library, line, text)
    if verb is not None:
        return _simple(library, line, cast("SimpleVerb", verb))
    return _without_verb(library, line, text)


def _nothing(text: str) -> DigestRequest:
    return UnclearRequest(text.strip()) if text.strip() else SimpleRequest("show")


def _elsewhere(
    library: Library, text: str, words: Sequence[Token], places: Sequence[int]
) -> UnclearRequest:
    """A digest is asked for where it is to be posted: suggest the line without the other place."""
    out = set(places)
    out |= {p - 1 for p in places if p and words[p - 1].form in DESTINATIONS}
    rest = " ".join(word.typed for place, word in enumerate(words) if place not in out)
    meant = parse_digest(library, rest) if rest.strip() else None
    return UnclearRequest(text.strip(), None if meant is None else line_for(library, meant))


def _negated(words: Sequence[Token]) -> bool:
    forms = [word.form for word in words]
    if forms[:2] == ["no", "more"] or forms[:2] == ["not", "any"]:
        return True
    return any(form in ("don't", "dont", "never") for form in forms) or "do not" in " ".join(forms)


def _negative(text: str, words: Sequence[Token]) -> UnclearRequest:
    line = Line([word for word in words if word.form not in NEGATIONS])
    verb = take_verb(line)
    ends = verb == "subscribe" or words[0].form in ("no", "not")
    return UnclearRequest(text.strip(), "unsubscribe" if ends else None)


def _simple(library: Library, line: Line, verb: SimpleVerb) -> DigestRequest:
    if verb in ("help", "show"):
        # Whoever asks in a sentence is answered as far as that goes.
        return SimpleRequest(verb, line.reading())
    _tell_rest(library, line)
    return SimpleRequest(verb, line.reading())


def _tell_rest(library: Library, line: Line) -> None:
    """Tell the words that a verb has no use for."""
    rest: list[tuple[int, str]] = []
    rest += [(place, line.typed([place])) for place, _ in take_weekdays(line)]
    rest += [(place, line.typed([place])) for place, _ in take_times(line, [])]
    for place, _, typed in take_zone(line):
        says_in = place > 0 and line.words[place - 1].form == "in"
        rest.append((place, f"in {typed}" if says_in else typed))
    line.unused += [typed for _, typed in sorted(rest)]
    _drop_fillers(line)
    told(line, take_interests(line, library)[2])


def _pause(library: Library, line: Line, text: str) -> DigestRequest:
    span = take_span(line)
    _drop_fillers(line)
    if span is None and line.left:
        return UnclearRequest(text.strip(), "pause 1 week")
    if span is None and "skip" in line.form(*range(len(line.words))):
        span = WEEK  # what is skipped is the next one
    _tell_rest(library, line)
    return PauseRequest(span, line.reading())


def _unsubscribe(library: Library, line: Line, text: str) -> DigestRequest:
    """End it: but not where more is said, of which the end would be a misunderstanding."""
    typed = text.strip()
    span = take_span(line)
    if span is not None:
        return UnclearRequest(typed, line_for(library, PauseRequest(span)))
    _drop_fillers(line)
    if not line.left:
        return SimpleRequest("unsubscribe", line.reading())
    part = part_named(line.words[line.left[0]].form)
    if part is not None:
        return UnclearRequest(typed, f"subscribe without {part}")
    return UnclearRequest(typed, "unsubscribe")


def _without_verb(library: Library, line: Line, text: str) -> DigestRequest:
    """A line that says only when, or for whom: what it says decides what it wants."""
    if line.words[0].form in ("send", "post"):
        return UnclearRequest(text.strip(), "send now")
    wanted = _subscribe(library, line, None)
    how_often = any(word.suggestion == "weekly" for word in wanted.reading.unknown)
    says_when = wanted.weekday is not None or wanted.at is not None or wanted.zones
    if says_when and not how_often:
        return wanted
    if says_when or how_often or wanted.roles or wanted.topics or wanted.parts:
        return UnclearRequest(text.strip(), line_for(library, wanted))
    return UnclearRequest(text.strip())


def _subscribe(library: Library, line: Line, verb: Verb | None) -> SubscribeRequest:
    _forget_before(line, verb)
    _take_frequency(line)
    named = take_names(line, library, FILLERS)
    quiet = take_quiet(line)
    parts = take_parts(line)
    weekdays = take_weekdays(line)
    times = take_times(line, weekdays)
    _tell_bare_numbers(line)
    zones = take_zone(line)
    spoken = [
        *((place, line.typed([place])) for place, _ in weekdays[1:]),
        *((place, line.typed([place])) for place, _ in times[1:]),
        *((place, typed) for place, _, typed in zones[1:]),
    ]
    line.unused += [typed for _, typed in sorted(spoken)]
    _drop_fillers(line)
    roles, topics, readers = take_interests(line, library, named)
    if not roles and not topics:
        tell_unheeded_parts(line)
    told(line, readers)
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


def _take_frequency(line: Line) -> None:
    """How often it is to come, where that is anything but weekly, is told as not understood."""
    for start in list(line.left):
        for length in (3, 2, 1):
            places = [p for p in range(start, start + length) if p in line.left]
            if len(places) == length and NOT_WEEKLY.fullmatch(" ".join(line.form(*places))):
                line.unknown.append(Unknown(line.typed(places), "weekly"))
                line.take(places)
                break


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


def _drop_fillers(line: Line) -> None:
    line.take([
        place for place in line.left
        if line.words[place].form in FILLERS and not line.words[place].typed.isupper()
    ])  # fmt: skip


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
            return _subscribe_line(library, request)
        case UnclearRequest():
            return request.suggestion


def _subscribe_line(library: Library, wanted: SubscribeRequest) -> str:
    names = [library.roles[role].name for role in wanted.roles]
    topics = [library.topic_name(topic) for topic in wanted.topics]
    at: time | None = wanted.at
    return " ".join(
        filter(
            None,
            chain(
                ("subscribe",),
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
