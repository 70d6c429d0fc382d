"""What is measured when someone asks, rather than counted when it happens."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.health import Health
from bot.world import World
from knowledge.freshness import due
from knowledge.library import Library


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
