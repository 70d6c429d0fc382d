"""Channels that go and come back, with their digests."""

from collections.abc import Callable

import pytest

from bot.playground.records import Channel
from tests.interaction.conftest import DATA_JOBS, MAYA, MAYAS_DM, Town, eventually
from tests.interaction.digests import BOT, SAM, digest, heading, said

Act = Callable[[Town, str], object]


def archived(town: Town, channel: str) -> None:
    """Somebody archives a channel."""
    town.slack.archive(SAM, channel)


def kicked(town: Town, channel: str) -> None:
    """Somebody throws the bot out."""
    town.slack.kick(SAM, channel)


def deleted(town: Town, channel: str) -> None:
    """Somebody deletes a channel."""
    town.slack.delete_channel(SAM, channel)


@pytest.fixture(params=[False, True], ids=["public", "private"])
def channel(request: pytest.FixtureRequest, town: Town) -> str:
    """A channel with a digest of Maya's, and the bot in it."""
    people = frozenset({MAYA, SAM, BOT})
    place = Channel("C0TEAM", "team", people, is_private=bool(request.param))
    town.slack.workspace.conversations.add(place)
    digest(town, "subscribe", channel=place.id)
    return place.id


def dms(town: Town) -> list[str]:
    """What the subscriber was told by direct message, once all that waits is posted."""
    town.delivery.round()
    return [said(one) for one in town.answers(MAYAS_DM)]


@pytest.mark.parametrize("gone", [archived, kicked, deleted])
def test_a_channel_that_goes_is_told_once_and_keeps_its_digest(
    town: Town, channel: str, gone: Act
) -> None:
    gone(town, channel)
    eventually(lambda: len(dms(town)) == 1)
    assert f"<#{channel}>" in dms(town)[0]
    town.slack.redeliver(3)
    listed = said(digest(town, "list"))
    assert f"<#{channel}>" in listed
    assert "Not active" in listed
    town.slack.move_clock(MAYA, "monday")
    assert len(dms(town)) == 1


def test_thrown_out_and_invited_again_it_goes_on(town: Town, channel: str) -> None:
    kicked(town, channel)
    eventually(lambda: "Not active" in said(digest(town, "list")))
    town.slack.invite(MAYA, channel)
    eventually(lambda: "Not active" not in said(digest(town, "list")))
    town.slack.move_clock(MAYA, "monday")
    town.delivery.round()
    posted = [one for one in town.answers(channel, SAM) if not one.ephemeral_for]
    assert posted


def test_archived_and_unarchived_it_goes_on(town: Town, channel: str) -> None:
    archived(town, channel)
    eventually(lambda: "Not active" in said(digest(town, "list")))
    town.slack.unarchive(SAM, channel)
    eventually(lambda: "Not active" not in said(digest(town, "list")))


def test_unarchived_without_the_bot_it_waits(town: Town, channel: str) -> None:
    archived(town, channel)
    eventually(lambda: "Not active" in said(digest(town, "list")))
    town.slack.workspace.conversations.leave(channel, BOT)
    town.slack.unarchive(SAM, channel)
    assert "Not active" in said(digest(town, "list"))


def test_somebody_else_who_joins_changes_nothing(town: Town, channel: str) -> None:
    kicked(town, channel)
    eventually(lambda: "Not active" in said(digest(town, "list")))
    town.slack.invite(MAYA, channel, "U0ALEX")
    assert "Not active" in said(digest(town, "list"))


def test_channels_without_a_digest_are_nobodys_business(town: Town) -> None:
    for gone in (kicked, archived):
        gone(town, DATA_JOBS)
    assert heading(digest(town, "list", channel="C0GENERAL")) == "Your digests"
    assert dms(town) == []
