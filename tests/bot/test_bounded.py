"""A document that harms its reader costs a process, and is refused in a sentence."""

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
