"""Channels come and go, and the app is told."""

from typing import Any

import pytest

from bot.playground.people.acting import NothingThereError
from bot.playground.records import Channel
from bot.playground.server import Playground
from tests.playground.page import Page
from tests.playground.refusals import refused
from tests.playground.sample import Heard

SECRET_PLACE = Channel(
    "C0PAY", "pay", frozenset({"U0MAYA", "U0ALEX", "U0ROLECALL"}), is_private=True
)


@pytest.fixture
def private(playground: Playground) -> str:
    """A private channel with the bot in it."""
    playground.workspace.conversations.add(SECRET_PLACE)
    return SECRET_PLACE.id


def heard(app: Heard) -> list[dict[str, Any]]:
    """The events that the app got, without their times."""
    return [
        {key: value for key, value in body["event"].items() if key != "event_ts"}
        for body in app.bodies
    ]


def test_an_archived_channel_is_closed(playground: Playground, app: Heard, client: Any) -> None:
    assert playground.archive("U0MAYA", "C0DATA").ok
    assert heard(app) == [
        {"type": "channel_archive", "channel": "C0DATA", "user": "U0MAYA", "is_moved": 0}
    ]
    assert app.last["authorizations"][0]["user_id"] == "U0ROLECALL"
    assert client.conversations_info(channel="C0DATA")["channel"]["is_archived"] is True
    assert client.conversations_history(channel="C0DATA")["ok"]
    for refusal in (
        refused(lambda: client.chat_postMessage(channel="C0DATA", text="x")),
        refused(lambda: client.chat_postEphemeral(channel="C0DATA", user="U0MAYA", text="x")),
        refused(lambda: client.conversations_join(channel="C0DATA")),
    ):
        assert refusal == "is_archived"
    listed = client.conversations_list(exclude_archived=True)["channels"]
    assert "C0DATA" not in [channel["id"] for channel in listed]


def test_it_is_opened_again_with_the_bot_still_in_it(
    playground: Playground, app: Heard, client: Any
) -> None:
    playground.archive("U0MAYA", "C0DATA")
    assert playground.unarchive("U0ALEX", "C0DATA").ok
    assert heard(app)[-1] == {"type": "channel_unarchive", "channel": "C0DATA", "user": "U0ALEX"}
    assert client.chat_postMessage(channel="C0DATA", text="x")["ok"]
    assert playground.unarchive("U0ALEX", "C0DATA").error == "#data-jobs is not archived"


def test_a_deleted_channel_is_gone_and_its_log_is_not(
    playground: Playground, app: Heard, client: Any
) -> None:
    said = len(playground.workspace.messages("C0DATA"))
    assert playground.delete_channel("U0MAYA", "C0DATA").ok
    assert heard(app) == [{"type": "channel_deleted", "channel": "C0DATA", "actor_id": "U0MAYA"}]
    for call in (
        lambda: client.chat_postMessage(channel="C0DATA", text="x"),
        lambda: client.chat_postMessage(channel="data-jobs", text="x"),
        lambda: client.conversations_info(channel="C0DATA"),
        lambda: client.conversations_history(channel="C0DATA"),
    ):
        assert refused(call) == "channel_not_found"
    assert len(playground.workspace.messages("C0DATA")) == said
    with pytest.raises(NothingThereError, match="sees no channel C0DATA"):
        playground.archive("U0MAYA", "C0DATA")


def test_the_bot_is_thrown_out_and_comes_back(
    playground: Playground, app: Heard, client: Any
) -> None:
    assert playground.kick("U0ALEX", "C0DATA").ok
    assert heard(app) == [{"type": "channel_left", "channel": "C0DATA", "actor_id": "U0ALEX"}]
    assert refused(lambda: client.chat_postMessage(channel="C0DATA", text="x")) == "not_in_channel"
    assert refused(lambda: client.conversations_history(channel="C0DATA")) == "not_in_channel"
    assert playground.invite("U0MAYA", "C0DATA").ok
    assert heard(app)[-1] == {
        "type": "member_joined_channel",
        "user": "U0ROLECALL",
        "channel": "C0DATA",
        "channel_type": "C",
        "team": "T0PLAYGROUND",
        "inviter": "U0MAYA",
    }
    assert client.chat_postMessage(channel="C0DATA", text="x")["ok"]
    again = playground.invite("U0MAYA", "C0DATA")
    assert again.error == "Rolecall is already in this channel."


def test_of_others_it_hears_where_it_is_a_member(playground: Playground, app: Heard) -> None:
    assert playground.kick("U0MAYA", "C0DATA", "U0SAM").ok
    assert playground.invite("U0MAYA", "C0DATA", "U0SAM").ok
    assert playground.kick("U0MAYA", "C0RANDOM", "U0SAM").ok
    assert playground.invite("U0MAYA", "C0RANDOM", "U0SAM").ok
    told = [(event["type"], event["user"], event["channel"]) for event in heard(app)]
    assert told == [
        ("member_left_channel", "U0SAM", "C0DATA"),
        ("member_joined_channel", "U0SAM", "C0DATA"),
    ]


def test_a_private_channel_has_events_of_its_own(
    playground: Playground, app: Heard, private: str
) -> None:
    playground.archive("U0MAYA", private)
    playground.unarchive("U0MAYA", private)
    playground.kick("U0MAYA", private)
    playground.invite("U0MAYA", private)
    playground.delete_channel("U0MAYA", private)
    archived, unarchived, left, joined, deleted = heard(app)
    assert archived["type"] == "group_archive"
    assert unarchived == {"type": "group_unarchive", "channel": private, "actor_id": "U0MAYA"}
    assert left == {"type": "group_left", "channel": private, "actor_id": "U0MAYA"}
    assert (joined["type"], joined["channel_type"]) == ("member_joined_channel", "G")
    assert deleted["type"] == "group_deleted"
    assert isinstance(deleted["date_deleted"], int)


def test_of_a_private_channel_only_members_hear(
    playground: Playground, app: Heard, private: str
) -> None:
    playground.kick("U0MAYA", private)
    app.bodies.clear()
    playground.archive("U0MAYA", private)
    playground.unarchive("U0MAYA", private)
    playground.delete_channel("U0MAYA", private)
    assert app.bodies == []


def test_without_the_scope_there_is_no_event(
    playground: Playground, app: Heard, private: str
) -> None:
    playground.workspace.scopes -= {"channels:read", "groups:read"}
    playground.archive("U0MAYA", "C0DATA")
    playground.kick("U0MAYA", private)
    assert app.bodies == []


def test_a_private_channel_is_not_named_to_the_app(
    playground: Playground, app: Heard, private: str
) -> None:
    answer = playground.slash("U0MAYA", private, "/echo hi")
    assert app.last["channel_name"] == "privategroup"
    playground.click("U0MAYA", answer.message, "press")
    assert app.last["channel"] == {"id": private, "name": "privategroup"}
    with pytest.raises(NothingThereError, match="U0SAM sees no channel"):
        playground.slash("U0SAM", private, "/echo hi")


def test_a_private_channel_is_not_linked_by_who_does_not_know_it(
    playground: Playground, private: str
) -> None:
    playground.say("U0SAM", "C0GENERAL", "what is #pay and #random?")
    playground.say("U0MAYA", "C0GENERAL", "what is #pay?")
    told, mine = (m.text for m in playground.workspace.messages("C0GENERAL")[-2:])
    assert told == "what is #pay and <#C0RANDOM|random>?"
    assert mine == "what is <#C0PAY|pay>?"


def test_it_is_typed_as_in_slack(playground: Playground, app: Heard) -> None:
    page = Page(playground.url)

    def typed(text: str, channel: str = "C0RANDOM") -> Any:
        return page.act("say", channel=channel, text=text)

    def random() -> dict[str, Any]:
        channels = page.read("state")["channels"]
        return next(one for one in channels if one["id"] == "C0RANDOM")

    assert typed("/invite @rolecall") == {"ok": True}
    assert random()["is_member"] is True
    assert typed("/kick @Rolecall") == {"ok": True}
    assert typed("/archive") == {"ok": True}
    assert (random()["is_member"], random()["is_archived"]) == (False, True)
    assert "is archived" in typed("hello?")["error"]
    assert "is archived" in typed("/echo hello?")["error"]
    assert typed("/unarchive") == {"ok": True}
    assert typed("/invite @Sam Okafor")["error"] == "Sam Okafor is already in this channel."
    assert typed("/invite @nobody")["error"] == "/invite needs a name, such as @Rolecall"
    assert typed("/archive", "D0MAYA")["error"] == "/archive works in channels only"
    kinds = [event["type"] for event in heard(app)]
    assert kinds == [
        "member_joined_channel",
        "channel_left",
        "channel_archive",
        "channel_unarchive",
    ]


def test_what_people_do_is_done_though_the_app_is_down(playground: Playground) -> None:
    assert playground.archive("U0MAYA", "C0DATA").ok
    channel = playground.workspace.conversations.named("data-jobs")
    assert channel
    assert channel.is_archived
