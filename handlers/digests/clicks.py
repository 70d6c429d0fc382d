"""Clicks on a digest and its confirmations; channels that the bot leaves and comes back to."""

from dataclasses import replace
from datetime import timedelta

from handlers.deps import Deps
from handlers.digests import changes
from handlers.digests.command import answer_request, current, kept_out
from handlers.digests.places import why_unreachable
from handlers.middleware import UNREADABLE, IncompleteError, required
from handlers.placing import Later, NextTo, Parts, Shown
from handlers.replies import CommandLine, carried_by, context_of
from handlers.turn import Turn
from handlers.views.digest import DIGEST_USEFUL
from handlers.views.digest.states import no_digest_parts
from handlers.views.digest.told import rated_parts, told_elsewhere
from knowledge.asking import is_topic
from knowledge.digest.grammar import parse_digest
from knowledge.digest.grammar.times import LONGEST_PAUSE
from knowledge.digest.subscription import (
    DAYS,
    DigestRequest,
    MuteRequest,
    PauseRequest,
    SimpleRequest,
    SubscribeRequest,
    UndoRequest,
)
from knowledge.digest.zones import known_zones

NEXT_TO = ("preview", "history", "list")
"""What is shown next to the message that was clicked in, and not in its place."""


def ask(turn: Turn, deps: Deps) -> Shown | NextTo:
    """Do what the button asks for, in its conversation."""
    return _done(turn, deps, _request(turn, deps))


def mute(turn: Turn, deps: Deps) -> NextTo:
    """Mute a feed or a topic, or hear of it again; told next to the menu, to whoever chose."""
    match carried_by(turn.value):
        case MuteRequest() as request:
            done = _done(turn, deps, request)
            return done if isinstance(done, NextTo) else NextTo(done)
        case _:
            raise IncompleteError(UNREADABLE)


def _done(turn: Turn, deps: Deps, request: DigestRequest) -> Shown | NextTo:
    required(turn.channel)
    answered = answer_request(replace(turn, text=""), deps, request)
    shown = answered.work() if isinstance(answered, Later) else answered
    is_looking = isinstance(request, SimpleRequest) and request.verb in NEXT_TO
    return NextTo(shown) if is_looking else shown


def _request(turn: Turn, deps: Deps) -> DigestRequest:
    """What a button asks for; one of an older release carries a line. Raises `IncompleteError`."""
    match carried_by(turn.value):
        case SimpleRequest() | MuteRequest() as request:
            return request
        case PauseRequest(span) as request if span is None or timedelta(0) < span <= timedelta(
            days=LONGEST_PAUSE
        ):
            return request
        case SubscribeRequest() as request if _is_possible(request):
            library = deps.library()
            topics = tuple(topic for topic in request.topics if is_topic(library, topic))
            roles = tuple(role for role in request.roles if role in library.roles)
            return replace(request, roles=roles, topics=topics)
        case CommandLine("digest", text):
            return parse_digest(deps.library(), text)
        case _:
            raise IncompleteError(UNREADABLE)


def _is_possible(request: SubscribeRequest) -> bool:
    return (
        request.weekday in (None, *range(len(DAYS)))
        and (request.at is None or request.at.tzinfo is None)
        and set(request.zones) <= known_zones()
    )


def undo(turn: Turn, deps: Deps) -> Parts:
    """Take a change back; the button names the conversation and what the change led to."""
    channel, version = _undone(turn.value)
    context = context_of(deps, turn.prefix)
    there = channel == turn.channel
    place = turn if there else replace(turn, channel=channel, channel_name="")
    refused = kept_out(place, deps, context)
    if refused is not None:
        return refused
    subscription = current(place, deps)
    if subscription is None:
        parts = no_digest_parts(context, personal=place.in_dm)
    else:
        parts = changes.refused(place, deps, subscription) or changes.undo(
            deps, subscription, version, context
        )
    return parts if there else told_elsewhere(parts, channel, context)


def rate(turn: Turn, deps: Deps) -> NextTo:
    """Count a reader's opinion, and thank them in private."""
    useful = turn.action == DIGEST_USEFUL
    known = deps.digests.rate(turn.value, turn.user, useful=useful)
    return NextTo(rated_parts(useful=useful, known=known))


def _undone(value: str) -> tuple[str, str]:
    """The conversation, and the version that a change led to."""
    match carried_by(value):
        case UndoRequest(channel, version):
            return channel, version
        case CommandLine("digest", named):
            channel, _, version = named.partition(":")
            return channel, version
        case _:
            raise IncompleteError(UNREADABLE)


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
