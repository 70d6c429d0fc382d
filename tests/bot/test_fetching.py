"""Pages come from where they may, within bounds; nothing that a site does reaches an inner address."""

import gzip
import time
import zlib
from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from bot.fetching.addresses import may_be_named, may_be_reached
from bot.fetching.fetcher import Fetched, Fetcher
from knowledge.drafting.article import Refusal
from tests.bot.recording_proxy import recording_proxy
from tests.bot.web import INNER, OUTER, Names, Site, Write, answer, fetcher, moved, site

HTML = frozenset({"text/html"})
PAGE = b"<h1>Pay</h1>"
NETWORK = Refusal(
    "is inside a private network, which pages aren't fetched from unless ROLECALL_FETCH_NETWORKS names it"
)


@pytest.fixture(autouse=True)
def _directly(no_proxy: None) -> None:
    """No test here asks a proxy but those that set one."""


@pytest.fixture
def inner() -> Iterator[Site]:
    with site(INNER, {"/": answer(b"secret")}) as inner:
        yield inner


@pytest.fixture
def names() -> Names:
    return Names({"site.example": [[OUTER]]})


def fetched(names: Names, port: int, path: str = "/", **limits: float) -> Fetched | Refusal:
    return fetcher(names, **limits).fetch(f"http://site.example:{port}{path}", HTML)


def test_a_page_comes_whole_and_is_asked_for_by_its_name(outer: Site, names: Names) -> None:
    outer.answers["/pay?q=caf%C3%A9"] = answer(PAGE, 'ETag: "7"')
    got = fetched(names, outer.port, "/pay?q=café#top")
    assert isinstance(got, Fetched)
    assert (got.status, got.body, got.headers["etag"]) == (200, PAGE, '"7"')
    (asked,) = outer.came
    assert f"Host: site.example:{outer.port}\r\n".encode() in asked
    assert b"User-Agent: Rolecall (+ops@example.com)\r\n" in asked


@pytest.mark.parametrize("address", [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.170", "198.18.0.1", "192.0.2.1", "192.88.99.1", "::", "::1",
    "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1", "3fff::1", "2002:7f00:1::",
    "2001:0:7f00:1::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b:1::1", "100::1", "5f00::1", "site.example", "",
])  # fmt: skip
def test_inner_addresses_are_not_reached(address: str) -> None:
    assert not may_be_reached(address, ())


@pytest.mark.parametrize("address", [
    "1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:1.1.1.1", "64:ff9b::101:101",
])  # fmt: skip
def test_public_addresses_are_reached(address: str) -> None:
    assert may_be_reached(address, ())


@pytest.mark.parametrize("url", [
    "http://127.0.0.1:{}/", "http://localhost:{}/", "http://LOCALHOST.:{}/", "http://127.1:{}/", "http://2130706433:{}/",
    "http://0x7f000001:{}/", "http://0177.0.0.1:{}/", "http://[::ffff:127.0.0.1]:{}/", "http://[::1]:{}/",
    "http://①②⑦.⓪.⓪.①:{}/", "http://127。0。0。1:{}/", "http://0:{}/",
])  # fmt: skip
def test_no_spelling_reaches_this_machine(inner: Site, url: str) -> None:
    got = Fetcher().fetch(url.format(inner.port), HTML)
    assert isinstance(got, Refusal)
    assert inner.came == []


@pytest.mark.parametrize("url", [
    "file:///etc/passwd", "ftp://site.example/", "gopher://site.example/", "javascript:alert(1)", "data:text/html,x", "",
    "//site.example", "http://", "http://:80/", "http://a b/", "http://site.example:99999/", "http://site.example:0/",
    "http://user:pw@site.example/", "http://site.example@other.example/", "http://[::1/", "http://exa%6dple.com/",
    "http://site.example\\@127.0.0.1/", "http://a\r\nHost: b/", "http://" + "a" * 64 + ".example/", "http://a..b/",
    "http://x/" + "y" * 3_000,
])  # fmt: skip
def test_what_is_no_plain_address_is_refused_unasked(names: Names, url: str) -> None:
    assert isinstance(fetcher(names).fetch(url, HTML), Refusal)
    assert names.asked == []


@pytest.mark.parametrize("to", [
    "http://127.0.0.1:{}/", "//127.0.0.1:{}/", "http://inside.example:{}/", "http://[::ffff:7f00:1]:{}/",
    "http://half.example:{}/", "file:///etc/passwd#{}", "http://[::1:{}/", "http://127.0.0.1\\@site.example:{}/",
])  # fmt: skip
def test_a_redirect_leads_to_no_inner_address(
    outer: Site, inner: Site, names: Names, to: str
) -> None:
    names.known |= {"inside.example": [[INNER]], "half.example": [[OUTER, INNER]]}
    outer.answers["/"] = moved(to.format(inner.port))
    assert isinstance(fetched(names, outer.port), Refusal)
    assert len(outer.came) == 1
    assert inner.came == []


def test_redirects_are_followed_a_few_times(outer: Site, names: Names) -> None:
    outer.answers |= {"/": moved("/a"), "/a": moved(f"http://site.example:{outer.port}/b")}
    outer.answers["/b"] = answer(PAGE)
    got = fetched(names, outer.port)
    assert isinstance(got, Fetched)
    assert got.url == f"http://site.example:{outer.port}/b"
    outer.answers["/b"] = moved("/")
    assert fetched(names, outer.port) == Refusal("redirects more than 5 times")
    assert len(outer.came) == 3 + 6


def test_a_name_that_is_resolved_differently_later_is_not_asked_later(
    outer: Site, inner: Site
) -> None:
    names = Names({"site.example": [[OUTER], [INNER]]})
    outer.answers["/"] = answer(PAGE)
    assert isinstance(fetched(names, outer.port), Fetched)
    assert names.asked == ["site.example"]


def test_a_name_that_changes_between_redirects_is_refused(outer: Site, inner: Site) -> None:
    names = Names({"site.example": [[OUTER], [INNER]]})
    outer.answers["/"] = moved(f"http://site.example:{inner.port}/")
    assert fetched(names, outer.port) == NETWORK
    assert inner.came == []


def test_tls_asks_for_the_name_and_not_for_the_address(outer: Site, names: Names) -> None:
    got = fetcher(names).fetch(f"https://site.example:{outer.port}/", HTML)
    assert isinstance(got, Refusal)
    (hello,) = outer.came
    assert b"site.example" in hello
    assert OUTER.encode() not in hello


def test_the_next_address_is_tried_where_one_does_not_answer(outer: Site) -> None:
    outer.answers["/"] = answer(PAGE)
    names = Names({"site.example": [["127.0.0.3", OUTER]]})
    both = Fetcher(allowed=[ip_network("127.0.0.2/31")], resolve=names)
    assert isinstance(both.fetch(f"http://site.example:{outer.port}/", HTML), Fetched)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (answer(PAGE, type="application/zip"), "is of a type that isn't read (application/zip)"),
        (b"HTTP/1.1 200 OK\r\n\r\nx", "is of a type that isn't read (it names none)"),
        (answer(b"x" * 2_000_001), "is larger than 2 MB"),
        (answer(PAGE, "Content-Encoding: br"), "is packed in a way that wasn't asked for"),
        (answer(PAGE, "Content-Encoding: gzip, gzip"), "is packed in a way that wasn't asked for"),
        (answer(PAGE, "Content-Encoding: gzip"), "is damaged: it can't be unpacked"),
        (answer(gzip.compress(PAGE, mtime=0)[:-9], "Content-Encoding: gzip"), "breaks off before its end"),
        (answer(gzip.compress(bytes(20_000_000), 1, mtime=0), "Content-Encoding: gzip"), "is larger than 2 MB"),
        (answer(zlib.compress(bytes(20_000_000), 1), "Content-Encoding: deflate"), "is larger than 2 MB"),
        (b"220 mail.example ESMTP\r\n", "doesn't answer as a website does"),
        (b"", "doesn't answer as a website does"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000, "doesn't answer as a website does"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\nx", "doesn't answer as a website does"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_a_sentence(
    outer: Site, names: Names, said: bytes, why: str
) -> None:
    outer.answers["/"] = said
    assert fetched(names, outer.port, bytes=2_000_000) == Refusal(why)


@pytest.mark.parametrize(("packed", "coding"), [
    (gzip.compress(PAGE, mtime=0), "gzip"), (zlib.compress(PAGE), "deflate"), (gzip.compress(PAGE, mtime=0), "x-gzip"), (PAGE, "identity"),
])  # fmt: skip
def test_what_is_packed_is_unpacked(outer: Site, names: Names, packed: bytes, coding: str) -> None:
    outer.answers["/"] = answer(packed, f"Content-Encoding: {coding}")
    got = fetched(names, outer.port)
    assert isinstance(got, Fetched)
    assert got.body == PAGE


def drip(start: bytes, again: bytes) -> object:
    """What goes on forever, a little at a time."""

    def answer(write: Write) -> None:
        write(start)
        while True:
            write(again)
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize(
    "said",
    [
        drip(b"HTTP/1.1 200 OK\r\n", b"X"),
        drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drip(b"", b""),
    ],
)  # fmt: skip
def test_who_speaks_slowly_is_left(outer: Site, names: Names, said: object) -> None:
    outer.answers["/"] = said  # pyright: ignore[reportArgumentType]
    assert fetched(names, outer.port, seconds=0.5) == Refusal(
        "takes more than 0.5 seconds to answer"
    )


def test_a_resolver_that_hangs_is_left() -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(60)
        return []

    got = fetcher(hang, seconds=0.2).fetch("http://site.example/", HTML)  # pyright: ignore[reportArgumentType]
    assert got == Refusal("takes more than 0.2 seconds to answer")


def test_a_site_that_is_busy_says_when_to_come_again(outer: Site, names: Names) -> None:
    outer.answers["/"] = answer(b"later", "Retry-After: 60", status="429 Too Many Requests")
    got = fetched(names, outer.port)
    assert isinstance(got, Fetched)
    assert (got.status, got.headers["retry-after"], got.body) == (429, "60", b"")


def test_nothing_listens_there(outer: Site, names: Names) -> None:
    with site(OUTER) as gone:
        port = gone.port
    assert fetched(names, port) == Refusal("can't be reached: nothing is listening there")


@pytest.mark.parametrize("host", [
    "127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "localhost", "a.localhost", "printer.local", "wiki", "wiki.internal",
    "nas.lan", "127.1", "0x7f.1", "2130706433", "1.2.3", "[::ffff:10.0.0.1]", "metadata.google.internal.",
])  # fmt: skip
def test_a_proxy_is_not_asked_for_what_is_local(
    monkeypatch: pytest.MonkeyPatch, names: Names, host: str
) -> None:
    with recording_proxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        assert isinstance(fetcher(names).fetch(f"http://{host}/", HTML), Refusal)
        assert isinstance(fetcher(names).fetch(f"https://{host}/", HTML), Refusal)
    assert proxy.asked == []


def test_a_proxy_resolves_names_itself(monkeypatch: pytest.MonkeyPatch, names: Names) -> None:
    with recording_proxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        got = fetcher(names).fetch("http://site.example/pay", frozenset({"application/json"}))
        blocked = fetcher(names).fetch("https://site.example/pay", HTML)
    assert isinstance(got, Fetched)
    assert blocked == Refusal("can't be reached: the proxy blocks it")
    assert names.asked == []
    assert proxy.asked == [
        "GET http://site.example/pay HTTP/1.1",
        "CONNECT site.example:443 HTTP/1.1",
    ]


def test_public_names_may_be_named_to_a_proxy() -> None:
    assert all(
        may_be_named(one, ()) for one in ("example.com", "a.example.com.", "1.1.1.1", "3com.com")
    )
