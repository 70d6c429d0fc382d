"""The plain values of a document, read as far as they are what they should be."""

from collections.abc import Iterator, Mapping
from typing import cast

Entry = Mapping[str, object]
"""A mapping of keys to values, as it stands in a file."""


def list_at(holder: Entry, key: str) -> list[object]:
    """The entries of a list; none where no list stands there."""
    found = holder.get(key)
    return cast("list[object]", found) if isinstance(found, list) else []


def entry_of(value: object) -> Entry:
    """A mapping; an empty one where it is none."""
    return cast("Entry", value) if isinstance(value, dict) else {}


def entries(holder: Entry, key: str) -> Iterator[tuple[int, Entry]]:
    """The entries of a list that are mappings, with their indexes."""
    for index, value in enumerate(list_at(holder, key)):
        if isinstance(value, dict):
            yield index, cast("Entry", value)


def number_at(holder: Entry, key: str) -> int | float | None:
    """A number; None where none stands there."""
    value = holder.get(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
