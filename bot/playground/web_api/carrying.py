"""Carrying calls out under the faults that stand, and logging every one of them."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from falcon import Response

from bot.playground.faults import Fault
from bot.playground.records import ApiCall, Json
from bot.playground.web_api.call import ApiError, Arguments
from bot.playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with; `outcome` is "ok" or Slack's error code."""

    outcome: str
    body: Json
    status: int = 200

    def write(self, response: Response) -> None:
        """Send it."""
        response.status = self.status
        response.media = {"ok": self.outcome == "ok", **self.body}


@dataclass(frozen=True, slots=True)
class RateLimited(Answer):
    """429, and the whole seconds to wait."""

    retry_after: int = 0

    @classmethod
    def of(cls, retry_after: int) -> "RateLimited":
        """Slack's answer to a call that came too early."""
        return cls("ratelimited", {"error": "ratelimited"}, 429, retry_after)

    def write(self, response: Response) -> None:
        """Send it."""
        super(RateLimited, self).write(response)
        response.set_header("Retry-After", str(self.retry_after))


def carried_out(run: Callable[[], Json], refused_with: int = 200) -> Answer:
    """The answer to a call: what it gives, or why it is refused and with which HTTP status."""
    try:
        return Answer("ok", run())
    except ApiError as error:
        return Answer(error.code, {"error": error.code, **error.more}, refused_with)


class Carrier:
    """Between what an app calls and what becomes of it."""

    def __init__(self, workspace: Workspace, stopping: threading.Event) -> None:
        self._workspace = workspace
        self._stopping = stopping

    def carry(
        self, method: str, arguments: Arguments, carry_out: Callable[[], Answer]
    ) -> Answer | bytes:
        """The answer, or all the bytes that the caller is to get before the connection breaks."""
        fault = self._workspace.faults.take(method)
        match fault:
            case Fault(kind="drop"):
                self._record(method, arguments, "dropped", answered=False)
                return fault.raw
            case Fault(kind="land_late"):
                land = (method, arguments, carry_out, fault.seconds)
                threading.Thread(target=self._land, args=land, daemon=True).start()
                return fault.raw
            case Fault(kind="store_and_drop"):
                self._record(method, arguments, carry_out().outcome, answered=False)
                return fault.raw
            case Fault(kind="refuse"):
                answer = Answer(fault.error, {"error": fault.error}, fault.status)
            case Fault(kind="rate_limit"):
                answer = RateLimited.of(int(fault.seconds))
            case Fault(kind="delay"):
                self._stopping.wait(fault.seconds)
                answer = carry_out()
            case _:
                answer = carry_out()
        self._record(method, arguments, answer.outcome, answered=True)
        return answer

    def _land(
        self,
        method: str,
        arguments: Arguments,
        carry_out: Callable[[], Answer],
        seconds: float,
    ) -> None:
        if not self._stopping.wait(seconds):
            self._record(method, arguments, carry_out().outcome, answered=False)

    def _record(self, method: str, arguments: Arguments, outcome: str, *, answered: bool) -> None:
        call = ApiCall(method, arguments.given, outcome, answered)
        self._workspace.journal.record(call)
