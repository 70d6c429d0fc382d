"""The bot as it runs, in a workspace of which it knows the name, with a token for assistants."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.workspace import workspace
from bot.state.database import open_database
from bot.state.mcp_tokens import McpTokens
from tests.bot.served import Served, serving
from tests.conftest import begun_settings


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
    data = str(settings.rolecall_data)
    with (
        workspace() as slack,
        serving(folder, ROLECALL_DATA=data, SLACK_API_URL=slack) as served,
    ):
        yield Running(served, token)
