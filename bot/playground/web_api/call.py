"""One call of the Web API: its arguments, its errors, its pages."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from bot.playground.limits import Refusal
from bot.playground.limits.checks import mapping, sequence
from bot.playground.records import Channel, Json, Message, User
from bot.playground.workspace import Tickets, Workspace

JSON_ARGUMENTS = {"attachments", "blocks", "files", "message", "metadata", "view"}
"""In a form these come as JSON in a text."""


class ApiError(Exception):
    """A refusal with Slack's error code; `more` is what else stands in the answer."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more

    @classmethod
    def of(cls, refused: Refusal) -> "ApiError":
        """Slack's way of saying what is wrong with blocks, a line a problem."""
        lines = list(refused.problems)
        messages = [f"[ERROR] {line}" for line in lines]
        return cls(refused.code, errors=lines, response_metadata={"messages": messages})


def missing(name: str) -> ApiError:
    """The refusal of a call that lacks an argument."""
    line = f"[ERROR] missing required field: {name} [json-pointer:/{name}]"
    return ApiError("invalid_arguments", response_metadata={"messages": [line]})


@dataclass(frozen=True, slots=True)
class Arguments:
    """A call's arguments, from a form or from JSON alike; null means not given."""

    given: Mapping[str, Any]

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Arguments":
        """Take the arguments as they came."""
        return cls(
            {name: _decoded(name, value) for name, value in raw.items() if value is not None}
        )

    def text(self, name: str, default: str = "") -> str:
        """A text; numbers are taken for texts as Slack does."""
        value = self.given.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def required(self, name: str) -> str:
        """A text that has to be there."""
        value = self.text(name)
        if not value:
            raise missing(name)
        return value

    def flag(self, name: str) -> bool:
        """True where it is given as true, "true" or 1."""
        return str(self.given.get(name, "")).lower() in ("true", "1")

    def limit(self, default: int, most: int) -> int:
        """`limit`, within bounds."""
        try:
            wanted = int(self.text("limit") or default)
        except ValueError:
            raise ApiError("invalid_limit") from None
        if wanted < 0:
            raise ApiError("invalid_limit")
        return min(wanted or default, most)

    def object(self, name: str) -> Json | None:
        """A JSON object, None where it is not given or none."""
        return mapping(self.given.get(name))

    def list(self, name: str) -> "list[Any] | None":
        """A JSON array, None where it is not given or none."""
        return sequence(self.given.get(name))

    def has(self, name: str) -> bool:
        """Whether it was given at all."""
        return name in self.given


def _decoded(name: str, value: object) -> object:
    if name in JSON_ARGUMENTS and isinstance(value, str):
        try:
            return cast("object", json.loads(value))
        except ValueError:
            return value
    return value


@dataclass(frozen=True, slots=True)
class Call:
    """A call, its workspace, and where the playground is reached.

    `announce` lets the app hear of what its bot has just said, as Slack does.
    """

    workspace: Workspace
    tickets: Tickets
    arguments: Arguments
    base_url: str
    announce: Callable[[Message], None]

    def need(self, *scopes: str) -> None:
        """Refuse where none of the scopes was granted."""
        granted = self.workspace.scopes
        if not granted.intersection(scopes):
            raise ApiError(
                "missing_scope", needed=",".join(scopes), provided=",".join(sorted(granted))
            )

    @property
    def bot(self) -> str:
        """The bot's user id."""
        return self.workspace.installation.bot_user

    def channel(self, name: str = "channel") -> Channel:
        """The conversation that an argument names by its id.

        The bot sees public channels, and of the others those that it is a member of.
        """
        channel = self.workspace.conversations.channel(self.arguments.required(name))
        if channel is None or not channel.visible_to(self.bot):
            raise ApiError("channel_not_found")
        return channel

    def joined_channel(self, name: str = "channel") -> Channel:
        """The same, where the bot has to be a member."""
        channel = self.channel(name)
        if self.bot not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def open_channel(self, name: str = "channel") -> Channel:
        """The same, where something can be said in it."""
        channel = self.joined_channel(name)
        if channel.is_archived:
            raise ApiError("is_archived")
        return channel

    def user(self, name: str = "user") -> User:
        """The person or bot that an argument names by its id."""
        user = self.workspace.users.get(self.arguments.required(name))
        if user is None:
            raise ApiError("user_not_found")
        return user


Method = Callable[[Call], Json]
"""Carries out a call and gives the answer without its `ok`; raises `ApiError`."""


T = TypeVar("T")


def page(
    items: Sequence[T], key: Callable[[T], str], arguments: Arguments, default: int = 100
) -> tuple[Sequence[T], str]:
    """One page, and the cursor of the next, empty where there is none.

    A cursor names the item that the next page begins with, so new items do not shift pages.
    """
    start = 0
    cursor = arguments.text("cursor")
    if cursor:
        keys = [key(item) for item in items]
        try:
            start = keys.index(base64.b64decode(cursor, validate=True).decode())
        except (ValueError, binascii.Error):
            raise ApiError("invalid_cursor") from None
    end = start + arguments.limit(default, 1_000)
    following = items[end : end + 1]
    cursor = base64.b64encode(key(following[0]).encode()).decode() if following else ""
    return items[start:end], cursor
