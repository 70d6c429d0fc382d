"""Taking a change of a digest back: once, and not what somebody changed since."""

from datetime import time

import pytest

from bot.playground.records import Channel, Message
from knowledge.digest.subscription import Schedule
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, MAYAS_DM, Town, eventually
from tests.interaction.digests import (
    BOT,
    SAM,
    checked,
    digest,
    forged,
    form_of,
    heading,
    labels,
    next_run,
    press,
    said,
    values,
)

FRIDAYS, THURSDAYS = "Fridays 16:00 London", "Thursdays 16:00 London"
TOO_LATE = "This can't be undone anymore"


@pytest.fixture
def changed(town: Town) -> Message:
    """The answer to a change from Fridays to Thursdays, with a role more."""
    digest(town, "subscribe friday 16:00 in Europe/London roles data engineer")
    answer = digest(town, "subscribe thursday roles mle")
    assert heading(answer) == f"Changed: {FRIDAYS} → {THURSDAYS}"
    return answer


def undo_value(message: Message) -> str:
    """What the button holds."""
    (value,) = [
        str(element["value"])
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "digest_undo"
    ]
    return value


def again(town: Town, value: str, user: str = MAYA, channel: str = DATA_JOBS) -> Message:
    """Click the button of an old message."""
    assert forged(town, user, channel, "digest_undo", value).ok
    eventually(lambda: town.answers(channel, user)[-1].text != "forged")
    return checked(town.answers(channel, user)[-1])


def test_it_brings_back_what_was_there(town: Town, changed: Message) -> None:
    undone = press(town, changed, "Undo")
    assert heading(undone) == f"Undone: {THURSDAYS} → {FRIDAYS}"
    schedule = Schedule(4, time(16), "Europe/London")
    assert f"Next: {next_run(town, schedule)}" in said(undone)
    assert "Undo" not in labels(undone)
    state = said(digest(town))
    assert "Fridays at 16:00, Europe/London" in state
    assert "Roles first: Data Engineer\n" in state
    assert len(town.answers()) == 3


def test_it_works_once(town: Town, changed: Message) -> None:
    value = undo_value(changed)
    press(town, changed, "Undo")
    town.slack.redeliver()
    assert heading(again(town, value)) == TOO_LATE
    digest(town, "subscribe thursday roles mle")
    assert heading(again(town, value)) == TOO_LATE
    assert "Thursdays at 16:00" in said(digest(town))


@pytest.mark.parametrize("since", [["subscribe 17:00"], ["subscribe 17:00", "subscribe 16:00"]])
def test_what_somebody_changed_since_stays(town: Town, changed: Message, since: list[str]) -> None:
    for text in since:
        digest(town, text, ALEX)
    before = said(digest(town))
    refused = press(town, changed, "Undo")
    assert heading(refused) == TOO_LATE
    assert "changed again since" in said(refused)
    assert labels(refused)[0] == "Change…"
    assert said(digest(town)) == before


def test_a_pause_since_stays(town: Town, changed: Message) -> None:
    digest(town, "pause 2 weeks", ALEX)
    assert "Paused until" in said(press(town, changed, "Undo"))
    assert "Fridays at 16:00" in said(digest(town))


def test_what_has_ended_stays_ended(town: Town, changed: Message) -> None:
    value = undo_value(changed)
    digest(town, "unsubscribe")
    assert heading(press(town, changed, "Undo")) == "No digest here yet"
    digest(town, "subscribe thursday 16:00 in Europe/London", SAM)
    assert heading(again(town, value, ALEX)) == TOO_LATE
    assert "Thursdays at 16:00" in said(digest(town))


def test_others_may_not(town: Town, changed: Message) -> None:
    assert heading(again(town, undo_value(changed), SAM)) == "This digest belongs to someone else"
    assert "Thursdays at 16:00" in said(digest(town))


def test_an_admin_may(town: Town, changed: Message) -> None:
    assert heading(again(town, undo_value(changed), ALEX)) == f"Undone: {THURSDAYS} → {FRIDAYS}"


def test_who_left_the_channel_may_not(town: Town) -> None:
    place = Channel("C0SECRET", "secret", frozenset({MAYA, SAM, BOT}), is_private=True)
    town.slack.workspace.conversations.add(place)
    digest(town, "subscribe friday 16:00 in Europe/London", channel=place.id)
    changed = digest(town, "subscribe thursday", channel=place.id)
    town.slack.kick(SAM, place.id, MAYA)
    for channel in (place.id, DATA_JOBS):
        refused = again(town, undo_value(changed), channel=channel)
        assert heading(refused) == "I can't see you in that channel"
        assert "Fridays" not in said(refused)
    assert "Thursdays at 16:00" in said(digest(town, "", SAM, place.id))


def test_a_change_by_the_form_is_undone_too(town: Town) -> None:
    digest(town, "subscribe friday 16:00 in Europe/London")
    state = digest(town)
    town.clicks(state, "digest_form")
    assert town.slack.submit(MAYA, form_of(town).id, values(weekday="3", quiet=["digest_quiet"])).ok
    eventually(lambda: "Changed" in heading(town.answers()[-1]))
    changed = checked(town.answers()[-1])
    assert heading(changed) == f"Changed: {FRIDAYS} → {THURSDAYS}"
    assert "Weeks without news: a short post → no post" in said(changed)
    undone = press(town, changed, "Undo")
    assert heading(undone) == f"Undone: {THURSDAYS} → {FRIDAYS}"
    assert "nothing changed" not in said(undone)


def test_what_is_told_elsewhere_is_undone_there(town: Town) -> None:
    digest(town, "subscribe friday 16:00 in Europe/London")
    town.slack.open_home(MAYA)
    eventually(lambda: town.slack.workspace.home(MAYA) is not None)
    home = town.slack.workspace.home(MAYA)
    assert home is not None
    town.slack.click(MAYA, home, "digest_form")
    entered = values(channel=DATA_JOBS, weekday="3", at="16:00")
    assert town.slack.submit(MAYA, form_of(town).id, entered).ok
    eventually(lambda: len(town.answers(MAYAS_DM)) == 1)
    told = checked(town.answers(MAYAS_DM)[0])
    assert f"<#{DATA_JOBS}>" in said(told)
    assert labels(told) == ["Undo"]
    undone = press(town, told, "Undo")
    assert "Undone" in heading(undone)
    assert f"<#{DATA_JOBS}>" in said(undone)
    assert labels(undone) == []
    assert "Fridays at 16:00, Europe/London" in said(digest(town))


def test_under_another_prefix_the_answers_keep_it(town: Town) -> None:
    value = "acme-digest C0NOWHERE:x"
    assert "/acme-digest" in said(again(town, value))


@pytest.mark.parametrize("value", ["digest", "digest undo", "digest C0DATA:", "digest C0DATA:x"])
def test_a_value_that_is_none_of_ours_undoes_nothing(
    town: Town, changed: Message, value: str
) -> None:
    assert "Undone" not in heading(again(town, value))
    assert "Thursdays at 16:00" in said(digest(town))
    assert "Undo" in labels(changed)
