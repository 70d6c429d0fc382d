"""What a subscription may ask for beside its time: a zone, parts, quiet weeks, roles and topics."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from knowledge.commands import QUESTIONS_BY_NAME, Question
from knowledge.digest.subscription import DIGEST_PARTS, DigestPart
from knowledge.digest.typed import Line, Phrase
from knowledge.digest.zones import zone_like, zones_named
from knowledge.library import Library
from knowledge.matching import MARGIN, Meaning, Spellings
from knowledge.query import Correction, Unknown
from knowledge.reading import Reader
from knowledge.words import normalise

MOST_ZONE_WORDS = 4
MOST_NAME_WORDS = 8

NEEDS_CONTEXT = frozenset("us la z west a at in on me mt pt ct all to".split())
"""Names of zones that are words of their own: they count after "in" or before "time"."""

_PART_NAMES: Mapping[DigestPart, str] = {
    "changes": "change changes changed news",
    "trends": "trend trends",
    "signal": "signal signals number numbers",
    "spotlight": "spotlight spotlights",
    "tip": "tip tips question questions",
}
_PARTS: Mapping[str, DigestPart] = {
    name: part for part, names in _PART_NAMES.items() for name in names.split()
}
_PART_SPELLINGS = Spellings(name for name in _PARTS if len(name) > 3)
_BESIDE_PARTS = frozenset(("", "and", "or", "&", "the", "market", "role", "a", "of", "nor"))
ONLY: Sequence[Phrase] = (("only",), ("just",), ("parts",), ("part",))
WITHOUT: Sequence[Phrase] = (
    ("everything", "but"), ("everything", "except"), ("all", "but"), ("without",), ("no",),
    ("except",),
)  # fmt: skip
EVERYTHING: Sequence[Phrase] = (("everything",), ("all", "parts"))

_SAID = [("something", "changed"), ("there", "is", "news"), ("there", "is", "something", "new"),
         ("there", "are", "changes"), ("news",), ("there", "was", "news")]  # fmt: skip
QUIET: Sequence[Phrase] = (
    *(("only", when, *said) for when in ("when", "if") for said in _SAID),
    ("quiet", "when", "nothing", "changed"), ("quiet", "when", "nothing", "changes"),
    ("quiet", "if", "nothing", "changed"), ("quiet",), ("quietly",), ("silent",),
)  # fmt: skip
LOUD: Sequence[Phrase] = (
    ("even", "when", "nothing", "changed"), ("even", "if", "nothing", "changed"),
    ("not", "quiet"), ("quiet", "off"), ("loud",), ("always",), ("every", "time"),
)  # fmt: skip

_BESIDE_INTERESTS = frozenset(
    "trend trends subscribe about also mostly mainly interested news subject subjects send".split()
)
_KINDS = {"role": ("roles",), "roles": ("roles",), "topic": ("topics",), "topics": ("topics",)}
_EITHER = ("roles", "topics")


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


def take_quiet(line: Line) -> bool | None:
    """Whether weeks without news are to be left out; None where nothing is said of it."""
    if line.take_phrases(LOUD):
        return False
    return True if line.take_phrases(QUIET) else None


def take_parts(line: Line) -> tuple[DigestPart, ...]:
    """The parts that are wanted, in the digest's order of them; empty where nothing is said."""
    wanted: set[DigestPart] = set()
    for phrase, without in (*((p, True) for p in WITHOUT), *((p, False) for p in ONLY)):
        for place in list(line.left):
            if line.here(place, phrase):
                named = _parts_from(line, place + len(phrase))
                if named:
                    line.take(range(place, place + len(phrase)))
                    start = (wanted or set(DIGEST_PARTS)) if without else wanted
                    wanted = start - named if without else start | named
    if not wanted and line.take_phrases(EVERYTHING):
        return DIGEST_PARTS
    return tuple(part for part in DIGEST_PARTS if part in wanted)


def _parts_from(line: Line, place: int) -> set[DigestPart]:
    """The parts that are listed from a place on."""
    named: set[DigestPart] = set()
    start, end = place, place
    while place in line.left:
        form = line.words[place].form
        part = _PARTS.get(form)
        if part is None and form not in _BESIDE_PARTS and len(form) > 3:
            near = _PART_SPELLINGS.like(form, 0.75, limit=3)
            parts: set[DigestPart] = {
                _PARTS[name] for name, score in near if near[0][1] - score < MARGIN
            }
            if len(parts) == 1:
                part = parts.pop()
                line.corrections.append(Correction(line.words[place].typed, near[0][0]))
        if part is not None:
            named.add(part)
            end = place + 1
        elif form not in _BESIDE_PARTS:
            break
        place += 1
    line.take(range(start, end))
    return named


def part_named(form: str) -> DigestPart | None:
    """The part that a word names."""
    return _PARTS.get(form)


def tell_unheeded_parts(line: Line) -> None:
    """Tell the words beside interests that may have been meant for parts: "subscribe trends"."""
    for place in line.left:
        word = line.words[place]
        if word.form in _BESIDE_INTERESTS and part_named(word.form) is not None:
            line.unknown.append(Unknown(word.typed, f"only {word.form}"))


def take_names(line: Line, library: Library, fillers: Collection[str]) -> list[tuple[int, Meaning]]:
    """Take the roles and topics that have a filler in their name: "AI and ML engineer".

    Later passes would break the name there. Gives (place, meaning).
    """
    book = library.phrase_book(_EITHER)
    found: list[tuple[int, Meaning]] = []
    for length in range(MOST_NAME_WORDS, 1, -1):
        for start in range(len(line.words) - length + 1):
            places = range(start, start + length)
            forms = line.form(*places)
            filled = any(form in fillers or form in _KINDS for form in forms)
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


def told(line: Line, readers: Sequence[Reader]) -> None:
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
