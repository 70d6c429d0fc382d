"""When something fails unexpectedly: a kind message to the member, the rest to the log."""

import logging
import secrets
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, cast

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.errors import SlackApiError

log = logging.getLogger(__name__)


def register(app: App) -> None:
    """Answer any failure of a listener with a reference that also stands in the log."""
    app.error(answer_failure)


def answer_failure(error: Exception, request: BoltRequest) -> BoltResponse:
    """Tell the member that something failed, with a reference, and nothing more."""
    name = request.body.get("command") or request.body.get("type") or "request"
    body = {"response_type": "ephemeral", "text": apology(log_failure(error, str(name)))}
    return BoltResponse(status=200, body=body, headers={"content-type": "application/json"})


def log_failure(error: BaseException, what: str) -> str:
    """Log a failure; gives the reference under which it stands in the log.

    The log has no message text: what a member asks about pay is the member's business. So it has
    the kind of error and the way to it, and not the error's own words, which may quote the question.
    """
    reference = secrets.token_hex(4)
    log.error("failed ref=%s on %s: %s", reference, what, " from ".join(map(_way, _causes(error))))
    return reference


def apology(reference: str) -> str:
    """What a member is told when something failed: kind, and with the reference."""
    return (
        "Sorry, something went wrong on my side, and nothing was changed. "
        f"Please try again; if it happens again, tell your admin this reference: {reference}"
    )


def log_unheard(text: str) -> None:
    """Where nobody waits for an answer: that they could not be told stands in the log."""
    log.warning("a failure could not be told to anybody: %s", text)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _way(error: BaseException) -> str:
    """An error's kind and the calls that led to it, the innermost first."""
    calls = [
        f"{'/'.join(PurePath(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    # Slack's own code ("missing_scope") is no secret, and the first thing that an operator needs.
    refusal = cast("Any", error).response if isinstance(error, SlackApiError) else None
    code = f"({refusal.get('error')})" if refusal is not None else ""
    return f"{type(error).__name__}{code} at {' < '.join(reversed(calls))}"
