"""What it means that a file differs from the current revision: an edit, a file left behind, a clash.

A folder may be older than the knowledge (an image that was built last month, an admin who works in
Slack), so a difference alone says nothing. What the folder held at the last look tells; where nobody
kept that, the file's own history does: a text that was once current is an old one.

A database may also be older than the folder: one that was restored. Then the last look was at a
revision that it does not have, and a file is old only if its history says so as well.
"""

import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from knowledge.feeds.documents import is_measured
from knowledge.revisions import Origin

Tree = Mapping[str, str]
"""Digests of texts by path."""

NEITHER = ""
"""No text's digest: compared with it, both sides have moved."""


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
    *,
    same_past: bool = True,
) -> Compared:
    """What the differences between a folder and the current revision mean.

    `base` is the folder as it was at the last look, None where nobody kept it; `same_past` whether
    the revision of that look is one of this knowledge. Without either, `was_current` tells whether a
    document ever had a text (None: was absent), and `last_origin` where its last change came from.
    What Rolecall measures is no file's.
    """
    edited: set[str] = set()
    behind: set[str] = set()
    clashing: set[str] = set()
    for path in folder.keys() | current.keys() | (base or {}).keys():
        file, now = folder.get(path), current.get(path)
        if file == now or is_measured(path):
            continue
        is_edited = base is not None and file != base.get(path)
        if base is not None and same_past:
            file_moved, current_moved = is_edited, now != base.get(path)
        else:
            file_moved = is_edited or (file is not None and not was_current(path, file))
            current_moved = last_origin(path) not in (None, "files", "command")
        if not file_moved:
            behind.add(path)
        elif current_moved:
            clashing.add(path)
        else:
            edited.add(path)
    return Compared(frozenset(edited), frozenset(behind), frozenset(clashing))


def to_compare_with(
    folder: Tree, base: Tree | None, current: Tree, compared: Compared, left: Collection[str]
) -> dict[str, str]:
    """The base of the next look; `left` are the edits and clashes that stay as they are.

    `base` is None where there was none of the same past.
    """
    next_base = {path: digest for path, digest in folder.items() if path not in left}
    if base is not None:
        return next_base | {path: base[path] for path in left if path in base}
    edited = compared.edited.intersection(left, current)
    clashing = compared.clashing.intersection(left)
    return next_base | {path: current[path] for path in edited} | dict.fromkeys(clashing, NEITHER)


@dataclass(frozen=True, slots=True)
class LastLook:
    """What a folder held when it was last compared, and the label of the revision at that time.

    The label holds a digest: a number alone would be the same in another past of the knowledge.
    """

    tree: Tree
    revision: str


class FolderBase:
    """The last look at a folder, kept beside the store."""

    def __init__(self, path: Path, content: Path) -> None:
        self._path = path
        self._content = str(content.resolve())

    def load(self) -> LastLook | None:
        """The last look; None where none was kept of this folder, or it cannot be read."""
        try:
            kept = cast("dict[str, object]", json.loads(self._path.read_text(encoding="utf-8")))
            if kept["content"] != self._content:
                return None
            return LastLook(cast("dict[str, str]", kept["tree"]), str(kept["revision"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, look: LastLook) -> None:
        """Keep a look; a process that is killed meanwhile leaves the one before."""
        kept = {"content": self._content, "revision": look.revision, "tree": dict(look.tree)}
        _write(self._path, kept)


class ToldProblems:
    """Which problems of the folder admins were told of, until they hear that they are mended.

    Kept beside the store: the folder outlives the process that found them.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> str:
        """The key under which they were told; empty where there are none, or none was kept."""
        try:
            kept = cast("dict[str, object]", json.loads(self._path.read_text(encoding="utf-8")))
            return str(kept["problems"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def save(self, key: str) -> None:
        """Keep another key, or none; a process that is killed meanwhile leaves the one before."""
        if key != self.load():
            _write(self._path, {"problems": key})


def _write(path: Path, kept: Mapping[str, object]) -> None:
    beside = path.with_suffix(f".{os.getpid()}.new")
    beside.parent.mkdir(parents=True, exist_ok=True)
    beside.write_text(json.dumps(kept), encoding="utf-8")
    beside.replace(path)
