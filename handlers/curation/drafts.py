"""Drafts: shown, applied, discarded."""

from handlers.curation import rights
from handlers.deps import Deps
from handlers.results import Parts
from handlers.turn import Turn
from handlers.views.curation.buttons import draft_in
from handlers.views.curation.drafts import (
    discarded_parts,
    gone_parts,
    problems_parts,
    proposal_parts,
    published_parts,
    unchanged_parts,
)
from handlers.views.message import message_of_view
from knowledge.revisions import Applied, Draft, Moved, Proposal
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
