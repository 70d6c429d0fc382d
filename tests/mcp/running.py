"""The bot as it runs, in a workspace of which it knows the name, with a token for assistants."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from bot.state.database import open_database
from bot.state.mcp_tokens import McpTokens
from tests.bot.served import Served, serving
from tests.conftest import begun_settings

TEAM = "T0TEAM"


class _Slack(BaseHTTPRequestHandler):
    """Says to which workspace the token belongs, and nothing else."""

    def do_POST(self) -> None:
        body = f'{{"ok": true, "team_id": "{TEAM}"}}'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


@dataclass(frozen=True)
class Running:
    """A bot that runs, and a token for it."""

    served: Served
    token: str

    @property
    def url(self) -> str:
        """Where assistants ask."""
        return f"http://127.0.0.1:{self.served.port}/mcp"


@contextmanager
def running_bot(folder: Path) -> Generator[Running]:
    """A bot that is gone afterwards."""
    settings = begun_settings(folder / "data")
    database = open_database(settings.state)
    token = McpTokens(database).add("test")
    database.close()
    assert token is not None
    slack = ThreadingHTTPServer(("127.0.0.1", 0), _Slack)
    thread = Thread(target=slack.serve_forever, daemon=True)
    thread.start()
    with serving(
        folder,
        ROLECALL_DATA=str(settings.rolecall_data),
        SLACK_API_URL=f"http://127.0.0.1:{slack.server_port}/api/",
    ) as served:
        yield Running(served, token)
    slack.shutdown()
    thread.join()
    slack.server_close()
