"""The digest's form: opened from a message or from the Home tab, and kept exactly as it is sent."""

import re
from dataclasses import replace
from datetime import time

from handlers.deps import Deps
from handlers.digests import changes
from handlers.digests.command import kept_out
from handlers.digests.places import zone_of
from handlers.middleware import required
from handlers.payloads import View
from handlers.placing import FieldErrors, Form, Later, Options, Parts
from handlers.replies import context_of
from handlers.turn import Turn, own_dm
from handlers.views.digest.form import (
    AT,
    CHANNEL,
    FREQUENCY,
    PARTS,
    QUIET,
    ROLES,
    TOPICS,
    WEEKDAY,
    ZONE,
    digest_form_view,
)
from handlers.views.digest.told import told_elsewhere
from knowledge.digest.subscription import (
    DEFAULT_TIME,
    DEFAULT_WEEKDAY,
    FREQUENCIES,
    Focus,
    Frequency,
    Schedule,
    Subscription,
    parts_now,
)
from knowledge.digest.zones import known_zones, zone_suggestions
from knowledge.suggestions import suggest_roles


def open_form(turn: Turn, deps: Deps) -> Form | Parts:
    """Open it with what holds for the conversation, for those who may change that."""
    context = context_of(deps, turn.prefix)
    refused = kept_out(turn, deps, context) if turn.channel else None
    if refused is not None:
        return refused
    before = deps.digests.find(turn.team, turn.channel) if turn.channel else None
    refused = changes.refused(turn, deps, before)
    if refused is not None:
        return refused
    zone = zone_of(turn.client, turn.user) if before is None else None
    first = Schedule(DEFAULT_WEEKDAY, DEFAULT_TIME, zone or changes.UTC)
    view = digest_form_view(
        context,
        before.schedule if before else first,
        before.focus if before else Focus(),
        turn.origin(deps.now()),
        with_channel=not turn.channel,
    )
    return Form(view)


def suggest_time_zones(turn: Turn, _deps: Deps) -> Options:
    """Complete time zones while one types."""
    return Options([(zone, zone) for zone in zone_suggestions(turn.text)])


def suggest_focus(turn: Turn, deps: Deps) -> Options:
    """Complete roles while one types."""
    return Options(suggest_roles(deps.library(), turn.text))


def sent(turn: Turn, deps: Deps) -> FieldErrors | Later[Parts]:
    """Keep what the form says, or say at each field what is wrong with it."""
    wrong = _complaints(turn.view)
    if wrong:
        return FieldErrors(wrong)
    required(turn.value)
    place = replace(turn, channel=turn.channel or turn.view.entered(CHANNEL))
    return Later(lambda: _keep(place, deps))


def _keep(turn: Turn, deps: Deps) -> Parts:
    """Answer where the form was opened; from the Home tab, or too late, in a direct message."""
    if not turn.channel:
        turn = replace(turn, channel=own_dm(turn.client, turn.user))
    context = context_of(deps, turn.prefix)
    refused = kept_out(turn, deps, context)
    if refused is not None:
        # Of the channel they hear nothing.
        return refused
    before = deps.digests.find(turn.team, turn.channel)
    wish = changes.Wish(before, _schedule(turn.view), _focus(turn.view, deps, before))
    parts = changes.keep(turn, deps, wish, context)
    if turn.place.response_url or turn.in_dm:
        return parts
    return told_elsewhere(parts, turn.channel, context)


def _focus(view: View, deps: Deps, before: Subscription | None) -> Focus:
    """What the form says; what is muted has no field in it, and stays."""
    library = deps.library()
    return replace(
        before.focus if before else Focus(),
        roles=tuple(id for id in view.chosen(ROLES) if id in library.roles),
        topics=tuple(id for id in view.chosen(TOPICS) if id in library.trends),
        parts=parts_now(view.chosen(PARTS)),
        quiet=bool(view.chosen(QUIET)),
    )


def _complaints(view: View) -> dict[str, str]:
    """What is wrong, at each field."""
    wrong: dict[str, str] = {}
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", view.entered(AT)):
        wrong[AT] = "Enter a time such as 09:00"
    if view.entered(WEEKDAY) not in map(str, range(7)):
        wrong[WEEKDAY] = "Choose a day of the week"
    if view.entered(ZONE) not in known_zones():
        wrong[ZONE] = "Choose a time zone such as Europe/Berlin"
    if not parts_now(view.chosen(PARTS)):
        wrong[PARTS] = "Choose at least one part"
    return wrong


def _schedule(view: View) -> Schedule:
    """What the form says; one that an older release opened does not ask how often."""
    at = time.fromisoformat(view.entered(AT))
    known: dict[str, Frequency] = {frequency: frequency for frequency in FREQUENCIES}
    frequency = known.get(view.entered(FREQUENCY), "weekly")
    return Schedule(int(view.entered(WEEKDAY)), at, view.entered(ZONE), frequency)
