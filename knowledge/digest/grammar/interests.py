"""The roles and topics that a line asks for, and what of it nobody understood."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.commands import QUESTIONS_BY_NAME, Question
from knowledge.digest.grammar.fillers import FILLERS
from knowledge.digest.grammar.line import Line
from knowledge.digest.grammar.parts import part_named
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
        if word.form in _BESIDE_INTERESTS and part_named(word.form) is not None:
            line.unknown.append(Unknown(word.typed, f"only {word.form}"))


def tell_unread(line: Line, readers: Sequence[Reader]) -> None:
    """Note what the readers corrected and did not understand."""
    for reader in readers:
        reading = reader.reading()
        line.corrections.extend(reading.corrections)
        for words in reading.unused:
            if part_named(words) is None:
                line.unused.append(words)
            else:
                line.unknown.append(Unknown(words, f"only {words}"))
        for word in reading.unknown:
            zone = zone_like(word.typed)
            near = zone[0] if zone else word.suggestion
            if part_named(word.typed) is not None:
                near = f"only {word.typed}"
            line.unknown.append(Unknown(_as_typed(line, word.typed), near))


def _as_typed(line: Line, form: str) -> str:
    """A word in the capitals that it was typed in."""
    return next((word.typed for word in line.words if word.typed.casefold() == form), form)
