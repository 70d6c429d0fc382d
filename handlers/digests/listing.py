"""Which digests someone may see, and what readers think of them."""

from collections.abc import Sequence

from handlers.deps import Deps
from handlers.digests.places import seen
from handlers.turn import Turn
from handlers.views.digest.states import DigestList, Feedback, Listed
from knowledge.digest.subscription import Subscription

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
