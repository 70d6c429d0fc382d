"""Files that people gave Slack: read with the bot's token, which goes nowhere else."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit
from urllib.request import BaseHandler, HTTPRedirectHandler, Request

from bot.web_api import opener
from handlers.curation.deps import NEEDS_SCOPE, SharedFile
from knowledge.files import Problem
from knowledge.uploads import MAX_FILE_BYTES, UploadedFile, refusal

log = logging.getLogger(__name__)

SECONDS = 20

SLACKS = ("slack.com", "slack-gov.com")
"""Slack's own domains. On Enterprise Grid, files.slack.com sends to files-origin.slack.com."""

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class Downloads:
    """Reads files from Slack, or from the stand-in whose API `api_url` names.

    `transports` are asked before the network is.
    """

    def __init__(self, token: str, api_url: str, *transports: BaseHandler) -> None:
        self._token = token
        self._api = urlsplit(api_url)
        self._opener = opener(_WithinSlack(self._is_slacks), *transports)

    def fetch(self, file: SharedFile, most: int = MAX_FILE_BYTES) -> UploadedFile | Problem:
        """See `Files`."""
        if not self._is_slacks(file.url):
            return refusal(file.name, "is stored outside Slack: send it as a file")
        request = Request(file.url, headers={"Authorization": f"Bearer {self._token}"})  # noqa: S310 — Slack's alone, as just seen
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                if _is_page(answer):
                    # Slack shows its login to a bot that may not have the file.
                    return refusal(file.name, NEEDS_SCOPE)
                return UploadedFile(file.name, _read(answer, most))
        except _ElsewhereError:
            log.warning("a shared file: redirected away from Slack")
            return refusal(
                file.name,
                "can't be downloaded: Slack redirects to another site, so the bot may lack `files:read`",
            )
        except HTTPError as error:
            log.warning("a shared file: HTTP %d", error.code)
            error.close()
            if error.code in GONE:
                return refusal(file.name, "is no longer in Slack: send it again")
            return refusal(
                file.name, f"can't be downloaded from Slack (HTTP {error.code}): send it again"
            )
        except (OSError, HTTPException, ValueError) as error:
            log.warning("a shared file: %s", type(error).__name__)
            return refusal(file.name, "couldn't be downloaded from Slack: send it again")

    def _is_slacks(self, url: str) -> bool:
        try:
            asked = urlsplit(url)
            if _origin(asked) == _origin(self._api):
                return True
        except ValueError:  # a port that is no number
            return False
        # With a stand-in, not even Slack gets its token.
        slacks = _is_slack_host(asked.hostname) and _is_slack_host(self._api.hostname)
        return asked.scheme == "https" and asked.port in (None, 443) and slacks


class _ElsewhereError(Exception):
    """A redirect to where the token must not go."""


class _WithinSlack(HTTPRedirectHandler):
    """Follows to Slack's own addresses alone: the token goes along."""

    def __init__(self, is_slacks: Callable[[str], bool]) -> None:
        self._is_slacks = is_slacks

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if not self._is_slacks(newurl):
            raise _ElsewhereError
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_slack_host(host: str | None) -> bool:
    return any(host == domain or (host or "").endswith(f".{domain}") for domain in SLACKS)


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port


def _is_page(answer: Any) -> bool:
    """Whether it is a page to look at; an HTML file that someone shared comes as an attachment."""
    is_file = cast("str | None", answer.headers.get_content_disposition()) == "attachment"
    return cast("str", answer.headers.get_content_type()) == "text/html" and not is_file


def _read(answer: Any, most: int) -> bytes:
    """Enough to see that a file is too large, and no more."""
    return cast("bytes", answer.read(most + 1))
