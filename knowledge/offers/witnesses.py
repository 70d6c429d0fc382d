"""Which words of a text say what its sums are: "base $150k", "$20,000 relocation"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

from knowledge.fields import Component
from knowledge.offers.money import Money
from knowledge.offers.pay_words import HARD_BREAK, PayWord

NEAR = 14
"""How far (see `_distance`) a word may stand from the sum that it speaks of."""

FARTHEST_CHARACTERS = 160
"""Beyond so many characters nothing speaks of a sum."""

_JOINER = re.compile(r"\+|&|\b(?:plus|and|with|y|und|et)\b", re.IGNORECASE)


class Witnesses:
    """The words that say what the sums of a text are."""

    def __init__(self, text: str, sums: Sequence[Money], words: Sequence[PayWord]) -> None:
        self._text = text
        self._sums = sums
        self._words = words
        self._paired = dict(self._pairs())
        self._of = {money: self._paired.get(money) or self._nearest(money) for money in sums}

    def of(self, money: Money) -> PayWord | None:
        """The word that speaks of a sum: of two in the same order its own, else the nearest."""
        return self._of[money]

    def parts(self, sums: Sequence[Money]) -> tuple[dict[Money, Component], set[PayWord]]:
        """Which part of pay each sum is, each word used for one sum only; and the words used."""
        pairs = [
            (distance, word.start, word.end <= money.start, money, word)
            for word in self._words
            if word.is_part
            for money in sums
            if (distance := self._distance(word, money)) is not None
        ]
        parts: dict[Money, Component] = {
            money: cast("Component", word.says) for money, word in self._paired.items()
        }
        used = set(self._paired.values())
        for _, _, _, money, word in sorted(pairs, key=lambda pair: pair[:3]):
            if money not in parts and word not in used:
                parts[money] = cast("Component", word.says)
                used.add(word)
        return parts, used

    def _pairs(self) -> Iterator[tuple[Money, PayWord]]:
        """Sums and parts of pay that are written in the same order: "180/250 base/tc"."""
        for one, other in pairwise(self._sums):
            for first, second in pairwise(word for word in self._words if word.is_part):
                between = (
                    (one.end, other.start),
                    (other.end, first.start),
                    (first.end, second.start),
                )
                gaps = [self._text[start:end].strip() for start, end in between if start <= end]
                if gaps == ["/", "", "/"]:
                    yield from ((one, first), (other, second))

    def _nearest(self, money: Money) -> PayWord | None:
        """The word nearest to a sum that says what it is."""
        near = [
            (distance, word.start, word)
            for word in self._words
            if (distance := self._distance(word, money)) is not None
        ]
        return min(near, key=lambda one: one[:2])[2] if near else None

    def _distance(self, word: PayWord, money: Money) -> float | None:
        """How far a word stands from a sum, in words and what weighs as such; None is too far."""
        behind = word.start >= money.end
        if not behind and word.end > money.start:
            return None
        start, end = (money.end, word.start) if behind else (word.end, money.start)
        gap = self._text[start:end]
        if len(gap) > FARTHEST_CHARACTERS or any(start <= m.start < end for m in self._sums):
            return None
        if not behind and not gap.strip(" \n\t-*:"):
            return 1 if "\n" in gap else 0
        if HARD_BREAK.search(gap) or (behind and self._is_of_another(word, gap)):
            return None
        distance = len(re.findall(r"\w+", gap)) + 3 * gap.count(",") + 4 * len(_JOINER.findall(gap))
        if behind:
            distance += 2 * gap.count("(")
            # "$10,000 relocation" is one thing, whatever stands before it.
            distance -= 0 if word.is_pay else 0.5
        return distance if distance <= NEAR else None

    def _is_of_another(self, word: PayWord, gap: str) -> bool:
        """Whether a word behind a sum begins something new: "$150k + bonus", "$150k, equity"."""
        begins = self._text[word.end : word.end + 2].lstrip().startswith(":")
        parted = "," in gap and word.says not in ("base", "total")
        return begins or parted or _JOINER.search(gap) is not None
