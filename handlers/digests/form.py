"""The digest's form: opened from a message or from the Home tab, and kept exactly as it is sent."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, cast

from pydantic import BaseModel
from slack_bolt import Ack, App

from handlers.asker import Asker
from handlers.busy import TRIGGER_SECONDS
from handlers.deps import Deps, SlackClient
from handlers.digests.desk import DigestDesk
from handlers.digests.keeper import UTC, Wish
from handlers.digests.places import zone_of
from handlers.incomplete import required
from handlers.payloads import Click
from handlers.replies import command_line
from handlers.submissions import FormView, Submission
from handlers.turn import own_dm
from handlers.views.buttons import DIGEST_FORM
from handlers.views.digest.form import (
    AT,
    CHANNEL,
    DIGEST_FORM_SENT,
    PARTS,
    QUIET,
    ROLES,
    TOPICS,
    WEEKDAY,
    ZONE,
    digest_form_view,
)
from handlers.views.digest.told import told_elsewhere
from handlers.views.elements import option
from handlers.views.parts import Paragraph, Part
from knowledge.digest.schedule import DEFAULT_TIME, DEFAULT_WEEKDAY, Schedule
from knowledge.digest.subscription import DIGEST_PARTS, Focus
from knowledge.digest.zones import known_zones, zone_suggestions
from knowledge.suggesting import suggest_roles

ANSWERED_WITHIN = timedelta(minutes=25)
"""Slack: a response_url works for half an hour; a form may stay open for longer."""


class Origin(BaseModel):
    """Where a form was opened: what comes back as its `private_metadata`."""

    channel: str = ""
    channel_name: str = ""
    response_url: str = ""
    opened_at: datetime
    replace: bool = False
    prefix: str = ""


def register(app: App, deps: Deps, desk: DigestDesk) -> None:
    """Listen to the button that opens the form, to its menus, and to what is sent."""
    listener = DigestForm(deps, desk)
    untyped = cast("Any", app)
    untyped.action(DIGEST_FORM)(listener.open)
    untyped.options(ZONE)(listener.suggest_zones)
    untyped.options(ROLES)(listener.suggest_roles)
    untyped.view(DIGEST_FORM_SENT)(listener.sent)


class DigestForm:
    """Opens the form, completes its menus, and keeps what it says."""

    def __init__(self, deps: Deps, desk: DigestDesk) -> None:
        self._deps = deps
        self._desk = desk

    def open(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Open it with what holds for the conversation, for who may change that.

        (Slack: a trigger_id opens one view, within three seconds.)
        """
        ack()
        click = Click.model_validate(body)
        line = command_line(click.element.line)
        asker = Asker.of_click(click, line.prefix if line else "")
        origin = Origin(
            channel=asker.channel,
            channel_name=asker.channel_name,
            response_url=click.response_url,
            opened_at=self._deps.now(),
            replace=click.is_private,
            prefix=asker.prefix,
        )
        trigger_id = required(click.trigger_id)
        self._deps.background(
            lambda: self._open(client, asker, origin, trigger_id),
            lambda text: self._apologise(client, asker, origin, text),
            TRIGGER_SECONDS,
        )

    def suggest_zones(self, ack: Ack, payload: dict[str, Any]) -> None:
        """Complete time zones while one types."""
        zones = zone_suggestions(str(payload.get("value") or ""))
        ack(options=[option(zone, zone) for zone in zones])

    def suggest_roles(self, ack: Ack, payload: dict[str, Any]) -> None:
        """Complete roles while one types."""
        found = suggest_roles(self._deps.library(), str(payload.get("value") or ""))
        ack(options=[option(name, id) for id, name in found])

    def sent(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Keep what the form says, or tell at each field what is wrong with it."""
        submission = Submission.model_validate(body)
        view = submission.view
        wrong = _complaints(view)
        if wrong:
            ack(response_action="errors", errors=wrong)
            return
        ack()
        origin = Origin.model_validate_json(required(view.private_metadata))
        asker = Asker(
            submission.team.id,
            submission.user.id,
            origin.channel or view.entered(CHANNEL),
            origin.channel_name,
            origin.prefix,
        )
        self._deps.background(
            lambda: self._keep(client, asker, origin, view),
            lambda text: self._apologise(client, asker, origin, text),
        )

    def _open(self, client: SlackClient, asker: Asker, origin: Origin, trigger_id: str) -> None:
        if origin.channel and self._kept_out(client, asker, origin):
            return
        before = self._deps.digests.find(asker.team, origin.channel) if origin.channel else None
        refused = self._desk.keeper.refused(client, asker, before)
        if refused is not None:
            self._tell(client, asker, origin, refused)
            return
        zone = zone_of(client, asker.user) if before is None else None
        first = Schedule(DEFAULT_WEEKDAY, DEFAULT_TIME, zone or UTC)
        view = digest_form_view(
            self._desk.context(origin.prefix),
            before.schedule if before else first,
            before.focus if before else Focus(),
            origin.model_dump_json(),
            with_channel=not origin.channel,
        )
        client.views_open(trigger_id=trigger_id, view=view)

    def _keep(self, client: SlackClient, asker: Asker, origin: Origin, view: FormView) -> None:
        if not asker.channel:
            asker = replace(asker, channel=own_dm(client, asker.user))
        if self._kept_out(client, asker, origin):
            return
        context = self._desk.context(asker.prefix)
        before = self._deps.digests.find(asker.team, asker.channel)
        wish = Wish(before, _schedule(view), self._focus(view))
        parts = self._desk.keeper.keep(client, asker, wish, context)
        self._tell(client, asker, origin, parts)

    def _kept_out(self, client: SlackClient, asker: Asker, origin: Origin) -> bool:
        """Whether somebody may not see the channel's digest; they are told, and nothing of the channel."""
        parts = self._desk.kept_out(client, asker, self._desk.context(asker.prefix))
        if parts is not None:
            self._tell(client, replace(asker, channel=""), origin, parts)
        return parts is not None

    def _focus(self, view: FormView) -> Focus:
        library, sent = self._deps.library(), view.chosen(PARTS)
        return Focus(
            roles=tuple(id for id in view.chosen(ROLES) if id in library.roles),
            topics=tuple(id for id in view.chosen(TOPICS) if id in library.trends),
            parts=tuple(part for part in DIGEST_PARTS if part in sent),
            quiet=bool(view.chosen(QUIET)),
        )

    def _tell(
        self, client: SlackClient, asker: Asker, origin: Origin, parts: tuple[Part, ...]
    ) -> None:
        """Answer where the form was opened; from the Home tab, or too late, in direct messages."""
        if origin.response_url and self._deps.now() - origin.opened_at < ANSWERED_WITHIN:
            payload = self._desk.message(parts).payload()
            self._deps.respond(origin.response_url, {**payload, "replace_original": origin.replace})
            return
        if asker.channel and not asker.in_dm:
            parts = told_elsewhere(parts, asker.channel, self._desk.context(asker.prefix))
        answer = self._desk.message(parts)
        client.chat_postMessage(
            channel=own_dm(client, asker.user),
            text=answer.text,
            blocks=list(answer.blocks),
            thread_ts=None,
        )

    def _apologise(self, client: SlackClient, asker: Asker, origin: Origin, text: str) -> None:
        self._tell(client, asker, origin, (Paragraph((text,)),))


def _complaints(view: FormView) -> dict[str, str]:
    """What is wrong, at each field."""
    wrong: dict[str, str] = {}
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", view.entered(AT)):
        wrong[AT] = "A time such as 09:00, please"
    if view.entered(WEEKDAY) not in map(str, range(7)):
        wrong[WEEKDAY] = "A day of the week, please"
    if view.entered(ZONE) not in known_zones():
        wrong[ZONE] = "A time zone such as Europe/Berlin, please"
    if not set(view.chosen(PARTS)) & set(DIGEST_PARTS):
        wrong[PARTS] = "At least one part, or there is nothing to post"
    return wrong


def _schedule(view: FormView) -> Schedule:
    at = time.fromisoformat(view.entered(AT))
    return Schedule(int(view.entered(WEEKDAY)), at, view.entered(ZONE))
