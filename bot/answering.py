"""Around every answer, however it came in: it has an id, is timed and counted, and logged if slow."""

import logging
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from prometheus_client import Histogram
from slack_bolt import BoltResponse

from bot import metrics
from handlers.request_id import begin_request
from handlers.request_kind import RequestKind, request_kind

log = logging.getLogger(__name__)

SLOW = 1.0
"""Seconds; Slack waits for three."""


def observed(payload: Mapping[str, Any], answer: Callable[[], BoltResponse]) -> BoltResponse:
    """The answer to a payload of Slack's."""
    begin_request()
    begun = time.perf_counter()
    response = answer()
    seconds = time.perf_counter() - begun
    kind = request_kind(payload)
    _timer(kind, response.status).observe(seconds)
    if seconds >= SLOW:
        facts = {"kind": kind, "status": response.status, "seconds": round(seconds, 3)}
        log.warning("slow: %s took %.1f s to answer", kind, seconds, extra=facts)
    return response


@lru_cache(maxsize=100)
def _timer(kind: RequestKind, status: int) -> Histogram:
    # Looking for one by its labels takes longer than to use it.
    return metrics.ANSWERS.labels(kind, str(status))
