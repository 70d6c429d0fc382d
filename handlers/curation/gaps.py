"""What isn't covered: a role that someone requests."""

from handlers.deps import Deps
from handlers.middleware import IncompleteError
from handlers.placing import NextTo
from handlers.replies import context_of
from handlers.turn import Turn
from handlers.views.curation.gaps import request_kept_parts, requested_message
from knowledge.gaps import subject_of

MOST_TOLD = 20


def request(turn: Turn, deps: Deps) -> NextTo:
    """Keep the request; the first of each role is told to the admins."""
    subject = subject_of(turn.value)
    if not subject:
        raise IncompleteError
    if deps.gaps.request(turn.team, subject):
        message = requested_message(subject, context_of(deps, turn.prefix))
        for admin in deps.admins.told(turn.client)[:MOST_TOLD]:
            deps.tell(turn.team, admin, message)
    return NextTo(request_kept_parts(subject))


def once_each(turn: Turn) -> str:
    """Each person requests a role once."""
    return f"request:{turn.team}:{turn.user}:{subject_of(turn.value)}"
