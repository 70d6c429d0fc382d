"""What the page asks for and does: its files, its acts, what it reads, its stream of news."""

import json
import queue
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import falcon
from falcon import Request, Response

from bot.playground import seed
from bot.playground.clock import JUMPS
from bot.playground.limits.checks import mapping
from bot.playground.payloads import message_json, view_json
from bot.playground.people import People
from bot.playground.people.acting import NothingThereError, Outcome
from bot.playground.people.composing import OWN_COMMANDS
from bot.playground.records import Change, Channel, Json, Message
from bot.playground.workspace import Workspace


class PageActs:
    """Does what is asked in a person's name, and answers what they are to be told."""

    def __init__(self, people: People) -> None:
        self._people = people

    def on_post(self, request: Request, response: Response, what: str) -> None:
        """One act."""
        # Another site's page could post a plain form here; JSON it cannot, without our leave.
        if not (request.content_type or "").startswith("application/json"):
            raise falcon.HTTPUnsupportedMediaType
        acts: dict[str, Callable[[Json], Outcome]] = {
            "say": self._say,
            "click": self._click,
            "suggest": self._suggest,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "open_home": self._open_home,
            "open_messages": self._open_messages,
            "stop": self._stop,
            "clock": self._clock,
        }
        if what not in acts:
            raise falcon.HTTPNotFound
        try:
            asked = mapping(cast("object", json.loads(request.bounded_stream.read())))
            outcome = acts[what](asked or {})
        except (ValueError, KeyError, TypeError) as error:
            raise falcon.HTTPBadRequest(description=str(error)) from error
        except NothingThereError as error:
            outcome = Outcome(ok=False, error=str(error))
        response.media = _told(outcome, with_options=what == "suggest")

    def _say(self, asked: Json) -> Outcome:
        files = [
            self._people.attach(one["name"], b64decode(one["content"]))
            for one in asked.get("files") or ()
        ]
        return self._people.say(
            asked["user"], asked["channel"], asked["text"], asked.get("thread_ts"), files
        )

    def _click(self, asked: Json) -> Outcome:
        return self._people.click(
            asked["user"],
            asked["container"],
            asked["action_id"],
            block_id=asked.get("block_id"),
            value=asked.get("value"),
            selected_option=asked.get("selected_option"),
            state=mapping(asked.get("state")),
        )

    def _suggest(self, asked: Json) -> Outcome:
        return self._people.suggest(
            asked["user"],
            asked["container"],
            asked["action_id"],
            asked["query"],
            block_id=asked.get("block_id"),
        )

    def _submit(self, asked: Json) -> Outcome:
        return self._people.submit(asked["user"], asked["view_id"], asked.get("values") or {})

    def _close(self, asked: Json) -> Outcome:
        return self._people.close(asked["user"], asked["view_id"])

    def _shortcut(self, asked: Json) -> Outcome:
        return self._people.shortcut(
            asked["user"], asked["channel"], asked["ts"], asked["callback_id"]
        )

    def _open_home(self, asked: Json) -> Outcome:
        return self._people.open_home(asked["user"])

    def _open_messages(self, asked: Json) -> Outcome:
        return self._people.open_messages(asked["user"])

    def _stop(self, asked: Json) -> Outcome:
        return self._people.stop_session(asked["user"], asked["channel"], asked["ts"])

    def _clock(self, asked: Json) -> Outcome:
        if asked["to"] not in JUMPS:
            raise ValueError(f"no jump {asked['to']}")
        return self._people.move_clock(asked["user"], asked["to"])


def _told(outcome: Outcome, *, with_options: bool) -> Json:
    told: Json = {"ok": outcome.ok}
    if outcome.error:
        told["error"] = outcome.error
    if outcome.errors:
        told["errors"] = dict(outcome.errors)
    if with_options and outcome.ok:
        told["options"] = list(outcome.options)
    return told


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
            "app": {
                "user_id": installation.bot_user,
                "name": installation.name,
                "is_agent": installation.is_agent,
                "prompts": list(installation.prompts),
            },
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
            ],
            "status": self._workspace.conversations.session(channel, ts).status,
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


class PageApi:
    """Reading and acting at the same address."""

    def __init__(self, reads: PageReads, acts: PageActs) -> None:
        self._reads = reads
        self._acts = acts

    def on_get(self, request: Request, response: Response, what: str) -> None:
        """Read."""
        self._reads.on_get(request, response, what)

    def on_post(self, request: Request, response: Response, what: str) -> None:
        """Act."""
        self._acts.on_post(request, response, what)


PAGE = Path(__file__).parent / "page"
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}


class PageFiles:
    """The files of the page's folder, and nothing outside it."""

    def on_get(self, _request: Request, response: Response, name: str = "index.html") -> None:
        """One file of the page's folder."""
        path = (PAGE / name).resolve()
        if not (path.is_relative_to(PAGE) and path.is_file() and path.suffix in MEDIA_TYPES):
            raise falcon.HTTPNotFound
        response.content_type = MEDIA_TYPES[path.suffix]
        response.set_header("Cache-Control", "no-store")
        response.data = path.read_bytes()


SECONDS_BETWEEN_SIGNS = 10
"""How often a page without news hears that we live; it is how we find out that a page is gone."""


class PageNews:
    """A stream for each open page."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def on_get(self, request: Request, response: Response) -> None:
        """The changes that one person sees, until the page or the playground goes."""
        user = request.get_param("user", required=True)
        response.content_type = "text/event-stream"
        response.set_header("Cache-Control", "no-store")
        response.stream = self._news(user)

    def _news(self, user: str) -> Iterator[bytes]:
        with self._workspace.journal.subscribed() as changes:
            yield b"retry: 1000\n\n"
            while True:
                try:
                    change = changes.get(timeout=SECONDS_BETWEEN_SIGNS)
                except queue.Empty:
                    yield b": still here\n\n"
                    continue
                if change is None:
                    return
                if change.user in (None, user):
                    yield _line(change)


def _line(change: Change) -> bytes:
    data = {"what": change.what}
    if change.channel:
        data["channel"] = change.channel
    return f"event: changed\ndata: {json.dumps(data)}\n\n".encode()
