"""What Slack hands out with an interaction: trigger ids and response URLs, and when they end.

Slack: a `trigger_id` serves once and within 3 seconds, a `response_url` five times within 30 minutes.
"""

import secrets
import threading
from dataclasses import dataclass, replace

from bot.playground.clock import Clock

TRIGGER_SECONDS = 3
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


class TicketError(Exception):
    """A trigger or response URL does not serve (any more); `code` is Slack's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """Whom a response goes to: the channel and person of the interaction.

    `original` is the `ts` of the message that was clicked, None after a slash command.
    """

    user: str
    channel: str
    original: str | None
    until: float
    left: int = RESPONSE_USES


@dataclass(frozen=True, slots=True)
class _Trigger:
    user: str
    until: float
    used: bool = False


class Tickets:
    """The triggers and response URLs that are out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._triggers: dict[str, _Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def trigger(self, user: str, clock: Clock) -> str:
        """A new trigger id for what a person has just done."""
        with self._lock:
            trigger_id = (
                f"{len(self._triggers) + 1}.{secrets.randbelow(10**9)}.{secrets.token_hex(8)}"
            )
            self._triggers[trigger_id] = _Trigger(user, clock() + TRIGGER_SECONDS)
            return trigger_id

    def exchange(self, trigger_id: str, clock: Clock) -> str:
        """Use a trigger id up; gives the person who acted.

        Raises `TicketError` where it is unknown, used or expired.
        """
        with self._lock:
            trigger = self._triggers.get(trigger_id)
            if trigger is None:
                raise TicketError("invalid_trigger_id")
            if trigger.used:
                raise TicketError("exchanged_trigger_id")
            if clock() > trigger.until:
                raise TicketError("expired_trigger_id")
            self._triggers[trigger_id] = replace(trigger, used=True)
            return trigger.user

    def response_path(self, user: str, channel: str, original: str | None, clock: Clock) -> str:
        """The path of a new response URL."""
        with self._lock:
            key = secrets.token_hex(12)
            self._urls[key] = ResponseUrl(user, channel, original, clock() + RESPONSE_SECONDS)
            return f"/response/{key}"

    def respond(self, key: str, clock: Clock) -> ResponseUrl:
        """Count one use of a response URL.

        Raises `TicketError` where it is unknown, used up or expired.
        """
        with self._lock:
            url = self._urls.get(key)
            if url is None:
                raise TicketError("no_service")
            if clock() > url.until:
                raise TicketError("expired_url")
            if url.left < 1:
                raise TicketError("used_url")
            self._urls[key] = replace(url, left=url.left - 1)
            return url
