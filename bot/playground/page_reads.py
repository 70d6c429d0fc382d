"""`GET /playground/<what>?user=…`: what the page shows to one person."""

from collections.abc import Callable

import falcon
from falcon import Request, Response

from bot.playground import seed
from bot.playground.people.own_commands import OWN_COMMANDS
from bot.playground.records import Channel, Json, Message
from bot.playground.renderings import message_json, view_json
from bot.playground.workspace import Workspace

MOST_CHANNELS = 300
"""How many channels the page lists: a load test adds thousands. The rest is only counted."""


class PageReads:
    """Everything that the page asks."""

    def __init__(self, workspace: Workspace, connected: Callable[[], bool]) -> None:
        self._workspace = workspace
        self._connected = connected

    def on_get(self, request: Request, response: Response, what: str) -> None:
        """One thing, for one person."""
        user = request.get_param("user", required=True)
        if user not in self._workspace.users:
            raise falcon.HTTPNotFound(description=f"no user {user}")
        reads: dict[str, Callable[[str, Request], Json]] = {
            "state": self._state,
            "messages": self._messages,
            "thread": self._thread,
            "home": self._home,
            "views": self._views,
        }
        if what not in reads:
            raise falcon.HTTPNotFound
        response.media = reads[what](user, request)
        response.set_header("Cache-Control", "no-store")

    def _state(self, user: str, _request: Request) -> Json:
        installation = self._workspace.installation
        known = self._workspace.conversations.channels(user)
        shared = [one for one in known if not one.is_im]
        listed = [*shared[:MOST_CHANNELS], *(one for one in known if one.is_im)]
        return {
            "team": {"id": seed.TEAM_ID, "name": seed.TEAM_NAME},
            "users": [
                {
                    "id": one.id,
                    "name": one.name,
                    "real_name": one.real_name,
                    "is_admin": one.is_admin,
                    "tz": one.tz,
                }
                for one in self._workspace.users.values()
                if not one.is_bot
            ],
            "app": {"user_id": installation.bot_user, "name": installation.name},
            "channels": [self._channel(user, one) for one in listed],
            "more_channels": len(known) - len(listed),
            "ahead": self._workspace.clock.ahead,
            "commands": [
                {name: command.get(name, "") for name in ("command", "description", "usage_hint")}
                for command in (*installation.commands, *self._own_commands())
            ],
            "shortcuts": [
                {"name": one["name"], "callback_id": one["callback_id"]}
                for one in installation.shortcuts
                if one.get("type") == "message"
            ],
            "connected": self._connected(),
        }

    def _own_commands(self) -> list[Json]:
        name = self._workspace.installation.name
        return [
            {
                "command": one.command,
                "description": one.description,
                "usage_hint": f"@{name}" if one.names_someone else "",
            }
            for one in OWN_COMMANDS
        ]

    def _channel(self, user: str, channel: Channel) -> Json:
        installation = self._workspace.installation
        return {
            "id": channel.id,
            "name": installation.name if channel.is_im else channel.name,
            "is_im": channel.is_im,
            "is_member": installation.bot_user in channel.members,
            "is_private": channel.is_private,
            "is_archived": channel.is_archived,
            "topic": channel.topic,
            "unread": self._workspace.conversations.unread(user, channel.id),
        }

    def _messages(self, user: str, request: Request) -> Json:
        channel = request.get_param("channel", required=True)
        self._workspace.conversations.mark_read(user, channel)
        return {
            "messages": [
                self._message(user, one)
                for one in self._workspace.messages(channel, user)
                if not one.is_reply or one.broadcast
            ]
        }

    def _thread(self, user: str, request: Request) -> Json:
        channel = request.get_param("channel", required=True)
        ts = request.get_param("ts", required=True)
        return {
            "messages": [
                self._message(user, one)
                for one in self._workspace.messages(channel, user)
                if ts in (one.ts, one.thread_ts)
            ]
        }

    def _message(self, user: str, message: Message) -> Json:
        author = self._workspace.users[message.user]
        replies = self._workspace.conversations.replies(message.channel, message.ts, user)
        return {
            **message_json(self._workspace, message),
            "user": {"id": author.id, "name": author.real_name, "is_bot": author.is_bot},
            "blocks": list(message.blocks),
            "ephemeral": message.ephemeral_for is not None,
            "thread_ts": message.thread_ts,
            "reply_count": len(replies),
            "edited": message.edited is not None,
            "files": list(message.files),
        }

    def _home(self, user: str, _request: Request) -> Json:
        view = self._workspace.home(user)
        return {"view": view_json(self._workspace, view) if view else None}

    def _views(self, user: str, _request: Request) -> Json:
        return {"views": [view_json(self._workspace, one) for one in self._workspace.views(user)]}
