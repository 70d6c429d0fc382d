"""The digest's form: what stands in it, what it keeps, and what it does not take."""

from datetime import time

import pytest

from bot.playground.records import Message, View
from knowledge.digest.subscription import Frequency, Schedule
from tests.interaction.conftest import (
    ALEX,
    DATA_JOBS,
    MAYA,
    MAYAS_DM,
    RANDOM,
    Town,
    eventually,
    shown,
)
from tests.interaction.digests import (
    SAM,
    checked,
    digest,
    forged,
    form_of,
    heading,
    labelled,
    labels,
    next_run,
    said,
    values,
)


def opened(town: Town, message: Message, label: str, user: str = MAYA) -> View:
    """The form that a button opens."""
    town.clicks(message, labelled(message, label), user=user)
    return form_of(town, user)


def initial(form: View, name: str) -> object:
    """What stands in a field at first."""
    for block in form.blocks:
        if block["block_id"] == f"digest_{name}":
            element = block["element"]
            return next((v for k, v in element.items() if k.startswith("initial_")), None)
    raise LookupError(name)


def fields(form: View) -> list[str]:
    """The fields, by their short names."""
    return [block["block_id"].removeprefix("digest_") for block in form.blocks]


def picked(town: Town, form: View, name: str, typed: str, user: str = MAYA) -> dict[str, object]:
    """The first suggestion of a menu."""
    return town.slack.suggest(user, form, f"digest_{name}", typed).options[0]


def changed(town: Town, channel: str = DATA_JOBS, user: str = MAYA) -> Message:
    """The last answer, held to Slack's limits."""
    return checked(town.answers(channel, user)[-1])


def test_it_begins_with_the_defaults_and_keeps_what_is_entered(town: Town) -> None:
    form = opened(town, digest(town), "Subscribe…")
    assert fields(form) == [
        "weekday",
        "frequency",
        "at",
        "zone",
        "roles",
        "topics",
        "parts",
        "quiet",
    ]
    assert initial(form, "at") == "09:00"
    assert "Monday" in str(initial(form, "weekday"))
    assert "Europe/Berlin" in str(initial(form, "zone"))
    entered = values(
        weekday="4",
        at="17:30",
        zone={"selected_option": picked(town, form, "zone", "new york")},
        roles={"selected_options": [picked(town, form, "roles", "data eng")]},
        parts=["stories", "moves", "tip"],
        quiet=["digest_quiet"],
    )
    assert town.slack.submit(MAYA, form.id, entered).ok
    eventually(lambda: "is set up" in heading(town.answers()[-1]))
    answer = said(changed(town))
    assert "Fridays at 17:30, America/New_York" in answer
    assert next_run(town, Schedule(4, time(17, 30), "America/New_York")) in answer
    assert "Roles first: Data Engineer" in answer
    assert "Includes: stories of the week, what has moved and something to ask" in answer
    assert "Weeks without news are skipped" in answer
    assert len(town.answers()) == 1


def test_changing_begins_with_what_holds_and_keeps_exactly_what_is_sent(town: Town) -> None:
    digest(town, "subscribe tuesday 8:15 in Asia/Tokyo roles data engineer, mle")
    form = opened(town, digest(town), "Change…")
    assert initial(form, "at") == "08:15"
    assert "Tuesday" in str(initial(form, "weekday"))
    assert "Asia/Tokyo" in str(initial(form, "zone"))
    assert "Machine Learning Engineer" in str(initial(form, "roles"))
    assert town.slack.submit(MAYA, form.id, values(roles=[])).ok
    eventually(lambda: heading(town.answers()[-1]) == "Changed")
    answer = said(changed(town))
    assert "Tuesdays at 08:15, Asia/Tokyo" in answer
    assert "Roles first: Data Engineer and Machine Learning Engineer → none" in answer
    assert f"Set up by <@{MAYA}>" in answer
    assert "Roles first" not in said(digest(town))


@pytest.mark.parametrize(("frequency", "kept"), [
    ("monthly", "The first Friday of the month at 09:00"),
    ("even-weeks", "Every second Friday at 09:00"),
    ("odd-weeks", "Every second Friday at 09:00"),
    ("weekly", "Fridays at 09:00"),
])  # fmt: skip
def test_it_comes_as_often_as_the_form_says(town: Town, frequency: Frequency, kept: str) -> None:
    form = opened(town, digest(town), "Subscribe…")
    assert "Every week" in str(initial(form, "frequency"))
    assert town.slack.submit(MAYA, form.id, values(weekday="4", frequency=frequency)).ok
    eventually(lambda: "is set up" in heading(town.answers()[-1]))
    assert kept in said(changed(town))
    schedule = Schedule(4, time(9), "Europe/Berlin", frequency)
    assert next_run(town, schedule) in said(changed(town))
    reopened = opened(town, digest(town), "Change…")
    assert f"'{frequency}'" in str(initial(reopened, "frequency"))


def test_a_topic_is_chosen_from_the_menu(town: Town) -> None:
    form = opened(town, digest(town), "Subscribe…")
    assert town.slack.submit(MAYA, form.id, values(topics=["mlops"])).ok
    eventually(lambda: "Topics first: MLOps" in said(town.answers()[-1]))


@pytest.mark.parametrize(
    ("entered", "at", "complaint"),
    [
        ({"at": {"selected_time": "25:00"}}, "digest_at", "09:00"),
        (
            {"zone": {"selected_option": {"text": {}, "value": "Mars/Olympus"}}},
            "digest_zone",
            "Europe/Berlin",
        ),
        ({"weekday": {"selected_option": {"text": {}, "value": "7"}}}, "digest_weekday", "day"),
        (
            {"parts": {"selected_options": [{"value": "all"}]}},
            "digest_parts",
            "Choose at least one",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    town: Town, entered: dict[str, object], at: str, complaint: str
) -> None:
    form = opened(town, digest(town), "Subscribe…")
    outcome = town.slack.submit(MAYA, form.id, values(**entered))
    assert outcome.errors.keys() == {at}
    assert complaint in outcome.errors[at]
    assert heading(digest(town)) == "No digest here yet"


def test_a_digest_with_nothing_in_it_is_not_taken(town: Town) -> None:
    form = opened(town, digest(town), "Subscribe…")
    assert "digest_parts" in town.slack.submit(MAYA, form.id, values(parts=[])).errors


def test_it_opens_for_those_alone_who_may_change_it(town: Town) -> None:
    digest(town, "subscribe")
    assert forged(town, SAM, DATA_JOBS, "digest_form", "digest").ok
    eventually(lambda: "belongs to someone else" in said(town.answers(user=SAM)[-1]))
    assert town.modal(SAM) is None
    assert opened(town, digest(town, user=ALEX), "Change…", ALEX)


def test_what_was_set_up_while_it_was_open_is_not_overwritten(town: Town) -> None:
    form = opened(town, digest(town, user=SAM), "Subscribe…", SAM)
    digest(town, "subscribe friday")
    assert town.slack.submit(SAM, form.id, {}).ok
    eventually(lambda: "belongs to someone else" in said(town.answers(user=SAM)[-1]))
    assert "Fridays at 09:00" in said(digest(town))


def test_a_form_that_was_open_for_an_hour_is_answered_by_direct_message(town: Town) -> None:
    form = opened(town, digest(town), "Subscribe…")
    town.slack.move_clock(MAYA, "hour")
    assert town.slack.submit(MAYA, form.id, {}).ok
    eventually(lambda: len(town.answers(MAYAS_DM)) == 1)
    told = changed(town, MAYAS_DM)
    assert heading(told) == "The digest is set up"
    assert f"<#{DATA_JOBS}>" in said(told)


# --- from the Home tab


def home_form(town: Town, user: str = MAYA) -> View:
    """The form that the Home tab opens."""
    town.slack.open_home(user)
    eventually(lambda: town.slack.workspace.home(user) is not None)
    home = town.slack.workspace.home(user)
    assert home is not None
    town.slack.click(user, home, "digest_form")
    return form_of(town, user)


def test_home_sets_up_ones_own(town: Town) -> None:
    form = home_form(town)
    assert fields(form)[0] == "channel"
    assert town.slack.submit(MAYA, form.id, {}).ok
    eventually(lambda: len(town.answers(MAYAS_DM)) == 1)
    assert heading(changed(town, MAYAS_DM)) == "You get a digest"
    assert heading(digest(town, channel=MAYAS_DM)) == "Your digest"


@pytest.mark.parametrize("channel", [DATA_JOBS, RANDOM])
def test_home_sets_up_a_channels_and_tells_it_by_direct_message(town: Town, channel: str) -> None:
    form = home_form(town)
    assert town.slack.submit(MAYA, form.id, values(channel=channel)).ok
    eventually(lambda: len(town.answers(MAYAS_DM)) == 1)
    told = changed(town, MAYAS_DM)
    assert heading(told) == "The digest is set up"
    assert f"<#{channel}>" in said(told)
    assert ("/invite" in said(told)) == (channel == RANDOM)
    # A button here would be about the direct messages' own digest.
    assert labels(told) == []
    assert heading(digest(town, channel=channel)) == "This channel's digest"


def test_home_lists_the_digests_that_one_may_see(town: Town) -> None:
    digest(town, "subscribe", MAYA, DATA_JOBS)
    digest(town, "subscribe", SAM, RANDOM)
    for user in (MAYA, ALEX):
        town.slack.open_home(user)
    eventually(lambda: all(town.slack.workspace.home(one) for one in (MAYA, ALEX)))
    mine, every = (shown(view) for one in (MAYA, ALEX) if (view := town.slack.workspace.home(one)))
    assert "Mondays at 09:00" in mine
    assert "<#C0DATA>" in mine
    assert "<#C0RANDOM>" not in mine
    assert "useful" not in mine
    assert "<#C0RANDOM>" in every
    assert "0 useful, 0 not useful" in every


def test_searching_for_it_on_home_tells_how_to_ask(town: Town) -> None:
    town.slack.open_home(MAYA)
    eventually(lambda: town.slack.workspace.home(MAYA) is not None)
    home = town.slack.workspace.home(MAYA)
    assert home is not None
    town.slack.click(MAYA, home, "search", value="digest unsubscribe")
    assert "/digest unsubscribe" in shown(form_of(town))
