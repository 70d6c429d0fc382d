"""Following roles."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.state.database import Database
from bot.state.follows import FollowedRole, Follows
from handlers import deps
from tests.state.conftest import START

MAYA = ("T0TEAM", "U0MAYA")
ALEX = ("T0TEAM", "U0ALEX")
SEEN = 12


@pytest.fixture
def follows(database: Database, clock: Callable[[], datetime]) -> Follows:
    return Follows(database, now=clock)


def test_a_member_follows_a_role(follows: Follows) -> None:
    follows.follow(*MAYA, "ml-engineer", SEEN)
    assert follows.of(*MAYA) == (FollowedRole("ml-engineer", START, SEEN),)


def test_nobody_follows_anything_at_first(follows: Follows) -> None:
    assert follows.of(*MAYA) == ()


def test_roles_come_in_the_order_of_following(follows: Follows) -> None:
    for role in ("ml-engineer", "data-engineer", "ai-engineer"):
        follows.follow(*MAYA, role, 1)
    assert [one.role_id for one in follows.of(*MAYA)] == [
        "ml-engineer",
        "data-engineer",
        "ai-engineer",
    ]


def test_following_twice_changes_nothing(follows: Follows) -> None:
    follows.follow(*MAYA, "ml-engineer", SEEN)
    follows.follow(*MAYA, "ml-engineer", 1)
    assert follows.of(*MAYA) == (FollowedRole("ml-engineer", START, SEEN),)


def test_unfollowing_ends_it_for_this_member_and_role(follows: Follows) -> None:
    follows.follow(*MAYA, "ml-engineer", 1)
    follows.follow(*MAYA, "data-engineer", 1)
    follows.follow(*ALEX, "ml-engineer", 1)
    follows.unfollow(*MAYA, "ml-engineer")
    follows.unfollow(*MAYA, "ml-engineer")
    assert [one.role_id for one in follows.of(*MAYA)] == ["data-engineer"]
    assert [one.role_id for one in follows.of(*ALEX)] == ["ml-engineer"]


def test_what_was_seen_is_marked_for_this_follower_and_role(follows: Follows) -> None:
    follows.follow(*MAYA, "ml-engineer", 1)
    follows.follow(*MAYA, "data-engineer", 1)
    follows.follow(*ALEX, "ml-engineer", 1)
    follows.mark_seen(*MAYA, ["ml-engineer"], SEEN)
    assert [one.seen for one in follows.of(*MAYA)] == [SEEN, 1]
    assert [one.seen for one in follows.of(*ALEX)] == [1]


def test_marking_a_role_that_is_not_followed_follows_nothing(follows: Follows) -> None:
    follows.mark_seen(*MAYA, ["ml-engineer"], SEEN)
    assert follows.of(*MAYA) == ()


def test_two_teams_are_apart(follows: Follows) -> None:
    here, there = ("T0HERE", "U0MAYA"), ("T0THERE", "U0MAYA")
    follows.follow(*here, "ml-engineer", 1)
    follows.follow(*there, "ml-engineer", 1)
    follows.mark_seen(*there, ["ml-engineer"], SEEN)
    follows.unfollow(*there, "data-engineer")
    assert [one.seen for one in follows.of(*here)] == [1]
    assert [one.seen for one in follows.of(*there)] == [SEEN]
    follows.unfollow(*there, "ml-engineer")
    assert follows.of(*there) == ()
    assert [one.role_id for one in follows.of(*here)] == ["ml-engineer"]


def test_a_moment_is_kept_whatever_the_zone(database: Database) -> None:
    berlin = datetime(2026, 11, 16, 10, 0, 0, 123456, tzinfo=ZoneInfo("Europe/Berlin"))
    follows = Follows(database, now=lambda: berlin)
    follows.follow(*MAYA, "ml-engineer", 1)
    (followed,) = follows.of(*MAYA)
    assert followed.followed_at == berlin
    assert followed.followed_at.tzinfo is UTC


def test_the_system_s_clock_is_the_default(database: Database) -> None:
    before = datetime.now(UTC)
    follows = Follows(database)
    follows.follow(*MAYA, "ml-engineer", 1)
    assert before <= follows.of(*MAYA)[0].followed_at <= datetime.now(UTC)


def test_it_is_what_listeners_ask_for(follows: Follows) -> None:
    asked: deps.Follows = follows
    assert asked.of(*MAYA) == ()
