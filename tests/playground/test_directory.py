"""conversations.* and users.*: who and what there is, a page at a time."""

from functools import partial
from typing import Any

from bot.playground.records import Channel, UserGroup
from bot.playground.server import Playground
from tests.playground.refusals import refused


def test_channels_are_listed_a_page_at_a_time(client: Any) -> None:
    first = client.conversations_list(limit=2)
    second = client.conversations_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
    names = [channel["name"] for page in (first, second) for channel in page["channels"]]
    assert names == ["general", "data-jobs", "random"]
    assert second["response_metadata"]["next_cursor"] == ""
    assert refused(lambda: client.conversations_list(cursor="!")) == "invalid_cursor"


def test_direct_messages_are_listed_where_asked_for(client: Any) -> None:
    found = client.conversations_list(types="im")["channels"]
    assert [channel["user"] for channel in found] == ["U0MAYA", "U0ALEX", "U0SAM"]


def test_the_bots_own_channels(client: Any) -> None:
    assert [c["id"] for c in client.users_conversations()["channels"]] == ["C0DATA"]


def test_a_channel_says_whether_the_bot_is_in_it(client: Any) -> None:
    assert client.conversations_info(channel="C0DATA")["channel"]["is_member"] is True
    assert client.conversations_info(channel="C0RANDOM")["channel"]["is_member"] is False
    assert refused(lambda: client.conversations_info(channel="C0X")) == "channel_not_found"
    assert "U0ROLECALL" in client.conversations_members(channel="C0DATA")["members"]


def test_the_bot_joins(client: Any) -> None:
    assert client.conversations_join(channel="C0RANDOM")["channel"]["is_member"] is True
    refusal = refused(lambda: client.conversations_join(channel="D0MAYA"))
    assert refusal == "method_not_supported_for_channel_type"


def test_direct_messages_are_opened(client: Any) -> None:
    assert client.conversations_open(users="U0SAM")["channel"]["id"] == "D0SAM"
    assert refused(lambda: client.conversations_open(users="U0NOBODY")) == "user_not_found"


def test_history_needs_membership(client: Any) -> None:
    assert refused(lambda: client.conversations_history(channel="C0RANDOM")) == "not_in_channel"


def test_history_is_paged_from_the_newest_and_new_messages_shift_nothing(client: Any) -> None:
    for word in ("one", "two", "three"):
        client.chat_postMessage(channel="C0DATA", text=word)
    first = client.conversations_history(channel="C0DATA", limit=2)
    assert [message["text"] for message in first["messages"]] == ["three", "two"]
    assert first["has_more"] is True
    client.chat_postMessage(channel="C0DATA", text="four")
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel="C0DATA", limit=1, cursor=cursor)
    assert [message["text"] for message in second["messages"]] == ["one"]


def test_history_between_two_times(client: Any) -> None:
    one, two, three = (
        client.chat_postMessage(channel="C0DATA", text=word)["ts"] for word in ("1", "2", "3")
    )

    def texts(**more: Any) -> list[str]:
        found = client.conversations_history(channel="C0DATA", oldest=one, latest=three, **more)
        return [message["text"] for message in found["messages"]]

    assert texts() == ["2"]
    assert texts(inclusive=True) == ["3", "2", "1"]
    assert client.conversations_history(channel="C0DATA", oldest=two)["messages"][0]["text"] == "3"


def test_people_are_known(playground: Playground, client: Any) -> None:
    alex = client.users_info(user="U0ALEX")["user"]
    assert (alex["real_name"], alex["is_admin"]) == ("Alex Rivera", True)
    assert client.users_info(user="U0SAM")["user"]["tz_offset"] == 9 * 3600
    assert len(client.users_list()["members"]) == 5
    assert refused(lambda: client.users_info(user="U0NOBODY")) == "user_not_found"
    playground.workspace.scopes.discard("users:read")
    assert refused(lambda: client.users_list()) == "missing_scope"


def test_a_file_is_uploaded(playground: Playground, client: Any) -> None:
    done = client.files_upload_v2(
        channel="C0DATA", filename="pay.csv", content="role,pay", initial_comment="Here"
    )
    message = playground.workspace.messages("C0DATA")[-1]
    assert message.text == "Here"
    assert message.files[0]["name"] == "pay.csv"
    (file,) = playground.workspace.files()
    assert file.content == b"role,pay"
    assert done["file"]["id"] == file.id


def test_a_user_group_has_members(playground: Playground, client: Any) -> None:
    group = UserGroup("S0ADMINS", "admins", ("U0ALEX", "U0SAM"))
    playground.workspace.usergroups[group.id] = group
    assert client.usergroups_users_list(usergroup="S0ADMINS")["users"] == ["U0ALEX", "U0SAM"]
    assert refused(lambda: client.usergroups_users_list(usergroup="S0X")) == "no_such_subteam"
    playground.workspace.scopes.discard("usergroups:read")
    assert refused(lambda: client.usergroups_users_list(usergroup="S0ADMINS")) == "missing_scope"


def test_a_private_channel_is_known_to_its_members_alone(
    playground: Playground, client: Any
) -> None:
    conversations = playground.workspace.conversations
    conversations.add(Channel("C0PAY", "pay", frozenset({"U0MAYA"}), is_private=True))

    def names() -> list[str]:
        listed = client.conversations_list(types="public_channel,private_channel")["channels"]
        return [channel["name"] for channel in listed]

    for call in (
        client.conversations_info,
        client.conversations_history,
        client.conversations_join,
    ):
        assert refused(partial(call, channel="C0PAY")) == "channel_not_found"
    for name in ("C0PAY", "pay"):
        post = partial(client.chat_postMessage, channel=name, text="x")
        assert refused(post) == "channel_not_found"
    assert names() == ["general", "data-jobs", "random"]
    conversations.join("C0PAY", "U0ROLECALL")
    assert names() == ["general", "data-jobs", "random", "pay"]
    assert client.conversations_info(channel="C0PAY")["channel"]["is_private"] is True
    assert client.chat_postMessage(channel="C0PAY", text="x")["ok"]
    playground.workspace.scopes.discard("groups:history")
    assert refused(lambda: client.conversations_history(channel="C0PAY")) == "missing_scope"
    playground.workspace.scopes.discard("groups:read")
    assert refused(lambda: client.conversations_info(channel="C0PAY")) == "missing_scope"
