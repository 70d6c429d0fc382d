"""A line as typed, in words: as they stood there, and in the form that is compared."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from knowledge.digest.zones import fold
from knowledge.normalization import bare, undecorated
from knowledge.query import Correction, Reading, Unknown

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
