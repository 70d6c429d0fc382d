"""How long answers to Slack take, counted and logged."""

import logging
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from prometheus_client import Histogram
from slack_bolt import BoltResponse

from bot import metrics
from handlers.errors import begin_request
from handlers.middleware import request_kind

log = logging.getLogger(__name__)

SLOW = 1.0
"""Seconds; Slack waits for three."""


def observed(payload: Mapping[str, Any], answer: Callable[[], BoltResponse]) -> BoltResponse:
    """The answer to a payload of Slack's."""
    begin_request()
    begun = time.perf_counter()
    response = answer()
    note(request_kind(payload), response.status, time.perf_counter() - begun)
    return response


def note(kind: str, status: int, seconds: float) -> None:
    """Measure an answer; what takes long stands in the log."""
    _timer(kind, status).observe(seconds)
    if seconds >= SLOW:
        facts = {"kind": kind, "status": status, "seconds": round(seconds, 3)}
        log.warning("slow: %s took %.1f s to answer", kind, seconds, extra=facts)


@lru_cache(maxsize=100)
def _timer(kind: str, status: int) -> Histogram:
    # Looking for one by its labels takes longer than to use it.
    return metrics.ANSWERS.labels(kind, str(status))
