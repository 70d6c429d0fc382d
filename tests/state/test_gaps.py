"""What was asked and not found, and what conversations were about."""

from datetime import datetime, timedelta

import pytest

from bot.state.conversations import MAX_TEXT, Conversations, Greetings
from bot.state.database import Database
from bot.state.gaps import MOST_A_DAY, Gaps
from bot.state.retention import Retention
from handlers import deps
from handlers.curation import deps as curation
from handlers.errors import UnavailableError
from knowledge.gaps import MAX_SUBJECT, Gap, Rated
from tests.state.backups import rows_of
from tests.state.conftest import START

TEAM, CHANNEL = "T0TEAM", "C0DATA"


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def hand() -> Clock:
    return Clock()


@pytest.fixture
def gaps(database: Database, hand: Clock) -> curation.Gaps:
    return Gaps(database, hand)


@pytest.fixture
def conversations(database: Database, hand: Clock) -> deps.Conversations:
    return Conversations(database, hand)


def test_what_is_asked_is_counted_by_its_words(gaps: curation.Gaps, hand: Clock) -> None:
    gaps.count(TEAM, ("data scientist", "berlin: pay"))
    hand.at += timedelta(days=3)
    gaps.count(TEAM, ("data scientist",))
    assert gaps.most(TEAM, 9) == (Gap("data scientist", 2, 0), Gap("berlin: pay", 1, 0))
    assert gaps.most("T0OTHER", 9) == ()


def test_what_is_requested_comes_first(gaps: curation.Gaps) -> None:
    gaps.count(TEAM, ("barber",) * 2)
    assert gaps.request(TEAM, "prompt engineer")
    assert not gaps.request(TEAM, "prompt engineer")
    assert gaps.most(TEAM, 1) == (Gap("prompt engineer", 0, 2),)


def test_no_more_is_kept_than_people_ask(
    gaps: curation.Gaps, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_A_DAY > 100
    monkeypatch.setattr("bot.state.gaps.MOST_A_DAY", 2)
    gaps.count(TEAM, ("x" * 200, "a", "b", "c"))
    assert sorted(str(row[1]) for row in rows_of(database)["gaps"]) == ["a", "x" * MAX_SUBJECT]


def test_what_helped_least_comes_first(gaps: curation.Gaps) -> None:
    for question, helped in (("role mle", True), ("salary de", False), ("salary de", True)):
        gaps.rate(TEAM, question, helped=helped)
    assert gaps.rated(TEAM, 9) == (Rated("salary de", 1, 1), Rated("role mle", 1, 0))
    assert gaps.most(TEAM, 9) == ()


def test_an_agent_greets_each_person_once(database: Database) -> None:
    greetings = Greetings(database)
    people = ("U1", "U2", "U1")
    assert [greetings.first(TEAM, user) for user in people] == [True, True, False]
    assert greetings.first("T0OTHER", "U1")


def test_gaps_go_after_half_a_year(gaps: curation.Gaps, database: Database, hand: Clock) -> None:
    gaps.count(TEAM, ("barber",))
    assert Retention(database, hand).remove(START + timedelta(days=180)) == 0
    assert Retention(database, hand).remove(START + timedelta(days=181)) == 1
    assert gaps.most(TEAM, 9) == ()


def test_a_conversation_is_about_its_last_question(conversations: deps.Conversations) -> None:
    conversations.keep(TEAM, CHANNEL, "1.0", "salary", "mle")
    conversations.keep(TEAM, CHANNEL, "1.0", "role", "de skills")
    assert conversations.last(TEAM, CHANNEL, "1.0") == "/role de skills"
    for other in ((TEAM, CHANNEL, ""), (TEAM, "D0MAYA", "1.0"), ("T0OTHER", CHANNEL, "1.0")):
        assert conversations.last(*other) is None


def test_a_conversation_is_over_after_a_day(
    conversations: deps.Conversations, database: Database, hand: Clock
) -> None:
    conversations.keep(TEAM, CHANNEL, "", "salary", "mle")
    hand.at += timedelta(hours=23)
    assert conversations.last(TEAM, CHANNEL, "") == "/salary mle"
    assert Retention(database, hand).remove(hand.at) == 0
    hand.at += timedelta(hours=2)
    assert conversations.last(TEAM, CHANNEL, "") is None
    assert Retention(database, hand).remove(hand.at) == 1


def test_a_job_post_is_not_kept(conversations: deps.Conversations) -> None:
    conversations.keep(TEAM, CHANNEL, "", "salary", "x" * (MAX_TEXT + 1))
    assert conversations.last(TEAM, CHANNEL, "") is None


def test_without_a_database_nothing_is_kept_and_nothing_fails(
    gaps: curation.Gaps,
    conversations: deps.Conversations,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise UnavailableError("away")

    monkeypatch.setattr(database, "begin", refuse)
    monkeypatch.setattr(database, "connect", refuse)
    gaps.count(TEAM, ("barber",))
    conversations.keep(TEAM, CHANNEL, "", "salary", "mle")
    assert conversations.last(TEAM, CHANNEL, "") is None
