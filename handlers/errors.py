"""What stands in the log when something fails, under the id of its request, and what Slack says.

All that is logged about a request has its id, and so has what a member is told when it fails. Work after
the acknowledgement keeps it, for it begins with a copy of the context.
"""

import logging
import re
import secrets
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import PurePath
from typing import Any, Literal, cast

from slack_sdk.errors import SlackApiError


class UnavailableError(Exception):
    """What Rolecall keeps is out of reach just now; the message is why, in words for members too.

    `unsure` where something may have been kept all the same: the change that was asked for, or a
    part of it.
    """

    def __init__(self, why: str, *, unsure: bool = False) -> None:
        super().__init__(why)
        self.unsure = unsure


_ID = ContextVar("request_id", default="")


def begin_request() -> str:
    """Give this thread's work a new id, eight hexadecimal digits, until the next one begins."""
    id = secrets.token_hex(4)
    _ID.set(id)
    return id


def request_id() -> str:
    """The id of the request that this is work for; empty where it is for none."""
    return _ID.get()


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


log = logging.getLogger(__name__)

Work = Literal["request", "background", "round", "digest", "refresh", "files", "feeds", "feed"]
"""What can fail: an answer, work after it, a round of digests, one digest, the look for a newer
revision, and that for edited files, a round of feeds, one feed."""


def log_failure(error: BaseException, work: Work, of: str = "") -> str:
    """Log a failure; gives the reference under which it stands in the log.

    That is the id of the request, where it was work for one. `of` says more about the work. A
    service counts what it logs with a `work`.
    """
    reference = request_id() or secrets.token_hex(4)
    what = f"{work} {of}".rstrip()
    facts = {"request": reference, "work": work, "error": type(error).__name__}
    log.error("failed ref=%s on %s: %s", reference, what, way(error), extra=facts)
    return reference


def apology(reference: str) -> str:
    """What a member is told when something failed: kind, and with the reference."""
    return (
        "Sorry, something went wrong on my end, and nothing was changed. "
        f"Please try again. If it happens again, give your admin this reference: {reference}"
    )


def log_unheard(text: str) -> None:
    """Where nobody waits for an answer: that they could not be told stands in the log."""
    log.warning("couldn't tell anyone about a failure: %s", text)


def way(error: BaseException | None) -> str:
    """An error's kind and the calls that led to it, the innermost first; and so for its causes.

    The log has no message text: what a member asks about pay is the member's business. So it has
    not the error's own words, which may quote the question.
    """
    return " from ".join(map(_way, _causes(error)))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _way(error: BaseException) -> str:
    calls = [
        f"{'/'.join(PurePath(frame.f_code.co_filename).parts[-2:])}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    # Slack's own code ("missing_scope") is no secret, and the first thing that an operator needs.
    said = f"({summary(error)})" if isinstance(error, SlackApiError) else ""
    return f"{type(error).__name__}{said} at {' < '.join(reversed(calls))}"
