"""Posts in which nothing moves: what they name is left to chance."""

import random
from collections.abc import Sequence

from knowledge.feeds.trends import Told, shares
from knowledge.feeds.weeks import BEFORE, RECENT

FEEDS = ("a", "b", "c", "d")


def noise_of(chance: random.Random, frequencies: Sequence[float], a_week: int = 32) -> list[Told]:
    """So many posts a week, each of which names every subject as often as its frequency says."""
    return [
        Told(
            week,
            frozenset({FEEDS[number % len(FEEDS)]}),
            frozenset(str(n) for n, share in enumerate(frequencies) if chance.random() < share),
        )
        for week in range(BEFORE + RECENT)
        for number in range(a_week)
    ]


def measurings_that_err(measurings: int, *, seed: int) -> int:
    """In how many measurings of a hundred topics something is said to have moved."""
    chance = random.Random(seed)
    frequencies = [0.02 + 0.28 * number / 100 for number in range(100)]
    found = (shares(noise_of(chance, frequencies)).values() for _ in range(measurings))
    return sum(any(one.moved for one in each) for each in found)
