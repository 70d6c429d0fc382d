"""A document that harms its reader costs a process, and is refused in a sentence."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.reading.bounded import Bounds, run_bounded
from knowledge.drafting.article import Refusal

SHORT = Bounds(seconds=1)


def test_what_a_reader_gives_comes_back_and_nothing_else() -> None:
    assert run_bounded("tests.bot.readers:shout", "Grüße".encode()) == "GRÜSSE"


@pytest.mark.parametrize(
    ("reader", "why"),
    [
        ("refuse", "holds no text"),
        ("hang", "takes more than 1 seconds to read"),
        ("spin", "takes more than 1 seconds to read"),
        ("grow", "takes more than 1,000 MB of memory to read"),
        ("flood", "holds more than 4 MB of text"),
        ("recurse", "can't be read: it's damaged, or of another kind than its name says"),
        ("crash", "can't be read: it's damaged, or of another kind than its name says"),
    ],
)
def test_harm_ends_with_a_sentence(reader: str, why: str) -> None:
    assert run_bounded(f"tests.bot.readers:{reader}", b"", SHORT) == Refusal(why)


def test_the_process_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    told = run_bounded("tests.bot.readers:surroundings", b"")
    assert isinstance(told, str)
    assert "SLACK" not in told
    assert told.endswith("|")


def test_a_document_does_not_wait_for_a_feed_but_a_feed_does(tmp_path: Path) -> None:
    begun, going_on = tmp_path / "begun", tmp_path / "going-on"
    os.mkfifo(begun)
    os.mkfifo(going_on)
    shout = "tests.bot.readers:shout"
    with ThreadPoolExecutor() as threads:
        paths = f"{begun} {going_on}".encode()
        slow = threads.submit(run_bounded, "tests.bot.readers:wait", paths, purpose="feeds")
        assert begun.read_text() == "begun"
        next_feed = threads.submit(run_bounded, shout, b"feed", purpose="feeds")
        assert run_bounded(shout, b"document") == "DOCUMENT"
        assert not slow.done()
        assert not next_feed.done()
        going_on.write_text("ended")
        assert (slow.result(), next_feed.result()) == ("ended", "FEED")
