"""Drafts: shown, applied, discarded."""

from handlers.curation.rights import Rights, owner_of
from handlers.deps import Deps, SlackClient
from handlers.views.curation.drafts import (
    discarded_parts,
    gone_parts,
    problems_parts,
    proposal_parts,
    published_parts,
    unchanged_parts,
)
from handlers.views.parts import Part
from knowledge.revisions import Applied, Draft, Moved, Proposal
from knowledge.uploads import Refused


class Drafts:
    """What becomes of changes before they are made."""

    def __init__(self, deps: Deps, rights: Rights) -> None:
        self._deps = deps
        self._rights = rights

    def shown(self, outcome: Proposal | Refused | None, *, moved: bool = False) -> tuple[Part, ...]:
        """What a change would do, or why it is not taken; None is a change of nothing."""
        if outcome is None:
            return unchanged_parts()
        if isinstance(outcome, Refused):
            return problems_parts(outcome.problems)
        if self._changes_nothing(outcome.draft):
            self._deps.curation.discard(outcome.draft.id, outcome.draft.author)
            return unchanged_parts()
        return proposal_parts(outcome, moved=moved)

    def apply(self, client: SlackClient, user: str, id: str) -> tuple[Part, ...]:
        """Publish a draft, for who may; shown anew where the knowledge has moved."""
        draft = self._deps.curation.find(id)
        if draft is None:
            return gone_parts()
        if not self._may(client, user, draft):
            return self._rights.refused(self._owner(draft))
        outcome = self._deps.curation.apply(id, user)
        match outcome:
            case None:
                return gone_parts()
            case Applied(revision):
                return published_parts(revision)
            case Moved(proposal):
                return self.shown(proposal, moved=True)
            case Refused():
                return problems_parts(outcome.problems)

    def discard(self, client: SlackClient, user: str, id: str) -> tuple[Part, ...]:
        """Forget a draft, for who may."""
        draft = self._deps.curation.find(id)
        if draft is None:
            return gone_parts()
        if not self._may(client, user, draft):
            return self._rights.refused(self._owner(draft))
        return discarded_parts() if self._deps.curation.discard(id, user) else gone_parts()

    def _may(self, client: SlackClient, user: str, draft: Draft) -> bool:
        return self._rights.may_keep(client, user, draft.changes)

    def _owner(self, draft: Draft) -> str | None:
        owners = {owner_of(self._deps.library(), path) for path in draft.changes}
        return owners.pop() if len(owners) == 1 else None

    def _changes_nothing(self, draft: Draft) -> bool:
        texts = self._deps.curation.texts()
        return all(texts.get(path) == text for path, text in draft.changes.items())
