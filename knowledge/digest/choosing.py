"""Whose turn it is: new things first, nothing twice before all were there, each round in another order."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

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
