"""Files that people gave Slack: read with the bot's token, which goes nowhere else."""

import logging
from http.client import HTTPException
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, Request

from bot.web_api import opener
from handlers.curation.deps import SharedFile
from knowledge.files import Problem
from knowledge.uploads import MAX_FILE_BYTES, UploadedFile

log = logging.getLogger(__name__)

SECONDS = 20
SLACK = "slack.com"


class Downloads:
    """Reads files from Slack, or from the stand-in whose API `api_url` names."""

    def __init__(self, token: str, api_url: str) -> None:
        self._token = token
        self._api = urlsplit(api_url)
        self._opener = opener(_SameHost)

    def fetch(self, file: SharedFile) -> UploadedFile | Problem:
        """See `Files`."""
        if not self._is_slacks(file.url):
            return _problem(file, "lies outside Slack: send it as a file")
        request = Request(file.url, headers={"Authorization": f"Bearer {self._token}"})  # noqa: S310 — Slack's alone, as just seen
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                if _is_page(answer):
                    # Slack shows its login to a bot that may not have the file.
                    return _problem(file, "is not let out by Slack: the bot needs `files:read`")
                return UploadedFile(file.name, _read(answer))
        except HTTPError as error:
            log.warning("a shared file: HTTP %d", error.code)
            error.close()
            return _problem(file, f"is not let out by Slack (HTTP {error.code}): send it again")
        except (OSError, HTTPException) as error:
            log.warning("a shared file: %s", type(error).__name__)
            return _problem(file, "could not be read from Slack: send it again")

    def _is_slacks(self, url: str) -> bool:
        try:
            asked = urlsplit(url)
            if _origin(asked) == _origin(self._api):
                return True
        except ValueError:  # a port that is no number
            return False
        host = asked.hostname or ""
        slack = self._api.hostname == SLACK and (host == SLACK or host.endswith(f".{SLACK}"))
        return asked.scheme == "https" and asked.port in (None, 443) and slack


class _SameHost(HTTPRedirectHandler):
    """Follows nobody to another host: the token would go along."""

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if _origin(urlsplit(newurl)) != _origin(urlsplit(req.full_url)):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port


def _is_page(answer: Any) -> bool:
    return cast("str", answer.headers.get_content_type()) == "text/html"


def _read(answer: Any) -> bytes:
    """Enough to see that a file is too large, and no more."""
    return cast("bytes", answer.read(MAX_FILE_BYTES + 1))


def _problem(file: SharedFile, message: str) -> Problem:
    return Problem(file.name or "(no name)", 0, 0, "", message)
