"""How pages of others are fetched here: by whom, from where, how much of them, and by which moment."""

import socket
import ssl
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.fetching.addresses import Network
from bot.web_api import certificates
from knowledge.drafting.article import Refusal


class Deadline:
    """The moment by which all is done, from now on."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises `TimeoutError` where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host, best first. Raises `OSError` where it has none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds from start to end, bytes of a body once it is unpacked, and redirects that are followed."""

    seconds: float = 20.0
    bytes: int = 10_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered, and from where after its redirects; headers by their name in lowercase.

    The body is unpacked, and empty unless the status is 200. It `has_moved` where it was redirected, and every
    redirect on the way was for good.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    has_moved: bool = False


def system_addresses(host: str, port: int) -> Sequence[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How pages are fetched here: `contact` is told to every site, `allowed` are networks that are not public."""

    contact: str | None = None
    allowed: Collection[Network] = ()
    limits: Limits = field(default=Limits())
    resolve: Resolve = system_addresses
    trusted: Callable[[], ssl.SSLContext] = certificates

    def fetch(
        self, url: str, types: Collection[str] = (), headers: Mapping[str, str] | None = None
    ) -> Fetched | Refusal:
        """What a URL gives where its type is one of `types`, whatever its status, or why nothing came.

        Any type will do where none is named. `headers` are told to every server on the way.
        """
        # httpcore takes its time to load, and a server that fetches nothing starts without it.
        from bot.fetching.exchange import fetched

        return fetched(self, url, types, headers or {})
