"""Conflicts: what the file's version would change in the current one, and the settling of them."""

from collections.abc import Mapping
from itertools import islice

from handlers.curation import rights
from handlers.deps import Deps
from handlers.results import Parts
from handlers.turn import Turn
from handlers.views.curation.buttons import TAKE_FILE
from handlers.views.curation.drafts import problems_parts
from handlers.views.curation.notices import (
    MOST_LINES,
    current_kept_parts,
    file_taken_parts,
    settled_before_parts,
)
from knowledge.difference import diff, difference_lines
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
        return ("The check found problems:", *errors)
    # One more than is shown says that there are more.
    found = diff(library, Library(knowledge, ""))
    return tuple(islice(difference_lines(found), MOST_LINES * 4))


def settle(turn: Turn, deps: Deps) -> Parts:
    """Take one of the two versions of a document, and say what came of it."""
    if not rights.is_admin(turn, deps):
        return rights.refused(deps)
    if all(one.id != turn.value for one in deps.curation.conflicts()):
        return settled_before_parts()
    take = "file" if turn.action == TAKE_FILE else "current"
    outcome = deps.curation.settle(turn.value, take, turn.user)
    if isinstance(outcome, Applied):
        return file_taken_parts(outcome.revision)
    if isinstance(outcome, Refused):
        return problems_parts(outcome.problems)
    return current_kept_parts() if take == "current" else settled_before_parts()
