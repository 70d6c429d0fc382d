"""A run: phase after phase, with publishes and digests in between, and the bot's memory all the while."""

import asyncio
import re
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

from benchmarks.load.client import Client
from benchmarks.load.editing import AS_FILE, IN_SLACK, edited, write
from benchmarks.load.ledger import Ledger
from benchmarks.load.processes import SECRET, Bot, Helper, Slack
from benchmarks.load.rehearsal import HANDED_IN
from benchmarks.load.requests import DRAFT, Mix
from benchmarks.load.stand_in import Digests, Mood

GIVEN_UP_AFTER = 12.0
"""Seconds until what hangs in Slack is given up and what waits behind it is done: its client's ten."""

SERVED_WITHIN = 120.0
"""Patience, for a slow machine."""

SETTLED_WITHIN = 240.0
"""A digest whose answer was lost is looked for after 75 seconds, at the next tick of 30."""

ALONE = 200
"""How many requests are sent one after the other to learn how fast this machine is."""


@dataclass(frozen=True, slots=True)
class Phase:
    """What Slack is like for some seconds, and how many digests come due at the beginning."""

    name: str
    mood: Mood
    seconds: float
    digests: int = 0

    def stretched(self, factor: float) -> "Phase":
        """The same, longer."""
        return replace(self, seconds=self.seconds * factor)


@dataclass(frozen=True, slots=True)
class Sample:
    """The worker at a moment, in seconds since the run began."""

    at: float
    megabytes: float
    threads: int


class Run:
    """Everything of a run, and what was found out."""

    def __init__(
        self, bot: Bot, slack: Slack, helper: Helper, ledger: Ledger, mix: Mix, content: Path
    ) -> None:
        self.ledger = ledger
        self.samples: list[Sample] = []
        self.rounds_ended: list[float] = []
        self.served: list[float] = []
        """Seconds from each publish until it was served; infinite where it never was."""
        self.due = 0
        self.digests = Digests(0, 0, 0)
        self.metrics = ""
        self.rate = self.alone = 0.0
        """Requests a second: sent, and answered one after the other."""
        self._bot, self._slack, self._helper = bot, slack, helper
        self._mix, self._content = mix, content
        self._requests = iter(mix)
        self._client = Client(bot.port, SECRET, ledger.answered)
        self._begun = time.monotonic()
        self._edits = 1
        self._mood: Mood = "well"

    async def choose_rate(self, rate: float, *, at_any_speed: bool) -> None:
        """Find out how fast this machine answers one after the other, while Slack is well.

        At any speed, no more than half as many are sent: a queue that only grows says nothing of the bot.
        """
        self.ledger.begin("one by one", time.monotonic(), well=True, after=0)
        before, begun = self._bot.megabytes(), time.monotonic()
        for _ in range(ALONE):
            await self._client.answer(next(self._requests))
        self.alone = ALONE / (time.monotonic() - begun)
        self.ledger.tallies[-1].megabytes = (before, self._bot.megabytes())
        self.rate = min(rate, self.alone / 2) if at_any_speed else rate

    async def go_through(self, phase: Phase) -> None:
        """Send for as long as the phase lasts."""
        after = 0.0 if self._mood == "well" else GIVEN_UP_AFTER
        await self._slack.feel(phase.mood)
        self._mood = phase.mood
        now = time.monotonic()
        self.ledger.begin(phase.name, now, well=phase.mood == "well", after=after)
        before, worked = self._bot.megabytes(), self._bot.seconds_worked()
        if phase.digests:
            self._helper.order(more=phase.digests)
            self.due += phase.digests
        await self._client.send_at(self.rate, self._requests, now + phase.seconds)
        tally = self.ledger.tallies[-1]
        tally.megabytes = (before, self._bot.megabytes())
        tally.busy = (self._bot.seconds_worked() - worked) / (time.monotonic() - now)

    def end_round(self) -> None:
        """Note when a round was over."""
        self.rounds_ended.append(time.monotonic() - self._begun)

    @asynccontextmanager
    async def beside(self, publish_every: float) -> AsyncGenerator[None]:
        """Look at the memory, and publish, all the while."""
        tasks = [
            asyncio.create_task(self._sample()),
            asyncio.create_task(self._publish(publish_every)),
        ]
        yield
        for task in tasks:
            if task.done():
                task.result()
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def finish(self) -> None:
        """Wait for what has to come yet."""
        deadline = time.monotonic() + SETTLED_WITHIN
        await self._client.drain()
        while time.monotonic() < deadline:
            self.digests = await self._slack.digests(self.due)
            if not (self.digests.lost or self.ledger.awaited):
                break
            await asyncio.sleep(0.5)
        for _ in range(round(GIVEN_UP_AFTER)):
            if self.ledger.open_effects:
                await asyncio.sleep(1)
        self.ledger.close()
        self.metrics = await self._client.get("/metrics")

    def metric(self, name: str) -> float:
        """The sum of one of the bot's own metrics at the end."""
        return _metric(self.metrics, name)

    async def _sample(self) -> None:
        while True:
            now = time.monotonic() - self._begun
            self.samples.append(Sample(now, self._bot.megabytes(), self._bot.threads()))
            await asyncio.sleep(1)

    async def _publish(self, every: float) -> None:
        """Edit a file, and hand another one in to Slack while that is well; each is to be served soon."""
        while True:
            await asyncio.sleep(every)
            self._edits += 1
            before = await self._revision()
            write(self._content, AS_FILE, self._edits)
            await self._until_served(before)
            if self._mood == "well":
                before = await self._revision()
                handed_in = await self._hand_in()
                if handed_in or self._mood == "well":
                    await self._until_served(before, needs_slack=True)

    async def _hand_in(self) -> bool:
        """Send the bot a file and apply what it makes of it; False where that came to nothing."""
        while not self.ledger.drafts.empty():
            self.ledger.drafts.get_nowait()
        self._slack.order(upload=edited(IN_SLACK, self._edits))
        self._client.send(self._mix.fill(*self._mix.templates[HANDED_IN]))
        try:
            draft = await asyncio.wait_for(self.ledger.drafts.get(), SERVED_WITHIN)
        except TimeoutError:
            return False
        applied = self._mix.templates["click knowledge_apply"]
        self._client.send(self._mix.fill(*applied, **{DRAFT: draft}))
        return True

    async def _until_served(self, before: int, *, needs_slack: bool = False) -> None:
        begun = time.monotonic()
        while await self._revision() == before:
            if needs_slack and self._mood != "well":
                # Who clicks may not be known for an admin now: it may come to nothing.
                return
            if time.monotonic() - begun > SERVED_WITHIN:
                self.served.append(inf)
                return
            await asyncio.sleep(0.1)
        self.served.append(time.monotonic() - begun)

    async def _revision(self) -> int:
        return int(_metric(await self._client.get("/metrics"), "rolecall_knowledge_revision"))


def _metric(page: str, name: str) -> float:
    found = re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", page, re.MULTILINE)
    return sum(map(float, found))
