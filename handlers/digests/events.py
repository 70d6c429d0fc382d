"""What happens to channels: gone for the bot, their digests wait; back, and they go on."""

from collections.abc import Callable
from typing import Any, cast

from slack_bolt import App

from handlers.deps import Deps, SlackClient
from handlers.digests.places import why_unreachable
from handlers.errors import log_unheard
from handlers.payloads import EventEnvelope, Payload

GONE = {
    "channel_archive": "is_archived",
    "group_archive": "is_archived",
    "channel_deleted": "channel_not_found",
    "group_deleted": "channel_not_found",
    "channel_left": "not_in_channel",
    "group_left": "not_in_channel",
}
"""Slack's events, and the word with which it refuses a message there from then on."""

UNARCHIVED = ("channel_unarchive", "group_unarchive")
JOINED = "member_joined_channel"

CHANNEL_EVENTS = (*GONE, *UNARCHIVED, JOINED)


class ChannelEvent(Payload):
    """An event about a channel; `user` is who joined, where somebody did."""

    type: str = ""
    channel: str = ""
    user: str = ""
    event_ts: str = ""


class Authorization(Payload):
    """For whom Slack delivers an event: the bot's user id."""

    user_id: str = ""


class ChannelEnvelope(EventEnvelope):
    """An event about a channel, and what it comes in."""

    event: ChannelEvent = ChannelEvent()
    authorizations: tuple[Authorization, ...] = ()

    @property
    def key(self) -> str:
        """The same for every delivery of one event, different for each event."""
        event = self.event
        return f"event:{self.event_id or f'{event.type}:{event.channel}:{event.event_ts}'}"


def register(app: App, deps: Deps) -> None:
    """Listen to what makes channels unreachable and reachable."""
    listener = ChannelListener(deps)
    untyped = cast("Any", app)
    for event in GONE:
        untyped.event(event)(listener.gone)
    for event in UNARCHIVED:
        untyped.event(event)(listener.unarchived)
    untyped.event(JOINED)(listener.joined)


class ChannelListener:
    """Notes which channels can be posted to."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    def gone(self, body: dict[str, Any]) -> None:
        """Let the digest of a channel wait, and its subscriber know."""
        envelope = ChannelEnvelope.model_validate(body)
        channel, reason = envelope.event.channel, GONE[envelope.event.type]
        self._once(
            envelope, lambda: self._deps.digests.unreachable(envelope.team_id, channel, reason)
        )

    def unarchived(self, body: dict[str, Any], client: SlackClient) -> None:
        """Let the digest go on where the bot is still in the channel."""
        envelope = ChannelEnvelope.model_validate(body)

        def work() -> None:
            if why_unreachable(client, envelope.event.channel) is None:
                self._deps.digests.reachable(envelope.team_id, envelope.event.channel)

        self._once(envelope, work)

    def joined(self, body: dict[str, Any]) -> None:
        """Let the digest go on where it is the bot that joined."""
        envelope = ChannelEnvelope.model_validate(body)
        joined, us = envelope.event.user, {one.user_id for one in envelope.authorizations}
        if not joined or joined not in us:
            return
        channel = envelope.event.channel
        self._once(envelope, lambda: self._deps.digests.reachable(envelope.team_id, channel))

    def _once(self, envelope: ChannelEnvelope, work: Callable[[], object]) -> None:
        """Do the work after the acknowledgement; Slack delivers an event again without one in time."""
        if not envelope.team_id or not envelope.event.channel:
            return

        def first_time() -> None:
            if self._deps.once.first(envelope.key):
                work()

        self._deps.background(first_time, log_unheard)
