"""The words of a text, in the form in which they are compared."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.normalization import PLAIN

TOKEN = re.compile(r"[^\W_]+[+#]*|[^\w\s\x00-\x7f]+")


def plain(text: str) -> str:
    """The text with typographic characters made plain, compatibility forms folded, lower case.

    White space is folded too: patterns over it would take their time over a screen of spaces.
    """
    folded = unicodedata.normalize("NFKC", text.translate(PLAIN)).casefold()
    return " ".join(folded.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as typed, and in the form that is compared."""

    typed: str
    form: str
    joined: bool = field(default=False, compare=False)
    """Whether a hyphen joins it to the word before."""


def words(text: str) -> list[Word]:
    """The words of a text; punctuation and white space fall away, everything else is kept."""
    bare = plain(text)
    if "'" in bare:
        bare = re.sub(r"(?<=\w)'s?\b", "", bare)
    if "-" not in bare:
        return [Word(found, singular(found)) for found in TOKEN.findall(bare) if _is_word(found)]
    return [
        Word(found[0], singular(found[0]), joined=_is_joined(bare, found.start()))
        for found in TOKEN.finditer(bare)
        if _is_word(found[0])
    ]


def _is_joined(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] == "-" and text[start - 2].isalnum()


def _is_word(found: str) -> bool:
    # Dashes, quotes and the like of other scripts are punctuation; an emoji or a letter is a word.
    return found[0].isalnum() or any(
        unicodedata.category(character)[0] not in "PZC" for character in found
    )


def normalise(text: str) -> tuple[str, ...]:
    """The compared forms of a text's words: the key under which a name is found."""
    return tuple(word.form for word in words(text))


@lru_cache(maxsize=8_192)
def forms_of(written: str) -> tuple[str, ...]:
    """The same of what stands in a knowledge file, most of which stays there from edit to edit."""
    return normalise(written)


def singular(word: str) -> str:
    """A plural's singular by the plainest rules; both sides of a comparison pass through it."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
