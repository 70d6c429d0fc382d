"""What readers think of a digest: thanked privately, counted once each, shown to admins."""

import pytest

from bot.playground.records import Message
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually
from tests.interaction.digests import SAM, checked, digest, forged, labelled, public, said


@pytest.fixture
def posted(town: Town) -> Message:
    """A digest in the channel."""
    digest(town, "subscribe")
    digest(town, "send now")
    town.delivery.round()
    return public(town)[0]


def rate(town: Town, posted: Message, label: str, user: str) -> Message:
    """Click a feedback button, and read the thanks."""
    before = len(town.answers(user=user))
    town.clicks(posted, labelled(posted, label), user=user)
    eventually(lambda: len(town.answers(user=user)) > before)
    thanks = checked(town.answers(user=user)[-1])
    assert thanks.ephemeral_for == user
    return thanks


def counts(town: Town) -> str:
    """What an admin's history says of the last digest."""
    return said(digest(town, "history", ALEX)).splitlines()[-1]


def test_the_last_opinion_of_each_reader_counts(town: Town, posted: Message) -> None:
    assert "Counted as useful" in said(rate(town, posted, "Useful", MAYA))
    rate(town, posted, "Useful", MAYA)
    assert "Counted as not useful" in said(rate(town, posted, "Not useful", SAM))
    assert "1 useful, 1 not useful" in counts(town)
    rate(town, posted, "Not useful", MAYA)
    assert "0 useful, 2 not useful" in counts(town)


def test_everybody_keeps_seeing_the_digest(town: Town, posted: Message) -> None:
    rate(town, posted, "Useful", MAYA)
    town.slack.redeliver(3)
    assert "1 useful, 0 not useful" in counts(town)
    now = next(one for one in town.answers(user=ALEX) if one.ts == posted.ts)
    assert now.blocks == posted.blocks


def test_the_list_and_the_history_of_members_do_not_count(town: Town, posted: Message) -> None:
    rate(town, posted, "Useful", MAYA)
    assert "useful" not in said(digest(town, "history"))
    assert "1 useful, 0 not useful" in said(digest(town, "list", ALEX))


def test_a_digest_that_nobody_knows_is_not_counted(town: Town) -> None:
    assert forged(town, SAM, DATA_JOBS, "digest_useful", "none").ok
    eventually(lambda: "no longer know this digest" in said(town.answers(user=SAM)[-1]))
