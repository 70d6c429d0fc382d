"""Fetches one page: from addresses that were checked, in bounded time, size and kind; nothing in it is executed.

Behind a proxy only the proxy learns the addresses: literal and local names are refused here, and the proxy
has to refuse inner addresses.
"""

import re
import ssl
import zlib
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from ipaddress import ip_address
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import httpcore

from bot.fetching.addresses import may_be_named, may_be_reached
from bot.fetching.fetcher import Deadline, Fetched, Fetcher
from bot.web_api import in_words, proxy_for
from knowledge.drafting.article import Refusal


class PinnedNetwork(httpcore.NetworkBackend):
    """Connects to the given addresses, whatever name is asked for: it is not resolved a second time.

    TLS and the `Host` header still have the name.
    """

    def __init__(self, addresses: Sequence[str], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the addresses that takes one; the last one's error where none does."""
        for address in self._addresses[:-1]:
            try:
                return self._connected(address, port, self._deadline.left() / 2)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(self._addresses[-1], port, self._deadline.left())

    def _connected(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return _Timed(self._network.connect_tcp(address, port, seconds), self._deadline)


class _Timed(httpcore.NetworkStream):
    """A stream that ends at a moment, however slowly its other side speaks."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Timed(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


REDIRECTS = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
PORTS = {"http": 80, "https": 443}
LONGEST_URL = 3_000

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f:.]+")
_KEPT = "/?:@!$&'()*+,;=%~-._"
"""What stays as it is in a path and a query (RFC 3986); all else is escaped."""

INNER = "is inside a private network, which pages aren't fetched from unless ROLECALL_FETCH_NETWORKS names it"


class _RefusedError(Exception):
    """Why a page isn't fetched: the end of a sentence, as in `Refusal`."""


@dataclass(frozen=True, slots=True)
class _Target:
    """What is asked for: parsed once, so that what is checked is what is connected to."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def fetched(
    how: Fetcher, url: str, types: Collection[str], asked: Mapping[str, str]
) -> Fetched | Refusal:
    """See `Fetcher.fetch`."""
    deadline = Deadline(how.limits.seconds)
    redirects: list[int] = []
    try:
        target = _target(url)
        for _ in range(how.limits.redirects + 1):
            answer = _ask(how, target, types, asked, deadline)
            moved = answer.headers.get("location")
            if answer.status not in REDIRECTS or moved is None:
                has_moved = bool(redirects) and all(one in FOR_GOOD for one in redirects)
                return replace(answer, has_moved=has_moved)
            redirects.append(answer.status)
            target = _target(moved, target.url)
    except _RefusedError as refused:
        return Refusal(str(refused))
    except (TimeoutError, httpcore.TimeoutException):
        return Refusal(f"takes more than {how.limits.seconds:g} seconds to answer")
    except (httpcore.NetworkError, httpcore.ProxyError, OSError) as error:
        return Refusal(f"can't be reached: {_reason(error)}")
    except httpcore.ProtocolError:
        return Refusal("doesn't answer as a website does")
    return Refusal(f"redirects more than {how.limits.redirects} times")


def _ask(
    how: Fetcher,
    target: _Target,
    types: Collection[str],
    also: Mapping[str, str],
    deadline: Deadline,
) -> Fetched:
    headers: dict[bytes | str, bytes | str] = {
        # By hand: the name, and never the address that it is pinned to.
        "Host": urlsplit(target.url).netloc,
        "User-Agent": f"Rolecall ({f'+{how.contact}' if how.contact else 'self-hosted'})",
        "Accept": ", ".join(types) or "*/*",
        "Accept-Encoding": "gzip, deflate",
        **also,
    }
    port = None if target.port == PORTS[target.scheme] else target.port
    asked = httpcore.URL(scheme=target.scheme, host=target.host, port=port, target=target.path)
    with (
        _way(how, target, deadline) as way,
        way.stream("GET", asked, headers=headers) as response,
    ):
        told = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
        if response.status != HTTPStatus.OK:
            return Fetched(target.url, response.status, told)
        body = _body(response, told, types, how.limits.bytes)
        return Fetched(target.url, response.status, told, body)


@contextmanager
def _way(how: Fetcher, target: _Target, deadline: Deadline) -> Generator[httpcore.ConnectionPool]:
    """What speaks to a host: pinned to its addresses, or through the proxy."""
    proxy = proxy_for(target.url)
    if proxy is None:
        network = PinnedNetwork(_addresses(how, target, deadline), deadline)
        pool = httpcore.ConnectionPool(how.trusted(), network_backend=network)
    elif not may_be_named(target.host, how.allowed):
        raise _RefusedError(INNER)
    else:
        pool = _through(proxy, how.trusted(), deadline)
    with pool:
        yield pool


def _addresses(how: Fetcher, target: _Target, deadline: Deadline) -> Sequence[str]:
    """A host's addresses, asked for once. Where one of them is refused, so is the host."""
    addresses = _in_time(lambda: how.resolve(target.host, target.port), deadline)
    if not addresses:
        raise _RefusedError("can't be reached: its name has no address")
    if not all(may_be_reached(address, how.allowed) for address in addresses):
        raise _RefusedError(INNER)
    return addresses


def _target(url: str, base: str = "") -> _Target:
    """What a URL asks for. Raises `_RefusedError` where it can't be, or isn't to be, fetched.

    One that leaves out its beginning takes that of the page that it stands on.
    """
    if len(url) > LONGEST_URL or not url.isprintable() or " " in url:
        raise _RefusedError("isn't the address of a page")
    try:
        parts = urlsplit(urljoin(base, url))
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        raise _RefusedError("isn't the address of a page") from None
    if parts.scheme not in PORTS:
        raise _RefusedError("isn't fetched: only http and https are")
    if parts.username is not None or parts.password is not None:
        raise _RefusedError("has a name or password in it: leave that out")
    if not _HOST.fullmatch(host) or port == 0:
        raise _RefusedError("isn't the address of a page")
    path = quote(parts.path or "/", safe=_KEPT)
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    return _Target(parts.scheme, host, port or PORTS[parts.scheme], path + query)


def _ascii(host: str) -> str:
    """A host as the network knows it. Raises `ValueError` where it is none."""
    name = host.removesuffix(".").lower()
    try:
        return str(ip_address(name))
    except ValueError:
        return name.encode("idna").decode()


def _in_time(resolve: Callable[[], Sequence[str]], deadline: Deadline) -> Sequence[str]:
    """What a resolver says: it takes no time limit, so it is left to itself where it takes too long."""
    answer: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(resolve())
        except OSError as error:
            answer.set_exception(error)

    Thread(target=ask, daemon=True).start()
    return answer.result(deadline.left())


def _through(proxy: str, trusted: ssl.SSLContext, deadline: Deadline) -> httpcore.HTTPProxy:
    parts = urlsplit(proxy)
    user = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return httpcore.HTTPProxy(
        f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
        proxy_auth=user,
        ssl_context=trusted,
        network_backend=PinnedNetwork([parts.hostname or ""], deadline),
    )


def _body(
    response: httpcore.Response, headers: Mapping[str, str], types: Collection[str], most: int
) -> bytes:
    """A body, unpacked. Raises `_RefusedError` where it is of another type, too large, or damaged."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if types and kind not in types:
        raise _RefusedError(f"is of a type that isn't read ({kind[:60] or 'it names none'})")
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise _RefusedError("is packed in a way that wasn't asked for")
    packed = None if coding == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 32)
    body = bytearray()
    received = 0
    for piece in response.iter_stream():
        received += len(piece)
        try:
            # One byte more than may be tells that there is more; the rest of a bomb stays packed.
            body += packed.decompress(piece, most + 1 - len(body)) if packed else piece
        except zlib.error:
            raise _RefusedError("is damaged: it can't be unpacked") from None
        if max(received, len(body)) > most:
            raise _RefusedError(f"is larger than {most // 1_000_000:,} MB")
    if packed and not packed.eof:
        raise _RefusedError("breaks off before its end")
    return bytes(body)


def _reason(error: BaseException) -> str:
    """Why the network failed, in words: httpcore's errors stand for the system's, which came before them."""
    if isinstance(error, httpcore.ProxyError):
        return "the proxy blocks it"
    before = error.__cause__ or error.__context__
    return in_words(error) if isinstance(error, OSError) or not before else _reason(before)
