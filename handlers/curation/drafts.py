"""Drafts and conflicts: shown, applied, discarded, settled."""

from itertools import islice

from handlers.curation import rights
from handlers.curation.deps import Curation
from handlers.deps import Deps
from handlers.placing import Parts
from handlers.turn import Turn
from handlers.views.curation.buttons import TAKE_FILE, draft_in
from handlers.views.curation.drafts import (
    discarded_parts,
    gone_parts,
    problems_parts,
    proposal_parts,
    published_parts,
    unchanged_parts,
)
from handlers.views.curation.state import (
    MOST_LINES,
    current_kept_parts,
    file_taken_parts,
    settled_before_parts,
)
from handlers.views.formatting import message_of_view
from knowledge.difference import difference_lines
from knowledge.revisions import Applied, Conflict, Draft, Moved, Proposal
from knowledge.uploads import Refused


def shown(outcome: Proposal | Refused | None, *, moved: bool = False) -> Parts:
    """What a change would do, or why it is not taken; None is a change of nothing."""
    if outcome is None:
        return unchanged_parts()
    if isinstance(outcome, Refused):
        return problems_parts(outcome.problems)
    return proposal_parts(outcome, moved=moved)


def apply(turn: Turn, deps: Deps) -> Parts:
    """Publish a draft, for those who may; shown again where the knowledge has moved."""
    draft = _open_to(turn, deps)
    if not isinstance(draft, Draft):
        return draft
    outcome = deps.curation.apply(draft.id, turn.user)
    match outcome:
        case None:
            return gone_parts()
        case Applied(revision):
            return published_parts(revision)
        case Moved(proposal):
            return shown(proposal, moved=True)
        case Refused():
            return problems_parts(outcome.problems)


def discard(turn: Turn, deps: Deps) -> Parts:
    """Forget a draft, for those who may."""
    draft = _open_to(turn, deps)
    if not isinstance(draft, Draft):
        return draft
    return discarded_parts() if deps.curation.discard(draft.id, turn.user) else gone_parts()


def _open_to(turn: Turn, deps: Deps) -> Draft | Parts:
    """The draft that was clicked, for those who may; else what to say to them."""
    draft = deps.curation.find(turn.value)
    if draft is None:
        return gone_parts()
    if rights.may_keep(turn, deps, draft.changes):
        return draft
    return rights.refused(deps, _owner(deps, draft))


def closed(turn: Turn, deps: Deps) -> None:
    """A modal was closed that showed a check's result: unless that is settled, it becomes a message."""
    draft = draft_in(turn.view.blocks)
    if draft is None or deps.curation.find(draft) is not None:
        deps.tell(turn.team, turn.user, message_of_view(turn.view.blocks))


def _owner(deps: Deps, draft: Draft) -> str | None:
    owners = {rights.owner_of(deps.library(), path) for path in draft.changes}
    return owners.pop() if len(owners) == 1 else None


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
