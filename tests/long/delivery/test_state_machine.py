"""Whatever happens, in whatever order: at most once a week, and once after recovery.

Two processes on one database, two channels, people who change their minds, a Slack that fails, a
clock that is set wrong.
"""

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,  # pyright: ignore[reportUnknownVariableType]
)

from bot.delivery.poster import CATCH_UP, Timing
from bot.state.database import Database
from bot.state.tables import METADATA
from knowledge.digest.subscription import Focus, Schedule, Subscription
from knowledge.library import Library
from tests.delivery.hand_clock import HandClock
from tests.delivery.memory_slack import Crash, LookFault, MemorySlack, PostFault
from tests.delivery.process import MAYA, TEAM, Process
from tests.delivery.records import Records

CHANNELS = ("C0ONE", "C0TWO")
ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kathmandu",
    "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe",
)  # fmt: skip
TIMING = Timing(lease=120, when_gone=600, when_refused=300, between_posts=0)
LATENESS = TIMING.timeout + TIMING.settle
"""As late as a post may land: Slack had `timeout` to answer it, and `settle` on top."""

OVER = timedelta(minutes=11)
"""After this nothing waits any more: neither a lease, nor a look-up, nor another try."""

ROUNDS = 6

channels = st.sampled_from(CHANNELS)
processes = st.integers(0, 1)
schedules = st.builds(
    Schedule,
    st.integers(0, 6),
    st.sampled_from([time(0), time(2, 30), time(9), time(23, 30)]),
    st.sampled_from(ZONES),
)
spans = st.sampled_from(
    [
        timedelta(seconds=30),
        timedelta(minutes=2),
        OVER,
        timedelta(hours=1),
        timedelta(hours=5),
        timedelta(days=1),
        timedelta(days=2, hours=2),
        timedelta(days=6),
        timedelta(weeks=1),
    ]
)

short_spans = st.sampled_from([timedelta(), timedelta(minutes=2), OVER])
post_faults = st.lists(st.sampled_from([None, *get_args(PostFault)]), max_size=4)
look_faults = st.lists(st.sampled_from([None, *get_args(LookFault)]), max_size=2)


class Weeks(RuleBasedStateMachine):
    """The world, and what may happen in it."""

    def __init__(self, database: Database, library: Library) -> None:
        super().__init__()
        with database.begin() as connection:
            for table in reversed(METADATA.sorted_tables):
                connection.execute(table.delete())
        self.database, self.library = database, library
        self.clock = HandClock()
        self.slack = MemorySlack(lambda: self.clock.passed, LATENESS)
        self.records = Records(database)
        self.processes = [self.started(), self.started()]
        self.forbidden: set[str] = set()

    def started(self) -> Process:
        """A process that knows nothing but what the database says."""
        return Process(self.database, self.library, self.slack, self.clock.now, TIMING)

    @property
    def digests(self) -> Any:
        return self.processes[0].digests

    def subscription(self, channel: str) -> Subscription | None:
        return self.digests.find(TEAM, channel)

    # --- people

    @initialize(schedule=schedules)
    def two_channels_are_subscribed(self, schedule: Schedule) -> None:
        for channel in CHANNELS:
            self.subscribe(channel, schedule)

    @rule(channel=channels, schedule=schedules)
    def subscribe(self, channel: str, schedule: Schedule) -> None:
        before = self.subscription(channel)
        after = self.digests.subscribe(TEAM, channel, MAYA, schedule, Focus())
        if before is not None and before.next_slot.at <= self.clock.now():
            # Due for verification is not lost by a change that comes before the tick.
            assert after.next_slot == before.next_slot

    @rule(channel=channels, zone=st.sampled_from(ZONES))
    def move_to_another_zone(self, channel: str, zone: str) -> None:
        one = self.subscription(channel)
        if one is not None:
            schedule = Schedule(one.schedule.weekday, one.schedule.at, zone)
            self.subscribe(channel, schedule)

    @rule(channel=channels)
    def undo(self, channel: str) -> None:
        one = self.subscription(channel)
        undone = None if one is None else self.digests.undo(one.id, one.version)
        if one is None or undone is None:
            return
        if one.next_slot.at <= self.clock.now():
            assert undone.next_slot == one.next_slot
        assert undone.version != one.version
        assert self.digests.undo(one.id, one.version) is None
        assert self.digests.undo(one.id, undone.version) is None

    @rule(channel=channels)
    def unsubscribe(self, channel: str) -> None:
        one = self.subscription(channel)
        if one is not None:
            self.digests.unsubscribe(one.id)
            self.forbidden |= self.records.not_under_way(one.id)

    @rule(channel=channels, span=spans)
    def pause(self, channel: str, span: timedelta) -> None:
        one = self.subscription(channel)
        if one is not None:
            self.digests.pause(one.id, self.clock.now() + span)
            self.forbidden |= self.records.not_under_way(one.id)

    @rule(channel=channels)
    def resume(self, channel: str) -> None:
        one = self.subscription(channel)
        if one is not None:
            self.digests.resume(one.id)

    @rule(channel=channels)
    def send_now(self, channel: str) -> None:
        one = self.subscription(channel)
        if one is not None and self.digests.send_now(one.id) == "on its way":
            # What is asked for again may come again: a week's digest has one id.
            self.forbidden -= self.records.not_under_way(one.id)

    @rule(channel=channels)
    def delete_the_last_digest(self, channel: str) -> None:
        mine = [one for one in self.slack.log if (one.channel, one.thread_ts) == (channel, None)]
        if mine and self.records.state(mine[-1].marker) == "sent":
            self.slack.delete(mine[-1].ts)

    # --- channels

    @rule(
        channel=channels,
        code=st.sampled_from(["not_in_channel", "is_archived", "channel_not_found"]),
        noticed=st.booleans(),
    )
    def channel_goes(self, channel: str, code: str, noticed: bool) -> None:
        self.slack.gone[channel] = code
        if noticed:
            self.digests.unreachable(TEAM, channel, code)

    @rule(channel=channels, noticed=st.booleans())
    def channel_comes_back(self, channel: str, noticed: bool) -> None:
        self.slack.gone.pop(channel, None)
        if noticed:
            self.digests.reachable(TEAM, channel)

    # --- Slack

    @rule()
    def reading_is_refused(self) -> None:
        self.slack.readable = False

    @rule()
    def reading_is_allowed(self) -> None:
        self.slack.readable = True

    # --- machines and time

    @rule(
        number=processes, span=short_spans, posts=post_faults, looks=look_faults, opens=look_faults
    )
    def tick(
        self,
        number: int,
        span: timedelta,
        posts: Sequence[PostFault | None] = (),
        looks: Sequence[LookFault | None] = (),
        opens: Sequence[LookFault | None] = (),
    ) -> None:
        self.clock.advance(span)
        self.slack.post_faults, self.slack.look_faults = [*posts], [*looks]
        self.slack.open_faults = [*opens]
        try:
            self.processes[number].tick()
        except Crash:
            self.processes[number] = self.started()

    @rule(channel=channels, number=processes, posts=post_faults)
    def the_slot_comes(self, channel: str, number: int, posts: list[PostFault | None]) -> None:
        one = self.subscription(channel)
        if one is not None:
            wait = max(one.next_slot.at - self.clock.now(), timedelta())
            self.tick(number, wait, posts)

    @rule(number=processes)
    def restart(self, number: int) -> None:
        self.processes[number] = self.started()

    @rule(span=spans)
    def time_passes(self, span: timedelta) -> None:
        self.clock.advance(span)

    @rule(span=spans)
    def clock_is_set_back(self, span: timedelta) -> None:
        self.clock.set_back(span)

    @precondition(lambda self: bool(self.slack.log))
    @rule()
    def all_is_well_again(self) -> None:
        self.recover()

    # --- what always holds

    @invariant()
    def a_week_has_one_digest_and_that_one_thread(self) -> None:
        weeks = self.records.weeks()
        digests = [weeks[one.marker] for one in self.slack.log if one.marker in weeks]
        assert len(digests) == len(set(digests))
        replies = [one for one in self.slack.log if one.thread_ts is not None]
        assert len(replies) == len({one.marker for one in replies})
        for reply in replies:
            (parent,) = self.slack.of(self.records.parent(reply.marker))
            assert (reply.channel, reply.thread_ts) == (parent.channel, parent.ts)

    @invariant()
    def nothing_comes_out_of_nowhere(self) -> None:
        weeks = self.records.weeks()
        for one in self.slack.log:
            if one.thread_ts is None and one.channel.startswith("C"):
                assert one.marker in weeks

    @invariant()
    def a_channel_gets_its_messages_in_order(self) -> None:
        numbers = self.records.numbers()
        for channel in CHANNELS:
            order = [numbers[one.marker] for one in self.slack.log if one.channel == channel]
            assert order == sorted(order)

    @invariant()
    def what_was_taken_back_never_comes(self) -> None:
        assert not self.forbidden.intersection(one.marker for one in self.slack.log)

    @invariant()
    def the_next_slot_is_after_every_week_that_was_dealt_with(self) -> None:
        for channel in CHANNELS:
            one = self.subscription(channel)
            if one is not None:
                last = self.records.last_period(one.id)
                assert last is None or one.next_slot.period > last

    # --- recovery

    def recover(self) -> None:
        """Everything works again, and time passes: what is due comes, once."""
        self.slack.gone.clear()
        self.slack.readable = True
        self.processes = [self.started(), self.started()]
        for one in self.digests.every(TEAM):
            self.digests.reachable(TEAM, one.channel_id)
        self.catch_up()
        for one in self.digests.every(TEAM):
            self.the_week_comes_once(one)
        self.records.all_settled(self.slack)

    def the_week_comes_once(self, one: Subscription) -> None:
        slot = one.next_slot
        self.clock.advance(max(slot.at - self.clock.now(), timedelta()))
        in_time = self.clock.now() < slot.at + CATCH_UP
        self.catch_up()
        paused = one.paused_until is not None and slot.at < one.paused_until
        expected = int(in_time and not paused)
        weeks = self.records.weeks()
        markers = [marker for marker, week in weeks.items() if week == (one.id, slot.period)]
        assert sum(len(self.slack.of(marker)) for marker in markers) == expected
        assert len(markers) == expected

    def catch_up(self) -> None:
        """Tick until nothing can be waiting any more: a clock that was set wrong is right again."""
        self.clock.advance(max(self.records.latest_wait() - self.clock.now(), timedelta()))
        good = self.records.still_good_at(self.clock.now() + ROUNDS * OVER, self.slack)
        for _ in range(ROUNDS):
            self.clock.advance(OVER)
            self.tick(0, timedelta())
            self.tick(1, timedelta())

        for post in good:
            assert self.records.state(post) == "sent"

    def teardown(self) -> None:
        self.recover()


def hold(database: Database, library: Library, examples: int) -> None:
    """Try so many histories on a database."""

    class OnThisDatabase(Weeks):
        def __init__(self) -> None:
            super().__init__(database, library)

    run_state_machine_as_test(
        OnThisDatabase,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


@pytest.mark.parametrize(("url", "examples"), [("sqlite", 8), ("postgresql", 3)], indirect=["url"])
def test_at_most_once_a_week_and_once_after_recovery(
    database: Database, library: Library, examples: int
) -> None:
    # Some histories for every run of the tests; `make chaos` tries hundreds.
    hold(database, library, examples)
