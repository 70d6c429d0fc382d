"""A channel's (or a person's) subscription, and what it has had."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from knowledge.digest.schedule import Schedule, Slot, slot_after

DigestPart = Literal["changes", "trends", "signal", "spotlight", "tip"]
"""What a digest is made of: what changed in the knowledge, trends to watch, one market number, one
role with its pay, and something to ask."""

DIGEST_PARTS: tuple[DigestPart, ...] = get_args(DigestPart)


@dataclass(frozen=True, slots=True)
class Focus:
    """What a channel cares about: it comes first; nothing else is shut out by it.

    `roles` and `topics` are ids, in the order of the channel's interest. With `quiet`, nothing is
    posted in a week in which the knowledge did not change.
    """

    roles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    parts: tuple[DigestPart, ...] = DIGEST_PARTS
    quiet: bool = False


UNTIL_RESUMED = datetime(9000, 1, 1, tzinfo=UTC)
"""The end of a pause that has none."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A digest that is posted to one conversation, weekly.

    `channel_id` is a channel's id or, for a person's own digest, the id of their direct messages
    with the bot. `unreachable` is Slack's word for why nothing can be posted there at the moment
    (`not_in_channel`, `is_archived`, `channel_not_found`), None where it can. `next_slot` is when
    the next one is due. `version` is another one after each change of `schedule` or `focus`.
    """

    id: str
    team_id: str
    channel_id: str
    subscriber: str
    schedule: Schedule
    focus: Focus
    next_slot: Slot
    paused_until: datetime | None = None
    unreachable: str | None = None
    version: str = ""

    @property
    def is_personal(self) -> bool:
        """Whether it goes to a person's direct messages rather than to a channel."""
        return self.channel_id.startswith("D")

    def is_paused(self, now: datetime) -> bool:
        """Whether a pause holds at a moment."""
        return self.paused_until is not None and self.paused_until > now

    @property
    def next_run(self) -> datetime:
        """When the next digest is posted, a pause considered; UTC."""
        if self.paused_until is None or self.paused_until <= self.next_slot.at:
            return self.next_slot.at
        return slot_after(self.schedule, self.paused_until).at


class SubscriptionChangedError(Exception):
    """Somebody else changed a subscription first, so it was left as it is."""


Outcome = Literal["waiting", "sent", "quiet", "missed", "unknown", "failed", "cancelled"]
"""What became of a week's digest: still on its way; posted; skipped: nothing was new; not
posted within 48 hours; perhaps posted, which Slack does not let us see; refused by Slack; taken back
because the channel unsubscribed or paused."""


SentNow = Literal["on its way", "had this week"]
"""What became of a wish for this week's digest at once; the second: the channel has had it."""


@dataclass(frozen=True, slots=True)
class PastDigest:
    """One week of a subscription.

    `id` names it in feedback; `ts` is the message's where it was posted; `late` are the seconds
    between the slot and the message; `useful` and `not_useful` count its readers' feedback.
    """

    id: str
    slot: Slot
    outcome: Outcome
    ts: str | None
    late: float | None
    useful: int
    not_useful: int
