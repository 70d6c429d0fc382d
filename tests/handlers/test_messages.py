"""Messages to the bot: which are people's, and each is answered once, however it arrives."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.handlers.heard import DM, App, Heard, opened
from tests.recorded import Json, recorded

NUMBERS = count(1)
CHANNEL = "C0DATAJOBS"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """An app that remembers what it has answered."""
    with opened(tmp_path) as (one,):
        yield one


def event(name: str, **fields: Any) -> Json:
    """A message of a kind that nobody has sent before; without what is None."""
    payload, number = recorded(name), next(NUMBERS)
    inner = {**payload["event"], "ts": f"1795425000.{number:06}", **fields}
    payload["event"] = {key: value for key, value in inner.items() if value is not None}
    return payload | {"event_id": f"Ev1{number:08}"}


def posts(heard: Heard) -> list[Json]:
    """The messages that it wrote."""
    return [arguments for method, arguments in heard.calls if method == "chat.postMessage"]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"subtype": "thread_broadcast", "thread_ts": "1795424400.000200"},
        {"subtype": "me_message"},
        {"subtype": "file_share", "files": [{"id": "F1", "name": "cv.pdf"}]},
        {"edited": {"user": "U0MAYA17", "ts": "1795424999.000000"}},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["message_im", "app_mention"])
def test_what_people_write_is_answered(app: App, name: str, more: Json) -> None:
    (answer,) = posts(app.send(name, event(name, **more)))
    assert "Machine Learning Engineer · Senior" in answer["text"]
    assert answer["channel"] == (DM if name == "message_im" else CHANNEL)


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B0OTHER"}, {"bot_profile": {"id": "B0OTHER", "name": "Other"}}, {"subtype": "bot_message"},
        {"subtype": "bot_message", "user": None, "bot_id": "B0OTHER", "username": "Other"},
        {"user": "USLACKBOT"}, {"user": "USLACK"}, {"subtype": "message_changed"},
        {"subtype": "message_deleted"}, {"subtype": "channel_join"}, {"subtype": "channel_topic"},
        {"subtype": "reminder_add"}, {"subtype": "assistant_app_thread"}, {"subtype": "a new one"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("name", ["message_im", "app_mention"])
def test_what_bots_write_and_what_happens_is_not(app: App, name: str, more: Json) -> None:
    heard = app.send(name, event(name, **more))
    assert (heard.status, heard.calls, heard.responses) == (200, [], [])


def test_a_message_of_several_events_has_one_answer(app: App) -> None:
    said = event("message_im")
    for again in range(3):
        heard = app.send("message_im", said | {"event_id": f"Ev2AGAIN{again}"})
        assert len(posts(heard)) == (again == 0)


@pytest.mark.parametrize("first", ["message_im", "app_mention"])
def test_a_mention_in_direct_messages_is_one_message(app: App, first: str) -> None:
    written = event("message_im", text="<@U0ROLECALL> mle senior")
    mentioned = event("app_mention", channel=DM, ts=written["event"]["ts"], thread_ts=None)
    order = [("message_im", written), ("app_mention", mentioned)]
    answers = [
        answer
        for name, payload in (order if first == "message_im" else reversed(order))
        for answer in posts(app.send(name, payload))
    ]
    assert len(answers) == 1
    assert answers[0]["channel"] == DM
    # By themselves two need no thread.
    assert not answers[0].get("thread_ts")


def test_a_mention_alone_in_direct_messages_is_answered_as_what_is_written_there(app: App) -> None:
    said = event("app_mention", channel=DM, text="<@U0ROLECALL> digest", thread_ts=None)
    (answer,) = posts(app.send("app_mention", said))
    assert answer["text"].startswith("You have no digest")


def test_the_same_words_again_are_another_message(app: App) -> None:
    for _ in range(2):
        assert len(posts(app.send("message_im", event("message_im")))) == 1


def test_messages_of_two_channels_may_have_one_moment(app: App) -> None:
    for channel in (CHANNEL, "C0RANDOM"):
        said = event("app_mention", channel=channel, ts="1795426000.000100")
        assert len(posts(app.send("app_mention", said))) == 1


def test_a_mention_is_answered_in_its_thread(app: App) -> None:
    for thread in (None, "1795424400.000100"):
        said = event("app_mention", thread_ts=thread)
        (answer,) = posts(app.send("app_mention", said))
        assert answer["thread_ts"] == (thread or said["event"]["ts"])
