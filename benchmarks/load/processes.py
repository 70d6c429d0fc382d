"""The processes of a run: the bot, the local Slack, and who subscribes channels while both are busy."""

import asyncio
import json
import os
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.load.stand_in import Digests, Mood, Seen

PATIENCE = 60
SECRET, TOKEN = "8f742231b10e8888abcd99aabbcc85a5", "xoxb-load"
MEGABYTE = 1024 * 1024


def bots_core() -> int | None:
    """A core for the bot alone, which this process leaves; None where there is but one."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if len(cores) < 2:
        return None
    os.sched_setaffinity(0, set(cores[1:]))
    return cores[0]


@dataclass(frozen=True, slots=True)
class Bot:
    """`rolecall run`, and its one worker."""

    process: Process
    port: int
    worker: int

    def megabytes(self) -> float:
        """The memory that the worker has now."""
        pages = int(Path(f"/proc/{self.worker}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE

    def seconds_worked(self) -> float:
        """The processor time that the worker has had so far."""
        fields = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def threads(self) -> int:
        """How many threads the worker has now."""
        return len(list(Path(f"/proc/{self.worker}/task").iterdir()))


@asynccontextmanager
async def bot_running(folder: Path, core: int | None, **variables: str) -> AsyncGenerator[Bot]:
    """The bot, ready to answer; its output is in `folder`."""
    port = _free_port()
    with (folder / "bot.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=folder, stdout=log, stderr=log, start_new_session=True,
            preexec_fn=None if core is None else lambda: os.sched_setaffinity(0, {core}),
            env={
                "PATH": os.environ["PATH"], "SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": TOKEN,
                "HOST": "127.0.0.1", "PORT": str(port), **variables,
            },
        )  # fmt: skip
    try:
        await _until_it_listens(process, port)
        yield Bot(process, port, _worker(process.pid))
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), PATIENCE)


@dataclass(slots=True)
class Helper:
    """A process that takes orders and tells things, both in lines of JSON."""

    process: Process
    told: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue[dict[str, Any]])

    def order(self, **what: object) -> None:
        """Tell it what to do."""
        if self.process.stdin is not None:
            self.process.stdin.write(json.dumps(what).encode() + b"\n")

    async def answer(self, name: str) -> Any:
        """What it says next, which has to be this."""
        return (await asyncio.wait_for(self.told.get(), PATIENCE))[name]


AnyHelper = TypeVar("AnyHelper", bound=Helper)


class Slack(Helper):
    """The local Slack; see `stand_in`."""

    async def feel(self, mood: Mood) -> None:
        """Let it change."""
        self.order(feel=mood)
        await self.answer("felt")

    async def digests(self, channels: int) -> Digests:
        """What has arrived of digests."""
        self.order(digests=channels)
        return Digests(**await self.answer("digests"))


@asynccontextmanager
async def slack_running(seen: Callable[[Seen], None]) -> AsyncGenerator[tuple[Slack, str]]:
    """The local Slack and its address; what it sees is handed on."""
    async with _running("benchmarks.load.stand_in", Slack, seen) as slack:
        yield slack, f"http://127.0.0.1:{await slack.answer('port')}"


@asynccontextmanager
async def subscriber_running(folder: Path) -> AsyncGenerator[Helper]:
    """Who subscribes channels; see `subscribing`."""
    async with _running("benchmarks.load.subscribing", Helper, lambda _: None, str(folder)) as one:
        await one.answer("ready")
        yield one


@asynccontextmanager
async def _running(
    module: str, kind: Callable[[Process], AnyHelper], seen: Callable[[Seen], None], *arguments: str
) -> AsyncGenerator[AnyHelper]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdin=PIPE, stdout=PIPE, limit=2**24
    )
    helper = kind(process)
    listening = asyncio.create_task(_listen(helper, seen))
    try:
        yield helper
    finally:
        listening.cancel()
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _listen(helper: Helper, seen: Callable[[Seen], None]) -> None:
    stdout = helper.process.stdout
    while stdout is not None and (line := await stdout.readline()):
        told: dict[str, Any] = json.loads(line)
        if "seen" in told:
            for one in told["seen"]:
                seen(Seen(*one))
        else:
            helper.told.put_nowait(told)


async def _until_it_listens(process: Process, port: int) -> None:
    for _ in range(PATIENCE * 20):
        if process.returncode is not None:
            raise RuntimeError("the bot ended while it started; see bot.log")
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise TimeoutError("the bot does not listen")


def _worker(pid: int) -> int:
    """The child that has the most memory: the other one only keeps shared memory tidy."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max(
        map(int, children),
        key=lambda child: int(Path(f"/proc/{child}/statm").read_text().split()[1]),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
