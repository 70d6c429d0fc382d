"""Slash commands, as a person types them."""

from bot.playground.server import Playground
from tests.playground.sample import MANIFEST, SECRET, Heard, served


def test_the_answer_is_only_visible_to_who_asked(playground: Playground, app: Heard) -> None:
    answer = playground.slash("U0MAYA", "C0RANDOM", "/echo hello there")
    assert answer.message.text == "hello there"
    assert answer.message.ephemeral_for == "U0MAYA"
    assert playground.workspace.messages("C0RANDOM", "U0SAM") == ()
    assert app.last["command"] == "/echo"
    assert app.last["channel_name"] == "random"


def test_in_channel_everyone_sees_it(playground: Playground, app: Heard) -> None:
    assert playground.slash("U0MAYA", "C0RANDOM", "/public hello").ok
    (message,) = playground.workspace.messages("C0RANDOM", "U0SAM")
    assert (message.text, message.ephemeral_for) == ("hello", None)


def test_an_empty_answer_shows_nothing(playground: Playground, app: Heard) -> None:
    answer = playground.slash("U0MAYA", "C0RANDOM", "/silent")
    assert answer.ok
    assert answer.messages == ()
    assert app.last["text"] == ""


def test_plain_text_is_an_ephemeral_answer(playground: Playground, app: Heard) -> None:
    assert playground.slash("U0MAYA", "C0RANDOM", "/plain").message.text == "plain words"


def test_a_failure_is_told_in_slacks_words(playground: Playground, app: Heard) -> None:
    answer = playground.slash("U0MAYA", "C0RANDOM", "/broken")
    assert answer.error == "/broken failed with the error “dispatch_failed”"
    assert answer.status == 500


def test_no_app_no_answer(playground: Playground) -> None:
    answer = playground.slash("U0MAYA", "C0RANDOM", "/echo")
    assert answer.error == "/echo failed with the error “dispatch_failed”"


def test_an_app_has_to_answer_in_time() -> None:
    impatient = Playground.start(SECRET, manifest=MANIFEST, acknowledged_within=0.1)
    with served(impatient):
        answer = impatient.slash("U0MAYA", "C0RANDOM", "/slow")
    impatient.stop()
    assert answer.error == "/slow failed with the error “operation_timeout”"


def test_blocks_that_slack_refuses_fail(playground: Playground, app: Heard) -> None:
    answer = playground.slash("U0MAYA", "C0RANDOM", "/toolong")
    assert answer.error == "/toolong failed with the error “invalid_blocks”"
    assert answer.messages == ()


def test_an_unknown_command_is_not_sent(playground: Playground, app: Heard) -> None:
    assert playground.slash("U0MAYA", "C0RANDOM", "/ecko").error == "/ecko is not a valid command."
    assert app.bodies == []


def test_a_message_that_begins_with_a_slash_is_a_command(
    playground: Playground, app: Heard
) -> None:
    assert playground.say("U0MAYA", "C0RANDOM", "/echo hi").message.text == "hi"


def test_there_are_no_commands_in_threads(playground: Playground, app: Heard) -> None:
    first = playground.workspace.messages("C0DATA")[0].ts
    answer = playground.say("U0MAYA", "C0DATA", "/echo hi", thread_ts=first)
    assert answer.error == "/echo is not supported in threads. Sorry!"


def test_the_app_can_answer_later(playground: Playground, app: Heard) -> None:
    answer = playground.slash("U0MAYA", "D0MAYA", "/later")
    assert answer.message.text == "First"
    assert answer.message.ephemeral_for == "U0MAYA"


def test_the_app_is_invited_and_removed(playground: Playground) -> None:
    conversations = playground.workspace.conversations
    assert playground.slash("U0MAYA", "C0RANDOM", "/invite @Rolecall").ok
    assert "U0ROLECALL" in conversations.channels()[2].members
    assert playground.slash("U0MAYA", "C0RANDOM", "/remove @Rolecall").ok
    assert "U0ROLECALL" not in conversations.channels()[2].members
    assert not playground.slash("U0MAYA", "C0RANDOM", "/invite @someone").ok
