"""Clicks on a digest and its confirmations; channels that the bot leaves and comes back to."""

from dataclasses import replace

from handlers.deps import Deps
from handlers.digests import changes
from handlers.digests.command import answer, current, kept_out
from handlers.digests.places import why_unreachable
from handlers.middleware import IncompleteError, required
from handlers.placing import Later, NextTo, Parts, Shown
from handlers.replies import CommandLine, command_line, context_of
from handlers.turn import Turn
from handlers.views.digest import DIGEST_USEFUL
from handlers.views.digest.states import no_digest_parts
from handlers.views.digest.told import rated_parts, told_elsewhere

NEXT_TO = ("preview", "history", "list")
"""What is shown next to the message that was clicked in, and not in its place."""


def ask(turn: Turn, deps: Deps) -> Shown | NextTo:
    """Do what the text of the button does when it is typed in the same conversation."""
    line = _line(turn)
    required(turn.channel)
    answered = answer(replace(turn, text=line.text), deps)
    shown = answered.work() if isinstance(answered, Later) else answered
    return NextTo(shown) if line.text in NEXT_TO else shown


def undo(turn: Turn, deps: Deps) -> Parts:
    """Take a change back; the button names the conversation and what the change led to."""
    channel, _, version = _line(turn).text.partition(":")
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


def _line(turn: Turn) -> CommandLine:
    line = command_line(turn.value)
    if line is None or line.command != "digest":
        raise IncompleteError
    return line


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
