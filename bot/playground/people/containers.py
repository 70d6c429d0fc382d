"""Where one clicks: a message or a view, and the element in it."""

from collections.abc import Mapping
from typing import Any

from bot.playground import payloads
from bot.playground.conversations import UnknownMessageError
from bot.playground.forms import state_of
from bot.playground.identifiers import elements
from bot.playground.records import Json, Message, View
from bot.playground.workspace import Workspace

Place = Message | View | Mapping[str, Any]
"""A message, a view, or how the page names one: {type, channel, ts} or {type, view_id}."""


class NothingThereError(LookupError):
    """The person sees no such message, view or element."""


def found(workspace: Workspace, user: str, place: Place) -> Message | View:
    """The message or view as it is now.

    Raises `NothingThereError`.
    """
    match place:
        case View(id=view_id):
            return view_of(workspace, user, view_id)
        case Message(channel=channel, ts=ts):
            pass
        case _:
            if place.get("type") == "view":
                return view_of(workspace, user, str(place.get("view_id")))
            channel, ts = str(place.get("channel")), str(place.get("ts"))
    try:
        message = workspace.conversations.message(channel, ts)
    except UnknownMessageError:
        raise NothingThereError(f"no message {ts} in {channel}") from None
    if not message.visible_to(user):
        raise NothingThereError(f"{user} does not see message {ts}")
    return message


def view_of(workspace: Workspace, user: str, view_id: str) -> View:
    """A modal or Home tab of this person.

    Raises `NothingThereError`.
    """
    view = workspace.surfaces.view(view_id)
    if view is None or view.user != user:
        raise NothingThereError(f"{user} has no view {view_id}")
    return view


def element_of(
    thing: Message | View, action_id: str, block_id: str | None, value: object = None
) -> tuple[Json, Json]:
    """The block and the element with this action id; a button has to have the value, if one is given.

    Raises `NothingThereError` where there is none, or more than one.
    """
    fitting = [
        (block, element)
        for block in thing.blocks
        for element in elements(block)
        if element["action_id"] == action_id
        and block_id in (None, block["block_id"])
        and (value is None or element["type"] != "button" or element.get("value") == value)
    ]
    if len(fitting) != 1:
        there = sorted(element["action_id"] for b in thing.blocks for element in elements(b))
        count = "no" if not fitting else "more than one"
        raise NothingThereError(f"{count} element {action_id}; there are: {', '.join(there)}")
    return fitting[0]


def place_of(workspace: Workspace, thing: Message | View) -> Json:
    """The container, with its message or view and their state, as an app is told."""
    if isinstance(thing, View):
        return payloads.in_view(workspace, thing)
    state = state_of(thing.blocks, workspace.surfaces.chosen(thing.key))
    return payloads.in_message(workspace, thing, state)
