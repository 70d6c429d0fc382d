"""What answers assistants, put together out of what the process has."""

from functools import partial

from pydantic import SecretStr

from bot.mcp.access import host_names
from bot.mcp.front import Front
from bot.settings import Settings
from bot.state.database import Database
from bot.state.mcp_tokens import McpTokens
from bot.version import installed_version
from bot.web_api import web_client
from handlers.deps import Deps
from handlers.mcp.tools import server


def open_front(settings: Settings, deps: Deps, database: Database) -> Front:
    """The tools over HTTP: Slack's signature and tokens let in."""
    token = settings.slack_bot_token or SecretStr("")
    secret = settings.slack_signing_secret or SecretStr("")
    client = web_client(settings.slack_api_url, token.get_secret_value())
    return Front(
        server(deps, installed_version()),
        host_names(settings.rolecall_url),
        secret.get_secret_value(),
        McpTokens(database).whose,
        partial(deps.admins.workspace, client),
    )
