"""When something fails unexpectedly: what the member is told, and what stands in the log."""

import logging
import secrets
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from typing import Literal

from slack_sdk.errors import SlackApiError

from handlers.request_id import request_id
from handlers.slack_errors import summary

log = logging.getLogger(__name__)

Work = Literal["request", "background", "round", "digest", "refresh", "files"]
"""What can fail: an answer, work after it, a round of digests, one digest, the look for a newer
revision, and that for edited files."""


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
