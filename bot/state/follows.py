"""The roles that members follow, and the revision in which each of them last saw a role."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, delete, select, update

from bot.state.database import Database, claim
from bot.state.tables import FOLLOWED_ROLES

_row = FOLLOWED_ROLES.c


@dataclass(frozen=True, slots=True)
class FollowedRole:
    """A role that someone follows; `seen` is the revision in which the follower last saw it."""

    role_id: str
    followed_at: datetime
    seen: int


class Follows:
    """Who follows which role. Nothing here asks whether a role is known."""

    def __init__(
        self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._now = now

    def follow(self, team: str, user: str, role: str, seen: int) -> None:
        """Follow a role from now on; nothing changes for one that is followed already."""
        row = {
            "team_id": team,
            "user_id": user,
            "role_id": role,
            "followed_at": self._now(),
            "seen": seen,
        }
        with self._database.begin() as connection:
            claim(connection, FOLLOWED_ROLES, row)

    def unfollow(self, team: str, user: str, role: str) -> None:
        """Follow a role no longer; nothing changes for one that is not followed."""
        with self._database.begin() as connection:
            connection.execute(delete(FOLLOWED_ROLES).where(_is(team, user, role)))

    def of(self, team: str, user: str) -> tuple[FollowedRole, ...]:
        """The roles that a member follows, in the order in which they were followed."""
        asked = (
            select(_row.role_id, _row.followed_at, _row.seen)
            .where(_row.team_id == team, _row.user_id == user)
            .order_by(_row.followed_at, _row.role_id)
        )
        with self._database.connect() as connection:
            return tuple(FollowedRole(*row) for row in connection.execute(asked))

    def mark_seen(self, team: str, user: str, roles: Collection[str], seen: int) -> None:
        """Keep in which revision the follower has now seen roles; nothing changes for others."""
        mine = and_(_row.team_id == team, _row.user_id == user, _row.role_id.in_(roles))
        with self._database.begin() as connection:
            connection.execute(update(FOLLOWED_ROLES).where(mine).values(seen=seen))


def _is(team: str, user: str, role: str) -> ColumnElement[bool]:
    return and_(_row.team_id == team, _row.user_id == user, _row.role_id == role)
