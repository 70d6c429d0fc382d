"""A workspace whose clock is moved, and where rounds of delivery are made by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from wsgiref.types import WSGIApplication

from bot.delivery.poster import Timing
from bot.playground.records import Channel, Message
from bot.playground.seed import TEAM_ID
from bot.playground.server import Playground
from bot.settings import Settings
from bot.world import World, build_world
from knowledge.digest.subscription import Focus, PastDigest, Schedule, Subscription

MAYA, ALEX, BOT = "U0MAYA", "U0ALEX", "U0ROLECALL"
DATA_JOBS = "C0DATA"
MAYAS_DM, ALEXS_DM = "D0MAYA", "D0ALEX"
MONDAYS = Schedule(0, time(9), "Europe/Berlin")
WEEK = timedelta(weeks=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SETTLED = timedelta(minutes=2)
"""After this a post is there or never will be."""


@dataclass
class Town:
    """A workspace and the app in it; `world` is the app's newest process."""

    slack: Playground
    settings: Settings
    world: World
    app: WSGIApplication
    others: list[World] = field(default_factory=list[World])

    @property
    def now(self) -> datetime:
        """What every clock here shows."""
        return datetime.fromtimestamp(self.slack.workspace.clock(), UTC)

    def go_to(self, moment: datetime) -> None:
        """Move the clock ahead."""
        self.slack.workspace.clock.advance_to(moment.timestamp())

    def pass_time(self, span: timedelta) -> None:
        """Let time pass."""
        self.go_to(self.now + span)

    def subscribe(
        self, channel: str = DATA_JOBS, schedule: Schedule = MONDAYS, focus: Focus | None = None
    ) -> Subscription:
        """Subscribe a channel, as Maya."""
        digests = self.world.deps.digests
        return digests.subscribe(TEAM_ID, channel, MAYA, schedule, focus or Focus())

    def subscription(self, channel: str = DATA_JOBS) -> Subscription:
        """A channel's subscription."""
        one = self.world.deps.digests.find(TEAM_ID, channel)
        assert one is not None
        return one

    def add_channel(self, name: str) -> str:
        """Another channel with everybody in it; gives its id."""
        id = f"C0{name.upper()}"
        members = frozenset({MAYA, ALEX, BOT})
        self.slack.workspace.conversations.add(Channel(id, name, members))
        return id

    def round(self) -> None:
        """Do what is due now."""
        self.world.delivery.round()

    def at_the_slot(self, channel: str = DATA_JOBS, late: timedelta = timedelta(seconds=5)) -> None:
        """Go to a channel's next slot and do what is due."""
        self.go_to(self.subscription(channel).next_slot.at + late)
        self.round()

    def another_process(self) -> World:
        """The app once more on the same database."""
        clock = self.slack.workspace.clock
        world = build_world(self.settings, clock=clock, timing=Timing(between_posts=0))
        self.others.append(world)
        return world

    def close(self) -> None:
        """End every process of the app."""
        for world in (self.world, *self.others):
            world.stop()

    def digests(self, channel: str = DATA_JOBS) -> list[Message]:
        """Rolecall's messages in a channel, without those in threads."""
        return [one for one in self._mine(channel) if not one.is_reply]

    def thread(self, message: Message) -> list[Message]:
        """Rolecall's messages in a thread."""
        return [one for one in self._mine(message.channel) if one.thread_ts == message.ts]

    def whole(self, channel: str = DATA_JOBS) -> int:
        """How many digests there are, each with its details in its thread unless it is one line."""
        digests = self.digests(channel)
        assert [len(self.thread(one)) for one in digests] == [
            0 if one.text.startswith("Nothing new") else 1 for one in digests
        ]
        return len(digests)

    def history(self, channel: str = DATA_JOBS) -> list[PastDigest]:
        """What became of a channel's weeks, the oldest first."""
        past = self.world.deps.digests.history(self.subscription(channel).id, 50)
        return list(reversed(past))

    def outcomes(self, channel: str = DATA_JOBS) -> list[str]:
        """The words for it."""
        return [one.outcome for one in self.history(channel)]

    def posts(self) -> list[tuple[str, str]]:
        """Every call of chat.postMessage so far: the channel, and what became of it."""
        calls = self.slack.workspace.calls("chat.postMessage")
        return [(str(call.arguments["channel"]), call.outcome) for call in calls]

    def _mine(self, channel: str) -> list[Message]:
        return [one for one in self.slack.workspace.messages(channel) if one.bot]
