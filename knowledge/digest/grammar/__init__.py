"""From the text after `/digest` to what it asks for. Nothing is dropped in silence."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from knowledge.digest.grammar.line import Line, Token, drop_fillers, parts_named, take_verb, tokens
from knowledge.digest.grammar.muting import read_mute, says_mute
from knowledge.digest.grammar.subscribing import (
    line_for,
    read_subscription,
    take_interests,
    tell_unread,
)
from knowledge.digest.grammar.times import take_span, take_times, take_weekdays, take_zone
from knowledge.digest.subscription import (
    DIGEST_PARTS,
    WEEK,
    ClearRequest,
    DigestRequest,
    PauseRequest,
    SimpleRequest,
    SimpleVerb,
    SubscribeRequest,
    UnclearRequest,
)
from knowledge.library import Library
from knowledge.query import Reading

MOST_WORDS = 60
"""Beyond so many words a text is no line for a command."""

NEGATIONS = frozenset({"don't", "dont", "not", "never", "no", "nt", "do"})
DESTINATIONS = frozenset({"for", "from", "in", "to", "on"})


def parse_digest(library: Library, text: str) -> DigestRequest:
    """Understand the text of `/digest`, as typed after its name."""
    words = tokens(text)[:MOST_WORDS]
    if not [word for word in words if word.form]:
        return SimpleRequest("help") if "?" in text else _nothing(text)
    elsewhere = [place for place, word in enumerate(words) if re.match(r"[#@]\w", word.typed)]
    if elsewhere:
        return _elsewhere(library, text, words, elsewhere)
    if _negated(words):
        return _negative(text, words)
    muted = read_mute(library, words, text)
    if muted is not None:
        return muted
    read = _read(library, words, text)
    if says_mute(words) and _left_out(read):
        # No time to pause for, and nothing that is known: nothing else is done in its place.
        return UnclearRequest(text.strip())
    return read


def _left_out(read: DigestRequest) -> bool:
    return isinstance(read, UnclearRequest) or bool(read.reading.unknown)


def _read(library: Library, words: list[Token], text: str) -> DigestRequest:
    line = Line(words)
    verb = take_verb(line)
    if verb in ("subscribe", "change"):
        return read_subscription(library, line, verb)
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
    match meant:
        case None:
            return UnclearRequest(text.strip())
        case UnclearRequest():
            return replace(meant, typed=text.strip())
        case _:
            return _unclear(library, text, meant)


def _unclear(library: Library, text: str, meant: ClearRequest) -> UnclearRequest:
    if isinstance(meant, SubscribeRequest):
        meant = replace(meant, guessed=False)
    return UnclearRequest(text.strip(), line_for(library, meant), replace(meant, reading=Reading()))


def _negated(words: Sequence[Token]) -> bool:
    forms = [word.form for word in words]
    if forms[:2] == ["no", "more"] or forms[:2] == ["not", "any"]:
        return True
    return any(form in ("don't", "dont", "never") for form in forms) or "do not" in " ".join(forms)


def _negative(text: str, words: Sequence[Token]) -> UnclearRequest:
    line = Line([word for word in words if word.form not in NEGATIONS])
    verb = take_verb(line)
    ends = verb == "subscribe" or words[0].form in ("no", "not")
    return _ends(text) if ends else UnclearRequest(text.strip())


def _ends(text: str) -> UnclearRequest:
    return UnclearRequest(text.strip(), "unsubscribe", SimpleRequest("unsubscribe"))


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
    drop_fillers(line)
    tell_unread(line, take_interests(line, library)[2])


def _pause(library: Library, line: Line, text: str) -> DigestRequest:
    span = take_span(line)
    drop_fillers(line)
    if span is None and line.left:
        return _unclear(library, text, PauseRequest(WEEK))
    if span is None and "skip" in line.form(*range(len(line.words))):
        span = WEEK  # what is skipped is the next one
    _tell_rest(library, line)
    return PauseRequest(span, line.reading())


def _unsubscribe(library: Library, line: Line, text: str) -> DigestRequest:
    """End it: but not where more is said, of which the end would be a misunderstanding."""
    span = take_span(line)
    if span is not None:
        return _unclear(library, text, PauseRequest(span))
    drop_fillers(line)
    if not line.left:
        return SimpleRequest("unsubscribe", line.reading())
    word = line.words[line.left[0]].form
    parts = parts_named(word)
    if parts:
        rest = SubscribeRequest(parts=tuple(one for one in DIGEST_PARTS if one not in parts))
        return UnclearRequest(text.strip(), f"subscribe without {word}", rest)
    return _ends(text)


def _without_verb(library: Library, line: Line, text: str) -> DigestRequest:
    """A line that says only when, or for whom: what it says decides what it wants."""
    if line.words[0].form in ("send", "post"):
        return _unclear(library, text, SimpleRequest("send now"))
    wanted = read_subscription(library, line, None)
    not_offered = any(word.suggestion == "weekly" for word in wanted.reading.unknown)
    says_when = any(one is not None for one in (wanted.weekday, wanted.at, wanted.how_often))
    says_when = says_when or bool(wanted.zones)
    if says_when and not not_offered:
        return wanted
    if says_when or not_offered or wanted.roles or wanted.topics or wanted.parts:
        return _unclear(library, text, wanted)
    return UnclearRequest(text.strip())
