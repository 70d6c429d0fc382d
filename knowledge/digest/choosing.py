"""What comes first of what is new: what many documents name, what a channel asked for."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from knowledge.digest.edition import Brief
from knowledge.library import Library
from knowledge.model import Fact

FIRST_SPREAD = 0.2
"""In the first round, chance decides between things of nearly the same weight only."""

LATER_SPREAD = 4.0
"""From the second round on it decides more than weight: nobody wants the same year again."""


@dataclass(frozen=True, slots=True)
class Turns:
    """What was shown of one kind of thing so far.

    A round ends where something comes for a second time in it. `opener` is what the current one
    began with, `last` what the very last digest showed, `lately` the half that came last of all
    that ever came, and `times` how often each thing came.
    """

    round: int
    opener: str | None
    this_round: AbstractSet[str]
    last: AbstractSet[str]
    lately: AbstractSet[str]
    times: Mapping[str, int]


def turns_taken(shown: Sequence[Sequence[str]]) -> Turns:
    """The turns that were taken in some digests, the oldest first: the ids in each, in order."""
    number = 1
    this_round: dict[str, None] = {}
    times: Counter[str] = Counter()
    by_age: dict[str, None] = {}
    for id in (id for ids in shown for id in dict.fromkeys(ids)):
        if id in this_round:
            number += 1
            this_round = {}
        this_round[id] = None
        times[id] += 1
        by_age.pop(id, None)
        by_age[id] = None
    opener = next(iter(this_round), None)
    last = frozenset(shown[-1] if shown else ())
    lately = frozenset(list(by_age)[len(by_age) - len(by_age) // 2 :])
    return Turns(number, opener, frozenset(this_round), last, lately, times)


def in_turn(
    ids: Iterable[str], turns: Turns, key: str, weight: Callable[[str], float]
) -> tuple[str, ...]:
    """The ids in the order of their turn, for whoever `key` names; the heavier first in each round.

    What was never shown comes before what this round has left, and both before a new round. What
    stood in the last digest waits as far as there is anything else, and so does what came lately.
    Weight and key only order.
    """

    def order(id: str) -> tuple[int, bool, bool, bool, float, str]:
        if id in turns.this_round:
            waiting, number = 2, turns.round + 1
        else:
            waiting, number = int(id in turns.times), turns.round
        opens_again = waiting == 2 and id == turns.opener
        spread = FIRST_SPREAD if number == 1 else LATER_SPREAD
        score = weight(id) + spread * chance(key, str(number), id)
        return waiting, id in turns.last, id in turns.lately, opens_again, -score, id

    return tuple(sorted(dict.fromkeys(ids), key=order))


def chance(*seed: str) -> float:
    """A number from 0 up to 1 that looks drawn, and is the same for the same seed everywhere."""
    digest = hashlib.blake2b("\0".join(seed).encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


Weight = Callable[[str], float]

MANY_DOCUMENTS = 2.0
"""For what most documents name; for what one names, nothing."""

FOCUS_TOPIC = 3.0
FOCUS_ROLE = 1.5
RATING = 0.6
"""At most so much for or against a topic, by its readers: less than any of the above."""

SAME_AGAIN = 1.0
"""Taken off a number about the same topic as the last one."""

ASKED_FOR, RELATED, WELL_KNOWN = 4.0, 2.0, 1.0
"""A role of the focus, a neighbor of one, and a role with as many figures as any."""


def trend_weight(library: Library, brief: Brief) -> Weight:
    """How early a trend topic comes: by documents, focus and, gently, its readers' opinion."""
    sources = {t: len({one.source for one in told}) for t, told in library.trends.items()}
    share = _shares(sources)
    concerned = {t.topic for t in library.named_trends.on_roles(brief.focus.roles)}

    def weight(topic: str) -> float:
        rating = max(-1.0, min(1.0, brief.ratings.get(topic, 0.0)))
        return (
            MANY_DOCUMENTS * share[topic]
            + FOCUS_TOPIC * (topic in brief.focus.topics)
            + FOCUS_ROLE * (topic in concerned)
            + RATING * rating
        )

    return weight


def fact_weight(
    library: Library, brief: Brief, numbers: Mapping[str, Sequence[Fact]], last: AbstractSet[str]
) -> Weight:
    """How early a market number comes: by documents and focus, not twice on one topic."""
    share = _shares({key: len(facts) for key, facts in numbers.items()})
    concerned = set(library.market_numbers.on_roles(brief.focus.roles))
    just_had = {t for key in last for fact in numbers.get(key, ()) for t in fact.topics}

    def weight(key: str) -> float:
        topics = {topic for fact in numbers[key] for topic in fact.topics}
        return (
            MANY_DOCUMENTS * share[key]
            + FOCUS_TOPIC * (not topics.isdisjoint(brief.focus.topics))
            + FOCUS_ROLE * (not concerned.isdisjoint(numbers[key]))
            - SAME_AGAIN * (not topics.isdisjoint(just_had))
        )

    return weight


def role_weight(library: Library, brief: Brief) -> Weight:
    """How early a role comes: the focus's in its order, their neighbors, then by figures."""
    asked = [role for role in brief.focus.roles if role in library.roles]
    related = {other for role in asked for other in library.roles[role].related}
    share = _shares({role: library.number_of_figures(role) for role in library.roles})

    def weight(role: str) -> float:
        if role in asked:
            return ASKED_FOR + 1 - asked.index(role) / len(asked)
        return WELL_KNOWN * share[role] + RELATED * (role in related)

    return weight


def _shares(counts: Mapping[str, int]) -> Mapping[str, float]:
    """Each count between the least that names a thing, one, and the most: from 0 to 1."""
    most = max(counts.values(), default=1)
    return {key: max(0, count - 1) / max(1, most - 1) for key, count in counts.items()}
