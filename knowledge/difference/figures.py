"""Salary figures: told as the digest tells its news, and beyond it what no digest shows."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from knowledge.changes import Change
from knowledge.difference.edits import Edit, Tally
from knowledge.digest.news import knowledge_state, news_between
from knowledge.library import Library

_DETAILS = "\x1f"
"""Stands between a stated amount and all else of its figure; no text of ours can hold it."""


def figure_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every figure that differs, save those that came or went with their role or source."""
    sources = {**before.sources, **after.sources}
    # What is the same object on both sides is the same, and need not be told in words.
    touched = {id for id in sources if before.sources.get(id) is not after.sources.get(id)}
    was, now = (_state(library.narrowed(touched)) for library in (before, after))
    # The day plays no part in what is different.
    news = news_between(was, now, date.min)
    for item in news.items:
        if item.kind == "figure":
            yield from _edits(item.change)


def tallies(before: Library, after: Library) -> Iterator[Tally]:
    """The roles, then the sources, whose number of figures is another one."""
    for folder, was, now in (
        ("roles", _by_role(before), _by_role(after)),
        ("sources", _by_source(before), _by_source(after)),
    ):
        for id, (name, _) in {**was, **now}.items():
            earlier, later = was.get(id, (name, 0))[1], now.get(id, (name, 0))[1]
            if earlier != later:
                yield Tally(f"{folder}/{id}.yaml", name, earlier, later)


def _by_role(library: Library) -> Mapping[str, tuple[str, int]]:
    return {r.id: (r.name, len(library.figures_of(r.id))) for r in library.roles.values()}


def _by_source(library: Library) -> Mapping[str, tuple[str, int]]:
    return {s.id: (s.label, len(s.figures)) for s in library.sources.values()}


def _state(library: Library) -> dict[str, str]:
    """The digest's state, each amount followed by all that its figure says."""
    figures = {
        f"figure/{figure.role}/{figure.id}": json.dumps(
            {"path": f"sources/{source.id}.yaml",
             **figure.model_dump(exclude={"source", "role", "low", "high", "approximate"})}
        )
        for source in library.sources.values()
        for figure in source.figures
    }  # fmt: skip
    return {
        key: f"{text}{_DETAILS}{figures[key]}" if key in figures else text
        for key, text in knowledge_state(library).items()
    }


def _edits(change: Change) -> Iterator[Edit]:
    was, was_details = _split(change.before)
    now, now_details = _split(change.after)
    path = str((now_details or was_details).pop("path"))
    if change.kind == "changed" and was == now:
        fields = [key for key in now_details if now_details[key] != was_details[key]]
        if not fields:
            return  # the file of its source has another name, and the figure is the same
        was, now = (
            "; ".join(f"{field.replace('_', ' ')} {_shown(details[field])}" for field in fields)
            for details in (was_details, now_details)
        )
    yield Edit(path, "figure", Change(change.kind, change.what, was, now))


def _split(text: str | None) -> tuple[str | None, dict[str, Any]]:
    if text is None:
        return None, {}
    amount, _, details = text.partition(_DETAILS)
    return amount, cast("dict[str, Any]", json.loads(details))


def _shown(value: object) -> str:
    return "not stated" if value is None else str(value)
