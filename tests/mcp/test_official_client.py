"""The official Python client, in each of its modes, against the server as it runs."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Generator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from benchmarks.workspace import TEAM
from bot.settings import Settings
from tests.bot.served import SECRET, environment
from tests.mcp.asking import signature
from tests.mcp.running import Running, running_bot

MODES = ["auto", "legacy", "2026-07-28"]
ASKED = {"role": "mle", "levels": ["senior"], "places": ["sf"]}


class SlackSigns(httpx2.Auth):
    """Signs the body as Slack does."""

    requires_request_body = True

    def auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        request.headers.update(signature(request.content, SECRET))
        yield request


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_bot(tmp_path_factory.mktemp("mcp")) as found:
        yield found


async def asked(client: Client, slack: dict[str, Any] | None = None) -> Any:
    """List the tools and call one; the client holds the result to the schema that it was told."""
    async with client:
        listed = await client.list_tools()
        assert [tool.name for tool in listed.tools][:2] == ["look_up_role", "find_pay"]
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed.tools)
        # A client that adopts a version of the newer era asks nobody who they are.
        assert client.server_info is None or client.server_info.name == "Rolecall"
        meta: Any = None if slack is None else {"slack": slack}
        return await client.call_tool("find_pay", ASKED, meta=meta)


def assert_pay(told: Any) -> None:
    """What the client got is the answer."""
    assert not told.is_error
    assert (
        told.structured_content["answer"]["official"][0][0]["amounts"]["median"]["amount"]
        == 170_110
    )
    assert "$177,177–$189,477+" in told.content[0].text


def ended(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """What work comes to."""
    return asyncio.run(work())


@pytest.mark.parametrize("mode", MODES)
def test_with_a_token(running: Running, mode: str) -> None:
    async def work() -> Any:
        headers = {"Authorization": f"Bearer {running.token}"}
        async with httpx2.AsyncClient(headers=headers) as http:
            transport = streamable_http_client(running.url, http_client=http)
            return await asked(Client(transport, mode=mode))

    assert_pay(ended(work))


@pytest.mark.parametrize("mode", MODES)
def test_as_slack(running: Running, mode: str) -> None:
    async def work() -> Any:
        async with httpx2.AsyncClient(auth=SlackSigns()) as http:
            transport = streamable_http_client(running.url, http_client=http)
            slack = {"user_id": "U0MAYA", "team_id": TEAM}
            return await asked(Client(transport, mode=mode), slack)

    told = ended(work)
    assert_pay(told)
    assert told.meta["slack"]["blocks"]


@pytest.mark.parametrize("mode", MODES)
def test_as_a_desktop_client_starts_it(settings: Settings, tmp_path: Path, mode: str) -> None:
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "bot", "mcp"],
        env=environment(ROLECALL_DATA=str(settings.rolecall_data), PYTHONPATH=str(Path.cwd())),
        cwd=tmp_path,
    )

    async def work() -> Any:
        return await asked(Client(stdio_client(started), mode=mode))

    assert_pay(ended(work))
