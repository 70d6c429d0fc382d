"""What handlers need from the world; `bot/` implements it and hands it in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from handlers.admins import Admins, Directory
from handlers.sessions import Sessions, Status

if TYPE_CHECKING:
    from handlers.curation.deps import (
        Articles,
        Curation,
        Files,
        Gaps,
        ReadSpreadsheet,
        Reports,
        Reviews,
    )
    from handlers.feeds.deps import Feeds, ListedAds
    from handlers.views.formatting import Message
    from knowledge.difference import Difference
    from knowledge.digest.edition import Digest
    from knowledge.digest.subscription import Focus, PastDigest, Schedule, SentNow, Subscription
    from knowledge.feeds.stories import LatestPosts
    from knowledge.library import Library


class Digests(Protocol):
    """Who gets a digest, when, and what became of it. Nothing here asks who may change what."""

    def find(self, team: str, channel: str) -> Subscription | None:
        """The subscription of a conversation; None where it has none."""
        ...

    def every(self, team: str) -> tuple[Subscription, ...]:
        """All subscriptions of a workspace, the next due first."""
        ...

    def subscribe(
        self,
        team: str,
        channel: str,
        user: str,
        schedule: Schedule,
        focus: Focus,
        version: str | None = None,
    ) -> Subscription:
        """Subscribe a conversation, or change its subscription; its subscriber then stays.

        A digest of this ISO week that was posted stays the only one of the week. With a `version` it
        is that which is changed, with an empty one there was none: raises `SubscriptionChangedError` otherwise.
        """
        ...

    def undo(self, subscription: str, version: str) -> Subscription | None:
        """Bring back what held before the change to a version; None where that is not the last one."""
        ...

    def unsubscribe(self, subscription: str) -> None:
        """End it. What the channel has had is kept, should it come back."""
        ...

    def pause(self, subscription: str, until: datetime) -> Subscription:
        """Post nothing before a moment."""
        ...

    def resume(self, subscription: str) -> Subscription:
        """End a pause."""
        ...

    def edition(self, subscription: Subscription) -> Digest:
        """The digest that the next slot would bring."""
        ...

    def first_edition(self, focus: Focus) -> Digest:
        """The digest that a new subscription would begin with."""
        ...

    def send_now(self, subscription: str) -> SentNow:
        """Post this ISO week's digest as soon as possible; its slot then brings no second one."""
        ...

    def last(self, team: str, channel: str) -> Subscription | None:
        """The subscription of a conversation, also where it has ended; None where there never was one."""
        ...

    def history(self, subscription: str, most: int) -> tuple[PastDigest, ...]:
        """What became of the last weeks, the newest first."""
        ...

    def rate(self, digest: str, user: str, *, useful: bool) -> bool:
        """Keep a reader's opinion, the last one of each; False for a digest that is not known."""
        ...

    def unreachable(self, team: str, channel: str, reason: str, *, tell: bool = True) -> None:
        """Note that nothing can be posted there now (Slack's word why).

        Its subscriber is told once, unless they are being told already.
        """
        ...

    def reachable(self, team: str, channel: str) -> Subscription | None:
        """Note that the bot is (back) in a channel; gives its subscription, if it has one."""
        ...


class CurrentLibrary(Protocol):
    """The library of the newest revision."""

    def __call__(self) -> Library:
        """The snapshot to answer from; it never changes while an answer is made."""
        ...


class Served(Protocol):
    """The revision that is served, as it was at one moment."""

    @property
    def number(self) -> int:
        """Its number."""
        ...

    @property
    def library(self) -> Library:
        """The snapshot to answer from."""
        ...

    def since(self, number: int) -> Difference:
        """What changed since an earlier revision."""
        ...


class Today(Protocol):
    """The clock, as far as answers need one."""

    def __call__(self) -> date:
        """The date of today."""
        ...


class Now(Protocol):
    """The clock, where the hour matters."""

    def __call__(self) -> datetime:
        """This moment, in UTC."""
        ...


class Background(Protocol):
    """Work after the acknowledgement: whatever talks to Slack or to the database."""

    def __call__(
        self,
        work: Callable[[], object],
        apologize: Callable[[str], object],
        within: float | None = None,
    ) -> None:
        """Do `work` soon; if it fails, log why and call `apologize` with what to tell the member.

        Work that has not begun `within` so many seconds is of no use any more: it is not done, and
        apologized for. Never waits: raises `BusyError` where there is too much to do already.
        """
        ...


class Respond(Protocol):
    """Answering a command or a click through its response_url (Slack: five times within 30 minutes)."""

    def __call__(self, response_url: str, payload: Mapping[str, Any]) -> None:
        """Send once, without a retry that could post twice. Raises where Slack refuses."""
        ...


class FollowedRole(Protocol):
    """A role that somebody follows, and what they last saw of it."""

    @property
    def role_id(self) -> str:
        """The role's id."""
        ...

    @property
    def seen(self) -> int:
        """The revision in which the follower last saw the role."""
        ...


class Follows(Protocol):
    """Who follows which roles."""

    def follow(self, team: str, user: str, role: str, seen: int) -> None:
        """Follow a role; following it again changes nothing."""
        ...

    def unfollow(self, team: str, user: str, role: str) -> None:
        """Stop following a role."""
        ...

    def of(self, team: str, user: str) -> tuple[FollowedRole, ...]:
        """The roles that somebody follows, the first followed first."""
        ...

    def mark_seen(self, team: str, user: str, roles: Collection[str], seen: int) -> None:
        """Note in which revision a follower has now seen roles."""
        ...


class Conversations(Protocol):
    """What conversations were last about, for a day. Neither needs the database to be there."""

    def last(self, team: str, channel: str, thread: str) -> str | None:
        """The last question of a thread, or of a direct message, as a command's line."""
        ...

    def keep(self, team: str, channel: str, thread: str, command: str, text: str) -> None:
        """Keep a question as the last one there."""
        ...


class Once(Protocol):
    """Slack delivers a thing again when an answer is late, and people click twice."""

    def first(self, key: str, *, harmless: bool = False) -> bool:
        """Whether this is the first time ever, on any machine, that the key is seen.

        Where that cannot be known now, what is `harmless` to be done twice counts as the first.
        """
        ...


class Tell(Protocol):
    """Direct messages that nobody waits for: they arrive exactly once, a moment later."""

    def __call__(self, team: str, user: str, message: Message) -> None:
        """Tell somebody something."""
        ...


class SlackClient(Directory, Protocol):
    """The Web API methods that listeners call; Bolt hands in slack_sdk's client for `client`."""

    def views_open(self, *, trigger_id: str, view: dict[str, Any]) -> object:
        """Open a modal (Slack: within three seconds of the click, once)."""
        ...

    def views_push(self, *, trigger_id: str, view: dict[str, Any]) -> object:
        """Open a modal over the one that was clicked in (Slack: three at the most)."""
        ...

    def views_update(self, *, view_id: str, view: dict[str, Any]) -> object:
        """Change an open modal."""
        ...

    def views_publish(self, *, user_id: str, view: dict[str, Any]) -> object:
        """Show somebody their Home tab."""
        ...

    def conversations_info(self, *, channel: str) -> Any:
        """What a channel is, and whether the bot is in it (scopes `channels:read`, `groups:read`)."""
        ...

    def users_conversations(
        self, *, user: str | None, types: str, limit: int, cursor: str | None
    ) -> Any:
        """The channels that somebody is in, without a user the bot (scopes `channels:read`, `groups:read`).

        (Slack: of somebody's private channels, those that the bot is in as well.)
        """
        ...

    def conversations_open(self, *, users: str) -> Any:
        """The direct messages with somebody (scope `im:write`)."""
        ...

    def files_info(self, *, file: str) -> Any:
        """What a file is, of which an event gave the id alone (scope `files:read`)."""
        ...

    def files_upload_v2(
        self,
        *,
        channel: str,
        filename: str,
        content: bytes,
        initial_comment: str,
        thread_ts: str | None,
    ) -> object:
        """Share a file in a conversation (scope `files:write`)."""
        ...

    def chat_postMessage(  # noqa: N802 — Slack's name
        self, *, channel: str, text: str, blocks: list[dict[str, Any]], thread_ts: str | None
    ) -> object:
        """Post a message (scope `chat:write`)."""
        ...

    def agents_sessions_setStatus(  # noqa: N802 — Slack's name
        self, *, channel_id: str, thread_ts: str, status: Status
    ) -> object:
        """Say whether an agent is working on an answer in a thread (scope `chat:write`)."""
        ...


@dataclass(frozen=True, slots=True)
class Deps:
    """Everything that listeners are given."""

    library: CurrentLibrary
    served: Callable[[], Served]
    today: Today
    background: Background
    respond: Respond
    follows: Follows
    once: Once
    conversations: Conversations
    gaps: Gaps
    first_greeting: Callable[[str, str], bool]
    """Notes that an agent greets somebody (workspace, person); whether it never did before."""
    digests: Digests
    now: Now
    curation: Curation
    reports: Reports
    files: Files
    articles: Articles
    spreadsheet: ReadSpreadsheet
    reviews: Reviews
    feeds: Feeds
    tell: Tell
    admins: Admins
    ads: ListedAds
    latest: Callable[[], LatestPosts]
    """The posts that were read last, as of a few minutes ago."""
    newest_blocks: bool = True
    """Whether clients here know Slack's blocks of 2026 (`data_visualization`)."""
    is_agent: bool = False
    """Whether the app is installed as an agent: each direct message then begins a thread."""
    sessions: Sessions = field(default_factory=Sessions)
    """The answers that an agent is making."""
