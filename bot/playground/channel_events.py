"""What Slack tells an app of a channel's life: https://docs.slack.dev/reference/events.

Slack has each of these events twice, for public channels (channel_…) and private ones (group_…).
"""

from collections.abc import Iterable

from bot.playground import seed
from bot.playground.records import Channel, Json


def archived(channel: Channel, user: str, ts: str) -> Json:
    """channel_archive, group_archive."""
    return {**_event(channel, "archive", ts), "user": user, "is_moved": 0}


def unarchived(channel: Channel, user: str, ts: str) -> Json:
    """channel_unarchive, group_unarchive."""
    actor = "actor_id" if channel.is_private else "user"
    return {**_event(channel, "unarchive", ts), actor: user}


def deleted(channel: Channel, user: str, ts: str) -> Json:
    """channel_deleted, group_deleted."""
    event = {**_event(channel, "deleted", ts), "actor_id": user}
    return {**event, "date_deleted": int(float(ts))} if channel.is_private else event


def left(channel: Channel, user: str, ts: str) -> Json:
    """channel_left, group_left: the app itself is no member any more; `user` made it so."""
    return {**_event(channel, "left", ts), "actor_id": user}


def member_joined(channel: Channel, user: str, inviter: str, ts: str) -> Json:
    """member_joined_channel, whoever joined: the app hears of itself too."""
    return {**_member("member_joined_channel", channel, user, ts), "inviter": inviter}


def member_left(channel: Channel, user: str, ts: str) -> Json:
    """member_left_channel: someone else left; of itself the app hears with `left`."""
    return _member("member_left_channel", channel, user, ts)


def heard(event: Json, channel: Channel, events: Iterable[str], scopes: Iterable[str]) -> bool:
    """Whether an app gets an event: it subscribed to it, and has the scope for this sort of channel."""
    return event["type"] in events and f"{channel.family}:read" in scopes


def _event(channel: Channel, what: str, ts: str) -> Json:
    sort = "group" if channel.is_private else "channel"
    return {"type": f"{sort}_{what}", "channel": channel.id, "event_ts": ts}


def _member(kind: str, channel: Channel, user: str, ts: str) -> Json:
    return {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": seed.TEAM_ID,
        "event_ts": ts,
    }
