"""Feeds, boards and their pages over HTTP, as of the workspace's clock, with conditional requests."""

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import falcon
from falcon import Request, Response

from bot.playground.clock import Clock
from bot.playground.feeds.made_up import Find, MadeUp, Served


class Published:
    """The made-up world that begins when it is first asked for anything."""

    def __init__(self, clock: Clock, base: str) -> None:
        self._clock = clock
        self._base = base
        self._lock = threading.Lock()
        self._made_up: MadeUp | None = None

    def find(self, find: Find, name: str) -> Served | None:
        """What is there by now under a name."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        with self._lock:
            if self._made_up is None:
                start = now.date() - timedelta(days=now.weekday())
                self._made_up = MadeUp(start, self._base)
            return find(self._made_up, name, now)


class Conditional:
    """Answers with one kind of what is published; 304 where the reader has it already (RFC 9110, 13)."""

    def __init__(self, published: Published, find: Find) -> None:
        self._published = published
        self._find = find

    def on_get(self, request: Request, response: Response, **parts: str) -> None:
        """The document of a name, or the page of this path."""
        served = self._published.find(self._find, parts.get("name", request.path))
        if served is None:
            raise falcon.HTTPNotFound
        tag = f'"{hashlib.sha256(served.body).hexdigest()[:20]}"'
        changed = format_datetime(served.changed.replace(microsecond=0), usegmt=True)
        response.set_headers({"ETag": tag, "Last-Modified": changed})
        if tag in (request.get_header("If-None-Match") or ""):
            response.status = falcon.HTTP_304
            return
        response.content_type = served.type
        response.data = served.body


def add_feed_routes(wsgi: "falcon.App[Request, Response]", clock: Clock, base: str) -> None:
    """Serve everything that is made up, by a workspace's clock, at an address without a slash at its end."""
    published = Published(clock, base)
    wsgi.add_route("/feeds/{name}", Conditional(published, MadeUp.feed))
    wsgi.add_route("/boards/{name}", Conditional(published, MadeUp.board))
    wsgi.add_route("/series/{name}", Conditional(published, MadeUp.series))
    pages = Conditional(published, MadeUp.page)
    wsgi.add_route("/posts/{publisher}/{title}", pages)
    wsgi.add_route("/jobs/{board}/{number}", pages)
