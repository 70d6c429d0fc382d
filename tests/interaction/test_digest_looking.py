"""`/digest`, its preview, list, history and help: what is shown, and to whom."""

from datetime import UTC, datetime, time

import pytest

from knowledge.digest.subscription import Schedule
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, RANDOM, Town
from tests.interaction.digests import SAM, digest, heading, labels, next_run, press, said

PREVIEW = "Roles, pay and trends"
BERLIN_MONDAY = Schedule(0, time(9), "Europe/Berlin")
CHANGES = ["Change…", "Preview", "Pause 1 week", "Send now", "Unsubscribe"]


def a_week_later(town: Town) -> None:
    """Let a week pass, with every digest that was due in it."""
    town.slack.move_clock(MAYA, "monday")
    town.delivery.round()


def test_without_one_it_says_what_a_digest_is(town: Town) -> None:
    answer = digest(town)
    assert heading(answer) == "No digest here yet"
    assert labels(answer) == ["Subscribe…", "Preview"]
    assert "/digest subscribe" in said(answer)


@pytest.mark.parametrize("text", ["pause", "resume", "unsubscribe", "send now", "history"])
def test_what_needs_one_says_that_there_is_none(town: Town, text: str) -> None:
    assert heading(digest(town, text)) == "No digest here yet"


def test_the_state_shows_when_with_what_and_by_whom(town: Town) -> None:
    digest(town, "subscribe roles data engineer quiet")
    answer = digest(town)
    assert heading(answer) == "This channel's digest"
    assert "Mondays at 09:00, Europe/Berlin" in said(answer)
    assert f"Next: {next_run(town, BERLIN_MONDAY)}" in said(answer)
    assert "Roles first: Data Engineer" in said(answer)
    assert "Weeks without news are skipped" in said(answer)
    assert f"Set up by <@{MAYA}>" in said(answer)
    assert labels(answer) == CHANGES


def test_what_somebody_may_not_change_has_no_buttons_for_it(town: Town) -> None:
    digest(town, "subscribe")
    assert labels(digest(town, user=SAM)) == ["Preview"]
    assert labels(digest(town, user=ALEX)) == CHANGES


def test_a_preview_changes_nothing_and_asks_for_no_feedback(town: Town) -> None:
    preview = press(town, digest(town), "Preview")
    assert PREVIEW in heading(preview)
    assert not {"Useful", "Not useful"} & set(labels(preview))
    assert "No digest here yet" in {heading(one) for one in town.answers()}
    digest(town, "subscribe")
    assert PREVIEW in heading(digest(town, "preview", SAM))
    assert said(digest(town, "preview")) == said(digest(town, "preview"))
    assert "None have been due yet" in said(digest(town, "history"))


def test_history_says_what_became_of_each_week(town: Town) -> None:
    digest(town, "subscribe")
    a_week_later(town)
    a_week_later(town)
    history = said(digest(town, "history"))
    assert history.count("posted, on time") == 2
    assert "useful" not in history
    assert "0 useful, 0 not useful" in said(digest(town, "history", ALEX))
    state = said(digest(town))
    assert "Recent digests" in state
    assert state.count("posted, on time") == 2


def test_lateness_is_told(town: Town) -> None:
    digest(town, "subscribe")
    clock = town.slack.workspace.clock
    clock.advance_to(next_monday(town) + 3 * 3_600)
    town.delivery.round()
    assert "posted, 3 hours late" in said(digest(town, "history"))
    clock.advance_to(next_monday(town) + 49 * 3_600)
    town.delivery.round()
    assert "missed" in said(digest(town, "history"))


def next_monday(town: Town) -> float:
    """Next Monday at nine in Berlin, in seconds."""
    shown = next_run(town, BERLIN_MONDAY)
    return datetime.fromtimestamp(int(shown.split("^")[1]), UTC).timestamp()


def test_members_list_theirs_and_that_of_the_channel_admins_list_all(town: Town) -> None:
    digest(town, "subscribe", MAYA, DATA_JOBS)
    digest(town, "subscribe", SAM, RANDOM)
    digest(town, "subscribe", SAM, "D0SAM")
    mine = said(digest(town, "list", MAYA, "C0GENERAL"))
    assert "<#C0DATA>" in mine
    assert "<#C0RANDOM>" not in mine
    assert f"<@{SAM}>" not in mine
    assert "<#C0RANDOM>" in said(digest(town, "list", MAYA, RANDOM))
    every = digest(town, "list", ALEX)
    assert "<#C0DATA>" in said(every)
    assert "<#C0RANDOM>" in said(every)
    assert f"Direct messages of <@{SAM}>" in said(every)
    assert said(every).count("0 useful, 0 not useful") == 3
    assert "Mondays at 09:00, Asia/Tokyo" in said(every)


@pytest.mark.parametrize("text", ["help", "?", "zanzibar the great"])
def test_help_comes_with_the_acknowledgement(town: Town, text: str) -> None:
    answer = town.types(f"/digest {text}")
    assert "/digest pause 2 weeks" in said(answer)
    assert town.slack.workspace.log == ()


def test_a_typo_is_asked_about(town: Town) -> None:
    answer = town.types("/digest zanzibar the great")
    assert "zanzibar the great" in said(answer)


def test_an_answer_is_for_the_one_who_asks(town: Town) -> None:
    for text in ("", "subscribe", "list", "preview", "history"):
        assert digest(town, text).ephemeral_for == MAYA


def test_the_history_outlives_the_subscription(town: Town) -> None:
    digest(town, "subscribe")
    digest(town, "send now")
    town.delivery.round()
    digest(town, "unsubscribe")
    answer = digest(town, "history")
    assert heading(answer) == "Recent digests"
    assert "  posted, " in said(answer)
    assert "This digest was unsubscribed. To get it back: /digest subscribe" in said(answer)
    assert heading(digest(town)) == "No digest here yet"
