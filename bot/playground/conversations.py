"""What is said in channels and direct messages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.playground.channels import Channels
from bot.playground.identifiers import with_ids
from bot.playground.journal import Journal
from bot.playground.records import Channel, Message


class UnknownMessageError(LookupError):
    """No message with this `ts` in this channel."""


class Conversations(Channels):
    """The conversations of a workspace with their messages; every method is atomic."""

    def __init__(self, journal: Journal, channels: Iterable[Channel]) -> None:
        super().__init__(journal, channels)
        self._messages: dict[str, dict[str, Message]] = defaultdict(dict)
        self._read: dict[tuple[str, str], str] = {}

    def messages(self, channel: str, user: str | None = None) -> tuple[Message, ...]:
        """A channel's messages and replies, oldest first; with a user, those that they see."""
        with self._lock:
            return tuple(
                message
                for message in self._messages.get(channel, {}).values()
                if user is None or message.visible_to(user)
            )

    def message(self, channel: str, ts: str) -> Message:
        """One message, whoever sees it.

        Raises `UnknownMessageError`.
        """
        with self._lock:
            message = self._messages.get(channel, {}).get(ts)
        if message is None:
            raise UnknownMessageError(ts)
        return message

    def replies(self, channel: str, ts: str, user: str | None = None) -> tuple[Message, ...]:
        """A thread without its first message, oldest first."""
        return tuple(m for m in self.messages(channel, user) if m.is_reply and m.thread_ts == ts)

    def post(self, message: Message) -> Message:
        """Add a message; its blocks get the ids that they lack."""
        kept = replace(message, blocks=with_ids(message.blocks))
        with self._lock:
            self._messages[kept.channel][kept.ts] = kept
            self._journal.touch(kept)
        return kept

    def revise(self, channel: str, ts: str, **changes: Any) -> Message:
        """Change some fields of a message.

        Raises `UnknownMessageError`.
        """
        with self._lock:
            old = self.message(channel, ts)
            if "blocks" in changes:
                changes["blocks"] = with_ids(changes["blocks"])
            new = replace(old, **changes)
            self._messages[channel][ts] = new
            self._journal.touch(new)
        return new

    def delete(self, channel: str, ts: str) -> Message:
        """Take a message away.

        Raises `UnknownMessageError`.
        """
        with self._lock:
            old = self.message(channel, ts)
            del self._messages[channel][ts]
        self._journal.changed("messages", channel, old.ephemeral_for)
        return old

    def mark_read(self, user: str, channel: str) -> None:
        """Say that a person has seen all there is."""
        news = self.unread(user, channel)
        messages = self.messages(channel, user)
        if messages:
            with self._lock:
                self._read[user, channel] = messages[-1].ts
        if news:
            self._journal.changed("state", user=user)

    def unread(self, user: str, channel: str) -> int:
        """How many messages of others a person has not seen."""
        with self._lock:
            seen = self._read.get((user, channel), "")
        return sum(
            m.ts > seen and m.user != user and (m.broadcast or not m.is_reply)
            for m in self.messages(channel, user)
        )
