"""What an article states, as a source document and as records for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from knowledge.drafting.article import Article
from knowledge.drafting.review import Item, about_of, begin, source_text, take
from knowledge.drafting.values import values_of
from knowledge.editing.writing import item_lines
from knowledge.library import Library
from knowledge.pay.statement import PayRead, Statement

IDS = ("level", "place", "company", "industry")
"""The fields of a statement that are names, and have an id where the vocabulary knows them."""


def draft_source(
    library: Library, article: Article, statements: Sequence[Statement], today: date
) -> str:
    """A source document of the statements that are sure and complete; the others follow as comments.

    Each comment says what is to be filled in or looked at; without its `#`, the entry is one of the list
    that it names.
    """
    review = begin(library, about_of(article, today), statements)
    draft = take(review, review.sure)
    left = [item for item in draft.items if item.decision != "taken"]
    return source_text(draft) + "".join(f"# {line}".rstrip() + "\n" for line in _left(left))


def cut_note(read: PayRead) -> str | None:
    """What to tell where a text goes on behind what was read of it."""
    return (
        "It's too long to read in full: what follows the last statement wasn't read."
        if read.is_cut
        else None
    )


def _left(items: Sequence[Item]) -> Iterator[str]:
    """The lines about what was left out."""
    for name, kind in (("figures", "pay"), ("facts", "market")):
        of_kind = [item for item in items if item.statement.kind == kind]
        if of_kind:
            yield f"Left out of {name} until someone has looked at each:"
        for item in of_kind:
            yield ""
            yield "; ".join(_missing(item))
            yield from item_lines(item.values, 2, None)


def _missing(item: Item) -> Iterator[str]:
    if item.lacks:
        yield f"fill in {', '.join(item.lacks)}"
    if item.unsure:
        yield f"look at {', '.join(item.unsure)}"
    for field, name in item.unknown:
        yield f"{field}: “{name}” isn't in the vocabulary"


def record(library: Library, statement: Statement) -> dict[str, Any]:
    """A statement for programs: as written, with the ids of what is known, and whether it is sure."""
    values = values_of(library, statement)
    said = {one.name: getattr(statement, one.name) for one in fields(statement)}
    del said["doubts"]
    return {
        **said,
        "sure": statement.sure,
        "role_ids": values.get("roles", []),
        **{f"{name}_id": values.get(name) for name in IDS},
    }
