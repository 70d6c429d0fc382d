"""Conflicts: what the file's version would change in the current one, and the settling of them."""

from itertools import islice

from handlers.curation import rights
from handlers.curation.deps import Curation
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
from knowledge.difference import difference_lines
from knowledge.revisions import Applied, Conflict
from knowledge.uploads import Refused


def conflict_lines(curation: Curation, conflict: Conflict) -> tuple[str, ...]:
    """What taking the file's version would change, or what the check has against it."""
    found = curation.effect({conflict.path: conflict.file_text})
    if isinstance(found, Refused):
        errors = [str(problem) for problem in found.problems if problem.severity == "error"]
        return ("The check found problems:", *errors)
    # One more than is shown says that there are more.
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
