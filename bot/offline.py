"""Rolecall without Slack: answers for `rolecall ask` over loopback, and digests as Markdown."""

import json
import re
import secrets
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NoReturn, cast
from urllib.parse import urlencode

from pydantic import SecretStr
from slack_bolt import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.app import build_app
from bot.incoming import FORM, Incoming
from bot.settings import Settings
from handlers.admins import Admins
from handlers.deps import CurrentLibrary, Deps, FollowedRole, Today
from handlers.replies import command_line
from handlers.views.digest import digest_message
from handlers.views.digest.thread import digest_details
from handlers.views.words import ViewContext
from knowledge.advertised import AdsRequest
from knowledge.digest.compose import UsedUp, used_up
from knowledge.digest.edition import Digest
from knowledge.feeds.stories import LatestPosts, ListedAd
from knowledge.library import Library


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

    def listed(self, asked: AdsRequest, most: int) -> Sequence[ListedAd]:
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
            "text": text,
            "team_id": "T0LOCAL",
            "channel_id": "C0LOCAL",
            "user_id": "U0LOCAL",
            "response_url": "http://127.0.0.1:9/none",
        }
        answer = self.send(urlencode(form, errors="replace"), FORM)
        return cast("dict[str, Any]", json.loads(answer.body or "{}"))

    def send(self, body: str, content_type: str) -> BoltResponse:
        """Sign a body, and send it."""
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


def year_in_markdown(library_on: Callable[[date], Library], digests: Sequence[Digest]) -> str:
    """Every digest's message and thread as plain text, and at the end what was used up when."""
    lines: list[str] = [f"# {len(digests)} weekly digests"]
    for digest in digests:
        library = library_on(digest.day)
        context = ViewContext(library, digest.day)
        # Any id will do: what it is for is not shown in the text.
        message = digest_message(digest, context, digest_id="read")
        thread = digest_details(digest, context)
        lines += ["", f"## {digest.day:%A} {digest.day}", "", *_lines(message.text)]
        if thread is not None:
            lines += ["", "### In the thread", "", *_lines(thread.text)]
    lines += ["", "## What was used up when", ""]
    lines += [f"- {_used(one)}" for one in used_up(library_on(digests[0].day), digests)]
    return "\n".join([*lines, ""])


def _lines(text: str) -> Iterator[str]:
    """Each line by itself: Markdown runs lines together that do not end with two spaces."""
    return (f"{line}  " for line in _LINK.sub(r"[\2](\1)", text).split("\n"))


_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
"""A link as Slack writes it."""


def _used(one: UsedUp) -> str:
    if not one.there_is:
        return f"{one.name}: none"
    if one.day is None:
        return f"{one.name}: {one.seen} of {one.there_is} seen, so none came twice"
    return f"{one.name}: {one.there_is}, all seen by {one.day.day} {one.day:%b %Y}"
