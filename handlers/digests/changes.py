"""Changing a subscription: each change is checked for who asks, and answered with what holds then."""

from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.deps import Deps
from handlers.digests.places import why_unreachable, zone_of
from handlers.placing import Parts
from handlers.turn import Turn
from handlers.views.digest.muting import muted_parts
from handlers.views.digest.told import (
    announced_message,
    changed_by_other_parts,
    changed_parts,
    ended_by_other_parts,
    meant_parts,
    refused_parts,
    sending_parts,
    subscribed_parts,
    too_late_parts,
    undone_parts,
    unread_parts,
    unsubscribed_parts,
)
from handlers.views.formatting import MESSAGE, build_message
from handlers.views.words import ViewContext
from knowledge.digest.grammar.subscribing import subscribe_line
from knowledge.digest.subscription import (
    DEFAULT_TIME,
    DEFAULT_WEEKDAY,
    UNTIL_RESUMED,
    Focus,
    MuteRequest,
    Schedule,
    SubscribeRequest,
    Subscription,
    SubscriptionChangedError,
    made_to_come,
)
from knowledge.query import Reading

UTC = "UTC"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to hold for a conversation, and what was seen to hold before."""

    before: Subscription | None
    schedule: Schedule
    focus: Focus
    zone_assumed: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it holds already."""
        if self.before is None:
            return False
        return (self.before.schedule, self.before.focus) == (self.schedule, self.focus)


def wish(turn: Turn, deps: Deps, request: SubscribeRequest) -> Wish:
    """What would hold if only what was said is changed of what is subscribed."""
    before = deps.digests.find(turn.team, turn.channel)
    said = request.zones[0] if request.zones else None
    zone = said or (before.schedule.zone if before else zone_of(turn.client, turn.user))
    was = before.schedule if before else Schedule(DEFAULT_WEEKDAY, DEFAULT_TIME, UTC)
    schedule = replace(
        was,
        weekday=was.weekday if request.weekday is None else request.weekday,
        at=was.at if request.at is None else request.at,
        zone=zone or UTC,
    )
    if request.how_often is not None:
        schedule = made_to_come(schedule, request.how_often, deps.now())
    focus = _widened(before.focus if before else Focus(), request)
    return Wish(before, schedule, focus, zone_assumed=zone is None)


def refused(turn: Turn, deps: Deps, before: Subscription | None) -> Parts | None:
    """What people are told who may not change what there is: only its subscriber and admins may."""
    if before is None or before.subscriber == turn.user:
        return None
    return None if deps.admins.include(turn.client, turn.user) else refused_parts(before)


def question(
    deps: Deps, request: SubscribeRequest, wish: Wish, context: ViewContext
) -> Parts | None:
    """What is asked first where a line was understood by half; None where it was altogether.

    A guess alone may set up a first digest: what it is, is said, and can be changed.
    """
    if not request.left_out and (wish.before is None or not request.guessed):
        return None
    if wish.before is not None and wish.changes_nothing:
        return unread_parts(wish.before, deps.now(), context)
    settled = replace(
        request,
        weekday=wish.schedule.weekday,
        at=wish.schedule.at,
        zones=(wish.schedule.zone,) if request.zones else (),
        zone_typed=wish.schedule.zone if request.zones else "",
        how_often=request.how_often and wish.schedule.how_often,
        guessed=False,
        reading=Reading(),
    )
    line = subscribe_line(context.library, settled)
    return meant_parts(wish.before, wish.schedule, wish.focus, (line, settled), context)


def keep(turn: Turn, deps: Deps, wish: Wish, context: ViewContext) -> Parts:
    """Subscribe a conversation exactly so, for those who may."""
    no = refused(turn, deps, wish.before)
    if no is not None:
        return no
    digests, team, channel = deps.digests, turn.team, turn.channel
    # Slack is asked before anything is changed: should it not answer, nothing was.
    reason = why_unreachable(turn.client, channel)
    version = wish.before.version if wish.before else ""
    try:
        kept = digests.subscribe(team, channel, turn.user, wish.schedule, wish.focus, version)
    except SubscriptionChangedError:
        return changed_by_other_parts(digests.find(team, channel), deps.now(), context)
    if reason is not None:
        digests.unreachable(team, channel, reason, tell=False)
        kept = replace(kept, unreachable=reason)
    elif kept.unreachable is not None:
        kept = digests.reachable(team, channel) or kept
    elif wish.before is None and not kept.is_personal:
        # From now on it posts there: the channel hears of it from the digest itself.
        deps.tell(team, channel, announced_message(kept, deps.now(), context))
    return subscribed_parts(kept, wish.before, deps.now(), context, zone_assumed=wish.zone_assumed)


def mute(
    turn: Turn, deps: Deps, subscription: Subscription, request: MuteRequest, context: ViewContext
) -> Parts:
    """Mute feeds and topics for a channel, or hear of them again: any of its readers may.

    What they read together is nobody's own, and what one mutes another can bring back.
    """
    focus = subscription.focus.muting(request)
    if focus == subscription.focus:
        return muted_parts(subscription, request, context, changed=False)
    digests, team, channel = deps.digests, turn.team, turn.channel
    try:
        kept = digests.subscribe(
            team, channel, turn.user, subscription.schedule, focus, subscription.version
        )
    except SubscriptionChangedError:
        return changed_by_other_parts(digests.find(team, channel), deps.now(), context)
    return muted_parts(kept, request, context, changed=True)


def undo(deps: Deps, subscription: Subscription, version: str, context: ViewContext) -> Parts:
    """Take a change back, where it is the last one."""
    undone = deps.digests.undo(subscription.id, version)
    if undone is None:
        return too_late_parts(subscription, deps.now(), context)
    return undone_parts(subscription, undone, deps.now(), context)


def pause(
    deps: Deps, subscription: Subscription, span: timedelta | None, context: ViewContext
) -> Parts:
    """Post nothing for a while, or until someone resumes it."""
    now = deps.now()
    until = UNTIL_RESUMED if span is None else now + span
    return changed_parts("Paused", deps.digests.pause(subscription.id, until), now, context)


def resume(deps: Deps, subscription: Subscription, context: ViewContext) -> Parts:
    """End a pause."""
    now = deps.now()
    if not subscription.is_paused(now):
        return changed_parts("It wasn't paused", subscription, now, context)
    return changed_parts("Resumed", deps.digests.resume(subscription.id), now, context)


def send(deps: Deps, subscription: Subscription, context: ViewContext) -> Parts:
    """Post this week's digest at once, where one can be posted."""
    now = deps.now()
    held = subscription.unreachable is not None or subscription.is_paused(now)
    became = None if held else deps.digests.send_now(subscription.id)
    return sending_parts(subscription, became, now, context)


def end(turn: Turn, deps: Deps, subscription: Subscription, context: ViewContext) -> Parts:
    """Unsubscribe; the subscriber hears of it where it was someone else."""
    deps.digests.unsubscribe(subscription.id)
    if subscription.subscriber != turn.user:
        told = build_message(ended_by_other_parts(subscription, turn.user), MESSAGE)
        deps.tell(turn.team, subscription.subscriber, told)
    return unsubscribed_parts(subscription, context)


def _widened(focus: Focus, request: SubscribeRequest) -> Focus:
    """A focus with what was said added to it."""
    return replace(
        focus,
        roles=tuple(dict.fromkeys((*focus.roles, *request.roles))),
        topics=tuple(dict.fromkeys((*focus.topics, *request.topics))),
        parts=request.parts or focus.parts,
        quiet=focus.quiet if request.quiet is None else request.quiet,
    )
