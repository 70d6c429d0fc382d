"""Which conversations there are, and who is in them."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.playground.journal import Journal
from bot.playground.records import Channel


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
