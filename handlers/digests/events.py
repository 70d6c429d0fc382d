"""What happens to channels: gone for the bot, their digests wait; back, and they go on."""

from handlers.deps import Deps
from handlers.digests.places import why_unreachable
from handlers.turn import Turn

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


def gone(turn: Turn, deps: Deps) -> None:
    """Let the digest of a channel wait, and its subscriber know."""
    deps.digests.unreachable(turn.team, turn.channel, GONE[turn.action])


def unarchived(turn: Turn, deps: Deps) -> None:
    """Let the digest go on where the bot is still in the channel."""
    if why_unreachable(turn.client, turn.channel) is None:
        deps.digests.reachable(turn.team, turn.channel)


def joined(turn: Turn, deps: Deps) -> None:
    """Let the digest go on in the channel that the bot joined."""
    deps.digests.reachable(turn.team, turn.channel)


def of_channel(turn: Turn) -> bool:
    """Whether Slack says of which channel, in which workspace."""
    return bool(turn.team and turn.channel)


def is_ours(turn: Turn) -> bool:
    """Whether it is the bot that joined: Slack names it as whom it delivers the event for."""
    us = {one.get("user_id") for one in turn.payload.get("authorizations", ())}
    return of_channel(turn) and bool(turn.user) and turn.user in us
