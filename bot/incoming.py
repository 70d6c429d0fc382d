"""What comes in from Slack, by either way: verified, read, and answered."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.web_api import use_our_opener

MOST_TIMESTAMP_DIGITS = 15
"""Enough for millions of years; Python refuses to read a number of thousands of digits."""

FORM = "application/x-www-form-urlencoded"

KEPT_HEADERS = ("content-type", "x-slack-retry-num", "x-slack-retry-reason")
"""The headers that still say something once the signature is checked."""

SSL_CHECK = re.compile(r"(?:^|&)ssl_check=1(?:&|$)")
"""Slack's question whether the address answers with a good certificate; nobody signs it."""

HEADERS = ("x-slack-request-timestamp", "x-slack-signature", *KEPT_HEADERS)
"""Every header that makes a difference."""


class UnsignedError(Exception):
    """A request that is not Slack's: forged, changed on its way, or minutes old."""


class UnreadableError(Exception):
    """A request of Slack's whose body is not what it is said to be."""


class Incoming:
    """Has what Slack signed answered, and nothing else."""

    def __init__(
        self, dispatch: Callable[[BoltRequest], BoltResponse], signing_secret: str
    ) -> None:
        self._dispatch = dispatch
        self._verifier = SignatureVerifier(signing_secret)

    def answer(self, body: bytes, headers: Mapping[str, str]) -> BoltResponse:
        """Bolt's answer to a request, with those of `HEADERS` that it has.

        Raises `UnsignedError` where Slack did not send it, and `UnreadableError`.
        """
        try:
            text = body.decode()
        except UnicodeDecodeError as error:
            raise UnreadableError("not UTF-8") from error
        if headers.get("content-type", "").startswith(FORM) and SSL_CHECK.search(text):
            return BoltResponse(status=200)
        # Bolt would read a body before it checks the signature, and log that of a forged request.
        if not is_signed(self._verifier, text, headers):
            raise UnsignedError
        try:
            return self._dispatch(bolt_request(text, headers))
        except (AttributeError, LookupError, TypeError) as error:
            # What fails in a listener is answered there; Bolt looks into a payload before it asks any.
            raise UnreadableError("not shaped like a Slack payload") from error


def is_signed(verifier: SignatureVerifier, body: str, headers: Mapping[str, str]) -> bool:
    """Whether Slack has signed a body, with the verifier's secret and at about this time."""
    timestamp = headers.get("x-slack-request-timestamp", "")
    signature = headers.get("x-slack-signature", "")
    number = timestamp.isascii() and timestamp.isdigit()
    if not (number and len(timestamp) <= MOST_TIMESTAMP_DIGITS and signature.isascii()):
        return False
    return verifier.is_valid(body, timestamp, signature)


def bolt_request(body: str, headers: Mapping[str, str]) -> BoltRequest:
    """A request for Bolt, of a body that is known to be Slack's.

    Raises `UnreadableError` where the body is no JSON object although it is meant to be one.
    """
    return BoltRequest(
        body=_fields(body, headers.get("content-type", "")),
        headers={name: headers[name] for name in KEPT_HEADERS if name in headers},
        # Bolt's word for what was proved to be Slack's before it got here. It would read the body
        # itself, slower, and take each form with the word "payload" in it for a click.
        mode="socket_mode",
    )


def authorized(token: str) -> Callable[[WebClient], AuthorizeResult]:
    """What Bolt asks for each request: one workspace, one token, known without asking Slack."""

    def authorize(client: WebClient) -> AuthorizeResult:
        # Bolt makes listeners a new client for each request.
        use_our_opener(client)
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    return authorize


def _fields(body: str, content_type: str) -> dict[str, Any]:
    """The body's fields: of an event (JSON), of a click (JSON in a form), of a command (a form)."""
    if content_type.startswith("application/json") or body.startswith("{"):
        return _json_object(body)
    # Loaded with the first form, for who asks in a terminal sends none: in C, a tenth of a warm answer faster.
    from falcon.uri import parse_query_string

    form = parse_query_string(body, keep_blank=True)
    # A field that stands there twice, which Slack does not send, counts as it stands last.
    fields = {name: value if isinstance(value, str) else value[-1] for name, value in form.items()}
    payload = fields.get("payload")
    return fields if payload is None else _json_object(payload)


def _json_object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
        if isinstance(found, dict):
            return present(cast("dict[str, Any]", found))
    except (ValueError, RecursionError) as error:
        raise UnreadableError("no JSON") from error
    raise UnreadableError("not a JSON object")


def present(payload: dict[str, Any]) -> dict[str, Any]:
    """A payload without what Slack sends for "there is none": null, in any place, and empty lists.

    Comes before Bolt reads it, which takes null for a value, the first of no actions, and the type of
    a submitted view for granted.
    """
    found = cast("dict[str, Any]", _present(payload))
    view = found.get("view")
    if found.get("type") == "view_submission" and isinstance(view, dict):
        cast("dict[str, Any]", view).setdefault("type", "modal")
    return found


def _present(value: object) -> object:
    match value:
        case dict():
            fields = {name: _present(one) for name, one in cast("dict[str, object]", value).items()}
            return {name: one for name, one in fields.items() if one not in (None, [])}
        case list():
            return [_present(one) for one in cast("list[object]", value) if one is not None]
        case _:
            return value
