"""Requests to the app, and what it answers to them or sends to a response URL."""

import http.client
import json
import queue
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from falcon import Request, Response
from slack_sdk.signature import SignatureVerifier

from bot.playground.conversations import UnknownMessageError
from bot.playground.limits.checks import mapping
from bot.playground.records import Json, Message
from bot.playground.web_api.call import ApiError, Arguments
from bot.playground.web_api.chat import content
from bot.playground.web_api.endpoint import (
    Answer,
    Carrier,
    break_connection,
    carried_out,
    read_arguments,
)
from bot.playground.workspace import ResponseUrl, TicketError, Tickets, Workspace

ACKNOWLEDGED_WITHIN = 3.0
"""Slack's seconds for an app to answer."""

RETRIES_AFTER = (0.0, 60.0, 300.0)
"""Slack: an event that fails is sent again at once, after a minute and after five."""

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request for the app, and the person who caused it."""

    user: str
    body: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The app's answer.

    `error` is empty after a 200, else Slack's word for what happened; `body` is parsed where it is
    JSON, and else a text.
    """

    status: int
    body: Any
    error: str = ""
    no_retry: bool = False

    @property
    def json(self) -> Json:
        """The body as an object, empty where it is none."""
        return mapping(self.body) or {}


class Dispatcher:
    """The way from Slack to the app."""

    def __init__(
        self,
        signing_secret: str,
        stopping: threading.Event,
        acknowledged_within: float = ACKNOWLEDGED_WITHIN,
    ) -> None:
        self._signer = SignatureVerifier(signing_secret)
        self._stopping = stopping
        self._acknowledged_within = acknowledged_within
        self._sent: deque[Delivery] = deque(maxlen=100)
        self._background: queue.SimpleQueue[Json | None] = queue.SimpleQueue()
        self.app_url: str | None = None
        threading.Thread(target=self._work, daemon=True).start()

    def command(self, fields: Mapping[str, str]) -> Reply:
        """Send a slash command."""
        return self._send(Delivery(fields["user_id"], urlencode(fields), FORM), {})

    def interaction(self, payload: Json) -> Reply:
        """Send a click, a submission, a shortcut or a query for options."""
        body = urlencode({"payload": json.dumps(payload)})
        delivery = Delivery(payload["user"]["id"], body, FORM)
        if payload["type"] != "block_suggestion":
            self._sent.append(delivery)
        return self._send(delivery, {})

    def event(self, envelope: Json) -> Reply:
        """Send an event that a person caused; what fails is sent again."""
        delivery = _event(envelope)
        self._sent.append(delivery)
        return self._with_retries(delivery)

    def event_in_background(self, envelope: Json) -> None:
        """Send an event that the app itself caused, while it may still be busy causing it."""
        self._background.put(envelope)

    def sent(self, last: int) -> tuple[Delivery, ...]:
        """The last events and interactions that people caused, oldest first."""
        return tuple(self._sent)[-last:]

    def again(self, delivery: Delivery) -> Reply:
        """Send something once more, as a retry."""
        return self._send(delivery, _retry(1, "http_timeout"))

    def close(self) -> None:
        """Let the background end."""
        self._background.put(None)

    def _work(self) -> None:
        while (envelope := self._background.get()) is not None:
            self._with_retries(_event(envelope))

    def _with_retries(self, delivery: Delivery) -> Reply:
        reply = self._send(delivery, {})
        if not reply.error or reply.no_retry:
            return reply
        reply = self._send(delivery, _retry(1, _reason(reply)))
        if reply.error and not reply.no_retry:
            threading.Thread(target=self._retry_later, args=(delivery, reply), daemon=True).start()
        return reply

    def _retry_later(self, delivery: Delivery, reply: Reply) -> None:
        for number, seconds in enumerate(RETRIES_AFTER[1:], start=2):
            if self._stopping.wait(seconds):
                return
            reply = self._send(delivery, _retry(number, _reason(reply)))
            if not reply.error or reply.no_retry:
                return

    def _send(self, delivery: Delivery, more: Mapping[str, str]) -> Reply:
        if self.app_url is None:
            return Reply(0, "", "dispatch_failed")
        url = urlsplit(self.app_url)
        # Real seconds, whatever the workspace's clock says: the app checks them against its own.
        timestamp = str(int(time.time()))
        signature = self._signer.generate_signature(timestamp=timestamp, body=delivery.body)
        headers = {
            "Content-Type": delivery.content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": str(signature),
            **more,
        }
        connection = http.client.HTTPConnection(
            url.hostname or "", url.port, timeout=self._acknowledged_within
        )
        try:
            connection.request("POST", url.path, delivery.body.encode(), headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except TimeoutError:
            return Reply(0, "", "operation_timeout")
        except (OSError, http.client.HTTPException):
            return Reply(0, "", "dispatch_failed")
        finally:
            connection.close()
        no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
        error = "" if answer.status == http.client.OK else "dispatch_failed"
        return Reply(answer.status, _parsed(text), error, no_retry)


def _event(envelope: Json) -> Delivery:
    return Delivery(str(envelope["event"].get("user", "")), json.dumps(envelope), JSON)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _retry(number: int, reason: str) -> dict[str, str]:
    return {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}


def _reason(reply: Reply) -> str:
    return "http_timeout" if reply.error == "operation_timeout" else "http_error"


def respond(workspace: Workspace, to: ResponseUrl, payload: Json) -> Message | None:
    """Post, replace or delete as the payload says; gives the message that came of it.

    Slack: a response is ephemeral unless it says `in_channel`. Raises `ApiError`.
    """
    arguments = Arguments.read(payload)
    conversations = workspace.conversations
    try:
        if arguments.flag("delete_original") and to.original:
            conversations.delete(to.channel, to.original)
            return None
        said = content(arguments)
        if arguments.flag("replace_original") and to.original:
            revised = conversations.revise(to.channel, to.original, **said)
            workspace.surfaces.forget(revised.key)
            return revised
    except UnknownMessageError:
        raise ApiError("message_not_found") from None
    public = arguments.text("response_type", "ephemeral") == "in_channel"
    return conversations.post(
        Message(
            channel=to.channel,
            ts=workspace.journal.next_ts(),
            user=workspace.installation.bot_user,
            bot=True,
            thread_ts=arguments.text("thread_ts") or None,
            ephemeral_for=None if public else to.user,
            **said,
        )
    )


class ResponseUrls:
    """`/response/<key>`: what the app sends after its acknowledgement.

    Faults and the log know it under the name `response_url`.
    """

    def __init__(self, workspace: Workspace, tickets: Tickets, carrier: Carrier) -> None:
        self._workspace = workspace
        self._tickets = tickets
        self._carrier = carrier

    def on_post(self, request: Request, response: Response, key: str) -> None:
        """Take one response; Slack answers `ok` as plain text."""
        try:
            payload = read_arguments(request)
        except ValueError:
            response.status = 400
            response.media = {"ok": False, "error": "invalid_payload"}
            return

        def take() -> Answer:
            try:
                to = self._tickets.respond(key, self._workspace.clock)
            except TicketError as error:
                return Answer(error.code, {"error": error.code}, 404)
            return carried_out(lambda: self._take(to, payload), refused_with=400)

        answer = self._carrier.carry("response_url", Arguments.read(payload), take)
        if isinstance(answer, bytes):
            break_connection(request, answer)
        elif answer.outcome == "ok":
            response.content_type = "text/plain"
            response.text = "ok"
        else:
            answer.write(response)

    def _take(self, to: ResponseUrl, payload: Json) -> Json:
        respond(self._workspace, to, payload)
        return {}
