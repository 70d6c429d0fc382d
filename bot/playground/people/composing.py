"""In the composer: messages and slash commands."""

import re
from collections.abc import Sequence
from html import escape

from bot.playground import payloads, seed
from bot.playground.dispatch import Reply, respond
from bot.playground.limits.checks import mapping
from bot.playground.people.acting import Outcome, failed
from bot.playground.people.managing import Commanding
from bot.playground.records import Channel, Json, Message
from bot.playground.web_api.call import ApiError
from bot.playground.workspace import ResponseUrl

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
