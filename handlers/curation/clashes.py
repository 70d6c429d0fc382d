"""Conflicts: what the file's version would change in the current one, and the settling of them."""

from collections.abc import Mapping
from itertools import islice
from typing import Literal

from handlers.deps import Deps
from handlers.views.curation.drafts import problems_parts
from handlers.views.curation.notices import (
    MOST_LINES,
    current_kept_parts,
    file_taken_parts,
    settled_before_parts,
)
from handlers.views.parts import Part
from knowledge.difference import difference, difference_lines
from knowledge.documents import check_documents
from knowledge.library import Library
from knowledge.revisions import Applied, Conflict
from knowledge.uploads import Refused


def conflict_lines(
    library: Library, texts: Mapping[str, str], conflict: Conflict
) -> tuple[str, ...]:
    """What taking the file's version would change, or what the check has against it.

    `texts` are those of the revision that `library` is of.
    """
    changed = {**texts, conflict.path: conflict.file_text}
    after = {path: text for path, text in changed.items() if text is not None}
    _, knowledge, problems = check_documents(after)
    errors = [str(problem) for problem in problems if problem.severity == "error"]
    if errors:
        return ("The check refuses it:", *errors)
    # One more than is shown says that there are more.
    found = difference(library, Library(knowledge, ""))
    return tuple(islice(difference_lines(found), MOST_LINES * 4))


def settle(deps: Deps, id: str, take: Literal["file", "current"], user: str) -> tuple[Part, ...]:
    """Settle a conflict, and say what came of it."""
    if all(one.id != id for one in deps.curation.conflicts()):
        return settled_before_parts()
    outcome = deps.curation.settle(id, take, user)
    if isinstance(outcome, Applied):
        return file_taken_parts(outcome.revision)
    if isinstance(outcome, Refused):
        return problems_parts(outcome.problems)
    return current_kept_parts() if take == "current" else settled_before_parts()
