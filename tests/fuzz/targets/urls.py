"""Addresses of pages: whatever is given, what resolves to an inner address is refused in one line.

Every name is one of this machine here, so nothing is ever connected to.
"""

import os

from bot.fetching.exchange import fetched
from bot.fetching.fetcher import Fetcher
from knowledge.drafting.article import Refusal
from tests.bot.recording_proxy import VARIABLES
from tests.fuzz.target import Target

# A proxy would resolve names itself, and be asked for them.
for variable in VARIABLES:
    os.environ.pop(variable, None)

INNER = ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"]  # fmt: skip


def check(data: bytes) -> None:
    """Ask for a page; the first byte says which inner address its host has."""
    address = INNER[data[0] % len(INNER)] if data else INNER[0]
    url = data[1:].decode(errors="replace")
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        assert 0 < port < 65_536
        assert host == host.lower()
        return [address]

    got = fetched(Fetcher(resolve=resolve), url, ["text/html"], {})
    assert isinstance(got, Refusal)
    assert got.why.isprintable()
    assert len(asked) <= 1


def seeds() -> list[bytes]:
    """Addresses of pages, and of what is none."""
    urls = [
        "http://example.com/pay?q=1#top", "https://user@example.com:8443/", "http://[::1]/", "http://127.1/", "HTTP://BÜCHER.example/ü",
        "http://①②⑦.⓪.⓪.①/", "ftp://example.com", "http://example.com.", "http://1.1.1.1/", "http://xn--bcher-kva.example/",
    ]  # fmt: skip
    return [bytes([number]) + url.encode() for number, url in enumerate(urls)]


def pieces() -> list[str]:
    """Parts of addresses."""
    return ["http://", "https://", "//", "@", ":", ":0", ":65536", "[", "]", "::ffff:", "%25eth0", "%00", "\\", "..", "xn--", "。", "０",
            "0x7f", "localhost", ".internal", "#", "?", "\t", "\r\n", "\u00ad", "\u2100"]  # fmt: skip


TARGET = Target(check, seeds, pieces, most_bytes=300)
