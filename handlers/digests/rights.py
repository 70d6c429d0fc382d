"""Who may change a digest: who set it up, and the admins. Asked anew for every change."""

from collections.abc import Iterable

from handlers.admins import Admins
from handlers.deps import SlackClient
from knowledge.digest.subscription import Subscription


def may_change(
    admins: Admins, client: SlackClient, user: str, subscription: Subscription | None
) -> bool:
    """Whether somebody may change a subscription; where there is none, anybody may begin one."""
    return subscription is None or subscription.subscriber == user or admins.include(client, user)


def visible(
    subscriptions: Iterable[Subscription], user: str, channel: str = "", *, is_admin: bool
) -> tuple[Subscription, ...]:
    """What somebody may see of a workspace's: admins all, others theirs and that of their channel."""
    return tuple(
        one
        for one in subscriptions
        if is_admin or one.subscriber == user or one.channel_id == channel
    )
