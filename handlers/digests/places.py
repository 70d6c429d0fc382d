"""What Slack says of a conversation and of a person; it is asked after the acknowledgement."""

import logging
from typing import Any

from slack_sdk.errors import SlackApiError

from handlers.asker import Asker, own_dm
from handlers.deps import SlackClient
from handlers.slack_errors import error_code, short
from knowledge.digest.zones import known_zones

log = logging.getLogger(__name__)

GROUP_DM = "mpdm-"
"""Slack: what the name of a direct message of several people begins with."""


def may_have_digest(client: SlackClient, asker: Asker) -> bool:
    """Whether a conversation is a channel, or the asker's own with the bot."""
    if asker.in_dm:
        return asker.channel == own_dm(client, asker.user)
    return not asker.channel_name.startswith(GROUP_DM)


def why_unreachable(client: SlackClient, channel: str) -> str | None:
    """Slack's word for why the bot cannot post in a conversation; None where it can."""
    if channel.startswith("D"):
        return None
    try:
        found: dict[str, Any] = client.conversations_info(channel=channel).data["channel"]
    except SlackApiError as error:
        # A private channel that the bot is not in; any other refusal says nothing about the channel.
        if error_code(error) != "channel_not_found":
            raise
        return "channel_not_found"
    if found.get("is_archived"):
        return "is_archived"
    return None if found.get("is_member") else "not_in_channel"


def zone_of(client: SlackClient, user: str) -> str | None:
    """Somebody's IANA zone; None where Slack does not say."""
    try:
        found: dict[str, Any] = client.users_info(user=user).data
    except SlackApiError as error:
        log.warning("users.info failed: %s", short(error))
        return None
    zone = str(found.get("user", {}).get("tz") or "")
    return zone if zone in known_zones() else None
