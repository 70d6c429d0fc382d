"""A line for `/digest` in words: its tokens, its verb, the parts that it names."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from knowledge.commands import HELP_WORDS
from knowledge.digest.subscription import DIGEST_PARTS, OLDER_PARTS, DigestPart
from knowledge.digest.zones import fold
from knowledge.query import Correction, Reading, Unknown
from knowledge.spelling import MARGIN, PHRASE_SIMILARITY, WORD_SIMILARITY, Spellings
from knowledge.words import bare, undecorated

PIECE = re.compile(r"[,;]|[^\s,;]+")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `form` is without accents and in lower case, and empty for a comma."""

    typed: str
    form: str


def tokens(text: str) -> list[Token]:
    """The words of a line. Punctuation around a word falls away, what is within it stays."""
    found: list[Token] = []
    for piece in PIECE.findall(undecorated(text)):
        if piece in (",", ";"):
            found.append(Token(piece, ""))
            continue
        typed = re.sub(r"^@(?=\d)", "", bare(piece))
        if typed and typed != "-":
            # A dot between digits is a clock's: 9.30.
            found.append(Token(typed, fold(re.sub(r"(?<=\d)\.(?=\d)", ":", typed))))
    return found


@dataclass(slots=True)
class Line:
    """A line while it is read: each pass takes the words that it understands."""

    words: list[Token]
    left: list[int] = field(init=False)
    corrections: list[Correction] = field(default_factory=list[Correction])
    unknown: list[Unknown] = field(default_factory=list[Unknown])
    unused: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.left = list(range(len(self.words)))

    def forms(self) -> list[str]:
        """The forms of the words that nothing has taken."""
        return [self.words[place].form for place in self.left]

    def here(self, place: int, phrase: Phrase) -> bool:
        """Whether a phrase stands at a place, in words that nothing has taken."""
        places = range(place, place + len(phrase))
        return all(p in self.left for p in places) and self.form(*places) == phrase

    def form(self, *places: int) -> Phrase:
        """The forms of some words."""
        return tuple(self.words[place].form for place in places)

    def typed(self, places: Sequence[int]) -> str:
        """Some words as they were typed."""
        return " ".join(self.words[place].typed for place in places)

    def take(self, places: Collection[int]) -> None:
        """Note that some words were understood, or told as not understood."""
        self.left = [place for place in self.left if place not in places]

    def take_phrases(self, phrases: Sequence[Phrase]) -> list[tuple[int, Phrase]]:
        """Take every one of some phrases that stands there, the longest first; gives where."""
        found: list[tuple[int, Phrase]] = []
        for phrase in sorted(phrases, key=len, reverse=True):
            for place in list(self.left):
                if self.here(place, phrase):
                    self.take(range(place, place + len(phrase)))
                    found.append((place, phrase))
        return sorted(found)

    def reading(self) -> Reading:
        """How the line was read."""
        return Reading(
            tuple(dict.fromkeys(self.corrections)), tuple(self.unknown), tuple(self.unused)
        )


_PART_NAMES: Mapping[str, tuple[DigestPart, ...]] = {
    "story stories": ("stories",),
    "trend trends": OLDER_PARTS["trends"],
    "move moves moved measured": ("moves",),
    "pay salary salaries": ("pay",),
    "spotlight spotlights": OLDER_PARTS["spotlight"],
    "change changes changed": ("changes",),
    "news": ("stories", "pay", "changes"),
    "contrast contrasts sides": ("contrast",),
    "number numbers": ("number",),
    "signal signals": OLDER_PARTS["signal"],
    "tip tips question questions": ("tip",),
}
_PARTS: Mapping[str, tuple[DigestPart, ...]] = {
    name: parts for names, parts in _PART_NAMES.items() for name in names.split()
}
_PART_SPELLINGS = Spellings(name for name in _PARTS if len(name) > 3)
_BESIDE_PARTS = frozenset(("", "and", "or", "&", "the", "market", "role", "a", "of", "nor", "two"))
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
        parts = _PARTS.get(form, ())
        if not parts and form not in _BESIDE_PARTS and len(form) > 3:
            near = _PART_SPELLINGS.like([form], 0.75, limit=3)
            alike = {_PARTS[name] for name, score in near if near[0][1] - score < MARGIN}
            if len(alike) == 1:
                parts = alike.pop()
                line.corrections.append(Correction(line.words[place].typed, near[0][0]))
        if parts:
            named.update(parts)
            end = place + 1
        elif form not in _BESIDE_PARTS:
            break
        place += 1
    line.take(range(start, end))
    return named


def parts_named(form: str) -> tuple[DigestPart, ...]:
    """The parts that a word names."""
    return _PARTS.get(form, ())


FILLERS = frozenset(
    """please pls plz kindly we wed we'd we'll i id i'd i'll like want would love to let's lets me a an
    the it us this that my our your of for on at in by um las every each once weekly week digest
    digests channel subscription subscribe send post get set time times timezone zone tz local is
    with from and or & plus up time, change move start now""".split()
)


def drop_fillers(line: Line) -> None:
    """Take what is left of them; "IN" or "US" in capitals may be a name."""
    line.take([
        place for place in line.left
        if line.words[place].form in FILLERS and not line.words[place].typed.isupper()
    ])  # fmt: skip


Verb = Literal[
    "show", "list", "preview", "history", "send now", "help", "unsubscribe", "pause", "resume",
    "subscribe", "change",
]  # fmt: skip

_NAMES: Mapping[Verb, str] = {
    "show": "status, show, show status, show settings, settings, info, state, when, is, are",
    "list": "list, list all, list subscriptions, show all, show list, all, subscriptions",
    "preview": "preview, show preview, example, show example",
    "history": "history, show history, past, show past",
    "send now": "send now, sendnow, post now, now, publish now",
    "help": ", ".join((*HELP_WORDS, "show help, how, what, hello, hi, hey, can, could, may, why")),
    "unsubscribe": "unsubscribe, unsub, un-subscribe, un subscribe, stop, cancel, remove, delete, end, off, "
    "turn off, switch off, opt out",
    "pause": "pause, skip, snooze, mute",
    "resume": "resume, unpause, un-pause, un pause, continue, unmute",
    "subscribe": "subscribe, start, follow, add, weekly, sign up, turn on, switch on, on, opt in, dm",
    "change": "change, move, set, edit, update, reschedule",
}
VERBS: Mapping[tuple[str, ...], Verb] = {
    tuple(name.strip().split()): verb for verb, names in _NAMES.items() for name in names.split(",")
}

POLITE = frozenset(
    """please pls plz kindly we wed we'd we'll i id i'd i'll like want would love to let's lets me a an
    the it us this that my our your of channel digest digests subscription everyone team""".split()
)
"""Words alongside a verb that mean nothing by themselves."""

CORRECTED = (
    "subscribe", "unsubscribe", "cancel", "change", "pause", "unpause", "resume", "list", "help",
    "status", "settings", "preview", "history", "send now",
)  # fmt: skip
"""Verbs in which slips are allowed; the others are too near other words: remove and remote."""

SHORTEST = 4

_spellings = Spellings(CORRECTED)


def take_verb(line: Line) -> Verb | None:
    """Take the verb that a line begins with; None where there is none, or two are spelt alike."""
    places = [place for place in line.left if line.words[place].form not in (*POLITE, "")]
    for length in (3, 2, 1):
        verb = VERBS.get(line.form(*places[:length]))
        if verb is not None:
            line.take(places[:length])
            return verb
    for length in (2, 1):
        words = line.form(*places[:length])
        typed = " ".join(words)
        if len(typed) < SHORTEST or parts_named(typed):
            continue
        # Of four letters, two that are swapped are half.
        least = PHRASE_SIMILARITY if len(typed) > SHORTEST else WORD_SIMILARITY
        near = _spellings.like(words, least, limit=4)
        verbs: set[Verb] = {
            VERBS[tuple(name.split())] for name, score in near if near[0][1] - score < MARGIN
        }
        if len(verbs) == 1:
            line.corrections.append(Correction(line.typed(places[:length]), near[0][0]))
            line.take(places[:length])
            return verbs.pop()
    return None
