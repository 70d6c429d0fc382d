"""A line that was understood by half changes nothing: what was read is offered on a button."""

import pytest

from tests.interaction.conftest import ALEX, MAYA, MAYAS_DM, Town
from tests.interaction.digests import SAM, digest, heading, labels, press, said, written

ASKED = "Did you mean this?"
UNREAD = "Nothing was changed"
FRIDAYS = "Fridays at 16:00, Europe/London"

GUESSED = {
    "subscribe blursday 25:00": "Thursdays 16:00 London",
    "subscribe mondya 10:00": "Mondays 10:00 London",
    "subscribe 10:00 in Europe/Belrin": "Fridays 10:00 Berlin",
    "move to thrusday": "Thursdays 16:00 London",
}
"""Lines whose day, hour or zone is read out of a word that says none, and what is read."""

LEFT_OUT = {
    "tomorrow 8am": "Fridays 08:00 London",
    "subscribe tomorrow 8am": "Fridays 08:00 London",
    "subscribe today 8:00": "Fridays 08:00 London",
    "subscribe tonight at 8": "Fridays 08:00 London",
    "subscribe 8:00 maybe": "Fridays 08:00 London",
    "subscribe thursday afternoon": "Thursdays 16:00 London",
    "subscribe monday 25:00": "Mondays 16:00 London",
    "subscribe monday or tuesday": "Mondays 16:00 London",
    "subscribe monday 9:00 and 17:00": "Mondays 09:00 London",
    "subscribe 9:00 Berlin, 10:00 Tokyo": "Fridays 09:00 Berlin",
    "subscribe daily at 8:00": "Fridays 08:00 London",
    "subscribe last monday of the month": "the first Monday of the month 16:00 London",
    "subscribe 2026-11-30 9:00": "Fridays 09:00 London",
    "subscribe monday 9:00 for barbers": "Mondays 09:00 London",
}
"""Lines of which something was left out, and what is read in the rest."""

NOTHING_READ = [
    "subscribe in 1 minute",
    "subscribe 25:00",
    "subscribe today",
    "subscribe noonish",
    "subscribe friday 16:00 maybe",
    "change from friday",
]


@pytest.fixture
def fridays(town: Town) -> None:
    """The channel has a digest of Maya's."""
    digest(town, "subscribe friday 16:00 in Europe/London roles data engineer")


@pytest.mark.usefixtures("fridays")
@pytest.mark.parametrize(("text", "read"), (GUESSED | LEFT_OUT).items())
def test_it_changes_nothing_and_offers_what_was_read(town: Town, text: str, read: str) -> None:
    question = digest(town, text)
    assert heading(question) == ASKED
    assert UNREAD in said(question)
    assert f"Fridays 16:00 London → {read}" in said(question)
    assert labels(question) == [read, "Change…"]
    assert FRIDAYS in said(digest(town))
    changed = press(town, question, read)
    assert heading(changed) == f"Changed: Fridays 16:00 London → {read}"
    assert "Roles first: Data Engineer" in said(changed)


@pytest.mark.usefixtures("fridays")
@pytest.mark.parametrize("text", NOTHING_READ)
def test_where_nothing_new_was_read_there_is_nothing_to_offer(town: Town, text: str) -> None:
    answer = digest(town, text)
    assert heading(answer) == UNREAD
    assert FRIDAYS in said(answer)
    assert labels(answer)[0] == "Change…"
    assert "Undo" not in labels(answer)
    assert FRIDAYS in said(digest(town))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("subscribe blursday 25:00", "Thursdays 09:00 Berlin"),
        ("tomorrow 8am", "Mondays 08:00 Berlin"),
        ("subscribe in 1 minute", "Mondays 09:00 Berlin"),
        ("subscribe daily", "Mondays 09:00 Berlin"),
        ("subscribe monday or tuesday", "Mondays 09:00 Berlin"),
    ],
)
def test_nor_does_it_set_up_a_first_one(town: Town, text: str, read: str) -> None:
    question = digest(town, text)
    assert heading(question) == ASKED
    assert labels(question) == [read, "Choose…"]
    assert "None yet." in said(digest(town, "list", ALEX))
    assert heading(press(town, question, read)) == "The digest is set up"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("subscribe", "Mondays at 09:00, Europe/Berlin"),
        ("subscribe friday", "Fridays at 09:00, Europe/Berlin"),
        ("subscribe 17:00", "Mondays at 17:00, Europe/Berlin"),
        ("suscribe fridays", "Fridays at 09:00, Europe/Berlin"),
        ("subscribe mondya 10:00", "Mondays at 10:00, Europe/Berlin"),
        ("subscribe for data enginers", "Mondays at 09:00, Europe/Berlin"),
    ],
)
def test_a_first_one_is_set_up_where_all_was_understood(town: Town, text: str, kept: str) -> None:
    answer = digest(town, text)
    assert heading(answer) == "The digest is set up"
    assert kept in said(answer)
    assert labels(answer)[0] == "Change…"
    assert "Undo" not in labels(answer)


@pytest.mark.usefixtures("fridays")
@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("subscribe thursday", "Fridays 16:00 London → Thursdays 16:00 London"),
        ("change the time to 10am", "Fridays 16:00 London → Fridays 10:00 London"),
        ("subscribe in Asia/Tokyo", "Fridays 16:00 London → Fridays 16:00 Tokyo"),
        ("move to monday 9:00", "Fridays 16:00 London → Mondays 09:00 London"),
        ("monthly", "Fridays 16:00 London → the first Friday of the month 16:00 London"),
        ("every second tuesday", "Fridays 16:00 London → every second Tuesday 16:00 London"),
        ("chnage to thursday", "Fridays 16:00 London → Thursdays 16:00 London"),
    ],
)
def test_what_was_understood_is_changed_at_once(town: Town, text: str, change: str) -> None:
    assert heading(digest(town, text)) == f"Changed: {change}"


@pytest.mark.usefixtures("fridays")
@pytest.mark.parametrize("text", ["subscribe", "subscribe friday", "subscribe 16:00", "weekly"])
def test_what_holds_already_is_no_change(town: Town, text: str) -> None:
    answer = digest(town, text)
    assert heading(answer) == "This digest is already set up that way"
    assert FRIDAYS in said(answer)
    assert "Undo" not in labels(answer)


@pytest.mark.usefixtures("fridays")
@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("subscribe roles mle", "Roles first: Data Engineer → Data Engineer and Machine Learning Engineer"),
        ("subscribe about mlops", "Topics first: none → MLOps and DataOps"),
        ("subscribe only trends and tips", "Includes: everything → stories of the week, what has moved and something to ask"),
        ("subscribe quiet", "Weeks without news: a short post → no post"),
    ],
)  # fmt: skip
def test_a_change_of_what_stands_in_it_says_so(town: Town, text: str, change: str) -> None:
    answer = digest(town, text)
    assert heading(answer) == "Changed"
    assert change in said(answer)
    assert "→ Fridays" not in said(answer)
    assert "Undo" in labels(answer)


@pytest.mark.usefixtures("fridays")
def test_somebody_else_is_not_asked_but_refused(town: Town) -> None:
    assert heading(digest(town, "tomorrow 8am", SAM)) == "This digest belongs to someone else"


def test_a_question_about_ones_own_is_answered_where_it_was_asked(town: Town) -> None:
    question = digest(town, "dm me tomorrow 8am")
    assert labels(question) == ["Mondays 08:00 Berlin"]
    answer = press(town, question, "Mondays 08:00 Berlin")
    assert heading(answer) == "You get a digest"
    assert heading(digest(town)) == "No digest here yet"
    assert "Mondays at 08:00" in said(digest(town, channel=MAYAS_DM))


def test_in_direct_messages_it_is_asked_as_well(town: Town) -> None:
    written(town, "digest subscribe friday 16:00 in Europe/London")
    question = written(town, "digest subscribe tomorrow 8am")
    assert heading(question) == ASKED
    changed = press(town, question, "Fridays 08:00 London", MAYA)
    assert heading(changed) == "Changed: Fridays 16:00 London → Fridays 08:00 London"


def test_of_several_zones_one_is_chosen_first(town: Town) -> None:
    question = digest(town, "subscribe tomorrow 10:00 IST")
    assert heading(question) == "Which time zone?"
    question = press(town, question, "Asia/Kolkata")
    assert heading(question) == ASKED
    assert heading(press(town, question, "Mondays 10:00 Kolkata")) == "The digest is set up"


def test_the_words_that_were_not_understood_are_named(town: Town) -> None:
    question = said(digest(town, "subscribe tomorrow mondya 25:00"))
    assert "“tomorrow”" in question
    assert "“25:00”" in question
    assert "Read “mondya” as Monday" in question
