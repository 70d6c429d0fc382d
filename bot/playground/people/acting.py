"""What every act of a person needs: who and where it is, the request to the app, what came of it."""

from bot.playground import payloads
from bot.playground.dispatch import Dispatcher, Reply
from bot.playground.people.containers import NothingThereError
from bot.playground.people.outcomes import Outcome
from bot.playground.records import Channel, Json, Message, UploadedFile, User, View
from bot.playground.renderings import file_json
from bot.playground.tickets import Tickets
from bot.playground.workspace import Workspace

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
