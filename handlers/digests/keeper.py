"""Changing a subscription: each change is checked for who asks, and answered with what holds then."""

from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.admins import Admins
from handlers.asker import Asker
from handlers.deps import Deps, SlackClient
from handlers.digests.places import why_unreachable, zone_of
from handlers.digests.rights import may_change
from handlers.views.blocks import MESSAGE
from handlers.views.digest.told import (
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
from handlers.views.message import build_message
from handlers.views.parts import Part
from handlers.views.words import ViewContext
from knowledge.digest.grammar.plain_line import subscribe_line
from knowledge.digest.requests import SubscribeRequest
from knowledge.digest.schedule import DEFAULT_TIME, DEFAULT_WEEKDAY, Schedule
from knowledge.digest.subscription import (
    UNTIL_RESUMED,
    Focus,
    Subscription,
    SubscriptionChangedError,
)

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


class Keeper:
    """Subscribes, pauses, resumes, sends and ends, for those who may."""

    def __init__(self, deps: Deps, admins: Admins) -> None:
        self._deps = deps
        self._admins = admins

    def wish(self, client: SlackClient, asker: Asker, request: SubscribeRequest) -> Wish:
        """What would hold if only what was said is changed of what is subscribed."""
        before = self._deps.digests.find(asker.team, asker.channel)
        said = request.zones[0] if request.zones else None
        zone = said or (before.schedule.zone if before else zone_of(client, asker.user))
        was = before.schedule if before else Schedule(DEFAULT_WEEKDAY, DEFAULT_TIME, UTC)
        schedule = Schedule(
            was.weekday if request.weekday is None else request.weekday,
            was.at if request.at is None else request.at,
            zone or UTC,
        )
        focus = _widened(before.focus if before else Focus(), request)
        return Wish(before, schedule, focus, zone_assumed=zone is None)

    def refused(
        self, client: SlackClient, asker: Asker, before: Subscription | None
    ) -> tuple[Part, ...] | None:
        """What somebody is told who may not change what there is; None for all others."""
        if before is None or may_change(self._admins, client, asker.user, before):
            return None
        return refused_parts(before)

    def question(
        self, request: SubscribeRequest, wish: Wish, context: ViewContext
    ) -> tuple[Part, ...] | None:
        """What is asked first where a line was understood by half; None where it was altogether.

        A guess alone may set up a first digest: what it is, is said, and can be changed.
        """
        if not request.left_out and (wish.before is None or not request.guessed):
            return None
        if wish.before is not None and wish.changes_nothing:
            return unread_parts(wish.before, self._deps.now(), context)
        settled = replace(
            request,
            weekday=wish.schedule.weekday,
            at=wish.schedule.at,
            zone_typed=wish.schedule.zone,
        )
        line = subscribe_line(context.library, settled)
        return meant_parts(wish.before, wish.schedule, wish.focus, line, context)

    def keep(
        self, client: SlackClient, asker: Asker, wish: Wish, context: ViewContext
    ) -> tuple[Part, ...]:
        """Subscribe a conversation exactly so, for who may."""
        refused = self.refused(client, asker, wish.before)
        if refused is not None:
            return refused
        digests, team, channel = self._deps.digests, asker.team, asker.channel
        # Slack is asked before anything is changed: should it not answer, nothing was.
        reason = why_unreachable(client, channel)
        version = wish.before.version if wish.before else ""
        try:
            kept = digests.subscribe(team, channel, asker.user, wish.schedule, wish.focus, version)
        except SubscriptionChangedError:
            return changed_by_other_parts(digests.find(team, channel), self._deps.now(), context)
        if reason is not None:
            digests.unreachable(team, channel, reason, tell=False)
            kept = replace(kept, unreachable=reason)
        elif kept.unreachable is not None:
            kept = digests.reachable(team, channel) or kept
        return subscribed_parts(
            kept, wish.before, self._deps.now(), context, zone_assumed=wish.zone_assumed
        )

    def undo(
        self, subscription: Subscription, version: str, context: ViewContext
    ) -> tuple[Part, ...]:
        """Take a change back, where it is the last one."""
        undone = self._deps.digests.undo(subscription.id, version)
        now = self._deps.now()
        if undone is None:
            return too_late_parts(subscription, now, context)
        return undone_parts(subscription, undone, now, context)

    def pause(
        self, subscription: Subscription, span: timedelta | None, context: ViewContext
    ) -> tuple[Part, ...]:
        """Post nothing for a while, or until somebody resumes it."""
        now = self._deps.now()
        until = UNTIL_RESUMED if span is None else now + span
        paused = self._deps.digests.pause(subscription.id, until)
        return changed_parts("Paused", paused, now, context)

    def resume(self, subscription: Subscription, context: ViewContext) -> tuple[Part, ...]:
        """End a pause."""
        now = self._deps.now()
        if not subscription.is_paused(now):
            return changed_parts("It was not paused", subscription, now, context)
        resumed = self._deps.digests.resume(subscription.id)
        return changed_parts("Resumed", resumed, now, context)

    def send(self, subscription: Subscription, context: ViewContext) -> tuple[Part, ...]:
        """Post this week's digest at once, where one can be posted."""
        now = self._deps.now()
        held = subscription.unreachable is not None or subscription.is_paused(now)
        became = None if held else self._deps.digests.send_now(subscription.id)
        return sending_parts(subscription, became, now, context)

    def end(
        self, asker: Asker, subscription: Subscription, context: ViewContext
    ) -> tuple[Part, ...]:
        """Unsubscribe; whoever had subscribed hears of it."""
        self._deps.digests.unsubscribe(subscription.id)
        if subscription.subscriber != asker.user:
            told = build_message(ended_by_other_parts(subscription, asker.user), MESSAGE)
            self._deps.tell(asker.team, subscription.subscriber, told)
        return unsubscribed_parts(subscription, context)


def _widened(focus: Focus, request: SubscribeRequest) -> Focus:
    """A focus with what was said added to it."""
    return Focus(
        roles=tuple(dict.fromkeys((*focus.roles, *request.roles))),
        topics=tuple(dict.fromkeys((*focus.topics, *request.topics))),
        parts=request.parts or focus.parts,
        quiet=focus.quiet if request.quiet is None else request.quiet,
    )
