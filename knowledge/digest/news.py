"""What changed in the knowledge between two digests: figures, roles and sources, not wording."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Literal

from knowledge.difference import Change, Difference, Edit
from knowledge.digest.edition import News, NewsItem


def news_of(found: Difference, since: date) -> News:
    """The part of a difference that is news.

    Changed amounts come first, then new figures, new roles, new sources, and what is gone. Figures
    that came or went together with their role or source are told by its item alone.
    """
    seen = [edit for edit in found.edits if edit.is_seen]
    changed, came, went = (
        [edit for edit in seen if edit.change.kind == kind]
        for kind in ("changed", "added", "removed")
    )
    figures = (_item("figure", edit) for edit in changed if edit.subject == "figure")
    return News(since, (*figures, *_arrivals(came), *_arrivals(went)))


def _arrivals(edits: list[Edit]) -> Iterator[NewsItem]:
    """What came, or what went: figures, roles and sources, each whole with how many figures."""
    figures = [edit for edit in edits if edit.subject == "figure"]
    wholes = {edit.path: edit for edit in edits if edit.subject in ("role", "source")}
    numbers = Counter(path for edit in figures for path in _owners(edit))
    for edit in figures:
        if wholes.keys().isdisjoint(_owners(edit)):
            yield _item("figure", edit)
    for path, edit in wholes.items():
        number = numbers[path]
        said = f"{number or 'no'} figure{'' if number == 1 else 's'}"
        yield _item("role" if edit.subject == "role" else "source", edit, said)


def _owners(figure: Edit) -> tuple[str, str]:
    """The documents of a figure's role and of its source."""
    return f"roles/{figure.role}.yaml", figure.path


def _item(kind: Literal["figure", "role", "source"], edit: Edit, said: str = "") -> NewsItem:
    """An edit as an item; `said` takes the place of what the edit says came or went."""
    change = edit.change
    before, after = (
        text if text is None else said or text for text in (change.before, change.after)
    )
    return NewsItem(kind, Change(change.kind, edit.what, before, after))
