"""A proxy on this machine that notes what it is asked, and answers in the name of everybody."""

import socketserver
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

VARIABLES = (
    "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy",
)  # fmt: skip
"""What names a proxy, to one library or another."""

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\nConnection: close\r\n\r\n"
BODY = b'{"ok": true}'
NO_TUNNEL = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass
class RecordingProxy:
    """Its address, and the first line of everything that came to it."""

    url: str = ""
    asked: list[str] = field(default_factory=list[str])


@contextmanager
def recording_proxy() -> Generator[RecordingProxy]:
    """A running proxy, gone afterwards. It opens no tunnel: what wants one is told 502."""
    proxy = RecordingProxy()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            first = self.rfile.readline().decode(errors="replace").strip()
            proxy.asked.append(first)
            length = 0
            while line := self.rfile.readline().strip():
                name, _, value = line.lower().partition(b":")
                length = int(value) if name == b"content-length" else length
            self.rfile.read(length)
            self.wfile.write(NO_TUNNEL if first.startswith("CONNECT") else OK + BODY)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        proxy.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()
