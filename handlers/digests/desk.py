"""What `/digest` and its buttons ask for, answered: one text in, one message out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.asker import Asker
from handlers.deps import Deps, SlackClient
from handlers.digests.keeper import Keeper
from handlers.digests.places import may_have_digest, seen, why_unreachable
from handlers.digests.rights import visible
from handlers.replies import Replies
from handlers.turn import own_dm
from handlers.views.blocks import MESSAGE, PLAIN_MESSAGE
from handlers.views.digest import digest_message
from handlers.views.digest.states import (
    DigestList,
    Feedback,
    Listed,
    history_parts,
    list_parts,
    no_digest_parts,
    state_parts,
)
from handlers.views.digest.told import (
    told_elsewhere,
    unclear_parts,
    unseen_parts,
    which_zone_parts,
    wrong_place_parts,
)
from handlers.views.guide import digest_help_parts
from handlers.views.message import Message, build_message
from handlers.views.parts import Actions, Choices, Part
from handlers.views.words import ViewContext, reading_parts
from knowledge.digest.grammar import parse_digest
from knowledge.digest.requests import (
    DigestRequest,
    PauseRequest,
    SimpleRequest,
    SubscribeRequest,
    UnclearRequest,
)
from knowledge.digest.subscription import Focus, Subscription
from knowledge.normalization import undecorated

MOST_SHOWN = 3
MOST_IN_HISTORY = 12
MOST_WEEKS_RATED = 52
MOST_LISTED = 30


class DigestDesk:
    """Answers everything about digests that is said in a conversation."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies
        self.admins = deps.admins
        self.keeper = Keeper(deps, self.admins)

    def at_once(self, text: str, prefix: str) -> Message | None:
        """The answer that needs no state, fit for the acknowledgement; None where state is needed."""
        context = self.context(prefix)
        return self._stateless(parse_digest(context.library, text), context)

    def _stateless(self, request: DigestRequest, context: ViewContext) -> Message | None:
        match request:
            case UnclearRequest(typed, suggestion):
                return self.message(unclear_parts(typed, suggestion, context))
            case SimpleRequest(verb="help", reading=reading):
                return self.message((*digest_help_parts(context), *reading_parts(reading)))
            case _:
                return None

    def answer(self, client: SlackClient, asker: Asker, text: str) -> Message:
        """Do what a text asks for, and say what holds then; asks Slack and the state database."""
        context = self.context(asker.prefix)
        request = parse_digest(context.library, text)
        stateless = self._stateless(request, context)
        if stateless is not None:
            return stateless
        if isinstance(request, SimpleRequest) and request.verb == "list":
            return self._said(self._list(client, asker), request)
        kept_out = self.kept_out(client, asker, context)
        if kept_out is not None:
            return self.message(kept_out)
        if isinstance(request, SimpleRequest) and request.verb == "preview":
            return self._preview(asker, context)
        if isinstance(request, SubscribeRequest):
            return self._said(self._subscribe(client, asker, text, request, context), request)
        return self._said(self._about_one(client, asker, request, context), request)

    def kept_out(
        self, client: SlackClient, asker: Asker, context: ViewContext
    ) -> tuple[Part, ...] | None:
        """What somebody is told who may not see a conversation's digest; None for all others."""
        if not may_have_digest(client, asker):
            return wrong_place_parts(context)
        if asker.in_dm or asker.is_there:
            return None
        if asker.channel in seen(client, self.admins, asker.user, (asker.channel,)):
            return None
        return unseen_parts(context)

    def undo(self, client: SlackClient, asker: Asker, channel: str, version: str) -> Message:
        """Take the change of a conversation's digest back that led to a version."""
        context = self.context(asker.prefix)
        there = channel == asker.channel
        place = asker if there else replace(asker, channel=channel, channel_name="")
        parts = self.kept_out(client, place, context)
        if parts is not None:
            return self.message(parts)
        subscription = self.current(client, place)
        if subscription is None:
            parts = no_digest_parts(context, personal=place.in_dm)
        else:
            parts = self.keeper.refused(client, place, subscription) or self.keeper.undo(
                subscription, version, context
            )
        return self.message(parts if there else told_elsewhere(parts, channel, context))

    def listed(self, client: SlackClient, asker: Asker, *, is_admin: bool) -> DigestList:
        """The subscriptions that somebody may see, for admins with their readers' feedback."""
        every = visible(
            self._deps.digests.every(asker.team), asker.user, asker.channel, is_admin=is_admin
        )
        open_to = self._open_to(client, asker, every)
        shown = [
            one
            for one in sorted(every, key=lambda one: one.channel_id != asker.channel)
            if one.channel_id in open_to
            or (one.subscriber == asker.user and one.unreachable is not None)
        ]
        first = shown[:MOST_LISTED]
        return DigestList(
            tuple(
                Listed(one, self._feedback(one) if is_admin else None)
                if one.channel_id in open_to
                else Listed(one, unseen=True)
                for one in first
            ),
            more=len(shown) - len(first),
            unseen=len(every) - len(shown),
        )

    def _open_to(
        self, client: SlackClient, asker: Asker, subscriptions: Sequence[Subscription]
    ) -> frozenset[str]:
        """The conversations of some subscriptions whose digest somebody may see."""
        sure = {one.channel_id for one in subscriptions if one.is_personal}
        if asker.is_there:
            sure.add(asker.channel)
        others = {one.channel_id for one in subscriptions} - sure
        return seen(client, self.admins, asker.user, others).union(sure)

    def context(self, prefix: str) -> ViewContext:
        """What the views need."""
        return self._replies.context(self._deps.library(), prefix)

    def message(self, parts: tuple[Part, ...]) -> Message:
        """The message for some parts."""
        return build_message(parts, MESSAGE if self._deps.newest_blocks else PLAIN_MESSAGE)

    def current(self, client: SlackClient, asker: Asker) -> Subscription | None:
        """A conversation's subscription, for which Slack is asked again where it could not be posted."""
        found = self._deps.digests.find(asker.team, asker.channel)
        if found is None or found.unreachable is None:
            return found
        if why_unreachable(client, asker.channel) is not None:
            return found
        return self._deps.digests.reachable(asker.team, asker.channel) or found

    def _said(self, parts: tuple[Part, ...], request: DigestRequest) -> Message:
        """An answer with how the text was read; what can be clicked comes last."""
        notes = () if isinstance(request, UnclearRequest) else reading_parts(request.reading)
        clickable = tuple(part for part in parts if isinstance(part, Actions | Choices))
        rest = tuple(part for part in parts if not isinstance(part, Actions | Choices))
        return self.message((*rest, *notes, *clickable))

    def _subscribe(
        self,
        client: SlackClient,
        asker: Asker,
        text: str,
        request: SubscribeRequest,
        context: ViewContext,
    ) -> tuple[Part, ...]:
        if len(request.zones) > 1:
            settled = [(zone, _with_zone(text, request.zone_typed, zone)) for zone in request.zones]
            return which_zone_parts(request.zone_typed, settled, context)
        place = asker
        if request.for_me and not asker.in_dm:
            place = replace(asker, channel=own_dm(client, asker.user))
        wish = self.keeper.wish(client, place, request)
        asked = self.keeper.refused(client, place, wish.before) or self.keeper.question(
            request, wish, context
        )
        if asked is not None and place is not asker:
            # The form would be the channel's. The line on the other button says whose it is.
            return tuple(part for part in asked if not isinstance(part, Actions))
        if asked is not None:
            return asked
        kept = self.keeper.keep(client, place, wish, context)
        return kept if place is asker else told_elsewhere(kept, place.channel, context)

    def _about_one(
        self, client: SlackClient, asker: Asker, request: DigestRequest, context: ViewContext
    ) -> tuple[Part, ...]:
        """What concerns the subscription that there is."""
        subscription = self.current(client, asker)
        if subscription is None:
            return no_digest_parts(context, personal=asker.in_dm)
        if isinstance(request, SimpleRequest) and request.verb in ("show", "history"):
            return self._look(client, asker, subscription, request, context)
        refused = self.keeper.refused(client, asker, subscription)
        if refused is not None:
            return refused
        match request:
            case PauseRequest(span):
                return self.keeper.pause(subscription, span, context)
            case SimpleRequest("unsubscribe"):
                return self.keeper.end(asker, subscription, context)
            case SimpleRequest("resume"):
                return self.keeper.resume(subscription, context)
            case SimpleRequest("send now"):
                return self.keeper.send(subscription, context)
            case _:
                raise ValueError("a request that concerns no one subscription")

    def _look(
        self,
        client: SlackClient,
        asker: Asker,
        subscription: Subscription,
        request: SimpleRequest,
        context: ViewContext,
    ) -> tuple[Part, ...]:
        is_admin = self.admins.include(client, asker.user)
        most = MOST_SHOWN if request.verb == "show" else MOST_IN_HISTORY
        past = self._deps.digests.history(subscription.id, most)
        if request.verb == "history":
            return history_parts(subscription, past, is_admin=is_admin)
        return state_parts(
            subscription,
            past,
            self._deps.now(),
            context,
            may_change=is_admin or subscription.subscriber == asker.user,
            is_admin=is_admin,
        )

    def _list(self, client: SlackClient, asker: Asker) -> tuple[Part, ...]:
        is_admin = self.admins.include(client, asker.user)
        digests = self.listed(client, asker, is_admin=is_admin)
        return list_parts(digests, self._deps.now(), is_admin=is_admin)

    def _preview(self, asker: Asker, context: ViewContext) -> Message:
        digests = self._deps.digests
        subscription = digests.find(asker.team, asker.channel)
        edition = digests.edition(subscription) if subscription else digests.first_edition(Focus())
        return digest_message(edition, context, "")

    def _feedback(self, subscription: Subscription) -> Feedback:
        past = self._deps.digests.history(subscription.id, MOST_WEEKS_RATED)
        return Feedback(sum(one.useful for one in past), sum(one.not_useful for one in past))


def _with_zone(text: str, typed: str, zone: str) -> str:
    """A text in which a zone's name is one that is clear."""
    text = undecorated(text)
    clear, found = re.subn(re.escape(typed), zone, text, count=1, flags=re.IGNORECASE)
    return clear if found and typed else f"{text} in {zone}"
