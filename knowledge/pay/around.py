"""Sums within their passage: what stands around each, and how far away words of a kind do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from knowledge.pay.money import Money
from knowledge.pay.parts import PARTS, either

CLAUSE = re.compile(
    r"[;|]|\s-\s|\s/\s(?!(?:hr|hour|day|week|wk|month|mo|year|yr|annum)\b)|,\s(?=(?:while|and|but|with|plus|whereas|compared|mientras)\b)"
)
_DASH = re.compile(r"\s-\s+\W*$")
_CLAUSE_BEHIND = re.compile(CLAUSE.pattern + r"|[()]|(?<=[a-z\d%)]):\s")
_SPACES = re.compile(r"\s{2,}")
"""What is left of marks of emphasis: `**Joining** **Bonus**`."""
NEAR = 70
"""Characters within which a word speaks of a sum, unless a clause ends between."""

ANY_PART = either(PARTS)
_LABEL = re.compile(rf"(?:{ANY_PART.pattern})[\s:=-]*$", re.IGNORECASE)
_PAIR = re.compile(
    rf"\s*(?P<one>{ANY_PART.pattern})\s?/\s?(?P<other>{ANY_PART.pattern})", re.IGNORECASE
)


@dataclass(frozen=True)
class Around:
    """A sum within its passage, with what stands before and behind it up to the sums next to it."""

    money: Money
    before: str
    behind: str
    """What follows up to the next sum; words in brackets right behind a sum are its own."""
    brackets: str
    """What stands in the brackets right behind."""
    is_followed: bool = False
    """Whether another sum follows in the passage."""
    is_labelled: bool = False
    """Whether a part of pay stands right before it, as before the first sum of the passage."""

    @cached_property
    def clause(self) -> str:
        """The clause before it; a dash right before it parts it from nothing."""
        pieces = CLAUSE.split(_SPACES.sub(" ", self.before))
        if len(pieces) < 2 or re.search(r"\w", pieces[-1]) or not _DASH.search(self.before):
            return pieces[-1]
        return f"{pieces[-2]} - {pieces[-1]}"

    @cached_property
    def clause_behind(self) -> str:
        """The clause behind it, which its brackets end too."""
        return _CLAUSE_BEHIND.split(self.behind, maxsplit=1)[0]


def around_sums(text: str, sums: Sequence[Money]) -> list[Around]:
    """Each sum with the words next to it."""
    found: list[Around] = []
    before_all = bool(sums) and _LABEL.search(text, 0, sums[0].start) is not None
    for number, money in enumerate(sums):
        start = sums[number - 1].end if number else 0
        end = sums[number + 1].start if number + 1 < len(sums) else len(text)
        before, behind = text[start : money.start], text[money.end : end]
        own = re.match(r"\s?\(([^()]{1,80})\)", before) if number else None
        if own is not None:
            before = before[own.end() :]
        brackets = re.match(r"\s?\(([^()]{1,80})\)", behind)
        is_followed = number + 1 < len(sums)
        is_labelled = before_all and _LABEL.search(before) is not None
        found.append(
            Around(money, before, behind, brackets[1] if brackets else "", is_followed, is_labelled)
        )
    for number in range(len(found) - 1, 0, -1):
        found[number - 1 : number + 1] = _sharing(found[number - 1], found[number])
    return found


_OR = re.compile(r"\s*(?:or|oder|ou|lub|/)\s*", re.IGNORECASE)


def _sharing(one: Around, other: Around) -> tuple[Around, Around]:
    """Two sums with what is written behind both: "45 USD or 180 PLN an hour", "180/250 base/tc"."""
    if not _OR.fullmatch(one.behind):
        return one, other
    pair = _PAIR.match(other.behind) if one.behind.strip() == "/" else None
    if pair is None:
        return replace(one, behind=other.behind, brackets=other.brackets), other
    return (
        replace(one, behind=f" {pair['one']}"),
        replace(other, behind=other.behind[pair.start("other") :]),
    )


def nearest(pattern: re.Pattern[str], one: Around, *, joined: bool = True) -> int | None:
    """How many characters away the nearest word of a kind stands in the sum's clause; None where none does.

    What a comma, "and" or a plus joins behind it counts only if it may be `joined`.
    """
    before, behind = one.clause, one.clause_behind
    distances = [len(before) - match.end() for match in pattern.finditer(before)]
    match = pattern.search(behind)
    if match is not None:
        # What follows a comma or "and" belongs to the next sum as often as not.
        is_joined = re.search(r",|\band\b|\+", behind[: match.start()]) is not None
        if not is_joined or (joined and not one.is_followed):
            distances.append(match.start() + (20 if is_joined else 2))
    return min((one for one in distances if one <= NEAR), default=None)


Kind = TypeVar("Kind")


def near_words(
    kinds: Sequence[tuple[Kind, re.Pattern[str]]],
    any_of_them: re.Pattern[str],
    one: Around,
    *,
    joined: bool = True,
) -> list[tuple[int, Kind]]:
    """How far the nearest word of each kind stands in the sum's clause, of the kinds that do."""
    if not any_of_them.search(one.clause) and not any_of_them.search(one.clause_behind):
        return []
    return [
        (distance, kind)
        for kind, words in kinds
        if (distance := nearest(words, one, joined=joined)) is not None
    ]
