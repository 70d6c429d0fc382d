"""The knowledge over time: revisions, drafts of the next one, and edits that collide."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.difference import Difference
from knowledge.files import Problem

Origin = Literal["files", "slack", "rollback", "command", "feeds"]
"""Where a revision came from: an edited file, Slack, the undoing of others, `rolecall push`, what was measured
of feeds."""

Changes = Mapping[str, str | None]
"""Documents by path with their new text; None for one that goes."""

Rewrite = Callable[[str], str]
"""A document's new text, out of the one that it has; raises `knowledge.editing.EditError`."""

MOST_WHY = 300
"""Characters of a reason in someone's own words."""


def reason_of(what: str, why: str) -> str:
    """What history says of a change: what was done, and why in the words of who did it, if any."""
    words = " ".join(why.split())
    if len(words) > MOST_WHY:
        words = f"{words[: MOST_WHY - 1]}…"
    return f"{what}: {words}" if words else what


@dataclass(frozen=True, slots=True)
class Revision:
    """One accepted change of the knowledge; it never changes itself.

    `number` counts from 1 without a gap. `author` is a Slack user id, or a name for what is no
    person in Slack (`files`). `paths` are the documents that it changed.
    """

    number: int
    made_at: datetime
    author: str
    origin: Origin
    reason: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that was checked and waits for its author's word; `base` is what it was made for."""

    id: str
    base: int
    author: str
    origin: Origin
    reason: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Conflict:
    """A document that was edited as a file and in Slack since both were the same.

    `file_text` is None where the file was deleted, `current_text` where the document was.
    """

    id: str
    path: str
    file_text: str | None
    current_text: str | None
    revision: int
    """The revision that `current_text` is of."""


def conflict_id(path: str, file_text: str | None, current_text: str | None) -> str:
    """What a conflict is known by: of one document, between just these two texts."""
    return hashlib.sha256(repr((path, file_text, current_text)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft with what it would change, in the domain's own terms, and the check's warnings."""

    draft: Draft
    difference: Difference
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A draft that became a revision."""

    revision: Revision


@dataclass(frozen=True, slots=True)
class Moved:
    """The knowledge has moved since the draft was shown: what it would change now, if anything."""

    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class Report:
    """A problem that a reader reported; `asked` is what the button under the answer carried."""

    id: str
    made_at: datetime
    reader: str
    asked: str
    note: str
    owners: tuple[str, ...]


def tree_digest(tree: Mapping[str, str]) -> str:
    """A short digest of all documents: of the digest of each by its path."""
    every = "".join(f"{path}:{digest}\n" for path, digest in sorted(tree.items()))
    return hashlib.sha256(every.encode()).hexdigest()[:8]


def revision_label(number: int, tree: Mapping[str, str]) -> str:
    """A revision as the store and the answers' memory know it: `12-4f1d20c3`.

    The number alone would be the same in two databases.
    """
    return f"{number}-{tree_digest(tree)}"
