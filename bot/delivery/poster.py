"""What Slack says to a post, and the times that delivery keeps."""

import re
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from typing import Any, Protocol, TypeVar, cast
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.web_api import in_words, web_client
from handlers.errors import error_code, result, summary

EVENT_TYPE = "rolecall_post"
"""The type of the metadata that marks a message as ours."""

MARKER = "post_id"

PER_PAGE = 200
MOST_PAGES = 10
"""A message is looked for among the last 2,000 of its channel: what was posted a minute ago."""

AMBIGUOUS_CODES = frozenset({"fatal_error", "internal_error", "service_unavailable"})
"""Slack: "it's possible some aspect of the operation succeeded before the error was raised"."""

RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})

UNREACHED_SECONDS = 30
"""Until Slack is tried again where it cannot be reached at all."""

MOST_SECONDS = 3_600
"""Whatever `Retry-After` says, Slack is asked again after an hour: a digest must not wait for days."""

SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")

MAX_TITLE = 200
"""Slack: characters of a session's title."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Posted:
    """The message is in its channel, as `ts`."""

    ts: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done, for sure; `code` is Slack's.

    `retry_after` are seconds, 3,600 at the most; None where Slack gives none, or none that can be read.
    """

    code: str
    retry_after: float | None = None
    detail: str = ""

    @property
    def is_rate_limit(self) -> bool:
        """Whether it was merely too early."""
        return self.code in RATE_LIMITED


@dataclass(frozen=True, slots=True)
class Unclear:
    """The message may be there, may come, or may not."""

    why: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The message is not in its channel."""


class Slack(Protocol):
    """What delivery asks of Slack."""

    def conversation(self, user: str) -> str | Refused | Unclear:
        """The id of someone's direct messages with the bot."""
        ...

    def post(
        self, channel: str, marker: str, payload: Any, thread_ts: str | None
    ) -> Posted | Refused | Unclear:
        """Post once, with the marker in the message's metadata."""
        ...

    def look(
        self, channel: str, marker: str, thread_ts: str | None
    ) -> Posted | Absent | Refused | Unclear:
        """Look for a marker in a channel, or in a thread of it."""
        ...


class WebSlack:
    """Slack's Web API; threads share it."""

    def __init__(
        self, token: str, api_url: str, timeout: int, *, names_sessions: bool = False
    ) -> None:
        self._client: Any = web_client(api_url, token, timeout)
        self._names_sessions = names_sessions

    def conversation(self, user: str) -> str | Refused | Unclear:
        """See `Slack`."""

        def opened() -> str:
            return _id(result(self._client.conversations_open(users=user))["channel"]["id"])

        return self._asked(opened)

    def post(
        self, channel: str, marker: str, payload: Any, thread_ts: str | None
    ) -> Posted | Refused | Unclear:
        """See `Slack`."""

        def posted() -> Posted:
            answer = self._client.chat_postMessage(
                channel=channel,
                text=payload["text"],
                blocks=payload.get("blocks"),
                thread_ts=thread_ts,
                metadata={"event_type": EVENT_TYPE, "event_payload": {MARKER: marker}},
                unfurl_links=False,
                unfurl_media=False,
            )
            return Posted(_id(result(answer)["ts"]))

        answer = self._asked(posted)
        if isinstance(answer, Posted) and self._names_sessions and not thread_ts:
            self._name(channel, answer.ts, payload["text"])
        return answer

    def _name(self, channel: str, ts: str, text: str) -> None:
        """Let an agent's list of sessions show what a message is; without a name it is there as well."""
        title = unescape(text.partition("\n")[0])[:MAX_TITLE]
        if channel.startswith("D") and title.strip():
            self._asked(
                lambda: self._client.agents_sessions_rename(
                    channel_id=channel, thread_ts=ts, title=title
                )
            )

    def look(
        self, channel: str, marker: str, thread_ts: str | None
    ) -> Posted | Absent | Refused | Unclear:
        """See `Slack`."""

        def found() -> Posted | Absent:
            for message in self._messages(channel, thread_ts):
                metadata = _object(message.get("metadata"))
                payload = _object(metadata.get("event_payload"))
                if metadata.get("event_type") == EVENT_TYPE and payload.get(MARKER) == marker:
                    return Posted(_id(message["ts"]))
            return Absent()

        return self._asked(found)

    def _asked(self, ask: Callable[[], T]) -> T | Refused | Unclear:
        try:
            return ask()
        except Exception as error:  # noqa: BLE001 — every way in which a network fails
            return failure(error)

    def _messages(self, channel: str, thread_ts: str | None) -> Iterator[dict[str, Any]]:
        """The newest messages of a channel, or all of a thread.

        Slack's clock and ours may differ, so no time bounds what is looked at.
        """
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            common: dict[str, Any] = {
                "channel": channel,
                "cursor": cursor,
                "limit": PER_PAGE,
                "include_all_metadata": True,
            }
            if thread_ts is None:
                page = result(self._client.conversations_history(**common))
            else:
                page = result(self._client.conversations_replies(ts=thread_ts, **common))
            yield from page["messages"]
            cursor = _object(page.get("response_metadata")).get("next_cursor")
            if not cursor:
                return


def failure(error: Exception) -> Refused | Unclear:
    """What an error says of a call: that it had no effect, or that nobody knows."""
    code = error_code(error)
    if code is not None:
        return _refusal(code, cast("Any", error).response)
    if isinstance(error, SlackApiError):
        return Unclear(summary(error))
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        # Nothing was sent: there was nobody to send it to.
        return Refused("unreachable", UNREACHED_SECONDS, type(reason).__name__)
    return Unclear(in_words(error))


def _refusal(code: str, response: SlackResponse) -> Refused | Unclear:
    status = int(cast("Any", response).status_code)
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in RATE_LIMITED:
        return Refused("ratelimited", _retry_after(response))
    if code in AMBIGUOUS_CODES or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unclear(code)
    # `invalid_blocks` comes with a line for each block.
    lines = _object(cast("Any", response).get("response_metadata")).get("messages")
    told = cast("list[object]", lines) if isinstance(lines, list) else []
    return Refused(code, detail="; ".join(map(str, told)))


def _retry_after(response: SlackResponse) -> float | None:
    headers = cast("Mapping[str, object]", cast("Any", response).headers)
    told = [str(value).strip() for name, value in headers.items() if name.lower() == "retry-after"]
    if not told or not SECONDS.fullmatch(told[0]):
        return None
    return min(float(told[0]), MOST_SECONDS)


def _id(value: object) -> str:
    """A `ts` or an id. Raises ValueError where it is none."""
    if not isinstance(value, str) or not value:
        raise ValueError("no id")
    return value


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


CATCH_UP = timedelta(hours=48)
"""A digest that is later than this is missed; the next one says so."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The clocks of all machines that share a database should agree within `settle`."""

    lease: float = 120
    """How long a message is one worker's before another may take it up."""
    deadline: float = 5
    """How old an intent may be when its post is sent: a worker that stood still must not send."""
    timeout: int = 10
    """How long Slack may take to answer a call."""
    settle: float = 60
    """How long a call whose answer was lost may still take to have its effect."""
    between_posts: float = 1
    """Slack takes about one message a second in each channel."""
    when_slowed: float = 30
    """How long until another try where Slack slows us down and does not say for how long."""
    when_gone: float = 3_600
    """How long until a channel that cannot be posted to is tried again."""
    when_refused: float = 300
    """How long until another try where Slack refuses us as a whole: a revoked token, a lost scope."""

    @property
    def look_after(self) -> float:
        """From an intent to the moment from which its message is there or never will be."""
        return self.deadline + self.timeout + self.settle
