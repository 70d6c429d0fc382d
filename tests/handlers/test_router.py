"""What the router does for every route: once however often Slack delivers, and placed where it belongs."""

from collections.abc import Iterator

import pytest

from handlers.middleware import UNREADABLE
from tests.handlers.heard import App, Heard, opened
from tests.recorded import Json, recorded

CHANGES = {
    "slash_command": recorded("slash_command")
    | {"command": "/digest", "text": "subscribe mon 9:00"},
    "block_actions_ephemeral": recorded("block_actions_ephemeral"),
    "view_submission_digest": recorded("view_submission_digest"),
    "view_submission_report": recorded("view_submission_report"),
    "message_im": recorded("message_im"),
    "app_mention": recorded("app_mention"),
}
"""Payloads of each door that Slack may deliver again."""


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app that remembers in its database what was delivered."""
    with opened(tmp_path_factory.mktemp("router")) as apps:
        yield apps[0]


def effects(heard: Heard) -> list[object]:
    """What came of a payload after its acknowledgement."""
    return [*heard.shown, *heard.responses, *heard.told]


@pytest.mark.parametrize("name", CHANGES)
def test_a_payload_takes_effect_once(app: App, name: str) -> None:
    first, again = app.send(name, CHANGES[name]), app.send(name, CHANGES[name])
    assert effects(first)
    assert (again.status, effects(again), again.logged) == (200, [], [])


def test_another_command_of_the_same_words_takes_effect_again(app: App) -> None:
    other: Json = CHANGES["slash_command"] | {"trigger_id": "another"}
    assert effects(app.send("slash_command", CHANGES["slash_command"]))
    assert effects(app.send("slash_command", other))


def test_what_is_missing_is_told_after_the_acknowledgement_too(app: App) -> None:
    payload = recorded("block_actions_ephemeral")
    payload["actions"][0] |= {"action_id": "ask:3", "value": "no line of ours"}
    heard = app.send("block_actions_ephemeral", payload)
    assert UNREADABLE in heard.words
    assert heard.logged == []
