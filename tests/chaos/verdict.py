"""What became of every digest, by Slack's own messages; and whether the database says the same."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from bot.delivery.poster import EVENT_TYPE, MARKER
from bot.playground.records import Message
from bot.playground.workspace import Workspace
from bot.state.database import Database
from bot.state.tables import DIGESTS, POSTS, SUBSCRIPTIONS
from tests.chaos.subscribing import Weeks

ADMITTED = ("unknown", "cancelled")
"""States of which people were told that nobody knows, or that a digest got no details for that."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong, a line each; `given_up` is what the database itself says is not known."""

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    out_of_order: tuple[str, ...] = ()
    misrecorded: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A post as the database has it; `thread_ts` is its parent's `ts`."""

    name: str
    id: str
    state: str
    ts: str | None
    thread_ts: str | None

    @property
    def is_given_up(self) -> bool:
        """Whether it was ended because nobody can know what became of it."""
        return self.state in ADMITTED


def judge(
    workspace: Workspace, database: Database, weeks: Weeks, notices: Mapping[str, str]
) -> Verdict:
    """Hold the messages of every channel against the weeks and the notice that it is to have.

    `notices` are ids of posts, by the channels of direct messages.
    """
    lost: list[str] = []
    doubled: list[str] = []
    out_of_order: list[str] = []
    misrecorded: list[str] = []
    given_up: list[str] = []
    recorded = _recorded(database)
    expected = dict(_notices(database, notices))
    for channel, periods in weeks.items():
        posts = [post for period in periods for post in recorded.pop((channel, period), [])]
        if len(posts) != 2 * len(periods):
            lost.append(f"{channel}: the database has {len(posts)} posts for {len(periods)} weeks")
        expected[channel] = posts
    for channel, posts in expected.items():
        messages = [m for m in workspace.messages(channel) if m.bot]
        times = Counter(map(_marker, messages))
        given_up += [f"{channel} {post.name}: {post.state}" for post in posts if post.is_given_up]
        lost += [
            f"{channel} {post.name}: {post.state}"
            for post in posts
            if not (times[post.id] or post.is_given_up)
        ]
        doubled += [
            f"{channel} {post.name}: {times[post.id]} times" for post in posts if times[post.id] > 1
        ]
        # A message that nobody knows of is one too many as well.
        strange = times.keys() - {post.id for post in posts}
        doubled += [f"{channel}: an unknown message {marker}" for marker in strange]
        if list(dict.fromkeys(map(_marker, messages))) != [p.id for p in posts if times[p.id]]:
            out_of_order.append(channel)
        there = {(m.ts, m.thread_ts, _marker(m)) for m in messages}
        misrecorded += [
            f"{channel} {post.name}: {post.state}"
            for post in posts
            if not (post.is_given_up or (post.ts, post.thread_ts, post.id) in there)
        ]
    misrecorded += [f"{channel} {period}: never due" for channel, period in recorded]
    found = (lost, doubled, out_of_order, misrecorded, given_up)
    return Verdict(*map(tuple[str, ...], found))


def _marker(message: Message) -> str:
    metadata = message.metadata or {}
    assert metadata.get("event_type") == EVENT_TYPE, message
    return str(metadata["event_payload"][MARKER])


def _recorded(database: Database) -> dict[tuple[str, str], list[_Recorded]]:
    """By channel and ISO week, the digest and its details."""
    return {key: [digest, details] for key, digest, details in _digests(database)}


def _notices(
    database: Database, notices: Mapping[str, str]
) -> Iterator[tuple[str, list[_Recorded]]]:
    with database.connect() as connection:
        for channel, id in notices.items():
            asked = select(POSTS.c.state, POSTS.c.ts).where(POSTS.c.id == id)
            state, ts = connection.execute(asked).one()
            yield channel, [_Recorded("notice", id, state, ts, None)]


def _digests(database: Database) -> Iterator[tuple[tuple[str, str], _Recorded, _Recorded]]:
    post, reply = POSTS.alias(), POSTS.alias()
    asked = (
        select(
            SUBSCRIPTIONS.c.channel_id, DIGESTS.c.period,
            post.c.id, post.c.state, post.c.ts,
            reply.c.id.label("reply_id"), reply.c.state.label("reply_state"),
            reply.c.ts.label("reply_ts"),
        )
        .join(SUBSCRIPTIONS, SUBSCRIPTIONS.c.id == DIGESTS.c.subscription_id)
        .join(post, post.c.id == DIGESTS.c.post_id)
        .join(reply, reply.c.reply_to == post.c.id)
    )  # fmt: skip
    with database.connect() as connection:
        for row in connection.execute(asked):
            digest = _Recorded(row.period, row.id, row.state, row.ts, None)
            name = f"{row.period}, details"
            details = _Recorded(name, row.reply_id, row.reply_state, row.reply_ts, row.ts)
            yield (row.channel_id, row.period), digest, details
