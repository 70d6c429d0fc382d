"""The workspace's records as the JSON that Slack gives for them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.playground import seed
from bot.playground.forms import state_of
from bot.playground.records import Channel, Json, Message, UploadedFile, User, View
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
