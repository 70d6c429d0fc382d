"""Channels, direct messages and what is said in them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from bot.playground.identifiers import with_ids
from bot.playground.journal import Journal
from bot.playground.records import Channel, Message


class UnknownMessageError(LookupError):
    """No message with this `ts` in this channel."""


class Conversations:
    """The conversations of a workspace; every method is atomic."""

    def __init__(self, journal: Journal, channels: Iterable[Channel]) -> None:
        self._journal = journal
        self._lock = journal.lock
        self._channels = {channel.id: channel for channel in channels}
        self._messages: dict[str, list[Message]] = defaultdict(list)
        self._read: dict[tuple[str, str], str] = {}

    def channel(self, channel: str) -> Channel | None:
        """A conversation by its id."""
        with self._lock:
            return self._channels.get(channel)

    def channels(self, user: str | None = None) -> tuple[Channel, ...]:
        """All conversations, or those that a user sees: public ones and their own direct messages."""
        with self._lock:
            return tuple(
                channel
                for channel in self._channels.values()
                if user is None or not channel.is_im or user in channel.members
            )

    def dm(self, user: str) -> Channel | None:
        """The direct messages of a person with the bot."""
        return next((one for one in self.channels() if one.dm_with == user), None)

    def join(self, channel: str, user: str) -> None:
        """Make someone a member."""
        self._change_members(channel, lambda members: members | {user})

    def leave(self, channel: str, user: str) -> None:
        """End someone's membership."""
        self._change_members(channel, lambda members: members - {user})

    def _change_members(
        self, channel: str, change: Callable[[frozenset[str]], frozenset[str]]
    ) -> None:
        with self._lock:
            old = self._channels[channel]
            self._channels[channel] = replace(old, members=change(old.members))
        self._journal.changed("state")

    def messages(self, channel: str, user: str | None = None) -> tuple[Message, ...]:
        """A channel's messages and replies, oldest first; with a user, those that they see."""
        with self._lock:
            return tuple(
                message
                for message in self._messages[channel]
                if user is None or message.visible_to(user)
            )

    def message(self, channel: str, ts: str) -> Message:
        """One message, whoever sees it.

        Raises `UnknownMessageError`.
        """
        for message in self.messages(channel):
            if message.ts == ts:
                return message
        raise UnknownMessageError(ts)

    def replies(self, channel: str, ts: str, user: str | None = None) -> tuple[Message, ...]:
        """A thread without its first message, oldest first."""
        return tuple(m for m in self.messages(channel, user) if m.is_reply and m.thread_ts == ts)

    def post(self, message: Message) -> Message:
        """Add a message; its blocks get the ids that they lack."""
        kept = replace(message, blocks=with_ids(message.blocks))
        with self._lock:
            self._messages[kept.channel].append(kept)
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
            kept = self._messages[channel]
            kept[kept.index(old)] = new
            self._journal.touch(new)
        return new

    def delete(self, channel: str, ts: str) -> Message:
        """Take a message away.

        Raises `UnknownMessageError`.
        """
        with self._lock:
            old = self.message(channel, ts)
            self._messages[channel].remove(old)
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
