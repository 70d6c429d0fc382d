"""What every act of a person needs: who and where it is, the request to the app, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground import payloads
from bot.playground.conversations import UnknownMessageError
from bot.playground.dispatch import Dispatcher, Reply
from bot.playground.payloads import file_json
from bot.playground.records import Channel, Json, Message, UploadedFile, User, View, elements
from bot.playground.surfaces import state_of
from bot.playground.workspace import Tickets, Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person sees at once, and the app's answer.

    `error` is what the person is told where it failed; `status` and `body` are the app's answer, 0
    and "" where nothing was sent or nothing came back. `messages` and `views` came or changed
    while the app answered, as far as this person sees them.
    """

    ok: bool = True
    error: str = ""
    status: int = 0
    body: Any = ""
    messages: tuple[Message, ...] = ()
    views: tuple[View, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    options: tuple[Json, ...] = ()

    @property
    def message(self) -> Message:
        """The only message that came of it.

        Raises ValueError where there is none, or more than one.
        """
        (message,) = self.messages
        return message

    @property
    def view(self) -> View:
        """The last state of the only view that came of it.

        Raises ValueError where there is none, or more than one.
        """
        last = {view.id: view for view in self.views}
        (view,) = last.values()
        return view


def failed(error: str, reply: Reply | None = None, **more: Any) -> Outcome:
    """An outcome that the person is told about."""
    status, body = (reply.status, reply.body) if reply else (0, "")
    return Outcome(ok=False, error=error, status=status, body=body, **more)


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


NOT_INTERACTIVE = "This app is not configured to handle interactive responses."


class Acting:
    """A workspace, its people, and the way to the app."""

    def __init__(
        self, workspace: Workspace, tickets: Tickets, dispatcher: Dispatcher, base_url: str
    ) -> None:
        self.workspace = workspace
        self._tickets = tickets
        self._dispatcher = dispatcher
        self._base_url = base_url

    def _person(self, user: str) -> User:
        person = self.workspace.users.get(user)
        if person is None or person.is_bot:
            raise NothingThereError(f"no person {user}")
        return person

    def _channel(self, user: str, channel: str) -> Channel:
        place = self.workspace.conversations.channel(channel)
        if place is None or not place.visible_to(user):
            raise NothingThereError(f"{user} sees no channel {channel}")
        return place

    def attach(self, name: str, content: bytes) -> Json:
        """Hand a file to Slack; gives its record, as messages and forms carry it."""
        file = UploadedFile(self.workspace.journal.next_id("F"), name, content=content)
        self.workspace.keep_file(file)
        return file_json(file, self._base_url)

    def _trigger(self, user: str) -> str:
        return self._tickets.trigger(user, self.workspace.clock)

    def _response_url(self, user: str, channel: str, original: str | None) -> str:
        path = self._tickets.response_path(user, channel, original, self.workspace.clock)
        return self._base_url + path

    def _event(self, inner: Json) -> Json:
        """An event in its envelope, under an id of its own."""
        journal = self.workspace.journal
        event_id = journal.next_id("Ev")
        return payloads.event(self.workspace.installation, event_id, journal.clock(), inner)

    def _interact(self, user: str, payload: Json) -> Outcome:
        """Send an interaction whose answer has nothing to show."""
        mark = self.workspace.journal.mark()
        reply = self._dispatcher.interaction(payload)
        return self._outcome(user, mark, reply)

    def _outcome(self, user: str, mark: int, reply: Reply) -> Outcome:
        """The app's answer, and what this person has seen come or change since."""
        since = self.workspace.journal.since(mark)
        name = self.workspace.installation.name
        return Outcome(
            ok=not reply.error,
            error=f"{name} did not answer: “{reply.error}”" if reply.error else "",
            status=reply.status,
            body=reply.body,
            messages=tuple(
                one
                for one in since
                if isinstance(one, Message) and one.bot and one.visible_to(user)
            ),
            views=tuple(one for one in since if isinstance(one, View) and one.user == user),
        )
