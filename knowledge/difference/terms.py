"""The vocabulary: terms that came, went, or have other names."""

from collections.abc import Iterator

from knowledge.difference.edits import Change, Edit, field_changes, reordered
from knowledge.library import Library
from knowledge.vocabulary import VOCABULARY_KINDS, Term

_FIELDS = tuple(field for field in Term.model_fields if field != "id")


def term_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every difference in the vocabulary, kind by kind."""
    for kind in VOCABULARY_KINDS:
        path = f"vocabulary/{kind}.yaml"
        was = {term.id: term for term in before.terms(kind)}
        now = {term.id: term for term in after.terms(kind)}
        edits = list(_edits(path, kind.replace("_", " "), was, now))
        if not edits and list(was) != list(now):
            edits.append(Edit(path, "detail", reordered(""), kind.replace("_", " ")))
        yield from edits


def _edits(path: str, kind: str, was: dict[str, Term], now: dict[str, Term]) -> Iterator[Edit]:
    for id, term in now.items():
        if id not in was:
            yield Edit(path, "term", Change("added", id, None, term.name), kind)
            continue
        for change in field_changes(id, was[id], term, _FIELDS):
            yield Edit(path, "detail", change, kind)
    for id, term in was.items():
        if id not in now:
            yield Edit(path, "term", Change("removed", id, term.name, None), kind)
