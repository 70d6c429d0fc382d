"""The whole app in a workspace: real HTTP both ways, the real state database."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import WSGIApplication

import pytest

from bot.delivery.poster import Timing
from bot.delivery.tick import Delivery
from bot.fetching.addresses import Network
from bot.playground.clock import MovableClock
from bot.playground.demo import start_demo
from bot.playground.people.acting import Outcome
from bot.playground.records import Message, View
from bot.playground.server import Playground
from bot.revisions.watch import Teller
from bot.settings import Settings
from bot.transport.http import build_wsgi
from bot.world import World, build_world
from handlers.curation.deps import Curation
from handlers.deps import Deps
from tests.conftest import begun_settings
from tests.payloads import shown_text

MAYA, ALEX = "U0MAYA", "U0ALEX"
DATA_JOBS, RANDOM = "C0DATA", "C0RANDOM"
MAYAS_DM = "D0MAYA"
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Town:
    """A workspace with people in it, and what they see."""

    slack: Playground
    delivery: Delivery
    """Does what is due when it is told to: `round`. Nothing ticks here."""
    teller: Teller
    """Tells admins and owners what there is when it is told to. Nothing looks at files here."""
    curation: Curation
    """What another process would do with the knowledge."""
    world: World

    def types(self, line: str, user: str = MAYA, channel: str = DATA_JOBS) -> Message:
        """Type a command and see its answer."""
        return self.slack.slash(user, channel, line).message

    def clicks(self, message: Message, action_id: str, user: str = MAYA, **more: object) -> Outcome:
        """Click something under a message."""
        outcome = self.slack.click(user, message, action_id, **more)  # type: ignore[arg-type]
        assert outcome.ok, outcome.error
        return outcome

    def sees(
        self, channel: str = DATA_JOBS, user: str = MAYA, *, thread: str | None = None
    ) -> list[Message]:
        """The messages of a channel as somebody sees them."""
        return [
            message
            for message in self.slack.workspace.messages(channel, user)
            if thread is None or message.thread_ts == thread
        ]

    def answers(self, channel: str = DATA_JOBS, user: str = MAYA) -> list[Message]:
        """What Rolecall wrote in a channel, as somebody sees it."""
        return [message for message in self.sees(channel, user) if message.bot]

    def modal(self, user: str = MAYA) -> View | None:
        """The modal on top, if one is open."""
        views = self.slack.workspace.views(user)
        return views[-1] if views else None


def eventually(check: Callable[[], bool]) -> None:
    """Wait for what comes after the acknowledgement."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not check():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def shown(thing: Message | View) -> str:
    """Everything that a message or a view shows."""
    return shown_text(list(thing.blocks))


@pytest.fixture
def admins() -> frozenset[str]:
    """Rolecall's own admins, ids of people and of user groups: nobody, unless a module says so."""
    return frozenset()


@pytest.fixture
def networks() -> frozenset[Network]:
    """Networks of this machine from which pages may be fetched: none, unless a module says so."""
    return frozenset()


@pytest.fixture
def is_agent() -> bool:
    """Whether the app is installed as an agent: no, unless a module says so."""
    return False


Way = Callable[[WSGIApplication, Settings], WSGIApplication]


@pytest.fixture
def way() -> Way:
    """What stands between Slack and the app: nothing, unless a module says so."""
    return lambda app, _settings: app


@pytest.fixture
def deps_of() -> Callable[[World], Deps]:
    """What listeners are given of a world: all of it as it is, unless a module says otherwise."""
    return lambda world: world.deps


@pytest.fixture
def town(
    tmp_path: Path,
    admins: frozenset[str],
    networks: frozenset[Network],
    way: Way,
    deps_of: Callable[[World], Deps],
    *,
    is_agent: bool,
) -> Iterator[Town]:
    """A fresh workspace with the real app in it."""

    worlds: list[World] = []

    def wsgi(settings: Settings, clock: MovableClock) -> WSGIApplication:
        world = build_world(settings, clock=clock, timing=Timing(between_posts=0))
        worlds.append(world)
        return way(build_wsgi(settings, deps_of(world)), settings)

    said = {
        "rolecall_admins": admins,
        "rolecall_fetch_networks": networks,
        "rolecall_agent": is_agent,
    }
    settings = begun_settings(tmp_path).model_copy(update=said)
    demo = start_demo(settings, wsgi, port=0)
    world = worlds[0]
    yield Town(demo.playground, world.delivery, world.teller, world.deps.curation, world)
    demo.stop()
