"""chat.*: posting, updating, deleting; agents.sessions.*: what an agent says of the threads that it answers in."""

from typing import Any

from bot.playground import seed
from bot.playground.conversations import UnknownMessageError
from bot.playground.limits import MOST_TEXT, refusal
from bot.playground.payloads import message_json
from bot.playground.records import Channel, Json, Message
from bot.playground.web_api.call import ApiError, Arguments, Call, Method

MOST_METADATA = 8_000
"""Slack: 8 kB of metadata a message."""


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    call.need("chat:write")
    channel = _addressed(call)
    if channel.is_archived:
        raise ApiError("is_archived")
    if call.bot not in channel.members and "chat:write.public" not in call.workspace.scopes:
        raise ApiError("not_in_channel")
    arguments = call.arguments
    message = _posted(
        call,
        channel.id,
        broadcast=arguments.flag("reply_broadcast"),
        metadata=_metadata(arguments),
    )
    call.announce(message)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_json(call.workspace, message, with_metadata=True),
    }


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral."""
    call.need("chat:write")
    channel = call.open_channel()
    user = call.user()
    if user.id not in channel.members:
        raise ApiError("user_not_in_channel")
    return {"message_ts": _posted(call, channel.id, ephemeral_for=user.id).ts}


def _posted(call: Call, channel: str, **more: Any) -> Message:
    """What a call says, as the bot's next message."""
    return call.workspace.conversations.post(
        Message(
            channel=channel,
            ts=call.workspace.journal.next_ts(),
            user=call.bot,
            bot=True,
            thread_ts=_thread(call, channel),
            **content(call.arguments),
            **more,
        )
    )


def update(call: Call) -> Json:
    """chat.update: blocks, attachments and metadata that are not given stay as they are."""
    call.need("chat:write")
    channel = call.channel()
    old = _own(call, channel.id, "cant_update_message")
    arguments = call.arguments
    changes = content(arguments)
    if not arguments.has("blocks"):
        del changes["blocks"]
    if not arguments.has("attachments"):
        del changes["attachments"]
    if arguments.has("metadata"):
        changes["metadata"] = _metadata(arguments)
    new = call.workspace.conversations.revise(
        channel.id, old.ts, edited=call.workspace.journal.next_ts(), **changes
    )
    call.workspace.surfaces.forget(new.key)
    return {
        "channel": channel.id,
        "ts": new.ts,
        "text": new.text,
        "message": message_json(call.workspace, new, with_metadata=True),
    }


def delete(call: Call) -> Json:
    """chat.delete."""
    call.need("chat:write")
    channel = call.channel()
    old = _own(call, channel.id, "cant_delete_message")
    call.workspace.conversations.delete(channel.id, old.ts)
    return {"channel": channel.id, "ts": old.ts}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    message = _message(call, channel.id, call.arguments.required("message_ts"))
    link = (
        f"https://{seed.TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    )
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def content(arguments: Arguments) -> dict[str, Any]:
    """A message's text, blocks and attachments, refused where Slack refuses them."""
    blocks: object = arguments.given.get("blocks", [])
    refused = refusal(blocks, "message")
    if refused:
        raise ApiError.of(refused)
    attachments = arguments.list("attachments") or []
    if not (arguments.text("text").strip() or arguments.list("blocks") or attachments):
        raise ApiError("no_text")
    return {
        "text": arguments.text("text")[:MOST_TEXT],
        "blocks": tuple(arguments.list("blocks") or ()),
        "attachments": tuple(attachments),
    }


def _addressed(call: Call) -> Channel:
    """Slack takes an id, a name with or without #, and a person's id for their direct messages."""
    wanted = call.arguments.required("channel")
    conversations = call.workspace.conversations
    channel = (
        conversations.channel(wanted)
        or conversations.dm(wanted)
        or conversations.named(wanted.lstrip("#"))
    )
    if channel is None or not channel.visible_to(call.bot):
        raise ApiError("channel_not_found")
    return channel


def _thread(call: Call, channel: str) -> str | None:
    """The `ts` of the thread's first message, whichever of its messages was named."""
    ts = call.arguments.text("thread_ts")
    if not ts:
        return None
    try:
        named = call.workspace.conversations.message(channel, ts)
    except UnknownMessageError:
        raise ApiError("thread_not_found") from None
    return named.thread_ts or named.ts


def _metadata(arguments: Arguments) -> Json | None:
    if not arguments.has("metadata"):
        return None
    metadata = arguments.object("metadata")
    if metadata is None:
        raise ApiError("invalid_metadata_format")
    if not metadata:
        return None
    if not (isinstance(metadata.get("event_type"), str) and "event_payload" in metadata):
        raise ApiError("invalid_metadata_schema")
    if len(str(metadata)) > MOST_METADATA:
        raise ApiError("metadata_too_large")
    return metadata


def _message(call: Call, channel: str, ts: str) -> Message:
    try:
        message = call.workspace.conversations.message(channel, ts)
    except UnknownMessageError:
        raise ApiError("message_not_found") from None
    # Ephemeral messages are out of the Web API's reach.
    if message.ephemeral_for is not None:
        raise ApiError("message_not_found")
    return message


def _own(call: Call, channel: str, refused: str) -> Message:
    message = _message(call, channel, call.arguments.required("ts"))
    if message.user != call.bot:
        raise ApiError(refused)
    return message


STATUSES = ("active", "processing", "suspended", "closed")
MOST_TITLE = 200


def set_status(call: Call) -> Json:
    """agents.sessions.setStatus."""
    status = call.arguments.required("status")
    if status not in STATUSES:
        raise ApiError("invalid_arguments")
    call.workspace.conversations.set_session(*_session(call), status=status)
    return {}


def rename_session(call: Call) -> Json:
    """agents.sessions.rename."""
    title = call.arguments.required("title")
    if len(title) > MOST_TITLE:
        raise ApiError("invalid_arguments")
    call.workspace.conversations.set_session(*_session(call), title=title)
    return {}


def _session(call: Call) -> tuple[str, str]:
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
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
    "agents.sessions.setStatus": set_status,
    "agents.sessions.rename": rename_session,
}
