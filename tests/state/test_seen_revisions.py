"""The migration from what people had seen, as it was kept once, to the revisions in which they saw it."""

import hashlib
import json
from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import Connection, text

from bot.state import revisions
from bot.state.database import Database
from bot.state.follows import Follows
from bot.state.migrations import migrate
from knowledge.revisions import Changes, revision_label
from tests.revisions.small_content import ANALYST, JOBS, PAY, SMALL, pay, role
from tests.state.conftest import START
from tests.state.old_tables import go_back, go_on, subscribe_once

TEAM = "T0TEAM"
ADVICE = "Ask first."
LINES = f"sections:\n  skills:\n    - {{text: {ADVICE}, sources: [pay]}}\n"

HISTORY: tuple[Changes, ...] = (
    SMALL,
    {PAY: pay(110_000)},
    {ANALYST: role("Looks deeper.") + LINES, JOBS: pay(90_000, id="Jobs")},
    {JOBS: None},
    {PAY: "# Only a comment.\n" + pay(110_000)},
)
"""What each of five revisions changed."""


@pytest.fixture
def old(database: Database) -> Database:
    """A database with the tables of the version before, and with nothing in them."""
    go_back(database, "0006")
    return database


def publish(connection: Connection, history: tuple[Changes, ...] = HISTORY) -> None:
    for base, changes in enumerate(history):
        made = revisions.add(
            connection, base, changes, at=START, author="", origin="files", reason=""
        )
        assert made == base + 1


def said(low: int, summary: str = "Looks into things.", *lines: str) -> dict[str, str]:
    """What a follower of the analyst saw, as the version before kept it."""
    ranges, means = figure_ids()
    digests = {f"skills/{hashlib.sha256(one.encode()).hexdigest()[:10]}": one for one in lines}
    return {
        ranges: f"Overall, base, Pay\n${low:,}–${low + 20_000:,}",
        means: f"Overall, average, total, Pay\n${low:,}",
        "summary": f"Summary\n{summary}",
        **{key: f"skills\n{one}" for key, one in digests.items()},
    }


def figure_ids() -> tuple[str, str]:
    """The ids of the two figures, which their amounts do not change."""
    about = ("analyst", None, "range", "base", "USD", "year", *[None] * 8)
    mean = ("analyst", None, "mean", "total", "USD", "year", *[None] * 8)
    identities = (("pay", "Pay > Ranges", *about), ("pay", "Pay > Means", *mean))
    ranges, means = (
        f"pay:{hashlib.sha256(repr(one).encode()).hexdigest()[:10]}" for one in identities
    )
    return ranges, means


def follow(connection: Connection, user: str, seen: Mapping[str, str], role: str) -> None:
    connection.execute(
        text(
            "INSERT INTO followed_roles (team_id, user_id, role_id, followed_at, seen)"
            " VALUES (:team, :user, :role, '2026-11-16 09:00:00+00:00', :seen)"
        ),
        {"team": TEAM, "user": user, "role": role, "seen": json.dumps(seen)},
    )


FOLLOWED: list[tuple[Mapping[str, str], int]] = [
    (said(100_000), 1),
    (said(110_000), 2),
    (said(110_000, "Looks deeper.", ADVICE), 5),
    (dict(reversed(said(100_000).items())), 1),
    ({key: f"Renamed{text}" for key, text in said(100_000).items()}, 1),
    (said(120_000), 5),
    (said(100_000, "Looks deeper.", ADVICE), 5),
    ({}, 0),
]
"""What a follower had seen, and the revision that says it: the last one; else it counts as seen."""


@pytest.mark.parametrize(("seen", "number"), FOLLOWED)
def test_a_follower_has_seen_the_last_revision_that_said_the_same(
    old: Database, seen: Mapping[str, str], number: int
) -> None:
    with old.begin() as connection:
        publish(connection)
        follow(connection, "U0MAYA", seen, "analyst")
        follow(connection, "U0ALEX", {"summary": "Summary\nNobody knows it any more."}, "gone")
        migrate(connection)
    assert [one.seen for one in Follows(old).of(TEAM, "U0MAYA")] == [number]
    assert [one.seen for one in Follows(old).of(TEAM, "U0ALEX")] == [5]


def label(connection: Connection, number: int) -> str:
    return revision_label(number, revisions.tree_at(connection, number))


LABELS: list[tuple[Callable[[Connection], str], int]] = [
    (lambda connection: label(connection, 1), 1),
    (lambda connection: label(connection, 4), 4),
    (lambda connection: label(connection, 5), 5),
    (lambda _: "2-00000000", 5),
    (lambda _: "9-4f1d20c3", 5),
    (lambda _: "0123456789abcdef", 5),
]
"""What a channel had seen, and its revision; what is none of this knowledge counts as seen."""


@pytest.mark.parametrize(("kept", "number"), LABELS)
def test_a_channel_has_seen_the_revision_of_its_label(
    old: Database, kept: Callable[[Connection], str], number: int
) -> None:
    with old.begin() as connection:
        publish(connection)
        subscribe(connection, kept(connection), label(connection, 3))
        go_on(connection, "0007")
        assert seen_by_channel(connection) == (number, 3)


def test_before_the_first_revision_all_that_will_be_in_it_counts_as_seen(old: Database) -> None:
    with old.begin() as connection:
        subscribe(connection, "0123456789abcdef", "1-4f1d20c3")
        follow(connection, "U0MAYA", said(100_000), "analyst")
        go_on(connection, "0007")
        assert seen_by_channel(connection) == (1, 1)
        migrate(connection)
    assert [one.seen for one in Follows(old).of(TEAM, "U0MAYA")] == [1]


def subscribe(connection: Connection, known: str, had: str) -> None:
    """A channel that knew one revision when it subscribed, and another at its last digest."""
    subscribe_once(connection, TEAM, "C0DATA", known)
    connection.execute(
        text(
            "INSERT INTO digests (id, subscription_id, period, slot_at, slot_date, revision,"
            " item_keys) VALUES ('d', 's', '2026-W47', '2026-11-16 09:00:00+00:00',"
            " '2026-11-16', :had, '[]')"
        ),
        {"had": had},
    )


def seen_by_channel(connection: Connection) -> tuple[int, int]:
    known = connection.execute(text("SELECT revision FROM subscriptions")).scalar_one()
    had = connection.execute(text("SELECT revision FROM digests")).scalar_one()
    return known, had
