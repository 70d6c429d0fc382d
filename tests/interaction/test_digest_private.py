"""A digest is set up, changed and seen by those alone who are in its channel, through every door."""

from dataclasses import replace

import pytest

from bot.playground.faults import Fault
from bot.playground.records import Channel, Message
from tests.interaction.conftest import ALEX, MAYA, MAYAS_DM, RANDOM, Town, eventually, shown
from tests.interaction.digests import (
    BOT,
    SAM,
    checked,
    digest,
    forged,
    form_of,
    heading,
    press,
    said,
    values,
)

SECRET, HIDDEN = "C0SECRET", "C0HIDDEN"
UNSEEN = "I can't see you in that channel"
LOOKS = ["", "preview", "history"]
CHANGES = ["pause", "pause 1 week", "resume", "unsubscribe", "send now", "subscribe monday"]
READ = ["users.conversations", "users.info", "conversations.info"]


def add(town: Town, id: str, *members: str, is_private: bool = True) -> None:
    """Another channel."""
    place = Channel(id, id[2:].lower(), frozenset(members), is_private=is_private)
    town.slack.workspace.conversations.add(place)


@pytest.fixture
def secret(town: Town) -> str:
    """A private channel with Sam and the bot in it, and a digest of Sam's."""
    add(town, SECRET, SAM, BOT)
    digest(town, "subscribe friday 16:00", SAM, SECRET)
    return SECRET


def state(town: Town, channel: str = SECRET) -> str:
    """What Sam sees of a channel's digest."""
    return said(digest(town, "", SAM, channel))


def clicked(town: Town, user: str, channel: str, text: str) -> Message:
    """What comes of a click in an old message, or of one that was never there."""
    assert forged(town, user, channel, "digest_ask", f"digest {text}").ok
    eventually(lambda: town.answers(channel, user)[-1].text != "forged")
    return checked(town.answers(channel, user)[-1])


def sent_from_home(town: Town, channel: str, user: str = MAYA, dm: str = MAYAS_DM) -> Message:
    """What comes of a form from the Home tab that names a channel."""
    town.slack.open_home(user)
    eventually(lambda: town.slack.workspace.home(user) is not None)
    home = town.slack.workspace.home(user)
    assert home is not None
    town.slack.click(user, home, "digest_form")
    before = len(town.answers(dm, user))
    assert town.slack.submit(user, form_of(town, user).id, values(channel=channel)).ok
    eventually(lambda: len(town.answers(dm, user)) > before)
    return checked(town.answers(dm, user)[-1])


def home_of(town: Town, user: str) -> str:
    """What somebody's Home tab shows."""
    old = town.slack.workspace.home(user)
    town.slack.open_home(user)
    eventually(lambda: town.slack.workspace.home(user) not in (None, old))
    home = town.slack.workspace.home(user)
    assert home is not None
    return shown(home)


# --- through the form


def test_a_form_sets_up_nothing_in_a_private_channel_of_others(town: Town) -> None:
    add(town, SECRET, SAM, BOT)
    refused = sent_from_home(town, SECRET)
    assert heading(refused) == UNSEEN
    assert "Nothing was changed" in said(refused)
    assert "No digest here yet" in state(town)


@pytest.mark.parametrize("user", [MAYA, ALEX])
def test_a_form_changes_nothing_there(town: Town, secret: str, user: str) -> None:
    before = state(town)
    refused = sent_from_home(town, secret, user, f"D0{user[2:]}")
    assert heading(refused) == UNSEEN
    assert "Fridays" not in said(refused)
    assert SAM not in said(refused)
    assert state(town) == before


@pytest.mark.parametrize("channel", ["C0NOWHERE", SAM, HIDDEN])
def test_what_cannot_be_read_is_not_set_up(town: Town, channel: str) -> None:
    add(town, HIDDEN, MAYA, SAM)

    def calls() -> int:
        return len(town.slack.workspace.calls("chat.postMessage"))

    before = calls()
    refused = sent_from_home(town, channel)
    assert UNSEEN in heading(refused)
    assert "/invite @Rolecall" in said(refused)
    assert "type /digest in the channel" in said(refused)
    eventually(lambda: calls() > before)  # what is posted is there before its call is done
    assert calls() == before + 1
    assert "None yet." in said(digest(town, "list", MAYA))


def test_in_somebody_elses_direct_messages_nothing_is_set_up(town: Town) -> None:
    assert heading(sent_from_home(town, "D0SAM")) == "I can't post a digest here"
    assert "None yet." in said(digest(town, "list", ALEX))


def test_who_was_removed_while_the_form_was_open_sets_up_nothing(town: Town) -> None:
    add(town, SECRET, MAYA, SAM, BOT)
    state_message = digest(town, "", MAYA, SECRET)
    press_form(town, state_message, MAYA)
    town.slack.kick(SAM, SECRET, MAYA)
    assert town.slack.submit(MAYA, form_of(town).id, values(weekday="4")).ok
    eventually(lambda: UNSEEN in said(town.answers(SECRET, MAYA)[-1]))
    assert "No digest here yet" in state(town)


def press_form(town: Town, message: Message, user: str) -> None:
    """Open the form from a message."""
    town.clicks(message, "digest_form", user=user)
    form_of(town, user)


def test_the_form_does_not_open_on_a_digest_of_others(town: Town, secret: str) -> None:
    for user in (MAYA, ALEX):
        assert forged(town, user, secret, "digest_form", "digest").ok
        eventually(lambda user=user: UNSEEN in said(town.answers(secret, user)[-1]))
        assert town.modal(user) is None
        assert "Fridays" not in str(town.answers(secret, user))


# --- through the buttons of old messages


@pytest.mark.parametrize("user", [MAYA, ALEX])
@pytest.mark.parametrize("text", [*LOOKS, *CHANGES])
def test_a_click_shows_and_changes_nothing_there(
    town: Town, secret: str, text: str, user: str
) -> None:
    before = state(town)
    refused = clicked(town, user, secret, text)
    assert heading(refused) == UNSEEN
    assert "Fridays" not in said(refused)
    assert state(town) == before


@pytest.mark.parametrize("text", [*LOOKS, *CHANGES])
def test_whoever_set_it_up_and_left_sees_and_changes_it_no_more(
    town: Town, secret: str, text: str
) -> None:
    town.slack.invite(SAM, secret, ALEX)
    town.slack.kick(ALEX, secret, SAM)
    assert heading(clicked(town, SAM, secret, text)) == UNSEEN
    assert "Fridays at 16:00" in said(digest(town, "", ALEX, secret))


@pytest.mark.parametrize("method", READ)
@pytest.mark.parametrize("fault", ["missing_scope", "fatal_error", "ratelimited"])
def test_what_slack_does_not_say_allows_nothing(town: Town, method: str, fault: str) -> None:
    add(town, HIDDEN, SAM, is_private=False)
    assert heading(clicked(town, MAYA, HIDDEN, "")) == "No digest here yet"
    town.slack.workspace.faults.set(method, Fault.refuse(fault))
    assert heading(clicked(town, MAYA, HIDDEN, "")) == UNSEEN


def test_a_connection_that_breaks_allows_nothing(town: Town, secret: str) -> None:
    town.slack.workspace.faults.set("users.conversations", Fault.drop())
    refused = clicked(town, SAM, secret, "pause")
    assert heading(refused) == UNSEEN
    assert "type /digest in the channel" in said(refused)
    # There, Slack itself says who types.
    assert heading(digest(town, "pause", SAM, secret)) == "Paused"


def test_who_is_in_it_clicks_as_before(town: Town, secret: str) -> None:
    town.slack.invite(SAM, secret, ALEX)
    shown_state = digest(town, "", SAM, secret)
    assert heading(press(town, shown_state, "Pause 1 week", SAM)) == "Paused"
    assert "Fridays at 16:00" in said(clicked(town, ALEX, secret, ""))


# --- in lists


@pytest.mark.parametrize("user", [MAYA, ALEX])
def test_lists_leave_out_what_is_not_theirs_to_see(town: Town, secret: str, user: str) -> None:
    add(town, "C0OURS", MAYA, ALEX, BOT)
    digest(town, "subscribe tuesday", user, "C0OURS")
    if user == MAYA:
        # Maya set it up, and has left.
        digest(town, "unsubscribe", SAM, secret)
        town.slack.invite(SAM, secret, MAYA)
        digest(town, "subscribe friday 16:00", MAYA, secret)
        town.slack.kick(SAM, secret, MAYA)
    for told in (said(digest(town, "list", user)), home_of(town, user)):
        assert "C0OURS" in told
        assert SECRET not in told
        assert "Fridays" not in told
        assert "1 digest is not shown" in told
    assert SECRET in said(digest(town, "list", SAM, secret))


def test_the_list_of_an_old_message_does_not_show_its_channel(town: Town, secret: str) -> None:
    assert SECRET not in said(clicked(town, MAYA, secret, "list"))
    assert SECRET in said(clicked(town, SAM, secret, "list"))


@pytest.mark.parametrize("method", ["users.conversations", "users.info"])
def test_a_list_leaves_out_what_slack_does_not_say(town: Town, secret: str, method: str) -> None:
    digest(town, "subscribe tuesday", MAYA, RANDOM)
    town.slack.workspace.faults.set(method, Fault.refuse("fatal_error"))
    told = said(digest(town, "list", MAYA))
    assert SECRET not in told
    assert "Digests in this workspace" not in told


def test_a_list_asks_slack_as_often_for_many_as_for_one(town: Town) -> None:
    for number in range(12):
        add(town, f"C0X{number}", SAM, BOT, is_private=number % 2 == 0)
        digest(town, "subscribe", SAM, f"C0X{number}")
    before = len(town.slack.workspace.log)
    told = said(digest(town, "list", ALEX))
    assert [f"C0X{n}" in told for n in range(4)] == [False, True, False, True]
    assert "6 digests are not shown" in told
    assert len(town.slack.workspace.log) - before <= 6


# --- in public channels


def test_a_public_channel_is_open_to_every_member_of_the_workspace(town: Town) -> None:
    add(town, "C0OPEN", SAM, BOT, is_private=False)
    add(town, "C0ALONE", SAM, is_private=False)
    assert heading(sent_from_home(town, "C0OPEN")) == "The digest is set up"
    assert "/invite @Rolecall" in said(sent_from_home(town, "C0ALONE"))
    assert "C0OPEN" in said(digest(town, "list", MAYA))


@pytest.mark.parametrize(
    "also", [{"is_restricted": True}, {"team_id": "T0PARTNER"}, {"is_stranger": True}], ids=str
)
def test_and_to_guests_and_outsiders_where_they_are(town: Town, also: dict[str, object]) -> None:
    add(town, "C0OPEN", SAM, BOT, is_private=False)
    users = town.slack.workspace.users
    users[MAYA] = replace(users[MAYA], also=also)
    assert heading(clicked(town, MAYA, "C0OPEN", "subscribe")) == UNSEEN
    town.slack.workspace.conversations.join("C0OPEN", MAYA)
    assert heading(clicked(town, MAYA, "C0OPEN", "subscribe")) == "The digest is set up"
