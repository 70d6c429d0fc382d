"""Pausing, resuming, sending, ending a digest: who may, and that it happens once."""

from dataclasses import replace
from datetime import time

import pytest

from bot.playground.seed import TEAM_ID
from knowledge.digest.subscription import Focus, Schedule
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, MAYAS_DM, Town, eventually
from tests.interaction.digests import (
    SAM,
    checked,
    digest,
    forged,
    heading,
    labelled,
    labels,
    press,
    public,
    said,
)

CHANGES = ["pause", "pause 1 week", "resume", "unsubscribe", "send now", "subscribe friday"]


def test_pausing_and_resuming(town: Town) -> None:
    digest(town, "subscribe")
    paused = digest(town, "pause 2 weeks")
    assert heading(paused) == "Paused"
    assert "Paused until <!date" in said(paused)
    assert "; next: <!date" in said(paused)
    assert "Resume" in labels(paused)
    resumed = press(town, paused, "Resume")
    assert heading(resumed) == "Resumed"
    assert "Paused" not in said(resumed)
    assert heading(digest(town, "resume")) == "It wasn't paused"


def test_a_pause_without_an_end_lasts_until_it_is_resumed(town: Town) -> None:
    digest(town, "subscribe")
    assert "Paused until someone resumes it" in said(digest(town, "pause"))
    for _ in range(3):
        town.slack.move_clock(MAYA, "monday")
        town.delivery.round()
    assert public(town) == []
    assert "Next: <!date" in said(digest(town, "resume"))
    town.slack.move_clock(MAYA, "monday")
    town.delivery.round()
    assert len(public(town)) == 1


def test_the_buttons_of_the_state_change_it_in_place(town: Town) -> None:
    digest(town, "subscribe")
    state = digest(town)
    many = len(town.answers())
    paused = press(town, state, "Pause 1 week")
    assert heading(paused) == "Paused"
    assert heading(press(town, paused, "Resume")) == "Resumed"
    assert len(town.answers()) == many


def test_unsubscribing_asks_first_and_says_how_to_come_back(town: Town) -> None:
    digest(town, "subscribe friday 10:00")
    state = digest(town)
    asked = [e for b in state.blocks for e in b.get("elements", ()) if "confirm" in e]
    assert [e["text"]["text"] for e in asked] == ["Unsubscribe"]
    ended = press(town, state, "Unsubscribe")
    assert heading(ended) == "Unsubscribed"
    assert "It was Fridays at 10:00" in said(ended)
    assert "/digest subscribe" in said(ended)
    assert heading(digest(town)) == "No digest here yet"


def test_a_button_of_one_that_has_ended_finds_none(town: Town) -> None:
    digest(town, "subscribe")
    old = digest(town)
    digest(town, "unsubscribe")
    assert heading(press(town, old, "Pause 1 week")) == "No digest here yet"


def test_whoever_had_subscribed_hears_that_an_admin_ended_it(town: Town) -> None:
    digest(town, "subscribe")
    digest(town, "unsubscribe", ALEX)
    town.delivery.round()
    (told,) = town.answers(MAYAS_DM)
    assert f"<@{ALEX}> ended the digest you set up: <#{DATA_JOBS}>" in said(checked(told))


def test_sending_now_posts_once(town: Town) -> None:
    digest(town, "subscribe")
    sent = digest(town, "send now")
    assert "on its way" in said(sent)
    town.delivery.round()
    posted = public(town)
    assert len(posted) == 1
    assert "already sent" in said(digest(town, "send now"))
    town.delivery.round()
    assert public(town) == posted


def test_a_paused_one_is_not_sent(town: Town) -> None:
    digest(town, "subscribe")
    digest(town, "pause")
    assert "Resume it first" in said(digest(town, "send now"))
    town.delivery.round()
    assert public(town) == []


# --- who may


@pytest.mark.parametrize("text", CHANGES)
def test_somebody_else_may_not(town: Town, text: str) -> None:
    digest(town, "subscribe")
    before = said(digest(town))
    refused = digest(town, text, SAM)
    assert heading(refused) == "This digest belongs to someone else"
    assert f"set up by <@{MAYA}>" in said(refused)
    town.delivery.round()
    assert said(digest(town)) == before
    assert public(town) == []


@pytest.mark.parametrize("text", CHANGES)
def test_a_forged_click_is_refused(town: Town, text: str) -> None:
    digest(town, "subscribe")
    before = said(digest(town))
    assert forged(town, SAM, DATA_JOBS, "digest_ask", f"digest {text}").ok
    eventually(lambda: "belongs to someone else" in said(town.answers(user=SAM)[-1]))
    town.delivery.round()
    assert said(digest(town)) == before
    assert public(town) == []


@pytest.mark.parametrize("had_one", [True, False])
def test_what_somebody_does_in_between_is_not_overwritten(town: Town, had_one: bool) -> None:
    if had_one:
        digest(town, "subscribe")
    fridays = Schedule(4, time(16), "Europe/London")

    def in_between() -> None:
        town.world.deps.digests.subscribe(TEAM_ID, DATA_JOBS, ALEX, fridays, Focus())

    town.slack.workspace.faults.choose("conversations.info", in_between)
    answer = digest(town, "subscribe tuesday")
    assert heading(answer) == "Nothing was changed"
    assert "Someone else changed this digest just now" in said(answer)
    assert "Fridays at 16:00, Europe/London" in said(answer)
    assert "Fridays at 16:00, Europe/London" in said(digest(town))


def test_rights_are_looked_up_when_it_is_clicked(town: Town) -> None:
    digest(town, "subscribe")
    state = digest(town, user=ALEX)
    users = town.slack.workspace.users
    users[ALEX] = replace(users[ALEX], is_admin=False)
    assert (
        heading(press(town, state, "Pause 1 week", ALEX)) == "This digest belongs to someone else"
    )
    assert "Paused" not in said(digest(town))


def test_admins_may(town: Town) -> None:
    digest(town, "subscribe")
    for text, title in (
        ("pause", "Paused"),
        ("resume", "Resumed"),
        ("unsubscribe", "Unsubscribed"),
    ):
        assert heading(digest(town, text, ALEX)) == title


def test_a_line_that_no_button_has_is_no_wish(town: Town) -> None:
    digest(town, "subscribe")
    assert forged(town, SAM, DATA_JOBS, "digest_ask", "salary mle").status == 200
    assert forged(town, SAM, DATA_JOBS, "ask", "digest unsubscribe").status == 200
    assert "Next: <!date" in said(digest(town))


# --- once


def test_a_click_that_is_delivered_again_counts_once(town: Town) -> None:
    digest(town, "subscribe")
    state = digest(town)
    press(town, state, "Pause 1 week")
    digest(town, "resume")
    town.slack.redeliver(3)
    eventually(lambda: "Paused" not in said(digest(town)))


def test_clicking_twice_does_it_once(town: Town) -> None:
    digest(town, "subscribe")
    state = digest(town)
    for _ in range(3):
        town.clicks(state, labelled(state, "Send now"))
    eventually(lambda: "already sent" in said(town.answers()[-1]) or "way" in str(town.answers()))
    town.delivery.round()
    town.delivery.round()
    assert len(public(town)) == 1


def test_somebody_subscribes_for_themselves_from_a_channel(town: Town) -> None:
    told = said(digest(town, "dm me every friday at 8am"))
    assert "our direct messages" in told
    assert "Fridays at 08:00" in told or "Friday" in told
    assert heading(digest(town, "")) == "No digest here yet"
