"""However often and whenever an older state comes back: every week once, and every record true."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Literal, cast, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.poster import CATCH_UP, Timing
from bot.state.database import Database
from bot.state.tables import METADATA
from knowledge.digest.subscription import Focus, Schedule
from knowledge.library import Library
from tests.delivery.hand_clock import HandClock
from tests.delivery.memory_slack import Crash, MemorySlack, PostFault
from tests.delivery.process import MAYA, TEAM, Process
from tests.delivery.records import Records
from tests.state.backups import LOOK_AFTER, backed_up, put_back

CHANNELS = ("C0ONE", "C0TWO")
TIMING = Timing(lease=120, when_gone=600, when_refused=300, between_posts=0)
LATENESS = TIMING.timeout + TIMING.settle
OVER = timedelta(minutes=11)

spans = st.sampled_from(
    [timedelta(minutes=2), timedelta(hours=5), timedelta(days=1), timedelta(days=3), CATCH_UP * 4]
)


@dataclass(frozen=True)
class Wait:
    span: timedelta


@dataclass(frozen=True)
class Tick:
    """A round of delivery, now or when the next slot comes, and what befalls its posts."""

    at_slot: bool
    posts: tuple[PostFault | None, ...]


@dataclass(frozen=True)
class SendNow:
    channel: str


Step = Wait | Tick | SendNow | Literal["back up", "restore"]

faults = st.lists(st.sampled_from([None, *get_args(PostFault)]), max_size=4).map(tuple)
backups = st.sampled_from(["back up", "restore"])
steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(Wait, spans),
    st.builds(Tick, st.booleans(), faults),
    st.builds(SendNow, st.sampled_from(CHANNELS)),
    cast("st.SearchStrategy[Step]", backups),
)


class World:
    """Two channels with a digest each, a Slack that keeps everything, and the last backup."""

    def __init__(self, database: Database, library: Library) -> None:
        with database.begin() as connection:
            for table in reversed(METADATA.sorted_tables):
                connection.execute(table.delete())
        self.database, self.library = database, library
        self.clock = HandClock()
        self.slack = MemorySlack(lambda: self.clock.passed, LATENESS)
        self.process = self.started()
        for channel in CHANNELS:
            schedule = Schedule(0, time(9), "Europe/Berlin")
            self.process.digests.subscribe(TEAM, channel, MAYA, schedule, Focus())
        self.backup = backed_up(database)

    def started(self) -> Process:
        return Process(self.database, self.library, self.slack, self.clock.now, TIMING)

    def tick(self, tick: Tick) -> None:
        if tick.at_slot:
            slot = min(one.next_slot.at for one in self.process.digests.every(TEAM))
            self.clock.advance(max(slot - self.clock.now(), timedelta()))
        self.slack.post_faults = [*tick.posts]
        try:
            self.process.tick()
        except Crash:
            self.process = self.started()

    def send_now(self, channel: str) -> None:
        one = self.process.digests.find(TEAM, channel)
        assert one is not None
        self.process.digests.send_now(one.id)

    def restore(self) -> None:
        put_back(self.backup, self.database, self.clock.now())

    def recover(self) -> None:
        """Go on until every week is dealt with that anybody has asked for."""
        self.process = self.started()
        self.clock.advance(LOOK_AFTER)
        self.tick(Tick(at_slot=False, posts=()))
        self.tick(Tick(at_slot=True, posts=()))
        for _ in range(6):
            self.clock.advance(OVER)
            self.tick(Tick(at_slot=False, posts=()))


@pytest.mark.parametrize(("url", "examples"), [("sqlite", 12), ("postgresql", 6)], indirect=["url"])
def test_each_week_comes_at_most_once(database: Database, library: Library, examples: int) -> None:
    @given(st.lists(steps, min_size=4, max_size=16))
    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def hold(history: list[Step]) -> None:
        world = World(database, library)
        for step in history:
            match step:
                case Wait(span):
                    world.clock.advance(span)
                case Tick():
                    world.tick(step)
                case SendNow(channel):
                    world.send_now(channel)
                case "back up":
                    world.backup = backed_up(database)
                case "restore":
                    world.restore()
        world.recover()
        messages = [one.marker for one in world.slack.log]
        assert len(messages) == len(set(messages))
        Records(database).all_settled(world.slack)

    hold()
