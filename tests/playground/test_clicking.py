"""Buttons and menus in messages, and what the app is told of them."""

from typing import Any

import pytest

from bot.playground.people.acting import NothingThereError
from bot.playground.records import Message
from bot.playground.server import Playground
from tests.playground.made import everything, option
from tests.playground.sample import Heard


@pytest.fixture
def private(playground: Playground, app: Heard) -> Message:
    """An answer that only Maya sees."""
    return playground.slash("U0MAYA", "C0RANDOM", "/echo").message


@pytest.fixture
def public(playground: Playground, app: Heard, client: Any) -> Message:
    """A message in a channel."""
    client.chat_postMessage(channel="C0DATA", text="Choose", blocks=everything())
    return playground.workspace.messages("C0DATA")[-1]


def act(app: Heard) -> dict[str, Any]:
    """What the app was told that was done."""
    (action,) = app.last["actions"]
    return action


def test_a_click_says_where_and_what(playground: Playground, app: Heard, public: Message) -> None:
    assert playground.click("U0MAYA", public, "press").ok
    body = app.last
    assert body["type"] == "block_actions"
    assert body["user"]["id"] == "U0MAYA"
    assert body["channel"] == {"id": "C0DATA", "name": "data-jobs"}
    assert body["container"] == {
        "type": "message",
        "message_ts": public.ts,
        "channel_id": "C0DATA",
        "is_ephemeral": False,
    }
    assert body["message"]["text"] == "Choose"
    assert body["response_url"].startswith(playground.url)
    assert body["trigger_id"]
    assert act(app) | {"action_ts": ""} == {
        "type": "button",
        "block_id": "acts",
        "action_id": "press",
        "text": {"type": "plain_text", "text": "Press"},
        "value": "seven",
        "action_ts": "",
    }


def test_a_private_message_is_not_sent_along(
    playground: Playground, app: Heard, private: Message
) -> None:
    playground.click("U0MAYA", private, "press")
    assert app.last["container"]["is_ephemeral"] is True
    assert "message" not in app.last


def test_others_cannot_click_it(playground: Playground, private: Message) -> None:
    with pytest.raises(NothingThereError):
        playground.click("U0SAM", private, "press")


def test_a_private_answer_is_replaced_in_place(playground: Playground, private: Message) -> None:
    answer = playground.click("U0MAYA", private, "replace")
    assert answer.message.ts == private.ts
    assert [m.text for m in playground.workspace.messages("C0RANDOM")] == ["Replaced"]
    assert answer.message.ephemeral_for == "U0MAYA"


def test_a_private_answer_is_deleted(playground: Playground, private: Message) -> None:
    playground.click("U0MAYA", private, "delete")
    assert playground.workspace.messages("C0RANDOM") == ()


def test_a_public_message_is_replaced_for_all(playground: Playground, public: Message) -> None:
    playground.click("U0SAM", public, "replace")
    assert playground.workspace.messages("C0DATA", "U0MAYA")[-1].text == "Replaced"


def test_choices_are_named_by_value(playground: Playground, app: Heard, public: Message) -> None:
    playground.click("U0MAYA", public, "pick", selected_option="blue")
    assert act(app)["selected_option"] == option("blue")
    playground.click("U0MAYA", public, "pick", selected_option=option("red"))
    assert act(app)["selected_option"] == option("red")


def test_what_was_chosen_stays_in_the_state(
    playground: Playground, app: Heard, public: Message
) -> None:
    playground.click("U0MAYA", public, "press")
    values = app.last["state"]["values"]["acts"]
    assert values["pick"]["selected_option"] == option("red")
    assert values["color"] == {"type": "external_select", "selected_option": None}
    assert "press" not in values
    playground.click("U0MAYA", public, "pick", selected_option="blue")
    playground.click("U0MAYA", public, "press")
    assert app.last["state"]["values"]["acts"]["pick"]["selected_option"] == option("blue")


def test_a_message_that_is_replaced_starts_afresh(
    playground: Playground, app: Heard, public: Message, client: Any
) -> None:
    playground.click("U0MAYA", public, "pick", selected_option="blue")
    client.chat_update(channel="C0DATA", ts=public.ts, text="New", blocks=everything())
    playground.click("U0MAYA", public, "press")
    assert app.last["state"]["values"]["acts"]["pick"]["selected_option"] == option("red")


def test_the_page_sends_the_state_along(
    playground: Playground, app: Heard, public: Message
) -> None:
    state = {"acts": {"pick": {"type": "static_select", "selected_option": option("blue")}}}
    playground.click("U0MAYA", public, "press", state=state)
    assert app.last["state"]["values"]["acts"]["pick"]["selected_option"] == option("blue")


def test_the_app_suggests_options(playground: Playground, app: Heard, public: Message) -> None:
    suggested = playground.suggest("U0MAYA", public, "color", "gre")
    assert suggested.options == (option("green"), option("grey"))
    assert app.last["type"] == "block_suggestion"
    assert app.last["value"] == "gre"
    assert playground.suggest("U0MAYA", public, "color", "puce").options == ()
    playground.click("U0MAYA", public, "color", selected_option="grey")
    assert act(app)["selected_option"] == option("grey")


def test_what_is_not_there_cannot_be_clicked(playground: Playground, public: Message) -> None:
    with pytest.raises(NothingThereError, match="no element nothing; there are: color, delete"):
        playground.click("U0MAYA", public, "nothing")
    with pytest.raises(NothingThereError, match="no element press"):
        playground.click("U0MAYA", public, "press", value="eight")
    with pytest.raises(LookupError, match="offers no option"):
        playground.click("U0MAYA", public, "pick", selected_option="puce")


def test_two_alike_are_told_apart(playground: Playground, app: Heard, client: Any) -> None:
    def row(name: str) -> dict[str, Any]:
        label = {"type": "plain_text", "text": name}
        press = {"type": "button", "action_id": "press", "text": label, "value": name}
        return {"type": "actions", "block_id": f"row-{name}", "elements": [press]}

    client.chat_postMessage(channel="C0DATA", text="Rows", blocks=[row("a"), row("b")])
    rows = playground.workspace.messages("C0DATA")[-1]
    with pytest.raises(NothingThereError, match="more than one"):
        playground.click("U0MAYA", rows, "press")
    playground.click("U0MAYA", rows, "press", value="b")
    assert act(app)["block_id"] == "row-b"
    playground.click("U0MAYA", rows, "press", block_id="row-a")
    assert act(app)["value"] == "a"


def test_a_click_can_come_twice(playground: Playground, app: Heard, public: Message) -> None:
    playground.click("U0MAYA", public, "press")
    (again,) = playground.redeliver()
    assert again.status == 200
    first, second = app.bodies[-2:]
    assert first == second
    assert app.headers[-1]["x-slack-retry-num"] == "1"


def test_a_message_shortcut_brings_the_message(
    playground: Playground, app: Heard, client: Any
) -> None:
    post = playground.workspace.messages("C0DATA")[0]
    opened = playground.shortcut("U0MAYA", "C0DATA", post.ts, "read_this")
    assert app.last["type"] == "message_action"
    assert app.last["message"]["text"] == post.text
    assert app.last["message"]["user"] == "U0ALEX"
    assert opened.view.title == "A form"
    with pytest.raises(NothingThereError, match="no shortcut other"):
        playground.shortcut("U0MAYA", "C0DATA", post.ts, "other")
