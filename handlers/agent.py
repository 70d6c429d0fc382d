"""What only an agent does: a greeting, the stop button, and counting whether answers helped."""

from handlers.deps import Deps
from handlers.middleware import UNREADABLE, IncompleteError
from handlers.payloads import Envelope
from handlers.placing import NextTo
from handlers.replies import context_of
from handlers.router import Route
from handlers.turn import Turn
from handlers.views.talk import FEEDBACK, HELPED, NO_HELP, STOPPED, greeting_message, rated_parts

SESSION_STOPPED = "agent_session_stopped"


def greet(turn: Turn, deps: Deps) -> None:
    """Greet whoever opens the conversation for the first time."""
    if deps.is_agent and turn.team and deps.first_greeting(turn.team, turn.user):
        deps.tell(turn.team, turn.user, greeting_message(context_of(deps)))


def stopped(turn: Turn, deps: Deps) -> None:
    """Show no answer that is still being made, say so, and end the session's status. (Slack: it won't.)"""
    event = Envelope.model_validate(turn.payload).event
    channel, thread = event.channel, event.thread_ts
    deps.sessions.stop((channel, thread))
    turn.client.agents_sessions_setStatus(channel_id=channel, thread_ts=thread, status="active")
    turn.client.chat_postMessage(channel=channel, text=STOPPED, blocks=[], thread_ts=thread)


def rate(turn: Turn, deps: Deps) -> NextTo:
    """Count whether an answer helped, by what was asked."""
    verdict, _, about = turn.value.partition(" ")
    if verdict not in (HELPED, NO_HELP) or not about:
        raise IncompleteError(UNREADABLE)
    helped = verdict == HELPED
    deps.gaps.rate(turn.team, about, helped=helped)
    return NextTo(rated_parts(helped=helped))


def _one_rating(turn: Turn) -> str:
    """Each person rates an answer once."""
    return f"feedback:{turn.team}:{turn.channel}:{turn.message_ts}:{turn.user}"


def _is_in_thread(turn: Turn) -> bool:
    event = Envelope.model_validate(turn.payload).event
    return bool(event.channel and event.thread_ts)


ROUTES = (
    Route("event", SESSION_STOPPED, stopped, concerns=_is_in_thread),
    Route("click", FEEDBACK, rate, "changes", once_per=_one_rating),
)
