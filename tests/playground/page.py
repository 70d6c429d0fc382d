"""The page's side of its talk with the playground."""

import http.client
import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.bot.served import PATIENCE


@dataclass(frozen=True)
class Got:
    """What came back."""

    status: int
    content_type: str
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Page:
    """Asks and acts for one person."""

    def __init__(self, url: str, user: str = "U0MAYA") -> None:
        self._host = urlsplit(url).netloc
        self._user = user

    def get(self, path: str) -> Got:
        """A file, or anything else by its path."""
        return self._request("GET", path, None, {})

    def read(self, what: str, **query: str) -> Any:
        """`GET /playground/<what>`."""
        got = self.get(f"/playground/{what}?{urlencode({'user': self._user, **query})}")
        assert got.status == 200, got
        return got.json

    def act(self, what: str, **asked: Any) -> Any:
        """`POST /playground/<what>`."""
        got = self.post(f"/playground/{what}", json.dumps({"user": self._user, **asked}))
        assert got.status == 200, got
        return got.json

    def post(self, path: str, body: str, content_type: str = "application/json") -> Got:
        """A body as it is."""
        return self._request("POST", path, body.encode(), {"Content-Type": content_type})

    def _request(self, verb: str, path: str, body: bytes | None, headers: dict[str, str]) -> Got:
        connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        try:
            connection.request(verb, path, body, headers)
            response = connection.getresponse()
            content_type = response.headers.get("content-type", "")
            return Got(response.status, content_type, response.read())
        finally:
            connection.close()

    @contextmanager
    def news(self) -> Generator[Generator[dict[str, Any]]]:
        """What changes, from now on."""
        connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        try:
            connection.request("GET", f"/playground/events?user={self._user}")
            response = connection.getresponse()
            assert response.headers["content-type"] == "text/event-stream"
            assert response.readline().startswith(b"retry:")

            def changes() -> Generator[dict[str, Any]]:
                for line in response:
                    if line.startswith(b"data: "):
                        yield json.loads(line.removeprefix(b"data: "))

            yield changes()
        finally:
            connection.close()
