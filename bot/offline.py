"""Rolecall without Slack: answers for `rolecall ask` over loopback."""

import json
import secrets
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NoReturn, cast

from pydantic import SecretStr
from slack_bolt import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.app import build_app
from bot.incoming import Incoming
from bot.settings import Settings
from handlers.admins import Admins
from handlers.deps import CurrentLibrary, Deps, FollowedRole, Today
from handlers.errors import begin_request
from handlers.replies import command_line
from knowledge.feeds.stories import LatestPosts

if TYPE_CHECKING:
    from knowledge.advertised import AdsRequest
    from knowledge.feeds.stories import ListedAd


def offline_deps(library: CurrentLibrary, today: Today = date.today) -> Deps:
    """Everything that a command's answer needs; what comes after it has nowhere to go."""
    nowhere = cast("Any", _NoWorkspace())
    return Deps(
        library=library,
        served=nowhere,
        today=today,
        background=_nowhere,
        respond=_refuse,
        follows=_Nobody(),
        once=_Nobody(),
        conversations=nowhere,
        gaps=nowhere,
        first_greeting=nowhere,
        digests=nowhere,
        now=lambda: datetime.now(UTC),
        curation=nowhere,
        reports=nowhere,
        files=nowhere,
        articles=nowhere,
        spreadsheet=nowhere,
        reviews=nowhere,
        feeds=nowhere,
        tell=nowhere,
        admins=Admins(frozenset()),
        ads=NoAds(),
        latest=LatestPosts,
    )


def _nowhere(
    work: Callable[[], object], apologize: Callable[[str], object], within: float | None = None
) -> None:
    """No modal can be opened and no message posted: the answer itself is all."""


def _refuse(response_url: str, payload: Mapping[str, Any]) -> None:
    raise ConnectionError("there is no Slack to answer to")


class _Nobody:
    """Nobody follows anything here, and nothing is delivered twice."""

    def follow(self, team: str, user: str, role: str, seen: int) -> None: ...

    def unfollow(self, team: str, user: str, role: str) -> None: ...

    def of(self, team: str, user: str) -> tuple[FollowedRole, ...]:
        return ()

    def mark_seen(self, team: str, user: str, roles: Collection[str], seen: int) -> None: ...

    def first(self, key: str, *, harmless: bool = False) -> bool:
        return True


class NoAds:
    """Where no job board is read."""

    def listed(self, asked: "AdsRequest", most: int) -> Sequence["ListedAd"]:
        """None."""
        return ()


class _NoWorkspace:
    """What lives in a workspace and its database: nothing of it can be done here."""

    def __call__(self, *_: object) -> NoReturn:
        raise ConnectionError("there is no Slack workspace here")

    def __getattr__(self, name: str) -> NoReturn:
        raise ConnectionError("there is no Slack workspace here")


@dataclass(frozen=True, slots=True)
class Loopback:
    """The app with a secret of its own, and nobody on the other side: no token, no network."""

    incoming: Incoming
    signer: SignatureVerifier

    def ask(self, line: str) -> dict[str, Any]:
        """Send a line such as `/salary mle senior`; gives the JSON that Slack would receive.

        Empty where the answer comes after the acknowledgement: there is nobody here to get it.
        Raises `LookupError` where the line begins with no command of ours.
        """
        command, _, text = line.strip().partition(" ")
        if command_line(command) is None:
            raise LookupError(command)
        form = {
            "command": command if command.startswith("/") else f"/{command}",
            # A terminal may give bytes that are no text.
            "text": text.encode(errors="replace").decode(),
            "team_id": "T0LOCAL",
            "channel_id": "C0LOCAL",
            "user_id": "U0LOCAL",
            "response_url": "http://127.0.0.1:9/none",
        }
        # As it comes through Socket Mode; a form would be read by the library of the HTTP server.
        answer = self.send(json.dumps(form), "application/json")
        return cast("dict[str, Any]", json.loads(answer.body or "{}"))

    def send(self, body: str, content_type: str) -> BoltResponse:
        """Sign a body, and send it: a request of its own, in the log too."""
        begin_request()
        timestamp = str(int(time.time()))
        headers = {
            "content-type": content_type,
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": self.signer.generate_signature(timestamp=timestamp, body=body),
        }
        return self.incoming.answer(body.encode(), cast("dict[str, str]", headers))


def open_loopback(settings: Settings, deps: Deps) -> Loopback:
    """The whole app under a made-up secret."""
    secret = secrets.token_hex(16)
    private = settings.model_copy(
        update={
            "slack_signing_secret": SecretStr(secret),
            "slack_bot_token": SecretStr("xoxb-local"),
        }
    )
    return Loopback(Incoming(build_app(private, deps).dispatch, secret), SignatureVerifier(secret))
