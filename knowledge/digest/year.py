"""A year of digests in a row, to be read through before anyone gets them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.digest.compose import compose, number_of_facts, paid_roles, signals
from knowledge.digest.edition import Brief, Digest, News
from knowledge.digest.schedule import WEEK
from knowledge.digest.tips import tip_ideas
from knowledge.library import Library

WEEKS = 52


@dataclass(frozen=True, slots=True)
class UsedUp:
    """How much of one kind of item some digests showed; `day` is when all of it had been seen."""

    name: str
    seen: int
    there_is: int
    day: date | None


def year_of(library: Library, first: Brief, weeks: int = WEEKS) -> tuple[Digest, ...]:
    """Weekly digests from the first one's day on, of knowledge that does not change meanwhile."""
    digests: list[Digest] = []
    brief = first
    for _ in range(weeks):
        digest = compose(library, brief)
        digests.append(digest)
        brief = replace(
            brief,
            day=brief.day + WEEK,
            had=(*brief.had, digest.items),
            news=News(brief.day, ()),
            missed=(),
        )
    return tuple(digests)


def used_up(library: Library, digests: Sequence[Digest]) -> tuple[UsedUp, ...]:
    """For each kind of item, how much there is, how much was shown, and when all was."""
    kinds = {
        "Trend topics": {f"trend:{topic}": topic for topic in library.topics},
        "Market signals": number_of_facts(signals(library)),
        "Roles with figures": {f"role:{role}": role for role in paid_roles(library)},
        "Tips": {key: key for key in tip_ideas(library)},
    }
    return tuple(_used_up(name, stands_for, digests) for name, stands_for in kinds.items())


def _used_up(name: str, stands_for: Mapping[str, str], digests: Sequence[Digest]) -> UsedUp:
    left = set(stands_for.values())
    there_is = len(left)
    for digest in digests:
        left -= {stands_for[item] for item in digest.items if item in stands_for}
        if not left:
            return UsedUp(name, there_is, there_is, digest.day if there_is else None)
    return UsedUp(name, there_is - len(left), there_is, None)
