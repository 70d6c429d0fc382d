"""What was asked, what came of it and when: judged, and counted by phase."""

import asyncio
import json
from array import array
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from math import inf
from typing import Any, cast

from benchmarks.load.client import Answer
from benchmarks.load.stand_in import APOLOGY, Seen
from handlers.failures import BUSY

ACK_SECONDS = 3.0
"""Slack's patience, for an acknowledgement and for a trigger."""

MOST_SAMPLES = 2


@dataclass(slots=True)
class Tally:
    """The requests of a phase. What Slack was to get of them afterwards is an effect."""

    name: str
    seconds: "array[float]" = field(default_factory=lambda: array("d"))
    failed: int = 0
    turned_away: int = 0
    effects: int = 0
    in_time: int = 0
    late: int = 0
    sorry: int = 0
    too_late: int = 0
    """Of those, how many were to come, and came after their trigger had ended."""
    latest: float = 0.0
    megabytes: tuple[float, float] = (0.0, 0.0)
    busy: float = 0.0
    """The share of a core that the bot needed."""

    @property
    def over(self) -> int:
        """Acknowledgements after Slack's three seconds."""
        return sum(one > ACK_SECONDS for one in self.seconds)

    @property
    def never(self) -> int:
        """Effects that have not come, and for which nobody apologized."""
        return self.effects - self.in_time - self.late - self.sorry


@dataclass(slots=True)
class _Awaited:
    planned: float
    tally: Tally
    must_come: bool


class Ledger:
    """Judges every answer, and everything that Slack was to get because of one.

    While Slack is not well, and until what hangs in it has been given up, an answer may be that there
    is too much to do, and an effect may fail: that is counted, and is no failure.
    """

    def __init__(self) -> None:
        self.tallies: list[Tally] = []
        self.failures: defaultdict[str, list[str]] = defaultdict(list)
        self.kinds: Counter[str] = Counter()
        self.lost_effects: Counter[str] = Counter()
        self.drafts: asyncio.Queue[str] = asyncio.Queue()
        self._lenient_until = 0.0
        self._awaited: defaultdict[str, deque[_Awaited]] = defaultdict(deque)

    def begin(self, name: str, now: float, *, well: bool, after: float) -> None:
        """A phase begins; what the last one left hanging is over so many seconds after it."""
        if well:
            self._lenient_until = now + after
        else:
            self._lenient_until = inf
            for waiting in self._awaited.values():
                for one in waiting:
                    one.must_come = False
        self.tallies.append(Tally(name))

    def answered(self, answer: Answer) -> None:
        """Take an answer down."""
        tally, template = self.tallies[-1], answer.request.template
        tally.seconds.append(answer.seconds)
        self.kinds[template.kind] += 1
        lenient = answer.planned < self._lenient_until
        if lenient and is_busy(answer):
            tally.turned_away += 1
            return
        if not is_right(answer):
            tally.failed += 1
            self._note(f"{template.kind}: status {answer.status}", answer.body)
            return
        if template.effect:
            tally.effects += 1
            one = _Awaited(answer.planned, tally, not lenient)
            self._awaited[answer.request.effect_key].append(one)

    def seen(self, seen: Seen) -> None:
        """Take down what Slack got."""
        if seen.note not in ("", "sorry", "too late"):
            self.drafts.put_nowait(seen.note)
        waiting = self._awaited.get(seen.key)
        if not waiting:
            return
        # What may be lost, and is, must not be taken for the next of the same kind.
        one = next((one for one in waiting if one.must_come), waiting[0])
        waiting.remove(one)
        if not waiting:
            del self._awaited[seen.key]
        taken = seen.at - one.planned
        if seen.note == "too late":
            one.tally.sorry += 1
            one.tally.too_late += one.must_come
        elif seen.note == "sorry":
            one.tally.sorry += 1
            if one.must_come:
                self._fail_effect("an apology")
        elif taken <= ACK_SECONDS:
            one.tally.in_time += 1
        else:
            one.tally.late += 1
            one.tally.latest = max(one.tally.latest, taken)

    @property
    def awaited(self) -> int:
        """How many effects have to come yet."""
        return sum(one.must_come for waiting in self._awaited.values() for one in waiting)

    @property
    def open_effects(self) -> int:
        """The same, with those that may fail."""
        return sum(map(len, self._awaited.values()))

    def close(self) -> None:
        """What must have come and has not is a failure."""
        for key, waiting in self._awaited.items():
            for one in waiting:
                if one.must_come:
                    self._fail_effect(f"nothing came ({key})")

    @property
    def failed(self) -> int:
        """Answers and effects that failed."""
        return sum(one.failed for one in self.tallies) + self.lost_effects.total()

    def _fail_effect(self, what: str) -> None:
        self.lost_effects["effect"] += 1
        self._note("an effect", what)

    def _note(self, kind: str, text: str) -> None:
        if len(self.failures[kind]) < MOST_SAMPLES:
            self.failures[kind].append(text[:200])


def is_right(answer: Answer) -> bool:
    """Whether it is what this request was answered with when it was rehearsed."""
    body = _object(answer.body)
    right_fields = frozenset(body) == answer.request.template.shape
    return answer.status == 200 and right_fields and not _is_sorry(body)


def is_busy(answer: Answer) -> bool:
    """Whether it says that there is too much to do, in words or in a way that Slack shows."""
    return BUSY in (_object(answer.body).get("text"), *_errors(answer.body))


def _errors(body: str) -> list[str]:
    return list(cast("dict[str, str]", _object(body).get("errors") or {}).values())


def _is_sorry(body: dict[str, Any]) -> bool:
    return str(body.get("text", "")).startswith((APOLOGY, BUSY))


def _object(body: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(body)) if body.startswith("{") else {}
