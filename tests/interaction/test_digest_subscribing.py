"""`/digest subscribe`: when it then comes, what is merged, and where it cannot be posted yet."""

from dataclasses import replace
from datetime import time
from itertools import product

import pytest

from bot.playground.records import Channel
from knowledge.digest.subscription import Schedule
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, MAYAS_DM, RANDOM, Town, eventually
from tests.interaction.digests import (
    ANNOUNCED,
    BOT,
    SAM,
    digest,
    heading,
    labelled,
    labels,
    next_run,
    press,
    said,
    written,
)
from tests.payloads import our_markup

BERLIN_MONDAY = Schedule(0, time(9), "Europe/Berlin")


def test_unless_told_it_comes_on_mondays_at_nine_in_ones_own_zone(town: Town) -> None:
    answer = digest(town, "subscribe")
    assert heading(answer) == "The digest is set up"
    assert "Mondays at 09:00, Europe/Berlin" in said(answer)
    assert f"Next: {next_run(town, BERLIN_MONDAY)}" in said(answer)
    assert "Mondays at 09:00, Asia/Tokyo" in said(digest(town, "subscribe", SAM, RANDOM))


def test_day_hour_zone_and_focus_as_one_says_them(town: Town) -> None:
    answer = digest(town, "subscribe tuesdays at 5:30pm New York time roles data engineer, mle")
    schedule = Schedule(1, time(17, 30), "America/New_York")
    assert "Tuesdays at 17:30, America/New_York" in said(answer)
    assert f"Next: {next_run(town, schedule)}" in said(answer)
    assert "Roles first: Data Engineer and Machine Learning Engineer" in said(answer)


def test_where_slack_does_not_say_the_zone_it_is_utc_and_said_so(town: Town) -> None:
    users = town.slack.workspace.users
    for unknown in ("", "Mars/Olympus"):
        users[MAYA] = replace(users[MAYA], tz=unknown)
        answer = digest(town, "subscribe", channel=RANDOM)
        assert "Mondays at 09:00, UTC" in said(answer)
        digest(town, "unsubscribe", channel=RANDOM)
        assert "Slack doesn't say which time zone you're in" in said(answer)


def test_what_is_not_understood_is_told_and_what_was_corrected(town: Town) -> None:
    answer = digest(town, "subscribe friday 10:00 in Europe/Belrin zanzibarish")
    assert "Fridays 10:00 Berlin" in said(answer)
    assert "zanzibarish" in said(answer)
    assert "Europe/Berlin" in said(answer).partition("Read ")[2]
    answer = digest(town, "subscribe friday 10:00 in Europe/Belrin")
    assert "Fridays at 10:00, Europe/Berlin" in said(answer)
    assert "Europe/Berlin" in said(answer).partition("Read ")[2]


# --- a second subscription


def test_a_second_one_changes_what_is_named_and_says_what_it_was(town: Town) -> None:
    digest(town, "subscribe monday 9:00 in Europe/Berlin roles data engineer")
    answer = digest(town, "subscribe friday roles mle")
    assert heading(answer) == "Changed: Mondays 09:00 Berlin → Fridays 09:00 Berlin"
    assert "Fridays at 09:00, Europe/Berlin" in said(answer)
    roles = "Data Engineer → Data Engineer and Machine Learning Engineer"
    assert f"Roles first: {roles}" in said(answer)
    assert f"Set up by <@{MAYA}>" in said(answer)
    assert len(digest_lines(town)) == 1


def test_an_admin_changes_anothers_and_its_subscriber_stays(town: Town) -> None:
    digest(town, "subscribe")
    answer = digest(town, "subscribe 10:00", ALEX)
    assert "Mondays at 10:00, Europe/Berlin" in said(answer)
    assert f"Set up by <@{MAYA}>" in said(answer)
    assert f"Set up by <@{MAYA}>" in said(digest(town, user=ALEX))


def test_somebody_else_changes_nothing_and_is_told_who_may(town: Town) -> None:
    digest(town, "subscribe")
    answer = digest(town, "subscribe friday", SAM)
    assert "Nothing was changed" in said(answer)
    assert f"set up by <@{MAYA}>" in said(answer)
    assert "admins" in said(answer)
    assert "Mondays at 09:00" in said(digest(town))


def digest_lines(town: Town) -> list[str]:
    """What an admin's list shows, a line a digest."""
    return [line for line in said(digest(town, "list", ALEX)).splitlines() if line[0] == "•"]


# --- several zones


def test_of_several_zones_one_is_asked_for(town: Town) -> None:
    question = digest(town, "subscribe friday 10:00 IST roles data engineer")
    assert heading(question) == "Which time zone?"
    assert "None yet." in said(digest(town, "list", ALEX))
    for zone in ("Asia/Kolkata", "Europe/Dublin"):
        assert zone in labels(question)
        assert f"/digest subscribe friday 10:00 {zone} roles data engineer" in said(question)
    answer = press(town, question, "Asia/Kolkata")
    assert "Fridays at 10:00, Asia/Kolkata" in said(answer)
    assert "Roles first: Data Engineer" in said(answer)


def test_a_zone_that_is_clicked_twice_or_delivered_again_is_chosen_once(town: Town) -> None:
    question = digest(town, "subscribe IST")
    button = labelled(question, "Asia/Kolkata")
    town.clicks(question, button)
    town.slack.redeliver(2)
    eventually(lambda: "is set up" in said(town.answers()[-1]))
    assert len(digest_lines(town)) == 1


# --- hostile text


@pytest.mark.parametrize(
    "text",
    [
        "subscribe <!channel> *x*",
        "subscribe roles <@U0ALEX|alex> & <https://evil.example|click>",
        "<!here> `code` _x_",
        "subscribe in <#C0DATA|x>",
        "subscribe monday " + "x" * 3_000,
        "pause <!everyone> weeks",
    ],
)
def test_nothing_that_is_typed_gets_out_as_markup(town: Town, text: str) -> None:
    before = len(town.answers())
    town.slack.slash(MAYA, DATA_JOBS, f"/digest {text}")
    eventually(lambda: len(town.answers()) > before)
    answer = town.answers()[-1]
    mentioned = {one for one in our_markup({"b": list(answer.blocks)}) if one[0] in "@#"}
    assert mentioned <= {f"@{MAYA}"}
    for bad in ("<!channel>", "<!here>", "<!everyone>", "<https", "<#C0DATA", "<@U0ALEX"):
        assert bad not in answer.text
        assert bad not in str(answer.blocks)


# --- oneself


def test_a_person_subscribes_themselves_by_a_command_or_a_message(town: Town) -> None:
    answer = digest(town, "subscribe", channel=MAYAS_DM)
    assert heading(answer) == "You get a digest"
    again = written(town, "digest subscribe friday")
    assert "Fridays at 09:00, Europe/Berlin" in said(again)
    assert "Your digest" in said(written(town, "digest"))
    assert heading(written(town, "unsubscribe")) == "Unsubscribed"
    assert heading(written(town, "digest")) == "You have no digest yet"
    assert heading(written(town, "subscribe tuesday 8am")) == "You get a digest"


def test_buttons_work_in_the_direct_messages(town: Town) -> None:
    paused = press(town, written(town, "subscribe"), "Pause 1 week")
    assert heading(paused) == "Paused"
    assert len(town.answers(MAYAS_DM)) == 1


def test_a_mention_is_told_how_to_ask(town: Town) -> None:
    answer = written(town, "<@U0ROLECALL> digest subscribe", channel=DATA_JOBS)
    assert heading(answer) == "/digest"
    assert "/digest subscribe" in said(answer)
    assert "None yet." in said(digest(town, "list", ALEX))


def test_a_conversation_that_the_bot_is_not_in_can_have_none(town: Town) -> None:
    add = town.slack.workspace.conversations.add
    people = frozenset({MAYA, SAM})
    add(Channel("C0TRIO", "mpdm-maya--sam--alex-1", people | {ALEX}))
    add(Channel("D0PAIR", "sam", people, dm_with="U0SOMEBODY"))
    for channel, text in product(("C0TRIO", "D0PAIR"), ("", "subscribe", "preview", "send now")):
        answer = digest(town, text, channel=channel)
        assert heading(answer) == "I can't post a digest here"
        assert "direct messages with me" in said(answer)


# --- where it cannot be posted yet


def test_where_the_bot_is_no_member_it_waits_for_an_invitation(town: Town) -> None:
    answer = digest(town, "subscribe", channel=RANDOM)
    assert "/invite @Rolecall" in said(answer)
    assert "waits until then" in said(answer)
    assert "/invite @Rolecall" in said(digest(town, channel=RANDOM))
    assert "/invite @Rolecall" in said(digest(town, "send now", channel=RANDOM))
    assert town.answers(MAYAS_DM) == []
    town.slack.invite(SAM, RANDOM)
    eventually(lambda: "Next: <!date" in said(digest(town, channel=RANDOM)))
    assert "/invite" not in said(digest(town, channel=RANDOM))


def test_a_private_channel_waits_for_an_invitation_too(town: Town) -> None:
    town.slack.workspace.conversations.add(
        Channel("C0SECRET", "secret", frozenset({MAYA, SAM}), is_private=True)
    )
    answer = digest(town, "subscribe", channel="C0SECRET")
    assert "/invite @Rolecall" in said(answer)
    town.slack.invite(MAYA, "C0SECRET")
    eventually(lambda: "Next: <!date" in said(digest(town, channel="C0SECRET")))


def test_an_invitation_that_was_not_heard_is_noticed_when_somebody_looks(town: Town) -> None:
    digest(town, "subscribe", channel=RANDOM)
    town.slack.workspace.conversations.join(RANDOM, BOT)
    assert "/invite" not in said(digest(town, channel=RANDOM))
    assert heading(digest(town, "send now", channel=RANDOM)) == "Send this week's digest now"


def test_a_change_where_the_bot_is_back_lets_it_go_on(town: Town) -> None:
    digest(town, "subscribe", channel=RANDOM)
    town.slack.workspace.conversations.join(RANDOM, BOT)
    answer = digest(town, "subscribe friday", channel=RANDOM)
    assert f"Next: {next_run(town, Schedule(4, time(9), 'Europe/Berlin'))}" in said(answer)


def test_a_change_leaves_a_pause_as_it_is_and_shows_it(town: Town) -> None:
    digest(town, "subscribe")
    digest(town, "pause 2 weeks")
    answer = digest(town, "subscribe friday")
    assert "Fridays at 09:00" in said(answer)
    assert "Paused until <!date" in said(answer)
    assert "Resume" in labels(answer)


def test_moments_are_for_each_reader(town: Town) -> None:
    answer = digest(town, "subscribe in Asia/Tokyo")
    (shown,) = [one for one in our_markup({"b": list(answer.blocks)}) if one[0] == "!"]
    assert shown.endswith("09:00 JST")
    assert f"<{shown}".startswith(moment_prefix(town))


def moment_prefix(town: Town) -> str:
    """The next Monday at nine in Tokyo."""
    return next_run(town, Schedule(0, time(9), "Asia/Tokyo"))


def test_if_slack_fails_nothing_is_changed(town: Town) -> None:
    from bot.playground.faults import Fault

    town.slack.workspace.faults.set("conversations.info", Fault.refuse("fatal_error"), times=1)
    assert "nothing was changed" in said(digest(town, "subscribe"))
    assert "None yet." in said(digest(town, "list", ALEX))


def test_the_channel_hears_of_its_new_digest_once(town: Town) -> None:
    digest(town, "subscribe monday 9:00 in Europe/Berlin")
    digest(town, "subscribe friday")
    digest(town, "subscribe", channel=MAYAS_DM)
    town.delivery.round()
    (announced,) = [one for one in town.answers(user=ALEX) if ANNOUNCED in one.text]
    assert announced.text.startswith("<@U0MAYA> set up")
    assert "Mondays at 09:00, Europe/Berlin" in said(announced)
    assert "/digest" in said(announced)
    assert not any(ANNOUNCED in one.text for one in town.answers(MAYAS_DM))
