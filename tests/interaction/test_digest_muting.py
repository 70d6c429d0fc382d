"""What a channel's readers want to hear no more of: muted by anyone of them, shown, and brought back."""

import pytest

from handlers.values import carry
from knowledge.digest.subscription import MuteRequest
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually
from tests.interaction.digests import SAM, digest, forged, heading, labels, press, said


@pytest.fixture(autouse=True)
def _subscribed(town: Town) -> None:
    """The channel has a digest of Maya's."""
    digest(town, "subscribe friday 16:00 in Europe/London")


def chosen(town: Town, request: MuteRequest, user: str = SAM) -> str:
    """Choose from the menu in a digest's thread, and read what is said to whoever chose."""
    before = len(town.answers(user=user))
    assert forged(town, user, DATA_JOBS, "digest_mute", carry(request)).ok
    eventually(lambda: len(town.answers(user=user)) > before + 1)
    answer = town.answers(user=user)[-1]
    assert answer.ephemeral_for == user
    return said(answer)


@pytest.mark.parametrize("user", [MAYA, SAM, ALEX])
def test_any_reader_mutes_a_topic_in_words_and_another_one_brings_it_back(
    town: Town, user: str
) -> None:
    answer = digest(town, "mute mlops", user)
    assert "Muted for this channel: MLOps and DataOps." in said(answer)
    assert labels(answer) == ["Unmute"]
    assert "Muted: MLOps and DataOps" in said(digest(town, "", MAYA))
    assert "Nothing to change" in said(digest(town, "mute mlops", SAM))
    assert "Unmuted: MLOps and DataOps." in said(digest(town, "unmute mlops", SAM))
    assert "Muted" not in said(digest(town, "", MAYA))


def test_a_feed_is_muted_from_the_thread_and_the_channel_is_not_told(town: Town) -> None:
    public = [one for one in town.answers(user=ALEX) if not one.ephemeral_for]
    assert "Muted for this channel: dbt Labs Blog." in chosen(
        town, MuteRequest(feeds=("dbt-blog",))
    )
    assert "Muted: dbt Labs Blog" in said(digest(town, "", MAYA))
    seen = [one for one in town.answers(user=ALEX) if not one.ephemeral_for]
    assert len(seen) == len(public)
    undone = chosen(town, MuteRequest(feeds=("dbt-blog",), undo=True))
    assert "Unmuted: dbt Labs Blog." in undone


def test_the_button_under_the_answer_takes_it_back(town: Town) -> None:
    answer = digest(town, "mute mlops", SAM)
    assert "Unmuted" in said(press(town, answer, "Unmute", SAM))
    assert "Muted" not in said(digest(town, "", MAYA))


def test_the_form_and_other_changes_leave_it_as_it_is(town: Town) -> None:
    digest(town, "mute mlops", SAM)
    digest(town, "subscribe thursday quiet", MAYA)
    assert "Muted: MLOps and DataOps" in said(digest(town))


def test_to_mute_for_a_while_is_to_pause(town: Town) -> None:
    assert heading(digest(town, "mute for 2 weeks", MAYA)) == "Paused"
    assert heading(digest(town, "unmute", MAYA)) == "Resumed"


def test_where_there_is_no_digest_nothing_is_muted(town: Town) -> None:
    digest(town, "unsubscribe", MAYA)
    assert heading(digest(town, "mute mlops", MAYA)) == "No digest here yet"
