"""A Slack in memory, as delivery sees it: it keeps what is posted and fails in every way, on demand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

from bot.delivery.poster import Absent, Posted, Refused, Unclear

PostFault = Literal[
    "crash before", "crash after", "lost", "answer lost", "late", "rate limit", "revoked", "invalid"
]
"""What becomes of one post: the process dies before or after it is carried out; it, or its answer,
gets lost; it is carried out a while after everybody gave up; Slack refuses it."""

LookFault = Literal["crash", "rate limit", "broken", "revoked"]
"""What becomes of one look-up, or of the opening of a conversation."""

RETRY_AFTER = 45.0


class Crash(BaseException):
    """The process ends here; nothing catches this."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that Slack has stored."""

    channel: str
    ts: str
    marker: str
    thread_ts: str | None
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _UnderWay:
    lands_at: float
    channel: str
    marker: str
    payload: Any
    thread_ts: str | None


def _failed(fault: LookFault) -> Refused | Unclear:
    match fault:
        case "crash":
            raise Crash
        case "rate limit":
            return Refused("ratelimited", RETRY_AFTER)
        case "broken":
            return Unclear("broken")
        case "revoked":
            return Refused("token_revoked")


class MemorySlack:
    """Implements `bot.delivery.poster.Slack`; `passed` gives the seconds that have really passed.

    `log` has every message ever stored, `gone` why a channel cannot be posted to. While `readable`
    is False nothing can be looked up. What befalls the next posts, look-ups and openings of direct
    messages stands in `post_faults`, `look_faults` and `open_faults`, None for one that goes well;
    `refused` has Slack's last refusal of each marker. A late post lands after `lateness` seconds.
    """

    def __init__(self, passed: Callable[[], float], lateness: float) -> None:
        self.log: list[Kept] = []
        self.gone: dict[str, str] = {}
        self.readable = True
        self.post_faults: list[PostFault | None] = []
        self.look_faults: list[LookFault | None] = []
        self.open_faults: list[LookFault | None] = []
        self.refused: dict[str, str] = {}
        self._passed = passed
        self._lateness = lateness
        self._numbers = count(1)
        self._deleted: set[str] = set()
        self._under_way: list[_UnderWay] = []

    def conversation(self, user: str) -> str | Refused | Unclear:
        """See `Slack`."""
        fault = self.open_faults.pop(0) if self.open_faults else None
        return _failed(fault) if fault else f"D{user[1:]}"

    def post(
        self, channel: str, marker: str, payload: Any, thread_ts: str | None
    ) -> Posted | Refused | Unclear:
        """See `Slack`."""
        self.land()
        fault = self.post_faults.pop(0) if self.post_faults else None
        match fault:
            case "crash before":
                raise Crash
            case "lost":
                return Unclear("lost")
            case "late":
                lands_at = self._passed() + self._lateness
                under_way = _UnderWay(lands_at, channel, marker, payload, thread_ts)
                self._under_way.append(under_way)
                return Unclear("late")
            case "rate limit":
                return Refused("ratelimited", RETRY_AFTER)
            case "revoked":
                return Refused("token_revoked")
            case "invalid":
                self.refused[marker] = "invalid_blocks"
                return Refused("invalid_blocks", detail="made up")
            case _:
                done = self._carry_out(channel, marker, payload, thread_ts)
        if fault == "crash after":
            raise Crash
        return Unclear("answer lost") if fault == "answer lost" else done

    def look(
        self, channel: str, marker: str, thread_ts: str | None
    ) -> Posted | Absent | Refused | Unclear:
        """See `Slack`."""
        self.land()
        fault = self.look_faults.pop(0) if self.look_faults else None
        if fault:
            return _failed(fault)
        found = self._found(channel, marker, thread_ts)
        if isinstance(found, Refused):
            self.refused[marker] = found.code
        return found

    def land(self) -> None:
        """Carry out what is late by now; what can no longer be carried out is lost."""
        for one in [one for one in self._under_way if one.lands_at <= self._passed()]:
            self._under_way.remove(one)
            self._carry_out(one.channel, one.marker, one.payload, one.thread_ts)

    def delete(self, ts: str) -> None:
        """Delete a message, as people may; the log still has it."""
        self._deleted.add(ts)

    def was_deleted(self, marker: str) -> bool:
        """Whether a message with a marker was stored, and deleted."""
        return any(one.ts in self._deleted for one in self.of(marker))

    def is_below_deleted(self, message: Kept) -> bool:
        """Whether the message below which one stands was deleted."""
        return message.thread_ts in self._deleted

    def of(self, marker: str) -> list[Kept]:
        """The messages with a marker that were ever stored."""
        return [one for one in self.log if one.marker == marker]

    def _found(self, channel: str, marker: str, thread_ts: str | None) -> Posted | Absent | Refused:
        if channel in self.gone:
            return Refused(self.gone[channel])
        if not self.readable:
            return Refused("missing_scope")
        if thread_ts in self._deleted:
            return Refused("thread_not_found")
        for one in self.log:
            place = (one.channel, one.thread_ts)
            if one.marker == marker and place == (channel, thread_ts):
                return Posted(one.ts)
        return Absent()

    def _carry_out(
        self, channel: str, marker: str, payload: Any, thread_ts: str | None
    ) -> Posted | Refused:
        if channel in self.gone:
            return Refused(self.gone[channel])
        if thread_ts in self._deleted:
            return Refused("thread_not_found")
        ts = f"{next(self._numbers)}.000000"
        self.log.append(Kept(channel, ts, marker, thread_ts, payload))
        return Posted(ts)
