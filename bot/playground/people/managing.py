"""What people do with channels and the clock, and the slash commands that are Slack's own."""

from dataclasses import dataclass, replace

from bot.playground import payloads
from bot.playground.clock import Jump, moment_of
from bot.playground.dispatch import Reply
from bot.playground.people.acting import Acting, NothingThereError, Outcome, failed
from bot.playground.records import Channel, Json


class Managing(Acting):
    """What one can do with whole channels.

    Each of these happens whether or not the app takes the event that tells it so.
    """

    def invite(self, user: str, channel: str, whom: str | None = None) -> Outcome:
        """Add someone to a channel, the bot by default.

        Raises `NothingThereError`.
        """
        place, whom = self._shared(user, channel), self._someone(whom)
        if place.is_archived:
            return failed(f"#{place.name} is archived")
        if whom in place.members:
            return failed(f"{self.workspace.users[whom].real_name} is already in this channel.")
        self.workspace.conversations.join(place.id, whom)
        if not self._is_in(place) and whom != self._bot:
            return Outcome()
        return self._told(user, place, payloads.member_joined(place, whom, user, self._ts()))

    def kick(self, user: str, channel: str, whom: str | None = None) -> Outcome:
        """Remove someone from a channel, the bot by default.

        Raises `NothingThereError`.
        """
        place, whom = self._shared(user, channel), self._someone(whom)
        if whom not in place.members:
            return failed(f"{self.workspace.users[whom].real_name} is not in this channel.")
        self.workspace.conversations.leave(place.id, whom)
        if whom == self._bot:
            return self._told(user, place, payloads.left(place, user, self._ts()))
        if not self._is_in(place):
            return Outcome()
        return self._told(user, place, payloads.member_left(place, whom, self._ts()))

    def archive(self, user: str, channel: str) -> Outcome:
        """Close a channel for new messages.

        Raises `NothingThereError`.
        """
        place = self._shared(user, channel)
        if place.is_archived:
            return failed(f"#{place.name} is archived already")
        self.workspace.conversations.archive(place.id)
        return self._told_all(user, place, payloads.archived(place, user, self._ts()))

    def unarchive(self, user: str, channel: str) -> Outcome:
        """Open an archived channel again.

        Raises `NothingThereError`.
        """
        place = self._shared(user, channel)
        if not place.is_archived:
            return failed(f"#{place.name} is not archived")
        self.workspace.conversations.unarchive(place.id)
        return self._told_all(user, place, payloads.unarchived(place, user, self._ts()))

    def delete_channel(self, user: str, channel: str) -> Outcome:
        """Take a channel away for good.

        Raises `NothingThereError`.
        """
        place = self._shared(user, channel)
        self.workspace.conversations.delete_channel(place.id)
        return self._told_all(user, place, payloads.deleted(place, user, self._ts()))

    def move_clock(self, user: str, to: Jump) -> Outcome:
        """Move the workspace's clock; the hours of the day are those of this person's zone.

        Raises `NothingThereError`.
        """
        clock, person = self.workspace.clock, self._person(user)
        if to == "now":
            clock.back_to_now()
        else:
            clock.advance_to(moment_of(to, clock(), person.tz))
        return Outcome()

    def _shared(self, user: str, channel: str) -> Channel:
        place = self._channel(self._person(user).id, channel)
        if place.is_im:
            raise NothingThereError("that works in channels only")
        return place

    def _someone(self, whom: str | None) -> str:
        if whom is not None and whom not in self.workspace.users:
            raise NothingThereError(f"no user {whom}")
        return whom or self._bot

    @property
    def _bot(self) -> str:
        return self.workspace.installation.bot_user

    def _is_in(self, channel: Channel) -> bool:
        return self._bot in channel.members

    def _ts(self) -> str:
        return self.workspace.journal.next_ts()

    def _told_all(self, user: str, channel: Channel, event: Json) -> Outcome:
        """Tell the app of something that all hear of a public channel, and members of a private one."""
        if channel.is_private and not self._is_in(channel):
            return Outcome()
        return self._told(user, channel, event)

    def _told(self, user: str, channel: Channel, event: Json) -> Outcome:
        events, scopes = self.workspace.installation.events, self.workspace.scopes
        mark = self.workspace.journal.mark()
        reply = Reply(0, "")
        if payloads.heard(event, channel, events, scopes):
            reply = self._dispatcher.event(self._event(event))
        return replace(self._outcome(user, mark, reply), ok=True, error="")


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """A command that Slack itself carries out."""

    command: str
    description: str
    names_someone: bool = False


OWN_COMMANDS = (
    OwnCommand("/invite", "Add someone to this channel, or the app", names_someone=True),
    OwnCommand("/kick", "Remove someone from this channel, or the app", names_someone=True),
    OwnCommand("/remove", "The same as /kick", names_someone=True),
    OwnCommand("/archive", "Archive this channel"),
    OwnCommand("/unarchive", "Open this archived channel again"),
)


class Commanding(Managing):
    """What one can tell Slack itself."""

    def _own_command(self, user: str, channel: Channel, name: str, text: str) -> Outcome | None:
        """Carry out a command of Slack's own; None where it is none."""
        known = [one for one in OWN_COMMANDS if one.command == name]
        if not known:
            return None
        if channel.is_im:
            return failed(f"{name} works in channels only")
        whom = self._named(text)
        if known[0].names_someone and whom is None:
            return failed(f"{name} needs a name, such as @{self.workspace.installation.name}")
        match name:
            case "/invite":
                return self.invite(user, channel.id, whom)
            case "/archive":
                return self.archive(user, channel.id)
            case "/unarchive":
                return self.unarchive(user, channel.id)
            case _:
                return self.kick(user, channel.id, whom)

    def _named(self, text: str) -> str | None:
        wanted = text.strip().lstrip("<@").rstrip(">").casefold()
        for user in self.workspace.users.values():
            if wanted in (user.id.casefold(), user.name.casefold(), user.real_name.casefold()):
                return user.id
        return None
