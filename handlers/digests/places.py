"""Where digests go: which channels there are, which digests someone may see and list."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.admins import Admins
from handlers.deps import Deps, SlackClient
from handlers.errors import error_code, summary
from handlers.turn import Turn, own_dm
from handlers.views.digest.states import DigestList, Feedback, Listed
from knowledge.digest.subscription import Subscription
from knowledge.digest.zones import known_zones

log = logging.getLogger(__name__)

GROUP_DM = "mpdm-"
"""Slack: what the name of a direct message of several people begins with."""

CHANNELS = "public_channel,private_channel"
PER_PAGE = 999
"""Slack: as many as it gives at a time."""

MOST_PAGES = 10
MOST_LOOKED_UP = 30
"""Channels that the bot is not in, of which each costs a question."""


def may_have_digest(turn: Turn) -> bool:
    """Whether a conversation is a channel, or the person's own with the bot."""
    if turn.in_dm:
        return turn.channel == own_dm(turn.client, turn.user)
    return not turn.channel_name.startswith(GROUP_DM)


def seen(client: SlackClient, admins: Admins, user: str, channels: Iterable[str]) -> frozenset[str]:
    """Those of some channels that somebody may see: where Slack does not say, none.

    They see what they are in and, as full members of the workspace, its public channels.
    """
    found = frozenset[str]()
    asked = frozenset(channels)
    try:
        if asked:
            found = asked.intersection(str(one["id"]) for one in _channels_of(client, user))
        if found != asked and admins.has_full_member(client, user):
            found |= _public(client, asked - found)
    except (SlackClientError, OSError) as error:
        log.warning("unknown which channels someone can see: %s", type(error).__name__)
    return found


def _public(client: SlackClient, channels: frozenset[str]) -> frozenset[str]:
    """Those that are public: one question for all that the bot is in, one each for the others."""
    of_bot = {str(one["id"]): one for one in _channels_of(client, None)}
    others = sorted(channels - of_bot.keys())[:MOST_LOOKED_UP]
    known = {**of_bot, **{channel: _looked_up(client, channel) for channel in others}}
    return frozenset(one for one in channels if known.get(one, {}).get("is_private") is False)


def _looked_up(client: SlackClient, channel: str) -> Mapping[str, Any]:
    try:
        return client.conversations_info(channel=channel).data["channel"]
    except SlackApiError:
        return {}


def _channels_of(client: SlackClient, user: str | None) -> Iterator[Mapping[str, Any]]:
    """The channels that somebody, or the bot, is in."""
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        page: Mapping[str, Any] = client.users_conversations(
            user=user, types=CHANNELS, limit=PER_PAGE, cursor=cursor
        ).data
        yield from page["channels"]
        more: Mapping[str, Any] = page.get("response_metadata") or {}
        cursor = more.get("next_cursor")
        if not cursor:
            return


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
        log.warning("users.info failed: %s", summary(error))
        return None
    zone = str(found.get("user", {}).get("tz") or "")
    return zone if zone in known_zones() else None


MOST_WEEKS_RATED = 52
MOST_LISTED = 30


def listed(turn: Turn, deps: Deps, *, is_admin: bool) -> DigestList:
    """The subscriptions that someone may see: admins all, others theirs and that of their channel.

    For admins they come with their readers' feedback.
    """
    every = [
        one
        for one in deps.digests.every(turn.team)
        if is_admin or one.subscriber == turn.user or one.channel_id == turn.channel
    ]
    open_to = _open_to(turn, deps, every)
    shown = [
        one
        for one in sorted(every, key=lambda one: one.channel_id != turn.channel)
        if one.channel_id in open_to
        or (one.subscriber == turn.user and one.unreachable is not None)
    ]
    first = shown[:MOST_LISTED]
    return DigestList(
        tuple(
            Listed(one, _feedback(deps, one) if is_admin else None)
            if one.channel_id in open_to
            else Listed(one, unseen=True)
            for one in first
        ),
        more=len(shown) - len(first),
        unseen=len(every) - len(shown),
    )


def _open_to(turn: Turn, deps: Deps, subscriptions: Sequence[Subscription]) -> frozenset[str]:
    """The conversations of some subscriptions whose digest someone may see."""
    sure = {one.channel_id for one in subscriptions if one.is_personal}
    if turn.is_there:
        sure.add(turn.channel)
    others = {one.channel_id for one in subscriptions} - sure
    return seen(turn.client, deps.admins, turn.user, others).union(sure)


def _feedback(deps: Deps, subscription: Subscription) -> Feedback:
    past = deps.digests.history(subscription.id, MOST_WEEKS_RATED)
    return Feedback(sum(one.useful for one in past), sum(one.not_useful for one in past))
