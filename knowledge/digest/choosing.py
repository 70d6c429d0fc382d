"""What comes first of what could be told: what a channel asked for, what its readers found useful."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.digest.edition import Brief
from knowledge.library import Library

IN_FOCUS = 3.5
"""For what a channel put first: more than anything else that counts."""

OPINION = 1.0
"""At most so much for or against what is told of a topic or a feed, by the readers of its workspace."""

SAME_AGAIN = 1.0
"""Taken off what the last digest told of too: a topic, a role."""


def chance(*seed: str) -> float:
    """A number from 0 up to 1 that looks drawn, and is the same for the same seed everywhere."""
    digest = hashlib.blake2b("\0".join(seed).encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


@dataclass(frozen=True)
class Channel:
    """A channel as those see it who choose for it: what it cares for, and what it has had."""

    library: Library
    brief: Brief

    @cached_property
    def had(self) -> Collection[str]:
        """Every item that it has had."""
        return {item for items in self.brief.had for item in items}

    @cached_property
    def in_order(self) -> Sequence[str]:
        """The same, the oldest first."""
        return [item for items in self.brief.had for item in items]

    @property
    def last(self) -> Collection[str]:
        """The items of its last digest."""
        return self.brief.had[-1] if self.brief.had else ()

    def focus_on(self, topics: Iterable[str], roles: Iterable[str]) -> tuple[str, ...]:
        """The names of what it put first among some topics and roles, in its own order."""
        focus, library = self.brief.focus, self.library
        of_roles, of_topics = set(roles), set(topics)
        return (
            *(library.roles[r].name for r in focus.roles if r in of_roles and r in library.roles),
            *(library.topic_name(topic) for topic in focus.topics if topic in of_topics),
        )

    def mutes(self, topics: Iterable[str]) -> bool:
        """Whether its readers want to hear no more of one of some topics."""
        return not set(topics).isdisjoint(self.brief.focus.muted_topics)

    def opinion(self, topics: Iterable[str], feeds: Iterable[str] = ()) -> float:
        """What its readers think of what is about some topics and from some feeds, from -1 to 1."""
        named = (*(f"topic:{topic}" for topic in topics), *(f"feed:{feed}" for feed in feeds))
        total = sum(self.brief.ratings.get(name, 0.0) for name in dict.fromkeys(named))
        return OPINION * max(-1.0, min(1.0, total))

    def chance(self, *seed: str) -> float:
        """Chance, another one for each channel."""
        return chance(self.brief.key, *seed)


def shares(counts: Mapping[str, int]) -> Mapping[str, float]:
    """Each count between the least that names a thing, one, and the most: from 0 to 1."""
    most = max(counts.values(), default=1)
    return {key: max(0, count - 1) / max(1, most - 1) for key, count in counts.items()}


def because(reasons: Sequence[str]) -> str:
    """`Chosen because 3 feeds have it, and it's about MLOps`; the reasons in the order of their weight."""
    return f"Chosen because {', and '.join(reasons)}"
