"""Work after acknowledgements: begun in order, bounded, told where it cannot be done."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar

import pytest
from slack_bolt import BoltRequest

from bot.background import ThreadBackground
from handlers.failures import BUSY, TOO_LATE, BusyError, busy_answer

PATIENCE = 60.0

WHO: ContextVar[str] = ContextVar("who", default="nobody")


def fails(_text: str = "") -> None:
    raise TimeoutError


class Jam:
    """Work that hangs until it is let go, as a call of Slack's API does that nobody answers."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.over = False
        self._let_go = threading.Event()

    def __call__(self) -> None:
        self.begun.release()
        try:
            assert self._let_go.wait(PATIENCE)
        finally:
            self.over = True

    def end(self) -> None:
        """Let everybody go on."""
        self._let_go.set()


@pytest.fixture
def jam() -> Iterator[Jam]:
    jam = Jam()
    yield jam
    jam.end()


def nobody(text: str) -> None:
    raise AssertionError(text)


def fill(background: ThreadBackground, jam: Jam, threads: int, within: float | None = None) -> None:
    """Hang every thread."""
    for _ in range(threads):
        background(jam, nobody, within)
    for _ in range(threads):
        assert jam.begun.acquire(timeout=PATIENCE)


def test_work_is_done_in_the_order_in_which_it_came() -> None:
    done: list[int] = []
    background = ThreadBackground(threads=1)
    for number in range(50):
        background(lambda number=number: done.append(number), nobody)
    assert background.close(PATIENCE)
    assert done == list(range(50))


def test_a_failure_is_apologised_for_with_a_reference_that_is_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[str] = []
    background = ThreadBackground(threads=1)
    background(fails, told.append)
    assert background.close(PATIENCE)
    (text,) = told
    assert text.split()[-1] in caplog.text


def test_context_variables_travel_with_the_work() -> None:
    found: list[str] = []
    background = ThreadBackground(threads=1)
    for name in ("maya", "alex"):
        WHO.set(name)
        background(lambda: found.append(WHO.get()), nobody)
    WHO.set("sam")
    assert background.close(PATIENCE)
    assert found == ["maya", "alex"]


def test_what_is_too_much_is_turned_away_at_once_and_there_is_room_again_later(jam: Jam) -> None:
    done: list[int] = []
    background = ThreadBackground(threads=2, most_waiting=3)
    fill(background, jam, 2)
    for number in range(3):
        background(lambda number=number: done.append(number), nobody)
    for _ in range(100):
        with pytest.raises(BusyError):
            background(lambda: done.append(99), nobody)
    assert not jam.over, "somebody had to wait to be turned away"
    jam.end()
    eventually(lambda: len(done) == 3)
    background(lambda: done.append(3), nobody)
    assert background.close(PATIENCE)
    assert sorted(done) == [0, 1, 2, 3]


def test_turning_away_is_logged_once_and_once_when_it_is_over(
    jam: Jam, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    background = ThreadBackground(threads=1, most_waiting=0)
    fill(background, jam, 1)
    for _ in range(20):
        with pytest.raises(BusyError):
            background(jam, nobody)
    jam.end()
    assert background.close(PATIENCE)
    eventually(lambda: len(caplog.records) == 2)
    assert "20 were turned away" in caplog.text


def test_work_whose_trigger_has_expired_is_not_begun_and_told(jam: Jam) -> None:
    done: list[str] = []
    told: list[str] = []
    background = ThreadBackground(threads=1, opening_threads=1)
    fill(background, jam, 1)
    fill(background, jam, 1, within=PATIENCE)
    background(lambda: done.append("expired"), told.append, within=0.05)
    background(lambda: done.append("in time"), told.append, within=PATIENCE)
    time.sleep(0.1)
    jam.end()
    eventually(lambda: done == ["in time"] and told == [TOO_LATE])
    background(lambda: done.append("never late"), told.append)
    assert background.close(PATIENCE)
    assert done == ["in time", "never late"]
    assert told == [TOO_LATE]


def test_what_opens_a_view_does_not_wait_behind_the_rest_nor_behind_what_is_too_late(
    jam: Jam,
) -> None:
    opened, told = threading.Event(), list[str]()
    background = ThreadBackground(threads=1, opening_threads=1, most_waiting=20)
    fill(background, jam, 1)
    for _ in range(20):
        background(lambda: None, nobody)
    for _ in range(20):
        background(lambda: None, told.append, within=-1)
    background(opened.set, nobody, within=PATIENCE)
    assert opened.wait(PATIENCE)
    assert told == []
    with pytest.raises(BusyError):
        background(lambda: None, nobody)
    jam.end()
    assert background.close(PATIENCE)


def test_who_was_too_late_is_told_at_the_end_too(jam: Jam) -> None:
    told: list[str] = []
    background = ThreadBackground(threads=1, opening_threads=1)
    fill(background, jam, 1, within=PATIENCE)
    background(lambda: None, told.append, within=0)
    jam.end()
    assert background.close(PATIENCE)
    assert told == [TOO_LATE]


def test_an_apology_that_fails_leaves_the_thread_to_the_next(jam: Jam) -> None:
    done: list[str] = []
    background = ThreadBackground(threads=1, opening_threads=1)
    fill(background, jam, 1)
    background(fails, fails)
    background(fails, fails, within=0)
    background(lambda: done.append("opened"), nobody, within=PATIENCE)
    eventually(lambda: done == ["opened"])
    background(lambda: done.append("next"), nobody)
    jam.end()
    assert background.close(PATIENCE)
    assert done == ["opened", "next"]


def test_closing_takes_nothing_more_and_finishes_what_was_taken() -> None:
    done: list[int] = []

    def slowly() -> None:
        time.sleep(0.05)
        done.append(1)

    background = ThreadBackground(threads=1)
    for _ in range(3):
        background(slowly, nobody)
    assert background.close(PATIENCE)
    assert len(done) == 3
    with pytest.raises(BusyError):
        background(slowly, nobody)


def test_closing_waits_no_longer_than_it_may(jam: Jam, caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    background = ThreadBackground(threads=1)
    fill(background, jam, 1)
    background(lambda: done.append("never begun"), nobody)
    assert not background.close(0.2)
    assert not jam.over
    assert "2 pieces of work" in caplog.text
    jam.end()
    time.sleep(0.1)
    assert not done


def test_a_command_is_told_in_words() -> None:
    answer = busy_answer(request("command=%2Fdigest&text=list"))
    assert (answer.status, BUSY in answer.body) == (200, True)


def test_a_form_stays_open_and_is_told_at_its_first_field() -> None:
    view = {"blocks": [{"type": "section", "block_id": "a"}, {"type": "input", "block_id": "b"}]}
    answer = busy_answer(request({"type": "view_submission", "view": view}))
    assert answer.status == 200
    assert '"response_action": "errors"' in answer.body
    assert f'"b": "{BUSY}"' in answer.body


@pytest.mark.parametrize("kind", ["block_actions", "event_callback", "view_submission"])
def test_what_has_no_place_for_words_is_refused_so_that_slack_shows_it_or_tries_again(
    kind: str,
) -> None:
    assert busy_answer(request({"type": kind})).status == 503


def request(body: str | dict[str, object]) -> BoltRequest:
    return BoltRequest(body=body, mode="http" if isinstance(body, str) else "socket_mode")


def eventually(check: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < deadline
        time.sleep(0.005)
