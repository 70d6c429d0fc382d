"""Which parts of the digest a line asks for, and whether quiet weeks are left out."""

from collections.abc import Mapping, Sequence

from knowledge.digest.grammar.line import Line, Phrase
from knowledge.digest.subscription import DIGEST_PARTS, DigestPart
from knowledge.query import Correction
from knowledge.spelling import MARGIN, Spellings

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
            near = _PART_SPELLINGS.like([form], 0.75, limit=3)
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
