"""agents.sessions.*: what an agent says of the threads that it answers in."""

from bot.playground.conversations import UnknownMessageError
from bot.playground.records import Json
from bot.playground.web_api.call import ApiError, Call, Method

STATUSES = ("active", "processing", "suspended", "closed")
MOST_TITLE = 200


def set_status(call: Call) -> Json:
    """agents.sessions.setStatus."""
    status = call.arguments.required("status")
    if status not in STATUSES:
        raise ApiError("invalid_arguments")
    call.workspace.conversations.set_session(*_thread(call), status=status)
    return {}


def rename(call: Call) -> Json:
    """agents.sessions.rename."""
    title = call.arguments.required("title")
    if len(title) > MOST_TITLE:
        raise ApiError("invalid_arguments")
    call.workspace.conversations.set_session(*_thread(call), title=title)
    return {}


def _thread(call: Call) -> tuple[str, str]:
    """The thread that is meant. Only an agent has sessions."""
    call.need("chat:write")
    if not call.workspace.installation.is_agent:
        raise ApiError("access_denied")
    channel = call.arguments.required("channel_id")
    ts = call.arguments.required("thread_ts")
    place = call.workspace.conversations.channel(channel)
    if place is None or not place.visible_to(call.bot):
        raise ApiError("channel_not_found")
    try:
        return channel, call.workspace.conversations.message(channel, ts).ts
    except UnknownMessageError:
        raise ApiError("thread_not_found") from None


METHODS: dict[str, Method] = {
    "agents.sessions.setStatus": set_status,
    "agents.sessions.rename": rename,
}
