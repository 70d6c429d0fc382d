"""What an address that someone copied is the address of: a job board by its name, a series, a page, or a feed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from knowledge.feeds.model import Feed, FeedKind


@dataclass(frozen=True, slots=True)
class Guess:
    """What is at an address: of a job board its `board`, else the `address` to ask; neither for Hacker News."""

    kind: FeedKind
    board: str | None = None
    address: str | None = None


Steps = list[str]
_Read = Callable[[SplitResult, Steps], Guess | None]


def guess(url: str) -> Guess:
    """The kind of feed that an address is likely of; a person checks it before anything is fetched."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return Guess("feed", address=url.strip())
    steps = [unquote(step) for step in parts.path.split("/") if step]
    found = _of_host(host, parts, steps)
    return found or Guess(_kind_of_path(parts.path.lower()), address=url.strip())


def what_is_read(feed: Feed) -> str:
    """What a feed reads, the same for two that read the same: `greenhouse acme`, `example.com/feed`."""
    kind, board, address = feed.kind, feed.board, feed.address
    if address is not None:
        found = guess(address)
        if found.kind != feed.kind or found.board is None:
            return _plain(address)
        kind, board = found.kind, found.board
    return f"{kind} {board.casefold()}" if board else kind


def _plain(address: str) -> str:
    """An address without what makes no difference: the scheme, capitals of the host, a slash at the end."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.lower()
    except ValueError:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


_POSTS = (".xml", ".rss", ".atom", ".rdf", ".json")
_OF_JOBS = re.compile(r"/(jobs?|careers?|positions?|openings|vacanc(?:y|ies))(/|$)")


def _kind_of_path(path: str) -> FeedKind:
    if path.endswith(".csv"):
        return "series"
    if _OF_JOBS.search(path) and not path.endswith((*_POSTS, "/rss", "/feed", "/feed/")):
        return "jobposting"
    return "feed"


def _of_host(host: str, parts: SplitResult, steps: Steps) -> Guess | None:
    read = _HOSTS.get(host)
    if read is not None:
        return read(parts, steps)
    board, _, domain = host.partition(".")
    kind = _DOMAINS.get(domain)
    if kind is None or board in _NO_BOARDS:
        return None
    if domain == "jobs.personio.com":
        return Guess(kind, address=f"https://{host}/xml")
    return Guess(kind, board)


def _first(kind: FeedKind) -> _Read:
    """The board is the first step of the path."""
    return lambda _, steps: Guess(kind, steps[0]) if steps else None


def _after(kind: FeedKind, step: str) -> _Read:
    """The board is the step after another."""

    def read(_: SplitResult, steps: Steps) -> Guess | None:
        place = steps.index(step) + 1 if step in steps else len(steps)
        return Guess(kind, steps[place]) if place < len(steps) else None

    return read


def _greenhouse(parts: SplitResult, steps: Steps) -> Guess | None:
    embedded = parse_qs(parts.query).get("for", [])
    if steps[:1] == ["embed"]:
        return Guess("greenhouse", embedded[0]) if embedded else None
    return Guess("greenhouse", steps[0]) if steps else None


_LEVER_EU = "https://api.eu.lever.co/v0/postings/{}?mode=json&skip=0&limit=100"
_THREAD = "https://hn.algolia.com/api/v1/search_by_date?tags=comment,story_{}&hitsPerPage=1000"


def _lever_eu(_: SplitResult, steps: Steps) -> Guess | None:
    # Boards in the EU are another service: their name alone would be looked up in the US.
    board = next((step for step in steps if step not in ("v0", "postings")), None)
    return Guess("lever", address=_LEVER_EU.format(board)) if board else None


def _workable(parts: SplitResult, steps: Steps) -> Guess | None:
    widget = _after("workable", "accounts")(parts, steps)
    return widget or (Guess("workable", steps[0]) if steps and steps[0] != "api" else None)


def _hacker_news(parts: SplitResult, steps: Steps) -> Guess | None:
    (id,) = parse_qs(parts.query).get("id", [""])[:1]
    if steps == ["item"] and id.isascii() and id.isdecimal():
        return Guess("hn-hiring", address=_THREAD.format(id))
    return Guess("hn-hiring") if steps == ["submitted"] and id == "whoishiring" else None


_HOSTS: Mapping[str, _Read] = {
    "boards.greenhouse.io": _greenhouse,
    "job-boards.greenhouse.io": _greenhouse,
    "boards.eu.greenhouse.io": _greenhouse,
    "job-boards.eu.greenhouse.io": _greenhouse,
    "boards-api.greenhouse.io": _after("greenhouse", "boards"),
    "api.greenhouse.io": _after("greenhouse", "boards"),
    "jobs.lever.co": _first("lever"),
    "api.lever.co": _after("lever", "postings"),
    "jobs.eu.lever.co": _lever_eu,
    "api.eu.lever.co": _lever_eu,
    "jobs.ashbyhq.com": _first("ashby"),
    "api.ashbyhq.com": _after("ashby", "job-board"),
    "jobs.smartrecruiters.com": _first("smartrecruiters"),
    "careers.smartrecruiters.com": _first("smartrecruiters"),
    "api.smartrecruiters.com": _after("smartrecruiters", "companies"),
    "apply.workable.com": _workable,
    "news.ycombinator.com": _hacker_news,
}
"""Hosts of many boards, and how each says which."""

_DOMAINS: Mapping[str, FeedKind] = {
    "workable.com": "workable",
    "recruitee.com": "recruitee",
    "teamtailor.com": "teamtailor",
    "jobs.personio.de": "personio",
    "jobs.personio.com": "personio",
}
"""Domains in which every board has a host of its own."""

_NO_BOARDS = frozenset({"www", "jobs", "help", "api", "docs", "blog", "resources", "support"})


def host_of(address: str) -> str:
    """The host of an address as people call it; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
