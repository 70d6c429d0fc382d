"""Logging, to standard error: no line has what members ask, an error's own words, or any secret.

On a terminal, and for commands, a line is there to be read. A service whose output is collected writes
JSON, an object a line, with `time` (UTC), `level`, `logger`, `message`, and as `request` the id of the
request that it is about: the reference that a member is told when something fails.
"""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from handlers.errors import request_id

GRANIAN: dict[str, Any] = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}
"""The HTTP server's own configuration of logging: its lines are written as all others are."""

ErrorInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)
"""An error as the logging library hands it on."""


def configure_logging(*, as_service: bool = False) -> None:
    """Log from INFO upwards; `as_service` in JSON, unless someone watches on a terminal."""
    handler = logging.StreamHandler()
    handler.setFormatter(_json_lines() if as_service and not sys.stderr.isatty() else _Text())
    handler.addFilter(_add_request)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Several lines at every start, even where there is nothing to migrate.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if as_service:
        handler.addFilter(_failure_counter())
        # Nothing goes by any other way: Python itself would print an error's words.
        logging.captureWarnings(capture=True)
        sys.excepthook = _log_uncaught
        threading.excepthook = lambda told: _log_uncaught(
            told.exc_type, told.exc_value, told.exc_traceback
        )


def failure(error: ErrorInfo) -> str:
    """What failed and where, without its words."""
    # Commands that never meet Slack start without its libraries.
    from handlers.errors import way

    return way(error[1])


class _Text(logging.Formatter):
    """A line for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 — the library's name
        """The line, and in brackets the request's id where there is one."""
        line, request = super().formatMessage(record), getattr(record, "request", None)
        return f"{line} [{request}]" if request else line

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 — the library's name
        """What failed and where, without its words."""
        return failure(ei)


def _json_lines() -> logging.Formatter:
    from bot.json_logs import JsonLines  # of use to services alone

    return JsonLines()


def _failure_counter() -> Callable[[logging.LogRecord], bool]:
    from bot.metrics import FAILURES  # of use to services alone

    def count(record: logging.LogRecord) -> bool:
        work = getattr(record, "work", None)
        if work is not None:
            FAILURES.labels(work).inc()
        return True

    return count


def _add_request(record: logging.LogRecord) -> bool:
    if not hasattr(record, "request"):
        record.request = request_id() or None
    return True


def _log_uncaught(
    kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None
) -> None:
    if issubclass(kind, Exception):
        log = logging.getLogger(__name__)
        log.critical("unexpected error: %s", kind.__name__, exc_info=error)
    else:
        sys.__excepthook__(kind, error or kind(), traceback)
