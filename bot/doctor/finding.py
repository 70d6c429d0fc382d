"""A finding of the doctor, and how it asks Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from pydantic import SecretStr
from slack_sdk.errors import SlackApiError

from bot.web_api import in_words, web_client
from handlers.errors import error_code, result

REFUSALS = {
    "account_inactive": "the app is no longer installed",
    "invalid_auth": "Slack doesn't recognize it",
    "missing_scope": "it is missing a scope",
    "not_allowed_token_type": "it is the wrong kind of token",
    "ratelimited": "Slack is limiting requests; try again in a minute",
    "token_expired": "it has expired",
    "token_revoked": "it was revoked",
    "unknown_method": "the server there doesn't know the method",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What Slack answered; the headers' names are in lower case."""

    data: Mapping[str, Any]
    headers: Mapping[str, str]


def ask(api_url: str, method: str, token: SecretStr | None = None, **arguments: object) -> Answer:
    """Call a method once.

    Raises `SlackApiError` where Slack refuses, `ValueError` where something else answers, and whatever
    else the network does to us.
    """
    client = web_client(api_url, token.get_secret_value() if token else None)
    response = cast("Any", client).api_call(method, params=arguments)
    return Answer(result(response), _headers(response))


def answer_of(error: SlackApiError) -> Answer:
    """What Slack answered when it refused."""
    response = cast("Any", error).response
    return Answer(response.data, _headers(response))


def _headers(response: Any) -> dict[str, str]:
    headers = cast("Mapping[str, Any]", response.headers)
    return {name.lower(): str(value) for name, value in headers.items()}


def refusal(error: Exception) -> str:
    """Why a call came to nothing, with Slack's own code where there is one."""
    code = error_code(error)
    return f"{REFUSALS[code]} ({code})" if code in REFUSALS else in_words(error)


Verdict = Literal["ok", "warning", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what is so, and what to do about it where it is not good."""

    check: str
    verdict: Verdict
    says: str
    fix: str = ""


def ok(check: str, says: str) -> Finding:
    """It is as it should be."""
    return Finding(check, "ok", says)


def warning(check: str, says: str, fix: str = "") -> Finding:
    """Rolecall works, and someone should know this."""
    return Finding(check, "warning", says, fix)


def wrong(check: str, says: str, fix: str) -> Finding:
    """Rolecall does not work, or not all of it."""
    return Finding(check, "wrong", says, fix)
