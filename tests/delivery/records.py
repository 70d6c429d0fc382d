"""What the database says of the outbox, for judging it by what Slack has."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.state.database import Database
from bot.state.tables import DIGESTS, POSTS
from tests.delivery.memory_slack import MemorySlack

UNREADABLE = {"missing_scope", "not_in_channel", "is_archived", "channel_not_found"}
UNPOSTED = {"expired", "failed", "cancelled"}


class Records:
    """Looks into the tables; it changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def weeks(self) -> dict[str, tuple[str, str]]:
        """Of each digest's post: the subscription and the ISO week."""
        digest = DIGESTS.c
        asked = select(digest.post_id, digest.subscription_id, digest.period)
        with self._database.connect() as connection:
            rows = connection.execute(asked.where(digest.post_id.is_not(None))).all()
        return {post: (subscription, period) for post, subscription, period in rows}

    def last_period(self, subscription: str) -> str | None:
        """The last ISO week that was dealt with."""
        asked = select(func.max(DIGESTS.c.period)).where(DIGESTS.c.subscription_id == subscription)
        with self._database.connect() as connection:
            return connection.execute(asked).scalar_one()

    def state(self, post: str) -> str:
        """How far a post is."""
        with self._database.connect() as connection:
            return connection.execute(select(POSTS.c.state).where(POSTS.c.id == post)).scalar_one()

    def numbers(self) -> dict[str, int]:
        """The place of each post in the outbox."""
        with self._database.connect() as connection:
            rows = connection.execute(select(POSTS.c.id, POSTS.c.number)).all()
        return {row.id: row.number for row in rows}

    def parent(self, post: str) -> str:
        """The post in whose thread another belongs."""
        asked = select(POSTS.c.reply_to).where(POSTS.c.id == post)
        with self._database.connect() as connection:
            return connection.execute(asked).scalar_one()

    def not_under_way(self, subscription: str) -> set[str]:
        """The posts of a subscription that nobody has begun to post.

        A digest that is in its channel already still gets its thread.
        """
        mine = select(DIGESTS.c.post_id).where(DIGESTS.c.subscription_id == subscription)
        begun = select(POSTS.c.id).where(POSTS.c.state == "sent")
        roots = select(POSTS.c.id).where(POSTS.c.id.in_(mine), POSTS.c.attempts == 0)
        replies = select(POSTS.c.id).where(
            POSTS.c.reply_to.in_(mine), POSTS.c.attempts == 0, POSTS.c.reply_to.not_in(begun)
        )
        with self._database.connect() as connection:
            return {*connection.scalars(roots), *connection.scalars(replies)}

    def still_good_at(self, moment: datetime, slack: MemorySlack) -> set[str]:
        """The posts that may still come then: not what belongs below a message that was deleted."""
        asked = select(POSTS.c.id, POSTS.c.reply_to).where(
            POSTS.c.state.in_(("ready", "intended")), POSTS.c.expires_at > moment
        )
        with self._database.connect() as connection:
            found = connection.execute(asked).all()
        return {id for id, parent in found if parent is None or not slack.was_deleted(parent)}

    def latest_wait(self) -> datetime:
        """Until when something may be waiting; the time before all time where nothing is."""
        columns = (POSTS.c.not_before, POSTS.c.leased_until, POSTS.c.look_after)
        asked = select(*map(func.max, columns)).where(
            POSTS.c.state.in_(("ready", "held", "intended"))
        )
        with self._database.connect() as connection:
            moments = connection.execute(asked).one()
        return max((one for one in moments if one), default=datetime.min.replace(tzinfo=UTC))

    def all_settled(self, slack: MemorySlack) -> None:
        """Assert that nothing is left over, and that what is said of each message is true."""
        with self._database.connect() as connection:
            posts = connection.execute(select(POSTS.c.id, POSTS.c.state, POSTS.c.ts)).all()
        for id, state, ts in posts:
            found = [one.ts for one in slack.of(id)]
            if state == "sent":
                assert found == [ts]
            elif state == "unknown":
                assert len(found) <= 1
                assert slack.refused[id] in UNREADABLE
            else:
                # In a thread that was deleted since nobody finds what had come.
                assert state in UNPOSTED
                assert all(slack.is_below_deleted(one) for one in slack.of(id))
                assert state != "failed" or slack.refused[id] == "invalid_blocks"
