"""What may be written into any database, and questions of many keys asked some at a time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

AT_ONCE = 500
"""Keys to a question."""

T = TypeVar("T")


def some(many: Iterable[T], at_once: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """All of it, some at a time."""
    left = iter(many)
    while part := list(islice(left, at_once)):
        yield part


def storable(text: str, most: int) -> str:
    """A text that every database takes: no NUL (PostgreSQL), no half of a surrogate pair (UTF-8), cut."""
    return text[:most].encode(errors="replace").decode().replace("\0", "")


def storable_or_none(text: str | None, most: int) -> str | None:
    """The same, of what may be missing; an empty one is."""
    return storable(text, most) or None if text else None
