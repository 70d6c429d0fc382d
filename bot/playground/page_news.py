"""`GET /playground/events?user=…`: what changed, as server-sent events, so that the page need not ask."""

import json
import queue
from collections.abc import Iterator

from falcon import Request, Response

from bot.playground.records import Change
from bot.playground.workspace import Workspace

SECONDS_BETWEEN_SIGNS = 10
"""How often a page without news hears that we live; it is how we find out that a page is gone."""


class PageNews:
    """A stream for each open page."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def on_get(self, request: Request, response: Response) -> None:
        """The changes that one person sees, until the page or the playground goes."""
        user = request.get_param("user", required=True)
        response.content_type = "text/event-stream"
        response.set_header("Cache-Control", "no-store")
        response.stream = self._news(user)

    def _news(self, user: str) -> Iterator[bytes]:
        with self._workspace.journal.subscribed() as changes:
            yield b"retry: 1000\n\n"
            while True:
                try:
                    change = changes.get(timeout=SECONDS_BETWEEN_SIGNS)
                except queue.Empty:
                    yield b": still here\n\n"
                    continue
                if change is None:
                    return
                if change.user in (None, user):
                    yield _line(change)


def _line(change: Change) -> bytes:
    data = {"what": change.what}
    if change.channel:
        data["channel"] = change.channel
    return f"event: changed\ndata: {json.dumps(data)}\n\n".encode()
