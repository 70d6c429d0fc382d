"""Whether a process lives and is ready, and what is measured when someone asks.

**Alive** means that no thread has died that nothing but a new process would bring back.

**Ready** means that answers can be given, and they come from memory. That is why a process whose
database is away stays ready, and is called degraded: all hosts share the database, and a load balancer
that took every one of them away would end what still works, the questions. What is degraded is said
in words here, and in numbers among the metrics, for alarms.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.background import SECONDS
from bot.world import World
from knowledge.freshness import due
from knowledge.library import Library

SILENCE = 10.0
"""Seconds without a word of the database, which is asked every two, until it counts as away."""

LATE = 3.0 * SECONDS
"""Seconds without a round of digests that are noticed."""

DEAD = 10.0 * SECONDS
"""Seconds without one after which nobody need wait for the next."""

Status = Literal["ready", "degraded", "not ready"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether Slack should be sent here, the revision served, and in words what is amiss where."""

    status: Status
    revision: int
    trouble: dict[str, str]


class Health:
    """The health of one process. It asks nobody: what is told was noticed beside."""

    def __init__(self, world: World, is_connected: Callable[[], bool] | None = None) -> None:
        """`is_connected` says whether Slack can reach us, where the connection is our own."""
        self._world = world
        self._is_connected = is_connected
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Nothing more is taken from now on: what is under way is finished."""
        self._stopping.set()

    def death(self) -> str | None:
        """What is dead for good; None where all lives."""
        if not self._world.watch.lives():
            return "the thread that watches for knowledge changes has died"
        if self._world.delivery.seconds_without_round() > DEAD:
            return "the thread that delivers digests has died"
        return None

    def readiness(self) -> Readiness:
        """Whether answers can be given here, and all else be done."""
        obstacle, trouble = self._obstacle(), self._trouble()
        status: Status = "degraded" if trouble else "ready"
        return Readiness(
            "not ready" if obstacle else status,
            self._world.knowledge.standing.number,
            obstacle or trouble,
        )

    def database_answers(self) -> bool:
        """Whether the database responds lately."""
        return self._world.knowledge.seconds_since_look() <= SILENCE

    def _obstacle(self) -> dict[str, str]:
        if self._stopping.is_set():
            return {"process": "it is shutting down"}
        if self._is_connected is not None and not self._is_connected():
            return {"slack": "there is no connection to Slack"}
        return {}

    def _trouble(self) -> dict[str, str]:
        trouble: dict[str, str] = {}
        if not self.database_answers():
            silent = self._world.knowledge.seconds_since_look()
            trouble["database"] = (
                f"no response for {silent:.0f} s: questions are answered from the "
                "knowledge as of then; changes and digests have to wait"
            )
        idle = self._world.delivery.seconds_without_round()
        if idle > LATE:
            trouble["digests"] = f"no check for due digests in {idle:.0f} s"
        return trouble


class Vitals(Collector):
    """The state of one process, for Prometheus; nobody is asked, so that it never has to wait."""

    def __init__(self, world: World, health: Health, today: Callable[[], date]) -> None:
        self._world = world
        self._health = health
        self._today = today

    def collect(self) -> Iterator[Metric]:
        """Every number as it is now."""
        under_way, waiting = self._world.background.load
        numbers = (
            (
                "ready",
                "Whether answers can be given",
                self._health.readiness().status != "not ready",
            ),
            (
                "database_up",
                "Whether the database responds",
                self._health.database_answers(),
            ),
            (
                "knowledge_behind_seconds",
                "How long ago it was known that no newer revision than the one served is there",
                self._world.knowledge.seconds_since_look(),
            ),
            (
                "knowledge_documents_stale",
                "Roles and sources that are due for verification",
                _stale(self._world.knowledge.library(), self._today()),
            ),
            ("background_running", "Background work in progress", under_way),
            ("background_waiting", "Background work that is waiting to start", waiting),
            (
                "seconds_without_round",
                "How long ago a round of digests ended; 0 while one is under way",
                self._world.delivery.seconds_without_round(),
            ),
        )
        for name, said, value in numbers:
            yield GaugeMetricFamily(f"rolecall_{name}", said, float(value))


@lru_cache(maxsize=1)
def _stale(library: Library, today: date) -> int:
    # The same all day: where there are many documents it takes a while to count them.
    return len(due(library, today))
