"""What Slack sends an app: commands, interactions, events, each with what it shows.

Slack has each of these events twice, for public channels (channel_…) and private ones (group_…).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground import seed
from bot.playground.records import Channel, Json, Message, UploadedFile, User, View
from bot.playground.seed import Installation
from bot.playground.surfaces import state_of
from bot.playground.workspace import Workspace


def message_json(workspace: Workspace, message: Message, *, with_metadata: bool = False) -> Json:
    """A message, with what a thread's first message says about its thread."""
    installation = workspace.installation
    given: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": seed.TEAM_ID,
    }
    if message.bot:
        given |= {"bot_id": installation.bot_id, "app_id": installation.app_id}
    if message.blocks:
        given["blocks"] = list(message.blocks)
    if message.attachments:
        given["attachments"] = list(message.attachments)
    if message.files:
        given["files"] = list(message.files)
    if message.edited:
        given["edited"] = {"user": message.user, "ts": message.edited}
    if message.metadata and with_metadata:
        given["metadata"] = message.metadata
    if message.is_reply:
        given["thread_ts"] = message.thread_ts
        if message.broadcast:
            given["subtype"] = "thread_broadcast"
        return given
    replies = [
        reply
        for reply in workspace.conversations.replies(message.channel, message.ts)
        if reply.ephemeral_for is None
    ]
    if replies:
        writers = sorted({reply.user for reply in replies})
        given |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(writers),
            "reply_users": writers,
            "latest_reply": replies[-1].ts,
        }
    return given


def channel_json(workspace: Workspace, channel: Channel) -> Json:
    """A conversation, as the bot sees it."""
    if channel.is_im:
        return {
            "id": channel.id,
            "is_im": True,
            "is_channel": False,
            "user": channel.dm_with,
            "is_open": True,
            "is_archived": False,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.id == "C0GENERAL",
        "is_member": workspace.installation.bot_user in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic},
        "purpose": {"value": ""},
    }


def user_json(workspace: Workspace, user: User) -> Json:
    """A person or bot; `tz_offset` is in seconds, by the workspace's clock."""
    now = datetime.fromtimestamp(workspace.clock(), UTC)
    offset = now.astimezone(ZoneInfo(user.tz)).utcoffset()
    return {
        "id": user.id,
        "team_id": seed.TEAM_ID,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "profile": {"real_name": user.real_name, "display_name": user.name},
        **user.also,
    }


def view_json(workspace: Workspace, view: View) -> Json:
    """A view with its ids and what was entered in it."""
    installation = workspace.installation
    defaults: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": {"type": "plain_text", "text": "View Title"},
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
    }
    return {
        **defaults,
        **view.body,
        "id": view.id,
        "team_id": seed.TEAM_ID,
        "app_installed_team_id": seed.TEAM_ID,
        "app_id": installation.app_id,
        "bot_id": installation.bot_id,
        "hash": view.hash,
        "root_view_id": view.root_view_id,
        "previous_view_id": view.previous_view_id,
        "state": {"values": state_of(view.blocks, workspace.surfaces.chosen(view.id))},
    }


def file_json(file: UploadedFile, base_url: str) -> Json:
    """A file and where it can be had."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "size": len(file.content),
        "url_private": f"{base_url}/files/{file.id}",
        "url_private_download": f"{base_url}/files/{file.id}",
        "permalink": f"{base_url}/files/{file.id}",
        "channels": [file.channel] if file.channel else [],
    }


VERIFICATION_TOKEN = "playground-verification-token"  # noqa: S105 — Slack's old, public sort


def command(
    workspace: Workspace, user: User, channel: Channel, name: str, text: str
) -> dict[str, str]:
    """A slash command, but for its trigger and response URL."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": seed.TEAM_ID,
        "team_domain": seed.TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": _name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": workspace.installation.app_id,
        "is_enterprise_install": "false",
    }


def interaction(kind: str, workspace: Workspace, user: User, **more: Any) -> Json:
    """An interaction of some kind, with what all of them share."""
    return {
        "type": kind,
        "team": {"id": seed.TEAM_ID, "domain": seed.TEAM_DOMAIN},
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": seed.TEAM_ID,
        },
        "api_app_id": workspace.installation.app_id,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }


def in_message(workspace: Workspace, message: Message, state: Json) -> Json:
    """Where an interaction took place: a message.

    Slack sends an ephemeral message's place and state, and not the message.
    """
    channel = workspace.conversations.channel(message.channel)
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    place: Json = {
        "container": container,
        "channel": {"id": message.channel, "name": _name(channel) if channel else ""},
        "state": {"values": state},
    }
    if message.ephemeral_for is None:
        place["message"] = message_json(workspace, message)
    return place


def in_view(workspace: Workspace, view: View) -> Json:
    """Where an interaction took place: a modal or the Home tab."""
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(workspace, view),
    }


def event(installation: Installation, event_id: str, at: float, inner: Json) -> Json:
    """An event in its envelope."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": seed.TEAM_ID,
        "api_app_id": installation.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": seed.TEAM_ID,
                "user_id": installation.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def said(message: Message, channel: Channel, kind: str) -> Json:
    """A `message` or `app_mention` event for what was said."""
    inner: Json = {
        "type": kind,
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "channel": channel.id,
        "team": seed.TEAM_ID,
        "client_msg_id": f"msg-{message.ts}",
    }
    if kind == "message":
        inner["channel_type"] = channel.family.removesuffix("s")
    if message.is_reply:
        inner["thread_ts"] = message.thread_ts
    if message.files:
        inner |= {"subtype": "file_share", "files": list(message.files)}
    if message.blocks:
        inner["blocks"] = list(message.blocks)
    return inner


def _name(channel: Channel) -> str:
    """What commands and interactions call a channel: private ones are not named."""
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def archived(channel: Channel, user: str, ts: str) -> Json:
    """channel_archive, group_archive."""
    return {**_event(channel, "archive", ts), "user": user, "is_moved": 0}


def unarchived(channel: Channel, user: str, ts: str) -> Json:
    """channel_unarchive, group_unarchive."""
    actor = "actor_id" if channel.is_private else "user"
    return {**_event(channel, "unarchive", ts), actor: user}


def deleted(channel: Channel, user: str, ts: str) -> Json:
    """channel_deleted, group_deleted."""
    event = {**_event(channel, "deleted", ts), "actor_id": user}
    return {**event, "date_deleted": int(float(ts))} if channel.is_private else event


def left(channel: Channel, user: str, ts: str) -> Json:
    """channel_left, group_left: the app itself is no member any more; `user` made it so."""
    return {**_event(channel, "left", ts), "actor_id": user}


def member_joined(channel: Channel, user: str, inviter: str, ts: str) -> Json:
    """member_joined_channel, whoever joined: the app hears of itself too."""
    return {**_member("member_joined_channel", channel, user, ts), "inviter": inviter}


def member_left(channel: Channel, user: str, ts: str) -> Json:
    """member_left_channel: someone else left; of itself the app hears with `left`."""
    return _member("member_left_channel", channel, user, ts)


def heard(event: Json, channel: Channel, events: Iterable[str], scopes: Iterable[str]) -> bool:
    """Whether an app gets an event: it subscribed to it, and has the scope for this sort of channel."""
    return event["type"] in events and f"{channel.family}:read" in scopes


def _event(channel: Channel, what: str, ts: str) -> Json:
    sort = "group" if channel.is_private else "channel"
    return {"type": f"{sort}_{what}", "channel": channel.id, "event_ts": ts}


def _member(kind: str, channel: Channel, user: str, ts: str) -> Json:
    return {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": seed.TEAM_ID,
        "event_ts": ts,
    }
