"""Changing one document of the knowledge as it is now, so that nobody's edit is lost on the way."""

from collections.abc import Callable

from handlers.curation.deps import Curation
from knowledge.editing import EditError
from knowledge.revisions import Applied, Moved, Proposal
from knowledge.uploads import Refused

TRIES = 5
"""How often somebody else's revision may come between."""

Edit = Callable[[str], str]


def propose_edit(
    curation: Curation, user: str, path: str, edit: Edit, reason: str
) -> Proposal | Refused | None:
    """A draft with one document edited; None where the edit changes nothing.

    Raises `EditError` where the edit cannot be made, or others publish all the time.
    """
    for _ in range(TRIES):
        number = curation.current().number
        text = curation.texts().get(path)
        if text is None:
            raise EditError(f"{path} no longer exists.")
        edited = edit(text)
        if edited == text:
            return None
        proposal = curation.propose(user, {path: edited}, reason)
        if isinstance(proposal, Refused) or proposal.draft.base == number:
            return proposal
        # What was edited is of an earlier revision: applied, it would take the newer one back.
        curation.discard(proposal.draft.id, user)
    raise EditError("Someone else is publishing right now. Please try again in a minute.")


def publish_edit(
    curation: Curation, user: str, path: str, edit: Edit, reason: str
) -> Applied | Refused | None:
    """The same, published at once."""
    for _ in range(TRIES):
        proposal = propose_edit(curation, user, path, edit, reason)
        if proposal is None or isinstance(proposal, Refused):
            return proposal
        outcome = curation.apply(proposal.draft.id, user)
        if isinstance(outcome, Applied | Refused):
            return outcome
        if isinstance(outcome, Moved):
            curation.discard(outcome.proposal.draft.id, user)
    raise EditError("Someone else is publishing right now. Please try again in a minute.")
