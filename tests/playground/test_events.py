"""Messages to the app, mentions, the Home tab, and deliveries that fail."""

from bot.playground.server import Playground
from tests.playground.sample import MANIFEST, SECRET, Heard, served


def test_a_direct_message_is_answered(playground: Playground, app: Heard) -> None:
    heard = playground.say("U0MAYA", "D0MAYA", "hello <all> & sundry")
    assert heard.message.text == "Heard: hello &lt;all&gt; &amp; sundry"
    event = app.bodies[0]
    assert event["event"]["channel_type"] == "im"
    assert event["event_id"].startswith("Ev")
    assert event["authorizations"][0]["user_id"] == "U0ROLECALL"


def test_the_app_hears_itself_in_a_direct_message(playground: Playground, app: Heard) -> None:
    playground.say("U0MAYA", "D0MAYA", "hello")
    playground.workspace.wait_for(lambda: len(app.bodies) > 1)
    assert app.last["event"]["bot_id"] == "B0ROLECALL"
    assert len(playground.workspace.messages("D0MAYA")) == 2


def test_a_mention_is_answered_in_the_thread(playground: Playground, app: Heard) -> None:
    heard = playground.say("U0MAYA", "C0DATA", "Hey @rolecall, what about #general and @sam?")
    assert heard.message.thread_ts == playground.workspace.messages("C0DATA")[-2].ts
    assert "<@U0ROLECALL>, what about <#C0GENERAL|general> and <@U0SAM>?" in heard.message.text
    assert app.bodies[0]["event"]["type"] == "app_mention"


def test_what_people_type_is_marked_up(playground: Playground, app: Heard) -> None:
    line = "See https://a.example/?x=1&y=2, <@U0ALEX>; mail me@sam.example"
    heard = playground.say("U0MAYA", "D0MAYA", line)
    marked = "See <https://a.example/?x=1&amp;y=2>, <@U0ALEX>; mail me@sam.example"
    assert heard.message.text == f"Heard: {marked}"


def test_what_does_not_concern_the_app_is_not_sent(playground: Playground, app: Heard) -> None:
    playground.say("U0MAYA", "C0DATA", "Lunch?")
    playground.say("U0MAYA", "C0RANDOM", "@rolecall is not in here")
    assert app.bodies == []
    hint = playground.workspace.messages("C0RANDOM", "U0MAYA")[-1]
    assert "/invite @Rolecall" in hint.text
    assert hint.ephemeral_for == "U0MAYA"


def test_without_the_scope_there_is_no_event(playground: Playground, app: Heard) -> None:
    playground.workspace.scopes -= {"app_mentions:read", "im:history"}
    playground.say("U0MAYA", "C0DATA", "@rolecall hello")
    playground.say("U0MAYA", "D0MAYA", "hello")
    assert app.bodies == []


def test_opening_home_publishes_it(playground: Playground, app: Heard) -> None:
    assert playground.workspace.home("U0MAYA") is None
    opened = playground.open_home("U0MAYA")
    assert opened.view.type == "home"
    assert "view" not in app.last["event"]
    playground.click("U0MAYA", opened.view, "press")
    assert app.last["container"] == {"type": "view", "view_id": opened.view.id}
    assert playground.open_home("U0MAYA").view.id == opened.view.id
    assert app.last["event"]["view"]["id"] == opened.view.id
    assert playground.workspace.home("U0SAM") is None


def test_an_event_can_come_twice(playground: Playground, app: Heard) -> None:
    playground.say("U0MAYA", "C0DATA", "@rolecall once")
    first = app.last
    (again,) = playground.redeliver()
    assert again.ok
    assert app.last["event_id"] == first["event_id"]
    assert app.headers[-1]["x-slack-retry-reason"] == "http_timeout"


def test_an_event_that_fails_is_sent_again_at_once(playground: Playground) -> None:
    manifest = {**MANIFEST, "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}}}
    other = Playground.start(SECRET, manifest=manifest)
    with served(other) as heard:
        other.workspace.scopes.discard("chat:write")
        answer = other.say("U0MAYA", "C0DATA", "@rolecall hello")
        assert answer.status == 500
        assert [headers.get("x-slack-retry-num") for headers in heard.headers] == [None, "1"]
    other.stop()
