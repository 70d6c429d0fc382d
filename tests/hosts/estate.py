"""Three hosts, one PostgreSQL and a Slack, each on a machine of its own; and what people do there."""

from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from bot.playground import seed
from bot.playground.faults import Fault
from bot.playground.records import Channel
from bot.playground.server import Playground
from bot.state import revisions
from bot.state.database import Database, open_database
from bot.state.tables import POSTS
from knowledge.digest.subscription import Focus, Schedule, Slot
from knowledge.library import Library
from tests.bot.served import SECRET, TOKEN
from tests.chaos.slack import UnreliableSlack
from tests.chaos.subscribing import Weeks, still_to_come, subscriptions_of
from tests.hosts.machines import PATIENCE, Machine, eventually, machine
from tests.hosts.network import Host, network
from tests.state.postgres import Postgres, new_postgres_server

OUT_OF_REACH = "I can't reach my database right now"
MAYA = seed.MAYA.id
ROLES = ("data-engineer", "ml-engineer", "ai-engineer")
ASKED_IN = "C0DATA"
BELL = "C0BELL"
"""A channel with a digest that is not due: when the bot is let in there, its host looks what is due."""


@dataclass(frozen=True)
class Estate:
    """All of it; `database` is a way to the database that is never cut."""

    db: Host
    machines: tuple[Machine, ...]
    postgres: Postgres
    database: Database
    slack: UnreliableSlack
    library: Library

    def make_due(self, channels: Sequence[str]) -> Weeks:
        """Subscribe channels to a digest that is due now; every host looks for it at once."""
        slot = datetime.now(UTC).replace(second=0, microsecond=0)
        self._subscribe(channels, slot)
        self._subscribe([BELL], slot - timedelta(days=1))
        for one in self.machines:
            self.slack.playground.connect(one.url)
            self.slack.workspace.conversations.leave(BELL, self.slack.bot)
            self.slack.playground.invite(MAYA, BELL)
        period = Slot(slot, slot.date()).period
        return {channel: [period] for channel in channels}

    def start_database(self) -> None:
        """Start PostgreSQL again."""
        with self.db.inside():
            self.postgres.start()

    def sent(self) -> int:
        """How many messages have arrived, by the database."""
        with self.database.connect() as connection:
            sent = select(func.count()).where(POSTS.c.state == "sent")
            return connection.execute(sent).scalar_one()

    def all_delivered(self) -> bool:
        """Whether nothing is still to come."""
        return still_to_come(self.database, datetime.now(UTC)) == 0

    def newest_revision(self) -> int:
        """By the database."""
        with self.database.connect() as connection:
            return revisions.newest(connection)

    def shows(self, one: Machine, role: str, words: str) -> bool:
        """Whether a host's answer about a role has some words."""
        self.slack.playground.connect(one.url)
        outcome = self.slack.playground.slash(MAYA, ASKED_IN, f"/role {role.replace('-', ' ')}")
        assert outcome.ok, outcome.error
        return words in str(outcome.body)

    def asks_for_notes(self, one: Machine) -> str:
        """What `/digest` answers on a host, after its acknowledgement."""
        self.slack.playground.connect(one.url)
        before = len(self._answers())
        outcome = self.slack.playground.slash(MAYA, ASKED_IN, "/digest")
        assert outcome.ok, outcome.error
        eventually(lambda: len(self._answers()) > before)
        return self._answers()[-1]

    def _subscribe(self, channels: Sequence[str], slot: datetime) -> None:
        schedule = Schedule(slot.weekday(), slot.time(), "UTC")
        now = slot - timedelta(minutes=1)
        if slot.date() < datetime.now(UTC).date():
            now = slot
        digests, _ = subscriptions_of(self.database, self.library, lambda: now)
        for channel in channels:
            digests.subscribe(seed.TEAM_ID, channel, MAYA, schedule, Focus())

    def _answers(self) -> list[str]:
        messages = self.slack.workspace.messages(ASKED_IN, MAYA)
        return [message.text for message in messages if message.bot]


@contextmanager
def estate_of(channels: int, folder: Path, library: Library) -> Generator[Estate]:
    """Everything, up and ready; this thread is on Slack's machine until the end of the block."""
    with ExitStack() as stack:
        at_slack, db, *hosts = stack.enter_context(network("slack", "db", "one", "two", "three"))
        stack.enter_context(at_slack.inside())
        with db.inside():
            postgres = stack.enter_context(new_postgres_server(db.address))
        playground = Playground.start(
            SECRET, bot_token=TOKEN, host=at_slack.address, acknowledged_within=PATIENCE
        )
        stack.callback(playground.stop)
        machines = [
            stack.enter_context(
                machine(
                    host,
                    folder,
                    role,
                    DATABASE_URL=f"postgres://rolecall@{db.address}/postgres",
                    SLACK_API_URL=playground.api_url,
                    ROLECALL_ADMINS=seed.ALEX.id,
                )
            )
            for host, role in zip(hosts, ROLES, strict=True)
        ]
        for one in machines:
            eventually(one.is_up)
        database = open_database(f"postgres://rolecall@/postgres?host={postgres.folder}")
        stack.callback(database.close)
        slack = _as_slow_as_the_real_one(playground, channels)
        yield Estate(db, tuple(machines), postgres, database, slack, library)


def _as_slow_as_the_real_one(playground: Playground, channels: int) -> UnreliableSlack:
    """So a host that is cut off has messages under way."""
    slack = UnreliableSlack(playground, channels, people=0)
    random = Random(1)
    slack.workspace.faults.choose("chat.postMessage", lambda: Fault.delay(random.uniform(0.1, 0.4)))
    slack.workspace.conversations.add(Channel(BELL, "bell", frozenset({MAYA, slack.bot})))
    return slack
