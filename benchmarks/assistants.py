"""Whole answers over MCP against the official Python SDK's hello: requests a second, and a second of CPU.

Both have the same server and check Slack's signature. Each has the same one core, the client another one;
they are asked in turns over 8 connections, in both eras of the protocol. Ours answers four questions that
were asked before, for a thousand members, each within what one may ask.
"""

import json
import os
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from slack_sdk.signature import SignatureVerifier

from benchmarks.machine import processor
from benchmarks.speed import PEERS, Serving, cores, serving
from benchmarks.traffic import SECRET, answer_to, ask_for
from benchmarks.workspace import TEAM, workspace

ROUNDS = 5
SECONDS = 3.0
CONNECTIONS = 8
FLOOR = 3.0
"""How many times the hello's requests a second of CPU ours have to be.

Ours are thirty times as long: by the clock, what reads them may be what is measured.
"""

MEMBERS = 1_000
OURS, HELLO = "Rolecall", "the official SDK's hello"
ERAS = ("2025-11-25", "2026-07-28")
CALLS: tuple[Mapping[str, Any], ...] = (
    {"role": "mle"},
    {"role": "data engineer"},
    {"role": "mle", "places": ["sf"]},
    {"role": "mle", "levels": ["senior"], "places": ["sf"]},
)
"""Nothing of them is left open, which would be counted in the database each time."""

HELLOS: tuple[Mapping[str, Any], ...] = ({"role": "mle"},)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a server did in one round."""

    per_second: float
    per_cpu_second: float


def main() -> None:
    """Print each server's figures and the ratios; ends with 1 where we fall short of `FLOOR`."""
    server_core, client_core = cores()
    with ExitStack() as running:
        slack = running.enter_context(workspace())
        ours = [sys.executable, "-m", "bot", "run"]
        hello = [sys.executable, str(PEERS / "mcp_hello.py")]
        servers = {
            name: running.enter_context(serving(command, server_core, slack))
            for name, command in ((OURS, ours), (HELLO, hello))
        }
        if client_core is not None:
            os.sched_setaffinity(0, {client_core})
        found = _measure(servers)
    print(f"{processor()}; Python {platform.python_version()}; mcp {version('mcp')}")
    sys.exit(0 if _print(found) else 1)


def _measure(servers: Mapping[str, Serving]) -> dict[tuple[str, str], list[Measured]]:
    """Each server in each era and round, after one to warm up."""
    found: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for number in range(ROUNDS + 1):
        for era in ERAS:
            for name, server in servers.items():
                requests = _requests(era, CALLS if name == OURS else HELLOS)
                _check(name, answer_to(server.port, requests[0]))
                before = cpu_seconds(server.process)
                sent = ask_for(SECONDS, server.port, requests, CONNECTIONS)
                taken = cpu_seconds(server.process) - before
                if number:
                    answers = len(sent.latencies)
                    found[era, name].append(Measured(sent.per_second, answers / taken))
    return found


def _check(name: str, answer: Any) -> None:
    told = answer["result"]["content"][0]["text"]
    if not (told == "Hello" if name == HELLO else "Engineer" in told):
        raise RuntimeError(f"{name} gave another answer: {told[:80]}")


def _print(found: Mapping[tuple[str, str], Sequence[Measured]]) -> bool:
    good = True
    for era in ERAS:
        ours, hello = found[era, OURS], found[era, HELLO]
        print(f"\n{era:<28}{'requests/s of CPU':>18}{'requests/s':>12}")
        for name, rounds in ((OURS, ours), (HELLO, hello)):
            by_cpu = median(one.per_cpu_second for one in rounds)
            print(f"{name:<28}{by_cpu:>18,.0f}{median(one.per_second for one in rounds):>12,.0f}")
        # Each round's own ratio: what slowed the machine down slowed both.
        pairs = list(zip(ours, hello, strict=True))
        cpu = median(a.per_cpu_second / b.per_cpu_second for a, b in pairs)
        rate = median(a.per_second / b.per_second for a, b in pairs)
        print(f"{'ours to it':<28}{cpu:>17.2f}×{rate:>11.2f}×")
        good = good and cpu >= FLOOR
    return good


def _requests(era: str, calls: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """A call for each of the members, signed a moment ago."""
    return [_request(era, calls[number % len(calls)], number) for number in range(MEMBERS)]


def _request(era: str, arguments: Mapping[str, Any], number: int) -> bytes:
    modern = era == ERAS[-1]
    meta: dict[str, Any] = {"slack": {"user_id": f"U{number}", "team_id": TEAM}}
    if modern:
        meta |= {
            "io.modelcontextprotocol/protocolVersion": era,
            "io.modelcontextprotocol/clientCapabilities": {},
        }
    params = {"name": "find_pay", "arguments": arguments, "_meta": meta}
    message = {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}
    body = json.dumps(message)
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    more = "Mcp-Method: tools/call\r\nMcp-Name: find_pay\r\n" if modern else ""
    head = (
        f"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:80\r\nContent-Type: application/json\r\n"
        f"Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: {era}\r\n{more}"
        f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: {signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def cpu_seconds(process: int) -> float:
    """CPU time of a process and of those that it started, as Linux counts it."""
    times: dict[int, float] = {}
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in parentheses, may hold anything.
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        id = int(stat.parent.name)
        parents[id] = int(fields[1])
        times[id] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    family = {process}
    while more := {id for id, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(times.get(id, 0.0) for id in family)


if __name__ == "__main__":
    main()
