"""What the processes of a run have in common."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, TypeVar, cast

from slack_sdk.errors import SlackApiError

from bot.delivery.courier import Courier
from bot.delivery.due import Due
from bot.delivery.poster import Absent, Posted, Refused, Slack, Timing, Unclear, WebSlack, failure
from bot.delivery.tick import Delivery
from bot.settings import CONTENT
from bot.state.database import Database
from handlers.errors import error_code
from knowledge.library import Library
from knowledge.store import KnowledgeStore, open_library
from tests.delivery.process import editor_of

ALEX = "U0ALEX"
NOMINAL = Timing(
    lease=3,
    deadline=0.5,
    timeout=2,
    settle=2,
    between_posts=0.05,
    when_slowed=1,
    when_gone=2,
    when_refused=2,
)
"""What suits a quiet machine; a slower one gets so many times longer for all of it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Orders:
    """What a nursery and its workers are told, as JSON in their command line.

    `ahead` is by how many seconds their clock is ahead of the machine's, and `slowness` how many times
    longer everything takes than on a quiet machine, in steps of a half. With `blind` nobody finds the
    marker of a message; `credulous` ones take whatever answers for Slack.

    Workers are killed by what they get done, however long that takes: `kills_per_commit` is how often
    one kills itself just before it commits a change, and how often just after (the first time one
    does); from outside one is killed after every so many commits of all, within
    `commits_between_kills`, none where it is None.
    """

    url: str
    api_url: str
    token: str
    store: str
    ahead: float
    seed: str
    workers: int = 4
    kills_per_commit: float = 0.01
    commits_between_kills: tuple[int, int] | None = (14, 46)
    slowness: float = 1
    blind: bool = False
    credulous: bool = False

    @classmethod
    def read(cls, line: str) -> "Orders":
        """What `line` wrote."""
        return cls(**json.loads(line))

    @property
    def line(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))

    @property
    def timing(self) -> Timing:
        """How long things may take in this run."""
        scaled = {name: seconds * self.slowness for name, seconds in asdict(NOMINAL).items()}
        return Timing(**{**scaled, "timeout": round(scaled["timeout"])})

    def random(self, whose: str) -> Random:
        """A generator of its own for each part of the run, from the one seed."""
        return Random(f"{self.seed} {whose}")

    def library(self) -> Library:
        """The knowledge that comes along, from a store that runs share."""
        opened = open_library(CONTENT, KnowledgeStore(Path(self.store)))
        assert opened.library is not None, opened.problems
        return opened.library

    def now(self) -> datetime:
        """The time in this run."""
        return datetime.fromtimestamp(datetime.now(UTC).timestamp() + self.ahead, UTC)

    def delivery(self, library: Library, database: Database) -> Delivery:
        """The real thing, on the timing of a run; it has written once what it would write first."""
        kind = CredulousSlack if self.credulous else WebSlack
        slack: Slack = kind(self.token, self.api_url, self.timing.timeout)
        if self.blind:
            slack = BlindSlack(slack)
        editor = editor_of(library, database, self.now)
        due = Due(database, editor, self.now, newest_blocks=True)
        with database.begin() as connection:
            due.write_some(connection)
            connection.rollback()
        courier = Courier(database, slack, self.now, lambda: (ALEX,), self.timing)
        return Delivery(due, courier, self.now, lambda: None)


class CredulousSlack(WebSlack):
    """A Slack whose refusal is whatever stands where its code would be: the SDK's own sentence, too."""

    def _asked(self, ask: Callable[[], T]) -> T | Refused | Unclear:
        try:
            return ask()
        except SlackApiError as error:
            response = cast("Any", error).response
            is_object = isinstance(response.data, dict)
            data = cast("dict[str, object]", response.data) if is_object else {}
            if (code := str(data.get("error", ""))) and error_code(error) is None:
                return Refused(code)
            return failure(error)
        except Exception as error:  # noqa: BLE001 — as `WebSlack` does
            return failure(error)


class BlindSlack:
    """A Slack in which nobody ever finds a message again."""

    def __init__(self, slack: Slack) -> None:
        self.conversation = slack.conversation
        self.post = slack.post

    def look(
        self, channel: str, marker: str, thread_ts: str | None
    ) -> Posted | Absent | Refused | Unclear:
        """Never there."""
        return Absent()
