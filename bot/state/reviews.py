"""Reviews of what texts state, until they become a draft or nobody comes back."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select, update

from bot.state.database import Database
from bot.state.tables import REVIEWS
from knowledge.drafting.review import KeptReview, Review

_row = REVIEWS.c


@cache
def _content() -> TypeAdapter[Review]:
    """How a review is kept; made at the first one, for it takes its time."""
    return TypeAdapter(Review)


class Reviews:
    """See `handlers.curation.deps.Reviews`."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def keep(self, user: str, review: Review) -> KeptReview:
        """Keep a new one."""
        kept = KeptReview(uuid4().hex, self._now(), user, review)
        content = _content().dump_python(review, mode="json")
        with self._database.begin() as connection:
            connection.execute(
                insert(REVIEWS).values(
                    id=kept.id, made_at=kept.made_at, author=user, content=content
                )
            )
        return kept

    def find(self, id: str) -> KeptReview | None:
        """A review; None where there is none any more."""
        with self._database.connect() as connection:
            return _found(connection, id)

    def change(self, id: str, change: Callable[[Review], Review]) -> KeptReview | None:
        """Change it as it is now, whoever else does so; None where there is none any more."""
        with self._database.begin() as connection:
            before = _found(connection, id, to_change=True)
            if before is None:
                return None
            review = change(before.review)
            content = _content().dump_python(review, mode="json")
            connection.execute(update(REVIEWS).where(_row.id == id).values(content=content))
        return KeptReview(id, before.made_at, before.author, review)

    def discard(self, id: str) -> bool:
        """Forget it; True for whoever did."""
        with self._database.begin() as connection:
            return connection.execute(delete(REVIEWS).where(_row.id == id)).rowcount == 1

    def every(self) -> tuple[KeptReview, ...]:
        """All of them, the newest first."""
        with self._database.connect() as connection:
            rows = connection.execute(select(REVIEWS).order_by(_row.made_at.desc(), _row.id)).all()
        return tuple(_kept(*row) for row in rows)


def _found(connection: Connection, id: str, *, to_change: bool = False) -> KeptReview | None:
    asked = select(REVIEWS).where(_row.id == id)
    row = connection.execute(asked.with_for_update() if to_change else asked).first()
    return None if row is None else _kept(*row)


def _kept(id: str, made_at: datetime, author: str, content: object) -> KeptReview:
    return KeptReview(id, made_at, author, _content().validate_python(content))
