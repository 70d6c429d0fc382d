"""The official Python client in its modes: asked over HTTP, with a token or as Slack, and through a pipe.

It takes a second to load: whoever asks imports this then, not where tests are collected.
"""

import asyncio
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx2
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from benchmarks.workspace import TEAM
from tests.bot.served import SECRET, environment
from tests.mcp.asking import signature

ASKED = {"role": "mle", "levels": ["senior"], "places": ["sf"]}


class SlackSigns(httpx2.Auth):
    """Signs the body as Slack does."""

    requires_request_body = True

    def auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        request.headers.update(signature(request.content, SECRET))
        yield request


async def _asked(client: Client, slack: dict[str, Any] | None = None) -> Any:
    """List the tools and call one; the client holds the result to the schema that it was told."""
    async with client:
        listed = await client.list_tools()
        assert [tool.name for tool in listed.tools][:2] == ["look_up_role", "find_pay"]
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed.tools)
        # A client that adopts a version of the newer era asks nobody who they are.
        assert client.server_info is None or client.server_info.name == "Rolecall"
        meta: Any = None if slack is None else {"slack": slack}
        return await client.call_tool("find_pay", ASKED, meta=meta)


def told_with_token(url: str, token: str, mode: str) -> Any:
    """What the client gets that shows a token."""

    async def work() -> Any:
        async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}) as http:
            transport = streamable_http_client(url, http_client=http)
            return await _asked(Client(transport, mode=mode))

    return asyncio.run(work())


def told_slack(url: str, mode: str) -> Any:
    """What Slack gets, which signs what it asks."""

    async def work() -> Any:
        async with httpx2.AsyncClient(auth=SlackSigns()) as http:
            transport = streamable_http_client(url, http_client=http)
            slack = {"user_id": "U0MAYA", "team_id": TEAM}
            return await _asked(Client(transport, mode=mode), slack)

    return asyncio.run(work())


def told_on_a_desktop(data: Path, folder: Path, mode: str) -> Any:
    """What a desktop client gets, which starts the server by itself."""
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "bot", "mcp"],
        env=environment(ROLECALL_DATA=str(data), PYTHONPATH=str(Path.cwd())),
        cwd=folder,
    )

    async def work() -> Any:
        return await _asked(Client(stdio_client(started), mode=mode))

    return asyncio.run(work())
