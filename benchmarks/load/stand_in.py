"""A Slack that can be slow, hang, refuse and limit: `python -m benchmarks.load.stand_in`.

A process of its own. It says its port in its first line; then it reads an order a line (see `Order`) and
tells in lines of JSON what the bot called (see `Seen`), and what arrived of digests when it is asked.
The playground is the better Slack, and keeps everything for good: half an hour of this would fill it.
"""

import asyncio
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import count
from random import Random
from typing import Any, Literal, cast
from urllib.parse import parse_qsl, urlsplit

from bot.playground.seed import ALEX
from handlers.failures import TOO_LATE

Mood = Literal["well", "slow", "silent", "away", "limiting"]
"""Answers as ever; after ten seconds; never; not even a connection; every second call with a 429."""

USUAL_SECONDS = 0.1
SLOW_SECONDS = 10.0
SAY_SECONDS = 0.1
DIGEST_CHANNEL = "CDIGEST"
APOLOGY = "Sorry, something went wrong"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A call that had its effect: for whom (see `_effect`), when (monotonic), and in which words.

    `note` is "sorry" for an apology, "too late" for one that it was, or the id of a draft that may be
    applied.
    """

    key: str
    at: float
    note: str


@dataclass(frozen=True, slots=True)
class Digests:
    """Of the digests that were to come: how many channels have none, or more than one."""

    arrived: int
    lost: int
    doubled: int


@dataclass(slots=True)
class StandIn:
    """What it is like at the moment, and what it has taken."""

    mood: Mood = "well"
    upload: str = ""
    seen: list[Seen] = field(default_factory=list[Seen])
    posted: dict[str, list[Json]] = field(
        default_factory=lambda: defaultdict[str, list[Json]](list)
    )
    calls: "count[int]" = field(default_factory=lambda: count(1))
    chance: Random = field(default_factory=lambda: Random(1))  # noqa: S311 — the same in every run
    server: asyncio.Server | None = None
    port: int = 0

    async def open(self) -> None:
        """Listen; on the same port as before, if it did before."""
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", self.port, backlog=1024)
        self.port = int(self.server.sockets[0].getsockname()[1])

    async def feel(self, mood: Mood) -> None:
        """Change."""
        if self.server is not None and mood == "away":
            self.server.close()
            self.server = None
        elif self.server is None and mood != "away":
            await self.open()
        self.mood = mood

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request a connection: so do the bot's clients."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            line, *lines = head.split("\r\n")
            headers = {
                name.lower(): value for name, _, value in (one.partition(": ") for one in lines)
            }
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            answer = await self._answer(line.split(" ")[1], headers, body.decode())
            if answer is None:
                await reader.read()
            else:
                writer.write(answer)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # whoever asked has gone
        finally:
            writer.close()

    async def _answer(self, target: str, headers: Mapping[str, str], body: str) -> bytes | None:
        mood, number = self.mood, next(self.calls)
        path = urlsplit(target).path
        given = _arguments(target, headers, body)
        if mood == "limiting" and number % 2:
            return _http(
                429, json.dumps({"ok": False, "error": "ratelimited"}), "Retry-After: 1\r\n"
            )
        # Nobody can tell from outside whether a call that is not answered had its effect.
        if mood == "silent" and self.chance.random() < 0.5:
            return None
        said = self._carry_out(path, given)
        if mood == "silent":
            return None
        await asyncio.sleep(SLOW_SECONDS if mood == "slow" else USUAL_SECONDS)
        return _http(200, said)

    def _carry_out(self, path: str, given: Json) -> str:
        if path.startswith("/files/"):
            return self.upload
        method = path.rpartition("/")[2] if path.startswith("/api/") else "response_url"
        key = _effect(method, path, given)
        if key is not None:
            self.seen.append(Seen(key, time.monotonic(), _note(given)))
        if method == "response_url":
            return "ok"
        return json.dumps({"ok": True, **self._result(method, given)})

    def _result(self, method: str, given: Json) -> Json:
        user = str(given.get("user", given.get("users", "")))
        channel = str(given.get("channel", ""))
        match method:
            case "chat.postMessage":
                return self._post(channel, given)
            case "conversations.history" | "conversations.replies":
                thread = given.get("ts")
                there = [one for one in self.posted[channel] if one["thread_ts"] == thread]
                return {"messages": there}
            case "conversations.info":
                return {"channel": {"id": channel, "is_member": True, "is_archived": False}}
            case "users.conversations":
                return {"channels": [{"id": "C0DATA", "is_private": False}]}
            case "conversations.open":
                return {"channel": {"id": f"D{user[1:]}"}}
            case "users.info":
                person = {"id": user, "tz": "Europe/Berlin", "is_admin": user == ALEX.id}
                return {"user": person}
            case "users.list":
                return {"members": [{"id": ALEX.id, "is_admin": True}]}
            case _:
                return {"view": {"id": "V0"}}

    def _post(self, channel: str, given: Json) -> Json:
        ts = f"{time.time():.6f}"
        if channel.startswith(DIGEST_CHANNEL):
            marked: object = given.get("metadata")
            metadata: object = json.loads(marked) if isinstance(marked, str) else marked
            message: Json = {"ts": ts, "thread_ts": given.get("thread_ts"), "metadata": metadata}
            self.posted[channel].append(message)
        return {"ts": ts, "channel": channel}

    def digests(self, channels: int) -> Digests:
        """Each channel is to have one digest, and one message in its thread."""
        lost = doubled = arrived = 0
        for number in range(channels):
            messages = self.posted[f"{DIGEST_CHANNEL}{number:05}"]
            roots = [one["ts"] for one in messages if one["thread_ts"] is None]
            replies = len(messages) - len(roots)
            arrived += len(roots)
            lost += (not roots) + (not replies)
            doubled += max(0, len(roots) - 1) + max(0, replies - 1)
        return Digests(arrived, lost, doubled)


def _effect(method: str, path: str, given: Json) -> str | None:
    """What makes one call known to whoever asked for it; None for what only looks something up."""
    match method:
        case "response_url":
            return path.rpartition("/")[2]
        case "views.open" | "views.push":
            return str(given["trigger_id"])
        case "views.update":
            return str(given["view_id"])
        case "views.publish":
            return str(given["user_id"])
        case "chat.postMessage":
            return str(given.get("thread_ts") or given["channel"])
        case _:
            return None


def _note(given: Json) -> str:
    text = str(given.get("text", ""))
    if text.startswith(TOO_LATE):
        return "too late"
    if text.startswith(APOLOGY):
        return "sorry"
    blocks = given.get("blocks")
    found: list[Json] = json.loads(blocks) if isinstance(blocks, str) else blocks or []
    for block in found:
        if block["block_id"] == "draft":
            return str(block["elements"][0]["value"])
    return ""


def _arguments(target: str, headers: Mapping[str, str], body: str) -> Json:
    given: Json = dict(parse_qsl(urlsplit(target).query))
    if headers.get("content-type", "").startswith("application/json"):
        return given | cast("Json", json.loads(body or "{}"))
    return given | dict(parse_qsl(body))


def _http(status: int, body: str, more: str = "") -> bytes:
    kind = "application/json" if body.startswith("{") else "text/plain"
    data = body.encode()
    head = f"HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\n{more}"
    return f"{head}Content-Length: {len(data)}\r\nConnection: close\r\n\r\n".encode() + data


async def main() -> None:
    slack = StandIn()
    await slack.open()
    _say({"port": slack.port})
    orders = asyncio.StreamReader(limit=2**24)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    telling = asyncio.create_task(_tell(slack))
    while line := await orders.readline():
        order = cast("Json", json.loads(line))
        match order:
            case {"feel": mood}:
                await slack.feel(mood)
                _say({"felt": mood})
            case {"upload": text}:
                slack.upload = str(text)
            case {"digests": channels}:
                _say({"digests": asdict(slack.digests(int(channels)))})
            case _:
                raise ValueError(order)
    telling.cancel()


async def _tell(slack: StandIn) -> None:
    while True:
        await asyncio.sleep(SAY_SECONDS)
        seen, slack.seen = slack.seen, []
        if seen:
            _say({"seen": [(one.key, one.at, one.note) for one in seen]})


def _say(what: Json) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


if __name__ == "__main__":
    asyncio.run(main())
