"""What Slack sends to an app, field by field."""

from typing import Any

from bot.playground import seed
from bot.playground.installation import Installation
from bot.playground.records import Channel, Json, Message, User, View
from bot.playground.renderings import message_json, view_json
from bot.playground.workspace import Workspace

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
