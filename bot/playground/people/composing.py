"""What people do with channels and the clock, and in the composer: messages, slash commands, those that are Slack's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from bot.playground import payloads, seed
from bot.playground.clock import Jump, moment_of
from bot.playground.dispatch import Reply, respond
from bot.playground.limits.checks import mapping
from bot.playground.people.acting import Acting, NothingThereError, Outcome, failed
from bot.playground.records import Channel, Json, Message
from bot.playground.web_api.call import ApiError
from bot.playground.workspace import ResponseUrl


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


EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
}
"""Slack: without the scope there is no such event."""


class Composing(Commanding):
    """What one can do by typing."""

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        files: Sequence[Json] = (),
    ) -> Outcome:
        """Write a message, perhaps with files (`attach`); a text that begins with a slash is a command.

        The app hears of it in a direct message, where it is mentioned, and in its channels where
        it subscribed to them.
        """
        if text.startswith("/") and thread_ts:
            return failed(f"{text.split()[0]} is not supported in threads. Sorry!")
        if text.startswith("/"):
            return self.slash(user, channel, text)
        mark = self.workspace.journal.mark()
        place = self._channel(user, channel)
        if place.is_archived:
            return failed(archived(place))
        message = self.workspace.conversations.post(
            Message(
                channel=place.id,
                ts=self.workspace.journal.next_ts(),
                user=self._person(user).id,
                text=self._marked_up(user, text),
                thread_ts=thread_ts,
                files=tuple(files),
            )
        )
        self.workspace.conversations.mark_read(user, channel)
        if (
            self._mentions(message.text)
            and self.workspace.installation.bot_user not in place.members
        ):
            self._offer_invitation(message)
        replies = [
            self._dispatcher.event(self._event(payloads.said(message, place, kind)))
            for kind in self.heard_as(message, place)
        ]
        return self._outcome(user, mark, replies[-1] if replies else Reply(0, ""))

    def heard_as(self, message: Message, channel: Channel) -> list[str]:
        """The events that the app gets for a message, of those that it subscribed to."""
        installation, scopes = self.workspace.installation, self.workspace.scopes
        if installation.bot_user not in channel.members:
            return []
        subscribed = {name for name in installation.events if EVENT_SCOPES.get(name) in scopes}
        mentioned = self._mentions(message.text) and not message.bot
        kinds = {
            "app_mention": mentioned and not channel.is_im and "app_mention" in subscribed,
            "message": f"message.{channel.family}" in subscribed,
        }
        return [kind for kind, heard in kinds.items() if heard]

    def _mentions(self, text: str) -> bool:
        return f"<@{self.workspace.installation.bot_user}>" in text

    def slash(self, user: str, channel: str, line: str) -> Outcome:
        """Type a slash command."""
        name, text = [*line.split(maxsplit=1), ""][:2]
        person, place = self._person(user), self._channel(user, channel)
        own = self._own_command(user, place, name, text)
        if own:
            return own
        if place.is_archived:
            return failed(archived(place))
        if name not in (command["command"] for command in self.workspace.installation.commands):
            return failed(f"{name} is not a valid command.")
        mark = self.workspace.journal.mark()
        reply = self._dispatcher.command(
            {
                **payloads.command(self.workspace, person, place, name, text.strip()),
                "trigger_id": self._trigger(user),
                "response_url": self._response_url(user, place.id, None),
            }
        )
        if not reply.error and reply.body:
            payload = mapping(reply.body) or {"text": str(reply.body)}
            to = ResponseUrl(user, place.id, None, until=0)
            try:
                respond(self.workspace, to, payload)
            except ApiError as error:
                reply = Reply(reply.status, error.more or reply.body, error.code)
        if reply.error:
            return failed(f"{name} failed with the error “{reply.error}”", reply)
        return self._outcome(user, mark, reply)

    def _offer_invitation(self, message: Message) -> None:
        name = self.workspace.installation.name
        self.workspace.conversations.post(
            Message(
                channel=message.channel,
                ts=self.workspace.journal.next_ts(),
                user=seed.SLACKBOT.id,
                text=f"{name} is not in this channel. To add it, type `/invite @{name}`.",
                ephemeral_for=message.user,
            )
        )

    def _marked_up(self, user: str, text: str) -> str:
        """What a person typed as Slack keeps it: escaped, with @names, #channels, addresses as links."""
        names = {
            name.lower(): f"<@{known.id}>"
            for known in self.workspace.users.values()
            for name in (known.name, known.real_name)
        }
        longest = sorted(map(re.escape, names), key=len, reverse=True)
        pattern = re.compile(
            r"(<[@#][^<>]*>)|(https?://[^\s<>|]*[\w/])|"
            rf"(?<!\w)@({'|'.join(longest)})\b|(?<!\w)#([\w-]+)|([&<>])",
            re.IGNORECASE,
        )

        def marked_up(match: re.Match[str]) -> str:
            link, address, name, channel, character = match.groups()
            if address:
                return f"<{escape(address)}>"
            if channel:
                place = self.workspace.conversations.named(channel.lower())
                seen = place and place.visible_to(user)
                return f"<#{place.id}|{place.name}>" if place and seen else match.group()
            return str(link or (names[name.lower()] if name else escape(character)))

        return pattern.sub(marked_up, text)


def archived(channel: Channel) -> str:
    """What someone is told who would say something in an archived channel."""
    return f"#{channel.name} is archived. To open it again, type `/unarchive`."
