"""The clock that people can move."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.clock import BEFORE, JUMPS, Jump, MovableClock, moment_of
from bot.playground.server import Playground
from tests.playground.page import Page
from tests.playground.sample import Heard

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp()
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"}))
MOMENTS = st.floats(min_value=0, max_value=4e9)


def test_it_goes_on_from_where_it_was_moved_to() -> None:
    seconds = [100.0]
    clock = MovableClock(lambda: seconds[0])
    clock.advance_to(500)
    seconds[0] = 107
    assert (clock(), clock.ahead) == (507, 400)
    with pytest.raises(ValueError, match="is past"):
        clock.advance_to(506)
    clock.back_to_now()
    assert (clock(), clock.ahead) == (107, 0)


def test_who_asked_for_it_is_told_of_each_move() -> None:
    moves: list[float] = []
    clock = MovableClock(lambda: 0.0)
    clock.when_moved(lambda: moves.append(clock()))
    clock.advance_to(60)
    clock.back_to_now()
    assert moves == [60, 0]


def test_who_prepares_for_a_moment_is_called_shortly_before_it() -> None:
    seconds = [0.0]
    clock = MovableClock(lambda: seconds[0])
    heard: list[tuple[str, float]] = []

    def prepare() -> None:
        heard.append(("prepare", clock()))
        seconds[0] += 2

    clock.before_moved(prepare)
    clock.when_moved(lambda: heard.append(("moved", clock())))
    clock.advance_to(3_600)
    assert heard == [("prepare", 3_600 - BEFORE), ("moved", 3_600)]
    # Preparing for what is close took longer than that: time doesn't go back.
    clock.advance_to(3_601)
    assert heard[2:] == [("prepare", 3_600), ("moved", 3_602)]
    clock.back_to_now()
    assert [what for what, _ in heard].count("prepare") == 2


@given(MOMENTS, ZONES)
def test_every_jump_leads_ahead_to_a_nine_on_the_reader_s_own_clock(now: float, zone: str) -> None:
    hour, tomorrow, monday = (moment_of(to, now, zone) for to in JUMPS[:3])
    assert hour == pytest.approx(now + 3_600)
    assert now < tomorrow
    assert now < monday
    today = datetime.fromtimestamp(now, ZoneInfo(zone)).date()
    days = [datetime.fromtimestamp(at, ZoneInfo(zone)) for at in (tomorrow, monday)]
    assert days[0].date() == today + timedelta(days=1)
    assert days[1].weekday() == 0
    assert timedelta() <= days[1].date() - today <= timedelta(days=7)
    assert {(day.hour, day.minute) for day in days} == {(9, 0)}


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-23 08:59", "2026-11-23 09:00"),
        ("2026-11-23 09:00", "2026-11-30 09:00"),
        ("2026-10-24 12:00", "2026-10-26 09:00"),
    ],
)
def test_next_monday_is_the_next_one_to_come(now: str, monday: str) -> None:
    zone = ZoneInfo("Europe/Berlin")
    at, expected = (datetime.fromisoformat(one).replace(tzinfo=zone) for one in (now, monday))
    assert moment_of("monday", at.timestamp(), "Europe/Berlin") == expected.timestamp()


def test_each_person_moves_it_by_their_own_zone(playground: Playground) -> None:
    playground.workspace.clock = lambda: SATURDAY
    playground.move_clock("U0SAM", "tomorrow")
    now = datetime.fromtimestamp(playground.workspace.clock(), ZoneInfo("Asia/Tokyo"))
    assert now.isoformat() == "2026-11-22T09:00:00+09:00"
    playground.move_clock("U0MAYA", "monday")
    now = datetime.fromtimestamp(playground.workspace.clock(), ZoneInfo("Europe/Berlin"))
    assert now.isoformat() == "2026-11-23T09:00:00+01:00"


def test_messages_are_written_at_the_time_it_shows_and_never_run_back(
    playground: Playground, client: Any
) -> None:
    def post() -> float:
        return float(client.chat_postMessage(channel="C0DATA", text="tick")["ts"])

    playground.workspace.clock = lambda: SATURDAY
    playground.move_clock("U0MAYA", "hour")
    later = post()
    assert later == SATURDAY + 3_600
    playground.move_clock("U0MAYA", "now")
    assert later < post() < later + 1
    assert playground.workspace.clock() == SATURDAY


def test_the_page_moves_it_for_everybody(playground: Playground, app: Heard) -> None:
    page = Page(playground.url)
    assert page.read("state")["ahead"] == 0
    with Page(playground.url, "U0SAM").news() as news:
        assert page.act("clock", to="hour") == {"ok": True}
        assert next(news) == {"what": "state"}
    assert page.read("state")["ahead"] == pytest.approx(3_600)
    page.act("clock", to="now")
    assert Page(playground.url, "U0SAM").read("state")["ahead"] == 0
    assert page.post("/playground/clock", '{"user": "U0MAYA", "to": "1999"}').status == 400


@pytest.mark.parametrize("jump", JUMPS)
def test_the_app_is_still_reached_after_a_jump(
    playground: Playground, app: Heard, jump: Jump
) -> None:
    playground.move_clock("U0MAYA", jump)
    assert playground.slash("U0MAYA", "C0RANDOM", "/echo hi").message.text == "hi"
