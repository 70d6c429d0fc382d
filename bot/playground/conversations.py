"""Channels, direct messages, and what is said in them."""

import queue
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from bot.playground.clock import MovableClock
from bot.playground.records import ApiCall, Change, Channel, Kind, Message, Session, View, with_ids

Changes = queue.SimpleQueue[Change | None]
"""What changed, as it changes; None says that the workspace closes."""

MOST_REMEMBERED = 10_000
SECONDS_BETWEEN_LOOKS = 0.02


class Journal:
    """What happened, in order; `lock` is the one lock of the workspace."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        clock.when_moved(lambda: self.changed("state"))
        self.lock = threading.RLock()
        self._happened = threading.Condition(self.lock)
        self._calls: deque[ApiCall] = deque(maxlen=MOST_REMEMBERED)
        self._touched: deque[Message | View] = deque(maxlen=MOST_REMEMBERED)
        self._touches = 0
        self._last_ts = 0
        self._last_id = 0
        self._subscribers: list[Changes] = []

    def next_ts(self) -> str:
        """A message's id: seconds by the clock, never the same twice and always rising."""
        with self.lock:
            self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def next_id(self, letter: str) -> str:
        """A new id such as `V00000001`."""
        with self.lock:
            self._last_id += 1
            return f"{letter}{self._last_id:08d}"

    @property
    def calls(self) -> tuple[ApiCall, ...]:
        """Every call of the Web API so far, oldest first."""
        with self.lock:
            return tuple(self._calls)

    def record(self, call: ApiCall) -> None:
        """Add a call to the log."""
        with self.lock:
            self._calls.append(replace(call, at=self.clock()))
            self._happened.notify_all()

    def touch(self, thing: Message | View) -> None:
        """Note that a message or view came or changed, and tell the pages that show it."""
        with self.lock:
            self._touched.append(thing)
            self._touches += 1
        if isinstance(thing, Message):
            self.changed("messages", thing.channel, thing.ephemeral_for)
        else:
            self.changed("home" if thing.type == "home" else "views", user=thing.user)

    def mark(self) -> int:
        """A point in the history, for `since`."""
        with self.lock:
            return self._touches

    def since(self, mark: int) -> tuple[Message | View, ...]:
        """The messages and views that came or changed after a point, oldest first."""
        with self.lock:
            fresh = self._touches - mark
            return tuple(self._touched)[-fresh:] if fresh else ()

    def changed(self, what: Kind, channel: str | None = None, user: str | None = None) -> None:
        """Tell every page that something is to be drawn again; with a user, theirs alone."""
        with self.lock:
            for subscriber in self._subscribers:
                subscriber.put(Change(what, channel, user))
            self._happened.notify_all()

    def wait(self) -> None:
        """Wait until something happens, or a moment for what happens outside."""
        with self._happened:
            self._happened.wait(SECONDS_BETWEEN_LOOKS)

    @contextmanager
    def subscribed(self) -> Generator[Changes]:
        """The changes to come."""
        changes: Changes = queue.SimpleQueue()
        with self.lock:
            self._subscribers.append(changes)
        try:
            yield changes
        finally:
            with self.lock:
                self._subscribers.remove(changes)

    def close(self) -> None:
        """Let every subscriber end."""
        with self.lock:
            for subscriber in self._subscribers:
                subscriber.put(None)


class Channels:
    """The channels and direct messages of a workspace; every method is atomic.

    Nothing here takes longer where there are many, but for `channels` itself.
    """

    def __init__(self, journal: Journal, channels: Iterable[Channel]) -> None:
        self._journal = journal
        self._lock = journal.lock
        self._channels: dict[str, Channel] = {}
        self._by_name: dict[str, str] = {}
        self._by_person: dict[str, str] = {}
        for channel in channels:
            self.add(channel)

    def add(self, channel: Channel) -> None:
        """Add a conversation."""
        with self._lock:
            self._channels[channel.id] = channel
            if channel.dm_with is None:
                self._by_name[channel.name] = channel.id
            else:
                self._by_person[channel.dm_with] = channel.id
        self._journal.changed("state")

    def channel(self, channel: str) -> Channel | None:
        """A conversation by its id."""
        with self._lock:
            return self._channels.get(channel)

    def channels(self, user: str | None = None) -> tuple[Channel, ...]:
        """All conversations, or those that a user knows of: public ones and their own others."""
        with self._lock:
            return tuple(
                channel
                for channel in self._channels.values()
                if user is None or channel.visible_to(user)
            )

    def named(self, name: str) -> Channel | None:
        """A channel by its name."""
        with self._lock:
            return self._channels.get(self._by_name.get(name, ""))

    def dm(self, user: str) -> Channel | None:
        """The direct messages of a person with the bot."""
        with self._lock:
            return self._channels.get(self._by_person.get(user, ""))

    def join(self, channel: str, user: str) -> None:
        """Make someone a member."""
        self._change(channel, lambda old: replace(old, members=old.members | {user}))

    def leave(self, channel: str, user: str) -> None:
        """End someone's membership."""
        self._change(channel, lambda old: replace(old, members=old.members - {user}))

    def archive(self, channel: str) -> None:
        """Close a channel for new messages; its members stay."""
        self._change(channel, lambda old: replace(old, is_archived=True))

    def unarchive(self, channel: str) -> None:
        """Open an archived channel again."""
        self._change(channel, lambda old: replace(old, is_archived=False))

    def delete_channel(self, channel: str) -> None:
        """Take a channel away; only the workspace's own log still has what was said there."""
        with self._lock:
            gone = self._channels.pop(channel)
            self._by_name.pop(gone.name, None)
        self._journal.changed("state")

    def _change(self, channel: str, change: Callable[[Channel], Channel]) -> None:
        with self._lock:
            self._channels[channel] = change(self._channels[channel])
        self._journal.changed("state")


class UnknownMessageError(LookupError):
    """No message with this `ts` in this channel."""


class Conversations(Channels):
    """The conversations of a workspace with their messages; every method is atomic."""

    def __init__(self, journal: Journal, channels: Iterable[Channel]) -> None:
        super().__init__(journal, channels)
        self._messages: dict[str, dict[str, Message]] = defaultdict(dict)
        self._sessions: dict[tuple[str, str], Session] = {}
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

    def session(self, channel: str, ts: str) -> Session:
        """What an agent said of a thread."""
        with self._lock:
            return self._sessions.get((channel, ts), Session())

    def set_session(self, channel: str, ts: str, **changes: str) -> None:
        """Change the status or the title of an agent's thread."""
        with self._lock:
            self._sessions[channel, ts] = replace(self.session(channel, ts), **changes)
        self._journal.changed("messages", channel)

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
