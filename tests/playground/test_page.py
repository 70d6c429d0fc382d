"""What the page is given and may do, over HTTP."""

import json
from typing import Any

import pytest

from bot.playground.server import Playground
from tests.playground.made import option
from tests.playground.page import Page
from tests.playground.sample import Heard


@pytest.fixture
def page(playground: Playground, app: Heard) -> Page:
    """Maya's page."""
    return Page(playground.url)


def say(page: Page, text: str, channel: str = "C0RANDOM", **more: Any) -> Any:
    return page.act("say", channel=channel, text=text, **more)


def shown(page: Page, channel: str = "C0RANDOM") -> list[dict[str, Any]]:
    return page.read("messages", channel=channel)["messages"]


def test_the_state_has_all_that_frames_the_page(page: Page) -> None:
    state = page.read("state")
    assert state["team"] == {"id": "T0PLAYGROUND", "name": "Playground"}
    assert [user["real_name"] for user in state["users"]] == [
        "Maya Chen",
        "Alex Rivera",
        "Sam Okafor",
    ]
    assert state["app"] == {
        "user_id": "U0ROLECALL",
        "name": "Rolecall",
        "is_agent": False,
        "prompts": [],
    }
    assert [(channel["id"], channel["is_im"]) for channel in state["channels"]] == [
        ("C0GENERAL", False),
        ("C0DATA", False),
        ("C0RANDOM", False),
        ("D0MAYA", True),
    ]
    echo = {"command": "/echo", "description": "echo", "usage_hint": "[text]"}
    assert echo in state["commands"]
    assert "/invite" in [command["command"] for command in state["commands"]]
    assert state["shortcuts"] == [{"name": "Read this", "callback_id": "read_this"}]
    assert state["connected"] is True


def test_a_message_is_shown_to_all(page: Page, playground: Playground) -> None:
    assert say(page, "Hello") == {"ok": True}
    (message,) = shown(Page(playground.url, "U0SAM"))
    assert message["text"] == "Hello"
    assert message["user"] == {"id": "U0MAYA", "name": "Maya Chen", "is_bot": False}
    assert (message["ephemeral"], message["reply_count"], message["edited"]) == (False, 0, False)


def test_a_command_is_answered_privately(page: Page, playground: Playground) -> None:
    assert say(page, "/echo hi") == {"ok": True}
    (message,) = shown(page)
    assert message["ephemeral"] is True
    assert message["user"]["is_bot"] is True
    assert message["blocks"][1]["block_id"] == "acts"
    assert shown(Page(playground.url, "U0SAM")) == []


def test_a_failure_is_told(page: Page) -> None:
    told = say(page, "/broken")
    assert told == {"ok": False, "error": "/broken failed with the error “dispatch_failed”"}


def test_unread_messages_are_counted_until_they_are_read(
    page: Page, playground: Playground
) -> None:
    def unread() -> int:
        channels = page.read("state")["channels"]
        return next(one["unread"] for one in channels if one["id"] == "C0RANDOM")

    say(Page(playground.url, "U0SAM"), "One")
    say(Page(playground.url, "U0SAM"), "Two")
    assert unread() == 2
    with page.news() as news:
        shown(page)
        assert next(news) == {"what": "state"}
    assert unread() == 0


def test_threads_stand_apart(page: Page) -> None:
    first = shown(page, "C0DATA")[0]["ts"]
    say(page, "@Rolecall what is this?", "C0DATA", thread_ts=first)
    assert shown(page, "C0DATA")[0]["reply_count"] == 2
    assert len(shown(page, "C0DATA")) == 3
    thread = page.read("thread", channel="C0DATA", ts=first)["messages"]
    assert [message["user"]["id"] for message in thread] == ["U0ALEX", "U0MAYA", "U0ROLECALL"]


def click(page: Page, action_id: str, **more: Any) -> Any:
    message = shown(page)[-1]
    container = {"type": "message", "channel": "C0RANDOM", "ts": message["ts"]}
    return page.act("click", container=container, action_id=action_id, **more)


def test_clicking(page: Page, app: Heard) -> None:
    say(page, "/echo")
    assert click(page, "press", block_id="acts", value="seven") == {"ok": True}
    assert click(page, "pick", selected_option=option("blue")) == {"ok": True}
    assert app.last["actions"][0]["selected_option"] == option("blue")
    assert app.last["state"]["values"]["acts"]["pick"]["selected_option"] == option("blue")
    assert click(page, "replace") == {"ok": True}
    (message,) = shown(page)
    assert message["text"] == "Replaced"
    assert "no element press" in click(page, "press")["error"]


def test_suggestions(page: Page) -> None:
    say(page, "/echo")
    message = shown(page)[-1]
    container = {"type": "message", "channel": "C0RANDOM", "ts": message["ts"]}

    def suggest(query: str) -> Any:
        return page.act(
            "suggest", container=container, block_id="acts", action_id="color", query=query
        )

    assert suggest("red") == {"ok": True, "options": [option("red")]}
    assert suggest("puce") == {"ok": True, "options": []}


def test_a_form(page: Page) -> None:
    say(page, "/form")
    (view,) = page.read("views")["views"]
    assert view["title"]["text"] == "A form"
    name = {"name": {"name": {"type": "plain_text_input", "value": ""}}}
    assert page.act("submit", view_id=view["id"], values=name) == {
        "ok": False,
        "errors": {"name": "Please complete this required field."},
    }
    name["name"]["name"]["value"] = "Ada"
    assert page.act("submit", view_id=view["id"], values=name) == {"ok": True}
    assert page.read("views") == {"views": []}
    say(page, "/form")
    (view,) = page.read("views")["views"]
    assert page.act("close", view_id=view["id"]) == {"ok": True}
    assert page.read("views") == {"views": []}


def test_home(page: Page) -> None:
    assert page.read("home") == {"view": None}
    assert page.act("open_home") == {"ok": True}
    view = page.read("home")["view"]
    assert view["type"] == "home"
    container = {"type": "view", "view_id": view["id"]}
    assert page.act("click", container=container, block_id="acts", action_id="press")["ok"]


def test_a_shortcut(page: Page) -> None:
    ts = shown(page, "C0DATA")[0]["ts"]
    assert page.act("shortcut", channel="C0DATA", ts=ts, callback_id="read_this") == {"ok": True}
    assert len(page.read("views")["views"]) == 1


def test_news_come_by_themselves_to_whom_they_concern(page: Page, playground: Playground) -> None:
    sam = Page(playground.url, "U0SAM")
    with page.news() as news, sam.news() as others:
        say(page, "/echo only for me")
        assert next(news) == {"what": "messages", "channel": "C0RANDOM"}
        say(page, "/form")
        assert next(news) == {"what": "views"}
        page.act("open_home")
        assert next(news) == {"what": "home"}
        say(page, "/invite @Rolecall")
        assert next(news) == {"what": "state"}
        assert next(others) == {"what": "state"}


def test_news_end_with_the_playground(app: Heard, playground: Playground) -> None:
    with Page(playground.url).news() as news:
        playground.stop()
        assert list(news) == []


def test_what_is_asked_wrongly(page: Page) -> None:
    body = json.dumps({"user": "U0MAYA", "channel": "C0RANDOM"})
    assert page.post("/playground/say", body).status == 400
    assert page.post("/playground/say", "no JSON").status == 400
    assert page.post("/playground/dance", body).status == 404
    assert page.get("/playground/state").status == 400
    assert page.get("/playground/state?user=U0NOBODY").status == 404
    assert page.get("/playground/dance?user=U0MAYA").status == 404
    assert "sees no channel" in say(page, "Hi", "C0NOWHERE")["error"]


def test_another_sites_form_cannot_act_here(page: Page) -> None:
    body = json.dumps({"user": "U0MAYA", "channel": "C0RANDOM", "text": "Ha"})
    assert page.post("/playground/say", body, "text/plain").status == 415
    assert shown(page) == []


def test_the_page_itself(page: Page) -> None:
    index = page.get("/")
    assert (index.status, index.content_type) == (200, "text/html; charset=utf-8")
    assert b"/page/" in index.body
    script = page.get("/page/app.js")
    assert (script.status, script.content_type) == (200, "text/javascript; charset=utf-8")


@pytest.mark.parametrize("path", ["/page/none.js", "/page/../server.py", "/page/%2e%2e/server.py"])
def test_nothing_outside_the_pages_folder(page: Page, path: str) -> None:
    assert page.get(path).status == 404
