"""Slack as far as the bot asks it before assistants may: to which workspace does the token belong?"""

from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

TEAM = "T0TEAM"


class _Slack(BaseHTTPRequestHandler):
    """Says to which workspace the token belongs, whatever it is asked."""

    def do_POST(self) -> None:
        body = f'{{"ok": true, "team_id": "{TEAM}"}}'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def workspace() -> Generator[str]:
    """Its Web API; gives the address, which is gone afterwards."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slack)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/"
    server.shutdown()
    thread.join()
    server.server_close()
