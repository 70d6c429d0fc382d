"""What digests need from the world; `bot/delivery` implements it."""

from datetime import datetime
from typing import Protocol

from knowledge.digest.edition import Digest
from knowledge.digest.schedule import Schedule
from knowledge.digest.subscription import Focus, PastDigest, SentNow, Subscription


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
