"""What a workspace consists of, as immutable records, and the ids that Slack gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]

Kind = Literal["messages", "home", "views", "state"]


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot; `tz` is an IANA zone.

    `also` is what else Slack says of them, or says instead: of a guest, of someone from another
    workspace, of a deactivated account.
    """

    id: str
    name: str
    real_name: str
    tz: str
    is_admin: bool = False
    is_bot: bool = False
    also: Json = field(default_factory=dict[str, Any], hash=False)


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation; `dm_with` is the person of a direct message with the bot."""

    id: str
    name: str
    members: frozenset[str]
    dm_with: str | None = None
    topic: str = ""
    is_private: bool = False
    is_archived: bool = False

    @property
    def is_im(self) -> bool:
        """Whether this is a direct message."""
        return self.dm_with is not None

    @property
    def type(self) -> str:
        """Slack's word in `types`: im, private_channel or public_channel."""
        if self.is_im:
            return "im"
        return "private_channel" if self.is_private else "public_channel"

    @property
    def family(self) -> str:
        """How Slack's scopes and events of messages begin: im, groups or channels."""
        if self.is_im:
            return "im"
        return "groups" if self.is_private else "channels"

    def visible_to(self, user: str) -> bool:
        """Whether someone knows of it: public channels everyone does, others their members."""
        return not (self.is_im or self.is_private) or user in self.members


@dataclass(frozen=True, slots=True)
class UserGroup:
    """People under one handle."""

    id: str
    handle: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message; `ts` is its id in its channel, `ephemeral_for` the only person who sees it."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    bot: bool = False
    thread_ts: str | None = None
    broadcast: bool = False
    ephemeral_for: str | None = None
    metadata: Json | None = None
    attachments: tuple[Json, ...] = ()
    files: tuple[Json, ...] = ()
    edited: str | None = None

    @property
    def key(self) -> str:
        """What its state is kept under."""
        return f"{self.channel}/{self.ts}"

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread, under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def visible_to(self, user: str) -> bool:
        """Whether a member of the channel sees it."""
        return self.ephemeral_for in (None, user)


@dataclass(frozen=True, slots=True)
class Session:
    """What an agent said of a thread: its status, and its title."""

    status: str = "active"
    title: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a Home tab as the app gave it, with the ids that Slack adds."""

    id: str
    user: str
    hash: str
    body: Json
    root_view_id: str
    previous_view_id: str | None = None

    @property
    def key(self) -> str:
        """What its state is kept under."""
        return self.id

    @property
    def type(self) -> str:
        """`modal` or `home`."""
        return str(self.body["type"])

    @property
    def callback_id(self) -> str:
        """The app's name for the view."""
        return str(self.body.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """What the app keeps with the view."""
        return str(self.body.get("private_metadata", ""))

    @property
    def title(self) -> str:
        """A modal's title."""
        return str(self.body.get("title", {}).get("text", ""))

    @property
    def blocks(self) -> tuple[Json, ...]:
        """The view's blocks, each with an id."""
        return tuple(self.body["blocks"])


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of the Web API.

    `outcome` is "ok", Slack's error code, or "dropped" where it was never carried out; `answered`
    is False where the caller got no answer, whatever the outcome.
    """

    method: str
    arguments: Mapping[str, Any]
    outcome: str
    answered: bool = True
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a page has to draw again; `user` is the only person concerned, if it is one."""

    what: Kind
    channel: str | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file: known once its address is given out, visible once its upload is completed."""

    id: str
    name: str
    content: bytes = b""
    title: str = ""
    channel: str | None = None


def with_ids(blocks: Iterable[Json]) -> tuple[Json, ...]:
    """The blocks, each with a `block_id`, each interactive element with an `action_id`."""
    blocks = list(blocks)
    taken = {block.get("block_id") for block in blocks}
    free = (name for name in (f"blk{n}" for n in range(len(blocks) * 2)) if name not in taken)
    return tuple(
        _with_actions({**block, "block_id": block.get("block_id") or next(free)})
        for block in blocks
    )


def elements(block: Json) -> list[Json]:
    """The elements of a block that one can act on."""
    match block["type"]:
        case "actions" | "context_actions":
            return block["elements"]
        case "input":
            return [block["element"]]
        case _:
            return []


def _with_actions(block: Json) -> Json:
    match block["type"]:
        case "actions" | "context_actions":
            return {**block, "elements": [_act(one, n) for n, one in enumerate(block["elements"])]}
        case "input":
            return {**block, "element": _act(block["element"], 0)}
        case _:
            return block


def _act(element: Json, index: int) -> Json:
    return element if element.get("action_id") else {**element, "action_id": f"act{index}"}
