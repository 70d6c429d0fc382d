"""What it means that a file differs from the current revision: an edit, a file left behind, a clash.

A folder may be older than the knowledge (an image that was built last month, an admin who works in
Slack), so a difference alone says nothing. What the folder held when both were last the same tells;
where nobody kept that, the file's own history does: a text that was once current is an old one.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from knowledge.revisions import Origin

Tree = Mapping[str, str]
"""Digests of texts by path."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The paths that differ, by what that means; each is in one of the three."""

    edited: frozenset[str]
    """Edited (or added, or deleted) as files, and as they were otherwise: to be published."""
    behind: frozenset[str]
    """Older than the current revision: `rolecall pull` brings them up to date."""
    clashing: frozenset[str]
    """Edited on both sides."""


def compare(
    folder: Tree,
    base: Tree | None,
    current: Tree,
    was_current: Callable[[str, str | None], bool],
    last_origin: Callable[[str], Origin | None],
) -> Compared:
    """What the differences between a folder and the current revision mean.

    `base` is the folder as it was when both were last the same, None where nobody kept it. Then
    `was_current` tells whether a document ever had a text (None: was absent), and `last_origin` where
    its last change came from.
    """
    edited: set[str] = set()
    behind: set[str] = set()
    clashing: set[str] = set()
    for path in folder.keys() | current.keys() | (base or {}).keys():
        file, now = folder.get(path), current.get(path)
        if file == now:
            continue
        if base is not None:
            file_moved, current_moved = file != base.get(path), now != base.get(path)
        else:
            file_moved = file is not None and not was_current(path, file)
            current_moved = last_origin(path) not in (None, "files", "command")
        if not file_moved:
            behind.add(path)
        elif current_moved:
            clashing.add(path)
        else:
            edited.add(path)
    return Compared(frozenset(edited), frozenset(behind), frozenset(clashing))


class FolderBase:
    """What a folder held when it and the knowledge were last the same, kept beside the store."""

    def __init__(self, path: Path, content: Path) -> None:
        self._path = path
        self._content = str(content.resolve())

    def load(self) -> dict[str, str] | None:
        """The digests by path; None where nothing was kept of this folder, or cannot be read."""
        try:
            kept = cast("dict[str, object]", json.loads(self._path.read_text(encoding="utf-8")))
            if kept["content"] != self._content:
                return None
            return cast("dict[str, str]", kept["tree"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, tree: Tree) -> None:
        """Keep the digests; a process that is killed meanwhile leaves the old ones."""
        beside = self._path.with_suffix(f".{os.getpid()}.new")
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(
            json.dumps({"content": self._content, "tree": dict(tree)}), encoding="utf-8"
        )
        beside.replace(self._path)
