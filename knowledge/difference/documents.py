"""Which document of one state is which of the other: by its id, else by what it is called."""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paired:
    """The ids on both sides: those that are the same document, new ones and those that are gone."""

    same: tuple[tuple[str, str], ...]
    came: tuple[str, ...]
    gone: tuple[str, ...]


def paired(before: Mapping[str, str], after: Mapping[str, str]) -> Paired:
    """Pair ids; `before` and `after` give each one's name, which a renamed file keeps."""
    waiting: defaultdict[str, deque[str]] = defaultdict(deque)
    for id, name in before.items():
        if id not in after:
            waiting[name].append(id)
    same: list[tuple[str, str]] = []
    came: list[str] = []
    for id, name in after.items():
        if id in before:
            same.append((id, id))
        elif waiting.get(name):
            same.append((waiting[name].popleft(), id))
        else:
            came.append(id)
    kept = {old for old, _ in same}
    return Paired(tuple(same), tuple(came), tuple(id for id in before if id not in kept))
