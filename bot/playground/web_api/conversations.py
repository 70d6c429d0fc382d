"""conversations.*, and auth.*, api.*, users.*, usergroups.*: who is who, and where."""

from collections.abc import Sequence

from bot.playground import seed
from bot.playground.conversations import UnknownMessageError
from bot.playground.payloads import channel_json, message_json, user_json
from bot.playground.records import Channel, Json, Message
from bot.playground.web_api.call import ApiError, Call, Method, page


def api_test(call: Call) -> Json:
    """api.test."""
    if call.arguments.has("error"):
        raise ApiError(call.arguments.text("error"))
    return {"args": dict(call.arguments.given)}


def auth_test(call: Call) -> Json:
    """auth.test."""
    installation = call.workspace.installation
    return {
        "url": f"https://{seed.TEAM_DOMAIN}.slack.com/",
        "team": seed.TEAM_NAME,
        "user": call.workspace.users[call.bot].name,
        "team_id": seed.TEAM_ID,
        "user_id": call.bot,
        "bot_id": installation.bot_id,
        "is_enterprise_install": False,
    }


def users_info(call: Call) -> Json:
    """users.info."""
    call.need("users:read")
    return {"user": user_json(call.workspace, call.user())}


def users_list(call: Call) -> Json:
    """users.list."""
    call.need("users:read")
    users = list(call.workspace.users.values())
    shown, cursor = page(users, lambda user: user.id, call.arguments)
    return {
        "members": [user_json(call.workspace, user) for user in shown],
        "response_metadata": {"next_cursor": cursor},
    }


def in_usergroup(call: Call) -> Json:
    """usergroups.users.list."""
    call.need("usergroups:read")
    group = call.workspace.usergroups.get(call.arguments.required("usergroup"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"users": list(group.users)}


def list_(call: Call) -> Json:
    """conversations.list: of the `types` asked for, which are public channels by default."""
    types = _types(call)
    return _listed(call, types, call.workspace.conversations.channels(call.bot))


def of_user(call: Call) -> Json:
    """users.conversations: those that the bot, or `user`, is a member of."""
    types = _types(call)
    user = call.arguments.text("user") or call.bot
    channels = call.workspace.conversations.channels(call.bot)
    return _listed(call, types, [one for one in channels if user in one.members])


READ_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def _types(call: Call) -> list[str]:
    types = call.arguments.text("types", "public_channel").split(",")
    if not READ_SCOPES.keys() >= set(types):
        raise ApiError("invalid_types")
    for kind in types:
        call.need(READ_SCOPES[kind])
    return types


def _listed(call: Call, types: Sequence[str], channels: Sequence[Channel]) -> Json:
    unarchived = call.arguments.flag("exclude_archived")
    fitting = [
        one for one in channels if one.type in types and not (unarchived and one.is_archived)
    ]
    shown, cursor = page(fitting, lambda channel: channel.id, call.arguments)
    return {
        "channels": [channel_json(call.workspace, channel) for channel in shown],
        "response_metadata": {"next_cursor": cursor},
    }


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    call.need(READ_SCOPES[channel.type])
    return {"channel": channel_json(call.workspace, channel)}


def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel()
    call.need(READ_SCOPES[channel.type])
    shown, cursor = page(sorted(channel.members), lambda user: user, call.arguments)
    return {"members": list(shown), "response_metadata": {"next_cursor": cursor}}


def join(call: Call) -> Json:
    """conversations.join: the bot becomes a member of a public channel."""
    call.need("channels:join")
    channel = call.channel()
    if channel.is_im:
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    call.workspace.conversations.join(channel.id, call.bot)
    return {"channel": channel_json(call.workspace, call.channel())}


def open_(call: Call) -> Json:
    """conversations.open: the direct messages with one person."""
    call.need("im:write")
    if not call.arguments.text("users"):
        return {"channel": {"id": call.channel().id}}
    users = call.arguments.text("users").split(",")
    channel = call.workspace.conversations.dm(users[0]) if len(users) == 1 else None
    if channel is None:
        raise ApiError("user_not_found")
    return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}


def history(call: Call) -> Json:
    """conversations.history: the newest first, without what stands in threads alone."""
    channel = call.joined_channel()
    call.need(f"{channel.family}:history")
    shown = [m for m in _public(call, channel) if not m.is_reply or m.broadcast]
    return _messages(call, list(reversed(_between(call, shown))))


def replies(call: Call) -> Json:
    """conversations.replies: a thread, its first message first."""
    channel = call.joined_channel()
    call.need(f"{channel.family}:history")
    ts = call.arguments.required("ts")
    try:
        named = call.workspace.conversations.message(channel.id, ts)
    except UnknownMessageError:
        raise ApiError("thread_not_found") from None
    first = named.thread_ts or named.ts
    thread = [m for m in _public(call, channel) if first in (m.ts, m.thread_ts)]
    return _messages(call, _between(call, thread))


def _public(call: Call, channel: Channel) -> list[Message]:
    return [m for m in call.workspace.messages(channel.id) if m.ephemeral_for is None]


def _between(call: Call, messages: Sequence[Message]) -> list[Message]:
    """Those between `oldest` and `latest`, with the ends where `inclusive` says so."""
    arguments = call.arguments
    try:
        oldest = float(arguments.text("oldest") or 0)
        latest = float(arguments.text("latest") or "inf")
    except ValueError:
        raise ApiError("invalid_ts_oldest") from None
    ends = arguments.flag("inclusive")
    return [
        message
        for message in messages
        if oldest < float(message.ts) < latest or (ends and float(message.ts) in (oldest, latest))
    ]


def _messages(call: Call, messages: Sequence[Message]) -> Json:
    shown, cursor = page(messages, lambda message: message.ts, call.arguments)
    with_metadata = call.arguments.flag("include_all_metadata")
    return {
        "messages": [
            message_json(call.workspace, message, with_metadata=with_metadata) for message in shown
        ],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


METHODS: dict[str, Method] = {
    "api.test": api_test,
    "auth.test": auth_test,
    "users.info": users_info,
    "users.list": users_list,
    "usergroups.users.list": in_usergroup,
    "conversations.list": list_,
    "users.conversations": of_user,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.join": join,
    "conversations.open": open_,
    "conversations.history": history,
    "conversations.replies": replies,
}
