"""A turn: one thing that a person does in Slack, in the same shape by whatever door it comes in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import AliasChoices, Field, ValidationError

from handlers.deps import SlackClient
from handlers.payloads import (
    Click,
    Envelope,
    FormPayload,
    MenuPayload,
    Payload,
    Shortcut,
    SlashCommand,
    View,
)
from handlers.replies import command_line, prefix_of

Door = Literal["command", "click", "form", "menu", "shortcut", "message", "event", "closed"]
"""The kinds of payloads that we listen to."""

ANSWERED_WITHIN = timedelta(minutes=25)
"""Slack: a response_url works for half an hour; a form may stay open for longer."""


class Origin(Payload):
    """Where a form was opened: what comes back in its `private_metadata`."""

    channel: str = ""
    channel_name: str = ""
    response_url: str = Field(default="", validation_alias=AliasChoices("response_url", "url"))
    opened_at: datetime | None = None
    replace: bool = False
    prefix: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answer to a turn goes: the first of these that is set, else the person's own DM."""

    view_id: str = ""
    """A modal, which then shows the answer."""
    is_home: bool = False
    """The Home tab, over which a modal opens."""
    response_url: str = ""
    replace: bool = False
    """Whether the answer takes the place of the message that was clicked in."""
    channel: str = ""
    thread: str = ""
    """The thread of a message; of a click and its forms, where the app is an agent."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who does what, where, and where the answer goes.

    `key` is the same for every delivery of the turn, and empty where it may be done again. `text` is
    what the person typed, `value` what a button, an option, or a form's metadata carries. `is_there` where Slack
    itself says that they are in the conversation: a button may be an old one, and a form may name any
    channel.
    """

    client: SlackClient
    team: str
    user: str
    place: Place
    key: str = ""
    channel: str = ""
    channel_name: str = ""
    prefix: str = ""
    is_there: bool = False
    text: str = ""
    value: str = ""
    action: str = ""
    block: str = ""
    trigger_id: str = ""
    message_ts: str = ""
    view: View = field(default_factory=View)
    payload: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """The event, or the message that a shortcut was chosen on, as Slack sent it."""

    @property
    def in_dm(self) -> bool:
        """Whether the conversation is a direct message; one of the two may be the bot."""
        return self.channel.startswith("D")

    def origin(self, now: datetime) -> str:
        """What a form that opens now keeps in its metadata, so that its answer finds its way back."""
        return Origin(
            channel=self.channel,
            channel_name=self.channel_name,
            response_url=self.place.response_url,
            opened_at=now,
            replace=self.place.replace,
            prefix=self.prefix,
            thread=self.place.thread,
        ).model_dump_json(exclude_defaults=True)


Reader = Callable[[Mapping[str, Any], SlackClient, datetime], Turn]
"""Reads a payload that came in at a moment."""


def of_command(body: Mapping[str, Any], client: SlackClient, _now: datetime) -> Turn:
    """Someone typed a slash command."""
    typed = SlashCommand.model_validate(body)
    named = command_line(typed.command)
    return Turn(
        client,
        typed.team_id,
        typed.user_id,
        Place(response_url=typed.response_url),
        key=f"command:{typed.team_id}:{typed.user_id}:{typed.trigger_id}"
        if typed.trigger_id
        else "",
        channel=typed.channel_id,
        channel_name=typed.channel_name,
        prefix=named.prefix if named else "",
        is_there=True,
        text=typed.text,
        action=named.command if named else "",
        trigger_id=typed.trigger_id,
    )


def of_click(body: Mapping[str, Any], client: SlackClient, _now: datetime) -> Turn:
    """Someone clicked a button, chose an option, or sent a search field."""
    click = Click.model_validate(body)
    clicked = click.element
    place = Place(response_url=click.response_url, replace=click.is_private)
    if click.is_in_view:
        place = Place(view_id=click.modal_id, is_home=not click.modal_id)
    return Turn(
        client,
        click.team_id,
        click.user.id,
        place,
        key=click.key,
        channel=click.channel_id,
        channel_name=click.channel.name,
        prefix=prefix_of(clicked.chosen),
        text=clicked.value,
        value=clicked.chosen,
        action=clicked.action_id,
        block=clicked.block_id,
        trigger_id=click.trigger_id,
        message_ts=click.container.message_ts,
        view=click.view or View(),
    )


def of_form(body: Mapping[str, Any], client: SlackClient, now: datetime) -> Turn:
    """Someone sent a form; what it was opened from says where the answer goes."""
    sent = FormPayload.model_validate(body)
    origin = _origin(sent.view.private_metadata)
    age = now - origin.opened_at if origin.opened_at else timedelta(0)
    return Turn(
        client,
        sent.team.id,
        sent.user.id,
        Place(
            response_url=origin.response_url if age < ANSWERED_WITHIN else "",
            replace=origin.replace,
            channel=origin.channel if origin.thread else "",
            thread=origin.thread,
        ),
        key=f"form:{sent.view.id}",
        channel=origin.channel,
        channel_name=origin.channel_name,
        prefix=origin.prefix,
        value=sent.view.private_metadata,
        view=sent.view,
    )


def _origin(metadata: str) -> Origin:
    """Where a form was opened; nowhere in particular where its metadata says something else."""
    try:
        return Origin.model_validate_json(metadata)
    except ValidationError:
        return Origin()


def of_menu(body: Mapping[str, Any], client: SlackClient, _now: datetime) -> Turn:
    """Someone types into a menu."""
    typing = MenuPayload.model_validate(body)
    return Turn(
        client,
        typing.team.id,
        typing.user.id,
        Place(),
        text=typing.value,
        value=typing.view.private_metadata,
        action=typing.action_id,
        view=typing.view,
    )


def of_shortcut(body: Mapping[str, Any], client: SlackClient, _now: datetime) -> Turn:
    """Someone chose a shortcut on a message."""
    chosen = Shortcut.model_validate(body)
    return Turn(
        client,
        chosen.team.id,
        chosen.user.id,
        Place(response_url=chosen.response_url),
        key=f"shortcut:{chosen.team.id}:{chosen.user.id}:{chosen.trigger_id}",
        trigger_id=chosen.trigger_id,
        payload=chosen.message,
    )


def of_message(body: Mapping[str, Any], client: SlackClient, _now: datetime) -> Turn:
    """Someone wrote to the bot: the answer goes into their thread, or into the direct message.

    The key is the same for every event of one message: a mention in direct messages comes as two.
    """
    envelope = Envelope.model_validate(body)
    event = envelope.event
    thread = event.thread_ts or ("" if event.is_in_dm else event.ts)
    return Turn(
        client,
        envelope.team_id,
        event.user,
        Place(channel=event.channel, thread=thread),
        key=f"message:{event.channel}:{event.ts}" if event.ts else f"event:{envelope.event_id}",
        channel=event.channel,
        text=event.text,
        action=event.type,
        payload=body.get("event", {}),
    )


def of_event(body: Mapping[str, Any], client: SlackClient, _now: datetime) -> Turn:
    """Something happened in the workspace; nobody waits for an answer."""
    envelope = Envelope.model_validate(body)
    event = envelope.event
    named = envelope.event_id or f"{event.type}:{event.channel}:{event.event_ts}"
    return Turn(
        client,
        envelope.team_id,
        event.user,
        Place(),
        key=f"event:{named}",
        channel=event.channel,
        action=event.type,
        payload=body,
    )


def of_closed(body: Mapping[str, Any], client: SlackClient, _now: datetime) -> Turn:
    """Someone closed a modal."""
    closed = FormPayload.model_validate(body)
    return Turn(
        client,
        closed.team.id,
        closed.user.id,
        Place(),
        key=f"closed:{closed.view.id}",
        view=closed.view,
    )


def of_message_to_agent(body: Mapping[str, Any], client: SlackClient, now: datetime) -> Turn:
    """Someone wrote to an agent: every message of a direct message begins a thread or stands in one."""
    turn = of_message(body, client, now)
    event = Envelope.model_validate(body).event
    return replace(turn, place=replace(turn.place, thread=event.thread_ts or event.ts))


def of_click_at_agent(body: Mapping[str, Any], client: SlackClient, now: datetime) -> Turn:
    """Someone clicked: in a direct message, what comes of it stays in the thread."""
    turn = of_click(body, client, now)
    container = Click.model_validate(body).container
    if not turn.in_dm or turn.place.view_id or turn.place.is_home:
        return turn
    own = "" if container.is_ephemeral else container.message_ts
    place = replace(turn.place, channel=turn.channel, thread=container.thread_ts or own)
    return replace(turn, place=place)


READERS: Mapping[Door, Reader] = {
    "command": of_command,
    "click": of_click,
    "form": of_form,
    "menu": of_menu,
    "shortcut": of_shortcut,
    "message": of_message,
    "event": of_event,
    "closed": of_closed,
}

AGENTS_READERS: Mapping[Door, Reader] = {
    **READERS,
    "message": of_message_to_agent,
    "click": of_click_at_agent,
}
"""The same where the app is an agent."""


def own_dm(client: SlackClient, user: str) -> str:
    """The direct message of a person with the bot."""
    found: dict[str, Any] = client.conversations_open(users=user).data
    return str(found["channel"]["id"])
