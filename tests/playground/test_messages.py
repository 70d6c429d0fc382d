"""chat.*: what the bot may say, where, and what becomes of it."""

from typing import Any

from slack_sdk import WebClient

from bot.playground.server import Playground
from tests.playground.made import words
from tests.playground.refusals import refusal, refused
from tests.playground.sample import TOKEN


def test_a_message_is_posted(playground: Playground, client: Any) -> None:
    posted = client.chat_postMessage(channel="C0DATA", text="Hello", blocks=[words("Hello")])
    message = playground.workspace.messages("C0DATA")[-1]
    assert posted["ts"] == message.ts
    assert (message.text, message.user, message.bot) == ("Hello", "U0ROLECALL", True)
    assert message.blocks[0]["block_id"]
    assert posted["message"]["bot_id"] == "B0ROLECALL"


def test_a_form_is_as_good_as_json(playground: Playground, client: Any) -> None:
    fields = {"channel": "#data-jobs", "blocks": '[{"type": "divider"}]', "token": TOKEN}
    anonymous: Any = WebClient(base_url=playground.api_url)
    assert anonymous.api_call("chat.postMessage", data=fields)["channel"] == "C0DATA"
    assert anonymous.api_call("auth.test", params={"token": TOKEN})["user_id"] == "U0ROLECALL"
    assert playground.workspace.messages("C0DATA")[-1].blocks[0]["type"] == "divider"


def test_a_persons_id_is_their_direct_messages(client: Any) -> None:
    assert client.chat_postMessage(channel="U0MAYA", text="Hi")["channel"] == "D0MAYA"


def test_no_message_without_membership(playground: Playground, client: Any) -> None:
    def post(channel: str) -> str:
        return refused(lambda: client.chat_postMessage(channel=channel, text="Hello"))

    assert post("C0RANDOM") == "not_in_channel"
    assert post("C0NOWHERE") == "channel_not_found"
    playground.workspace.scopes.add("chat:write.public")
    assert client.chat_postMessage(channel="C0RANDOM", text="Hello")["ok"]


def test_no_message_without_a_token(playground: Playground, client: Any) -> None:
    def post(token: str) -> str:
        stranger: Any = WebClient(token=token, base_url=playground.api_url)
        return refused(lambda: stranger.auth_test())

    assert post("xoxb-wrong") == "invalid_auth"
    assert post("") == "not_authed"
    assert refused(lambda: client.api_call("chat.shout")) == "unknown_method"


def test_a_scope_that_is_missing_is_named(playground: Playground, client: Any) -> None:
    playground.workspace.scopes = {"commands"}
    answer = refusal(lambda: client.chat_postMessage(channel="C0DATA", text="Hello"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert answer["provided"] == "commands"
    assert client.auth_test().headers["x-oauth-scopes"] == "commands"


def test_a_message_has_to_say_something(client: Any) -> None:
    silent = {"channel": "C0DATA", "text": " "}
    assert refused(lambda: client.api_call("chat.postMessage", json=silent)) == "no_text"


def test_a_long_text_is_cut(playground: Playground, client: Any) -> None:
    client.chat_postMessage(channel="C0DATA", text="x" * 40_001)
    assert len(playground.workspace.messages("C0DATA")[-1].text) == 40_000


def test_what_is_wrong_with_blocks_is_named(client: Any) -> None:
    blocks = [words("fine"), words("x" * 3_001)]
    answer = refusal(lambda: client.chat_postMessage(channel="C0DATA", text="x", blocks=blocks))
    line = "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [line]
    assert answer["response_metadata"] == {"messages": [f"[ERROR] {line}"]}


def test_blocks_can_be_checked_without_posting(client: Any) -> None:
    assert client.api_call("blocks.validate", json={"blocks": [words("fine")]})["ok"]
    answer = refusal(lambda: client.api_call("blocks.validate", json={"blocks": [words("")]}))
    assert answer["errors"][0]["pointer"] == "/0/text/text"
    assert refused(lambda: client.api_call("blocks.validate", json={})) == "invalid_arguments"


def test_a_message_is_changed(playground: Playground, client: Any) -> None:
    posted = client.chat_postMessage(channel="C0DATA", text="Before", blocks=[words("Before")])
    client.chat_update(channel="C0DATA", ts=posted["ts"], text="After")
    message = playground.workspace.messages("C0DATA")[-1]
    assert message.text == "After"
    assert message.edited
    assert message.blocks[0]["text"]["text"] == "Before"
    client.chat_update(channel="C0DATA", ts=posted["ts"], text="After", blocks=[])
    assert playground.workspace.messages("C0DATA")[-1].blocks == ()


def test_only_ones_own_messages_can_be_changed(playground: Playground, client: Any) -> None:
    ts = playground.workspace.messages("C0DATA")[0].ts

    def update(ts: str) -> str:
        return refused(lambda: client.chat_update(channel="C0DATA", ts=ts, text="Mine"))

    assert update(ts) == "cant_update_message"
    assert update("1.000001") == "message_not_found"
    delete = refused(lambda: client.chat_delete(channel="C0DATA", ts=ts))
    assert delete == "cant_delete_message"


def test_a_message_is_deleted(playground: Playground, client: Any) -> None:
    before = playground.workspace.messages("C0DATA")
    posted = client.chat_postMessage(channel="C0DATA", text="Oops")
    client.chat_delete(channel="C0DATA", ts=posted["ts"])
    assert playground.workspace.messages("C0DATA") == before


def test_a_private_message_is_out_of_reach(playground: Playground, client: Any) -> None:
    posted = client.chat_postEphemeral(channel="C0DATA", user="U0MAYA", text="Psst")
    assert playground.workspace.messages("C0DATA", "U0MAYA")[-1].text == "Psst"
    assert playground.workspace.messages("C0DATA", "U0SAM")[-1].text != "Psst"
    ts = posted["message_ts"]
    assert refused(lambda: client.chat_delete(channel="C0DATA", ts=ts)) == "message_not_found"
    history = client.conversations_history(channel="C0DATA")["messages"]
    assert ts not in [message["ts"] for message in history]


def test_a_private_message_needs_both_in_the_channel(client: Any) -> None:
    def whisper(channel: str, user: str) -> str:
        return refused(lambda: client.chat_postEphemeral(channel=channel, user=user, text="Psst"))

    assert whisper("C0RANDOM", "U0MAYA") == "not_in_channel"
    assert whisper("D0SAM", "U0MAYA") == "user_not_in_channel"
    assert whisper("C0DATA", "U0NOBODY") == "user_not_found"


def test_replies_stand_in_a_thread(playground: Playground, client: Any) -> None:
    first = playground.workspace.messages("C0DATA")[0].ts
    reply = client.chat_postMessage(channel="C0DATA", text="One", thread_ts=first)
    deeper = client.chat_postMessage(channel="C0DATA", text="Two", thread_ts=reply["ts"])
    assert deeper["message"]["thread_ts"] == first
    thread = client.conversations_replies(channel="C0DATA", ts=reply["ts"])["messages"]
    assert [message["text"] for message in thread[1:]] == ["One", "Two"]
    assert thread[0]["reply_count"] == 2
    shown = client.conversations_history(channel="C0DATA")["messages"]
    assert "One" not in [message["text"] for message in shown]
    lost = refused(
        lambda: client.chat_postMessage(channel="C0DATA", text="Three", thread_ts="1.000001")
    )
    assert lost == "thread_not_found"


def test_a_reply_can_be_shown_in_the_channel_too(playground: Playground, client: Any) -> None:
    first = playground.workspace.messages("C0DATA")[0].ts
    client.chat_postMessage(channel="C0DATA", text="All!", thread_ts=first, reply_broadcast=True)
    newest = client.conversations_history(channel="C0DATA", limit=1)["messages"][0]
    assert (newest["text"], newest["subtype"]) == ("All!", "thread_broadcast")


def test_metadata_is_given_only_when_asked_for(client: Any) -> None:
    metadata = {"event_type": "digest", "event_payload": {"id": 7}}
    client.chat_postMessage(channel="C0DATA", text="Digest", metadata=metadata)

    def newest(**more: Any) -> dict[str, Any]:
        return client.conversations_history(channel="C0DATA", limit=1, **more)["messages"][0]

    assert "metadata" not in newest()
    assert newest(include_all_metadata=True)["metadata"] == metadata
    assert (
        refused(
            lambda: client.chat_postMessage(
                channel="C0DATA", text="x", metadata={"event_type": "x"}
            )
        )
        == "invalid_metadata_schema"
    )


def test_a_link_to_a_message(client: Any) -> None:
    ts = client.chat_postMessage(channel="C0DATA", text="Here")["ts"]
    link = client.chat_getPermalink(channel="C0DATA", message_ts=ts)["permalink"]
    assert link == f"https://playground.slack.com/archives/C0DATA/p{ts.replace('.', '')}"


def test_times_rise_even_when_the_clock_stands(playground: Playground, client: Any) -> None:
    playground.workspace.clock = lambda: 2_000_000_000.0
    times = [client.chat_postMessage(channel="C0DATA", text="tick")["ts"] for _ in range(3)]
    assert times == ["2000000000.000000", "2000000000.000001", "2000000000.000002"]
