"""Who may ask: Slack, by its signature, for a member of our workspace; or whoever has a bearer token."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.signature import SignatureVerifier

from bot.incoming import UnsignedError, is_signed

HEADERS = ("host", "origin", "authorization", "x-slack-request-timestamp", "x-slack-signature")
"""Every header that makes a difference here."""

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine's names, under which a client on it reaches us."""

_BEARER = re.compile(r"bearer ([!-~]{1,200})", re.IGNORECASE)


class ForeignError(Exception):
    """A request to another host, or out of another site's page."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: by the name of a token, or as Slack, which says with each call for whom."""

    token: str | None = None


def host_names(url: str | None) -> frozenset[str]:
    """The names under which we are reached, at a public address besides."""
    public = urlsplit(url).hostname if url else None
    return LOCAL | ({public} if public else set[str]())


def check_place(headers: Mapping[str, str], names: frozenset[str]) -> None:
    """Whether a request was meant for us. Raises `ForeignError`.

    A page of another site can make a browser ask us, also under a name of its own (DNS rebinding).
    """
    places = [f"//{headers.get('host', '')}"]
    if "origin" in headers:
        places.append(headers["origin"])
    if not all(_host(place) in names for place in places):
        raise ForeignError


def _host(place: str) -> str | None:
    try:
        return urlsplit(place).hostname
    except ValueError:
        return None


def identify(
    headers: Mapping[str, str],
    body: bytes,
    verifier: SignatureVerifier,
    whose: Callable[[str], str | None],
) -> Caller:
    """Who asks; `whose` gives the name of a token. Raises `UnsignedError` where nobody vouches for it."""
    given = headers.get("authorization")
    if given is not None:
        match = _BEARER.fullmatch(given.strip())
        name = whose(match[1]) if match else None
        if name is None:
            raise UnsignedError
        return Caller(name)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise UnsignedError from None
    if not is_signed(verifier, text, headers):
        raise UnsignedError
    return Caller()


def member(slack: Mapping[str, Any], team: Callable[[], str]) -> str:
    """The member of our workspace for whom Slack asks. Raises `UnsignedError` for anyone else."""
    user, named = slack.get("user_id"), slack.get("team_id")
    if not (isinstance(user, str) and user and isinstance(named, str) and named):
        raise UnsignedError
    if named != team():
        raise UnsignedError
    return user
