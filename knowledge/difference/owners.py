"""Roles and sources that another person keeps than before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.difference.documents import paired
from knowledge.library import Library
from knowledge.model import Role, Source


@dataclass(frozen=True, slots=True)
class Handed:
    """Something that changed hands; an owner is None for nobody, `now` where it was removed."""

    kind: Literal["source", "role"]
    name: str
    before: str | None
    after: str | None
    now: Source | Role | None


def changed_hands(before: Library, after: Library) -> Iterator[Handed]:
    """Everything that other people keep than before, the sources first."""
    yield from _of_kind("source", before.sources, after.sources)
    yield from _of_kind("role", before.roles, after.roles)


def _of_kind(
    kind: Literal["source", "role"],
    before: Mapping[str, Source] | Mapping[str, Role],
    after: Mapping[str, Source] | Mapping[str, Role],
) -> Iterator[Handed]:
    # What is the same object on both sides is in the same hands.
    was = {id: one for id, one in before.items() if after.get(id) is not one}
    now = {id: one for id, one in after.items() if before.get(id) is not one}
    pairs = paired(
        {id: _name(one) for id, one in was.items()}, {id: _name(one) for id, one in now.items()}
    )
    for old, new in pairs.same:
        if was[old].owner != now[new].owner:
            yield Handed(kind, _name(now[new]), was[old].owner, now[new].owner, now[new])
    for id in pairs.came:
        if now[id].owner is not None:
            yield Handed(kind, _name(now[id]), None, now[id].owner, now[id])
    for id in pairs.gone:
        if was[id].owner is not None:
            yield Handed(kind, _name(was[id]), was[id].owner, None, None)


def _name(thing: Source | Role) -> str:
    return thing.label if isinstance(thing, Source) else thing.name
