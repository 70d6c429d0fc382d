"""Hostile sites: each costs its feed one try, and is named; nothing that they do reaches an inner address."""

import gzip
import json
import time
from collections.abc import Callable, Iterator

import pytest

from bot.delivery.notices import Notices
from bot.feeds.collecting import Collector
from bot.fetching.fetcher import Fetcher
from tests.bot.recording_proxy import VARIABLES
from tests.bot.web import INNER, OUTER, Names, Site, Write, answer, fetcher, moved, site
from tests.feeds.collecting.over_http import visit
from tests.feeds.collecting.town import Town, feed

FINE = answer(
    json.dumps({"items": [{"id": "1", "title": "Fine"}]}).encode(), type="application/json"
)
SECRET = answer(b'{"items": [{"id": "x", "title": "secret"}]}', type="application/json")
NETWORK = "is inside a private network, which pages aren't fetched from unless ROLECALL_FETCH_NETWORKS names it"
SLOW = "takes more than 0.5 seconds to answer"
LARGE = "is larger than 2 MB"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"


def ten_gigabytes(write: Write) -> None:
    """Says how much is to come, and goes on for as long as it is listened to."""
    write(HEAD.replace(b"\r\n\r\n", b"\r\nContent-Length: 10000000000\r\n\r\n"))
    while True:
        write(b" " * 100_000)


def a_byte_at_a_time(write: Write) -> None:
    write(HEAD)
    while True:
        write(b" ")
        time.sleep(0.05)


def hang(write: Write) -> None:
    time.sleep(60)


@pytest.fixture
def outer() -> Iterator[Site]:
    with site(OUTER) as outer:
        yield outer


@pytest.fixture
def inner() -> Iterator[Site]:
    with site(INNER, {"/": SECRET, "/feed": SECRET}) as inner:
        yield inner


def collector(town: Town, fetcher: Fetcher) -> Collector:
    notices = Notices(town.database, lambda: town.now, lambda: None)
    return Collector(
        town.database, fetcher, visit, lambda: town.feeds, lambda: town.now, notices.within, lambda: ()
    )  # fmt: skip


def test_each_is_bounded_and_named_and_none_reaches_an_inner_address(
    town: Town, outer: Site, inner: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*VARIABLES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    bomb = gzip.compress(bytes(50_000_000), 9, mtime=0)
    deep = b'{"items": ' + b"[" * 500_000 + b"]" * 500_000 + b"}"
    hostile = {
        "moved-literal": (moved(f"http://{INNER}:{inner.port}/feed"), NETWORK),
        "moved-name": (moved(f"http://inside.example:{inner.port}/feed"), NETWORK),
        "moved-metadata": (moved("http://169.254.169.254/latest/meta-data"), NETWORK),
        "moved-file": (moved("file:///etc/passwd"), "isn't fetched: only http and https are"),
        "moved-round": (moved("/moved-round"), "redirects more than 5 times"),
        "bomb": (answer(bomb, "Content-Encoding: gzip", type="application/json"), LARGE),
        "ten-gigabytes": (ten_gigabytes, LARGE),
        "deep": (answer(deep, type="application/json"), "is no feed"),
        "fine": (FINE, None),
    }
    town.feeds.clear()
    for name, (said, _) in hostile.items():
        outer.answers[f"/{name}"] = said  # pyright: ignore[reportArgumentType]
        town.add(feed(name, address=f"http://site.example:{outer.port}/{name}"))
    inside = {
        "literal": f"http://{INNER}:{inner.port}/feed",
        "mapped": f"http://[::ffff:127.0.0.1]:{inner.port}/feed",
        "number": f"http://2130706433:{inner.port}/feed",
        "rebound": f"http://rebound.example:{inner.port}/feed",
        "half": f"http://half.example:{inner.port}/feed",
    }
    for name, address in inside.items():
        town.add(feed(name, address=address))
    names = Names(
        {
            "site.example": [[OUTER]],
            "inside.example": [[INNER]],
            "half.example": [[OUTER, INNER]],
            "rebound.example": [[OUTER], [INNER]],
            "2130706433": [[INNER]],
        }
    )
    hosts = collector(town, fetcher(names, bytes=2_000_000))
    assert hosts.round() == len(town.feeds)
    assert {name: town.state(name).error for name in hostile} == {
        name: why for name, (_, why) in hostile.items()
    }
    assert all(town.state(name).error for name in inside)
    assert inner.came == []
    assert [row.title for row in town.rows()] == ["Fine"]
    # One try, and no more for now.
    came = len(outer.came)
    assert hosts.round() == 0
    assert len(outer.came) == came


@pytest.mark.parametrize("said", [a_byte_at_a_time, hang])
def test_who_speaks_slowly_costs_one_feed_one_try(
    town: Town, outer: Site, said: Callable[[Write], None]
) -> None:
    outer.answers["/feed"] = said
    town.add(feed(address=f"http://blog.example:{outer.port}/feed"))
    hosts = collector(town, fetcher(Names({"blog.example": [[OUTER]]}), seconds=0.5))
    assert hosts.round() == 1
    assert town.state().error == SLOW
    assert hosts.round() == 0


def test_a_name_that_turns_inward_later_is_refused_then(
    town: Town, outer: Site, inner: Site
) -> None:
    outer.answers["/feed"] = FINE
    names = Names({"blog.example": [[OUTER], [INNER]]})
    town.add(feed(address=f"http://blog.example:{outer.port}/feed"))
    hosts = collector(town, fetcher(names))
    hosts.round()
    assert town.state().error is None
    town.now += town.now - town.now.replace(hour=7)
    town.add(feed(address=f"http://blog.example:{inner.port}/feed"))
    hosts.round()
    assert town.state().error == NETWORK
    assert inner.came == []
