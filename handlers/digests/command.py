"""`/digest`, and whatever asks for the same in other words: one text in, one answer out."""

import re
from dataclasses import replace

from handlers.deps import Deps
from handlers.digests import changes
from handlers.digests.places import listed, may_have_digest, seen, why_unreachable
from handlers.placing import Later, Parts, Shown
from handlers.replies import context_of
from handlers.turn import Turn, own_dm
from handlers.views.digest import digest_message
from handlers.views.digest.states import (
    ended_history_parts,
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
from handlers.views.formatting import Message
from handlers.views.guide import digest_help_parts
from handlers.views.mrkdwn import Actions, Choices
from handlers.views.words import ViewContext, reading_parts
from knowledge.digest.grammar import parse_digest
from knowledge.digest.grammar.subscribing import subscribe_line
from knowledge.digest.subscription import (
    DigestRequest,
    Focus,
    MuteRequest,
    PauseRequest,
    SimpleRequest,
    SubscribeRequest,
    Subscription,
    UnclearRequest,
)
from knowledge.words import undecorated

MOST_SHOWN = 3
MOST_IN_HISTORY = 12


def answer(turn: Turn, deps: Deps) -> Parts | Later[Shown]:
    """Do what a text asks for, and say what holds then; at once where that needs no state."""
    return answer_request(turn, deps, parse_digest(deps.library(), turn.text))


def answer_request(turn: Turn, deps: Deps, request: DigestRequest) -> Parts | Later[Shown]:
    """The same of what was understood, or clicked."""
    context = context_of(deps, turn.prefix)
    match request:
        case UnclearRequest():
            return unclear_parts(request, context)
        case SimpleRequest("help", reading):
            return (*digest_help_parts(context), *reading_parts(reading))
        case _:
            return Later(lambda: _answer(turn, deps, request, context))


def kept_out(turn: Turn, deps: Deps, context: ViewContext) -> Parts | None:
    """What people are told who may not see a conversation's digest; None for all others."""
    if not may_have_digest(turn):
        return wrong_place_parts(context)
    if turn.in_dm or turn.is_there:
        return None
    if turn.channel in seen(turn.client, deps.admins, turn.user, (turn.channel,)):
        return None
    return unseen_parts(context)


def current(turn: Turn, deps: Deps) -> Subscription | None:
    """A conversation's subscription, for which Slack is asked again where it could not be posted."""
    found = deps.digests.find(turn.team, turn.channel)
    if found is None or found.unreachable is None:
        return found
    if why_unreachable(turn.client, turn.channel) is not None:
        return found
    return deps.digests.reachable(turn.team, turn.channel) or found


def _answer(turn: Turn, deps: Deps, request: DigestRequest, context: ViewContext) -> Shown:
    if isinstance(request, SimpleRequest) and request.verb == "list":
        is_admin = deps.admins.include(turn.client, turn.user)
        digests = listed(turn, deps, is_admin=is_admin)
        return _with_reading(list_parts(digests, deps.now(), is_admin=is_admin), request)
    refused = kept_out(turn, deps, context)
    if refused is not None:
        return refused
    if isinstance(request, SimpleRequest) and request.verb == "preview":
        return _preview(turn, deps, context)
    if isinstance(request, SubscribeRequest):
        return _with_reading(_subscribe(turn, deps, request, context), request)
    return _with_reading(_about_one(turn, deps, request, context), request)


def _with_reading(parts: Parts, request: DigestRequest) -> Parts:
    """An answer with how the text was read; what can be clicked comes last."""
    notes = () if isinstance(request, UnclearRequest) else reading_parts(request.reading)
    clickable = tuple(part for part in parts if isinstance(part, Actions | Choices))
    rest = tuple(part for part in parts if not isinstance(part, Actions | Choices))
    return (*rest, *notes, *clickable)


def _subscribe(turn: Turn, deps: Deps, request: SubscribeRequest, context: ViewContext) -> Parts:
    if len(request.zones) > 1:
        typed = request.zone_typed
        text = turn.text or subscribe_line(context.library, request)
        settled = [
            (zone, _with_zone(text, typed, zone), replace(request, zones=(zone,), zone_typed=zone))
            for zone in request.zones
        ]
        return which_zone_parts(typed, settled, context)
    place = turn
    if request.for_me and not turn.in_dm:
        place = replace(turn, channel=own_dm(turn.client, turn.user))
    wish = changes.wish(place, deps, request)
    asked = changes.refused(place, deps, wish.before) or changes.question(
        deps, request, wish, context
    )
    if asked is not None and place is not turn:
        # The form would be the channel's. The line on the other button says whose it is.
        return tuple(part for part in asked if not isinstance(part, Actions))
    if asked is not None:
        return asked
    kept = changes.keep(place, deps, wish, context)
    return kept if place is turn else told_elsewhere(kept, place.channel, context)


def _about_one(turn: Turn, deps: Deps, request: DigestRequest, context: ViewContext) -> Parts:
    """What concerns the subscription that there is."""
    subscription = current(turn, deps)
    if subscription is None:
        return _without_one(turn, deps, request, context)
    if isinstance(request, SimpleRequest) and request.verb in ("show", "history"):
        return _look(turn, deps, subscription, request, context)
    if isinstance(request, MuteRequest):
        return changes.mute(turn, deps, subscription, request, context)
    refused = changes.refused(turn, deps, subscription)
    if refused is not None:
        return refused
    match request:
        case PauseRequest(span):
            return changes.pause(deps, subscription, span, context)
        case SimpleRequest("unsubscribe"):
            return changes.end(turn, deps, subscription, context)
        case SimpleRequest("resume"):
            return changes.resume(deps, subscription, context)
        case SimpleRequest("send now"):
            return changes.send(deps, subscription, context)
        case _:
            raise ValueError("a request that concerns no one subscription")


def _without_one(turn: Turn, deps: Deps, request: DigestRequest, context: ViewContext) -> Parts:
    """No digest: what one is, or what was posted before it was unsubscribed."""
    ended = deps.digests.last(turn.team, turn.channel)
    if ended is None or request != SimpleRequest("history"):
        return no_digest_parts(context, personal=turn.in_dm)
    past = deps.digests.history(ended.id, MOST_IN_HISTORY)
    is_admin = deps.admins.include(turn.client, turn.user)
    return ended_history_parts(ended, past, context, is_admin=is_admin)


def _look(
    turn: Turn, deps: Deps, subscription: Subscription, request: SimpleRequest, context: ViewContext
) -> Parts:
    is_admin = deps.admins.include(turn.client, turn.user)
    most = MOST_SHOWN if request.verb == "show" else MOST_IN_HISTORY
    past = deps.digests.history(subscription.id, most)
    if request.verb == "history":
        return history_parts(subscription, past, is_admin=is_admin)
    may_change = is_admin or subscription.subscriber == turn.user
    return state_parts(
        subscription, past, deps.now(), context, may_change=may_change, is_admin=is_admin
    )


def _preview(turn: Turn, deps: Deps, context: ViewContext) -> Message:
    subscription = deps.digests.find(turn.team, turn.channel)
    edition = (
        deps.digests.edition(subscription) if subscription else deps.digests.first_edition(Focus())
    )
    return digest_message(edition, context, "")


def _with_zone(text: str, typed: str, zone: str) -> str:
    """A text in which a zone's name is one that is clear."""
    text = undecorated(text)
    clear, found = re.subn(re.escape(typed), zone, text, count=1, flags=re.IGNORECASE)
    return clear if found and typed else f"{text} in {zone}"
