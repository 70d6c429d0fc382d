"""What readers think of a digest: useful or not, the last opinion of each."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, select, update

from bot.state.claims import claim
from bot.state.tables import DIGEST_RATINGS, DIGESTS, SUBSCRIPTIONS

_digest = DIGESTS.c
_rating = DIGEST_RATINGS.c


def rate(connection: Connection, digest: str, user: str, *, useful: bool) -> bool:
    """Keep a reader's opinion; False where there is no such digest."""
    if connection.execute(select(_digest.id).where(_digest.id == digest)).first() is None:
        return False
    row = {"digest_id": digest, "user_id": user, "useful": useful}
    if not claim(connection, DIGEST_RATINGS, row):
        theirs = update(DIGEST_RATINGS).where(_rating.digest_id == digest, _rating.user_id == user)
        connection.execute(theirs.values(useful=useful))
    return True


def rated_items(
    connection: Connection, team: str, since: datetime
) -> tuple[tuple[tuple[str, ...], int, int], ...]:
    """The items of each digest of a workspace that readers rated, with both counts."""
    counts = [rating_count(useful=useful) for useful in (True, False)]
    asked = (
        select(_digest.item_keys, *counts)
        .join(SUBSCRIPTIONS, SUBSCRIPTIONS.c.id == _digest.subscription_id)
        .where(SUBSCRIPTIONS.c.team_id == team, _digest.slot_at >= since)
        .where(_digest.id.in_(select(_rating.digest_id)))
    )
    return tuple(
        (tuple(row.item_keys), row.useful, row.not_useful) for row in connection.execute(asked)
    )


def rating_count(*, useful: bool) -> ColumnElement[int]:
    """The column `useful` or `not_useful` of a query of digests: how many readers find it so."""
    counted = case((_rating.useful.is_(useful), 1), else_=0)
    name = "useful" if useful else "not_useful"
    return (
        select(func.coalesce(func.sum(counted), 0))
        .where(_rating.digest_id == _digest.id)
        .scalar_subquery()
        .label(name)
    )
