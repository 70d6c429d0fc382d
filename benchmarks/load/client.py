"""Signed requests over connections that stay open, each at its planned time, as Slack sends them."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from slack_sdk.signature import SignatureVerifier

from benchmarks.load.requests import Request

CONNECTIONS = 200
PATIENCE = 30.0
"""Seconds until an answer counts as none; Slack itself waits for three."""

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `status` is 0 where nothing did. `seconds` count from the planned time."""

    request: Request
    planned: float
    seconds: float
    status: int
    body: str


class Client:
    """Sends what it is given, over any connection that is free; answers go to `answered`."""

    def __init__(self, port: int, secret: str, answered: Callable[[Answer], None]) -> None:
        self._port = port
        self._signer = SignatureVerifier(secret)
        self._answered = answered
        self._planned: asyncio.Queue[tuple[float, Request]] = asyncio.Queue()
        self._tasks = [asyncio.create_task(self._work()) for _ in range(CONNECTIONS)]

    async def send_at(self, rate: float, requests: Iterator[Request], until: float) -> None:
        """Plan so many requests a second until a moment, whether or not answers come."""
        planned = time.monotonic()
        while planned < until:
            for _ in range(max(0, int((time.monotonic() - planned) * rate) + 1)):
                self._planned.put_nowait((planned, next(requests)))
                planned += 1 / rate
            await asyncio.sleep(max(0.0, planned - time.monotonic()))

    def send(self, request: Request) -> None:
        """Send one more, now."""
        self._planned.put_nowait((time.monotonic(), request))

    async def answer(self, request: Request) -> None:
        """Send one more, and wait until everything is answered."""
        self.send(request)
        await self._planned.join()

    async def drain(self) -> None:
        """Wait until everything is answered, and close the connections."""
        await self._planned.join()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def get(self, path: str) -> str:
        """A page of the bot's own, over a connection of its own."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n".encode())
        page = (await reader.read()).decode()
        writer.close()
        return page.partition("\r\n\r\n")[2]

    async def _work(self) -> None:
        connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        while True:
            planned, request = await self._planned.get()
            status, body = 0, ""
            try:
                async with asyncio.timeout(PATIENCE):
                    # The bot closes what has been idle for a while.
                    if connection is None or connection[0].at_eof():
                        connection = await asyncio.open_connection("127.0.0.1", self._port)
                    status, body = await self._exchange(*connection, request)
            except (OSError, EOFError, TimeoutError) as error:
                connection, body = None, type(error).__name__
            seconds = time.monotonic() - planned
            self._answered(Answer(request, planned, seconds, status, body))
            self._planned.task_done()

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: Request
    ) -> tuple[int, str]:
        data = request.body.encode()
        timestamp = str(int(time.time()))
        signature = self._signer.generate_signature(timestamp=timestamp, body=data)
        kind = JSON if request.template.is_json else FORM
        head = (
            "POST /slack/events HTTP/1.1\r\nHost: bot\r\nUser-Agent: Slackbot 1.0\r\n"
            f"Content-Type: {kind}\r\nX-Slack-Request-Timestamp: {timestamp}\r\n"
            f"X-Slack-Signature: {signature}\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        writer.write(head.encode() + data)
        line, *headers = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
        length = next((int(h[15:]) for h in headers if h.startswith("content-length:")), 0)
        return int(line.split(" ")[1]), (await reader.readexactly(length)).decode()
