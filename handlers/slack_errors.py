"""What an answer of the Web API says: done, refused by Slack, or nobody knows."""

import re
from typing import Any, cast

from slack_sdk.errors import SlackApiError

CODE = re.compile(r"[a-z0-9_]{1,100}")
"""Slack's error codes, of which the longest has 40 characters."""


def error_code(error: BaseException) -> str | None:
    """The code with which Slack refused a call; None where no Slack refused it.

    Only JSON with `ok: false` and a code is Slack's refusal. Whatever else answers (a proxy, a firewall,
    a captive portal, half an answer) leaves open what became of the call. The SDK puts a sentence of
    its own, which quotes that answer, where Slack's code would stand.
    """
    response = cast("Any", error).response if isinstance(error, SlackApiError) else None
    data = getattr(response, "data", None)
    if not isinstance(data, dict):
        return None
    told = cast("dict[str, object]", data)
    code = told.get("error")
    if told.get("ok") is not False or not isinstance(code, str):
        return None
    return code if CODE.fullmatch(code) else None


def result(response: Any) -> dict[str, Any]:
    """What a call gave. Raises ValueError where the answer is no JSON object with `ok: true`.

    (The SDK takes bytes for done, and any object with something like a yes: `"false"` is one.)
    """
    data: object = response.data
    given = cast("dict[str, Any]", data) if isinstance(data, dict) else {}
    if given.get("ok") is not True:
        raise ValueError("not ok")
    return given


def summary(error: SlackApiError) -> str:
    """What answered, for the log: Slack's code or an HTTP status, and never a word of the answer."""
    return error_code(error) or f"HTTP {cast('Any', error).response.status_code}, not from Slack"
