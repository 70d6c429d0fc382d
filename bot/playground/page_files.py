"""`/` and `/page/<file>`: the page itself."""

from pathlib import Path

import falcon
from falcon import Request, Response

PAGE = Path(__file__).parent / "page"
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}


class PageFiles:
    """The files of the page's folder, and nothing outside it."""

    def on_get(self, _request: Request, response: Response, name: str = "index.html") -> None:
        """One file of the page's folder."""
        path = (PAGE / name).resolve()
        if not (path.is_relative_to(PAGE) and path.is_file() and path.suffix in MEDIA_TYPES):
            raise falcon.HTTPNotFound
        response.content_type = MEDIA_TYPES[path.suffix]
        response.set_header("Cache-Control", "no-store")
        response.data = path.read_bytes()
