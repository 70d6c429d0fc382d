"""Finding names in running text: by whole words, the longest first, and in capitals where those matter."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from knowledge.words import PLAIN, singular

_WORD = re.compile(r"\b[^\W\d_]&[^\W\d_]\b|[^\W_]+[+#]*")
"""A word; R&D is one, and no R."""
_PLURAL = re.compile(r"[A-Z]{2,}s")
"""Several of what is short for something: LLMs, GPUs."""

_WITHIN = re.compile(r"\s*|\s?[-/&]\s?|'s?\s+")
"""What may stand between two words of one name; a comma or a full stop parts what is next to it."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as it is written, in the form that is compared, and whether a name may go on with it."""

    written: str
    form: str
    is_close: bool


@dataclass(slots=True)
class _Node:
    """Where a name has come to; `ends` are the things named so far, and the capitals that each needs."""

    following: "dict[str, _Node]" = field(default_factory=dict[str, "_Node"])
    ends: "list[tuple[tuple[str | None, ...], str]]" = field(
        default_factory=list[tuple[tuple[str | None, ...], str]]
    )


class NamesInText:
    """Names of things, to be found in texts. One that has a capital is found with that capital alone."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are (name, id) pairs; a name may be of several things."""
        self._root = _Node()
        for name, id in names:
            node, written = self._root, list[str | None]()
            for token in _tokens(name):
                written.append(None if token.written.islower() else token.written)
                node = node.following.setdefault(token.form, _Node())
            if node is not self._root:
                node.ends.append((tuple(written), id))

    @classmethod
    def any_case(cls, names: Iterable[tuple[str, str]]) -> Self:
        """The same of names that are found however they are written."""
        return cls((name.casefold(), id) for name, id in names)

    def within(self, text: str) -> Iterator[str]:
        """The ids of what a text names, as often as it does. The time grows with the text's length alone."""
        tokens = list(_tokens(text))
        place = 0
        while place < len(tokens):
            length, ids = self._longest_at(tokens, place)
            yield from ids
            place += length or 1

    def _longest_at(self, tokens: list[_Token], start: int) -> tuple[int, tuple[str, ...]]:
        node, longest = self._root, (0, tuple[str, ...]())
        for place in range(start, len(tokens)):
            if place > start and not tokens[place].is_close:
                break
            following = node.following.get(tokens[place].form)
            if following is None:
                break
            node = following
            said = tokens[start : place + 1]
            ids = tuple(id for written, id in node.ends if _is_written(said, written))
            longest = (len(said), ids) if ids else longest
        return longest


def _is_written(said: list[_Token], written: tuple[str | None, ...]) -> bool:
    return all(
        known is None or token.written in (known, f"{known}s")
        for token, known in zip(said, written, strict=True)
    )


def _tokens(text: str) -> Iterator[_Token]:
    text = unicodedata.normalize("NFKC", text.translate(PLAIN))
    end = 0
    for found in _WORD.finditer(text):
        written = found[0]
        if written == "s" and text[end : found.start()] == "'":
            end = found.end()
            continue
        gap = text[end : found.start()]
        form = written[:-1] if _PLURAL.fullmatch(written) else singular(written.casefold())
        yield _Token(written, form.casefold(), _WITHIN.fullmatch(gap) is not None)
        end = found.end()
