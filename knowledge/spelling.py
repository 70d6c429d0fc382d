"""Slips of the pen: which known word or phrase a misspelt one may be.

A word of English is no slip in another, however near: "interest" is not Pinterest.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice, takewhile
from math import ceil, floor

from knowledge.english import is_english
from knowledge.words import singular

WORD_SIMILARITY = 0.75
"""Least share of a word that must agree: one slip in 4 to 7 letters, two in 8 to 11."""

PHRASE_SIMILARITY = 0.79
"""The same for a whole phrase other than a role: one slip in 5 to 9 letters, two in 10 to 14."""

MARGIN = 0.05
"""How far the best name must be ahead of the next to be taken without asking."""

MIN_STEM = 5
"""A shorter stem is too little to go by."""


class Spellings:
    """Known words and phrases, searched for those that what was typed may be a slip of."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known: dict[str, tuple[str, set[str]]] = {}
        """Each phrase by its letters, with its words, however it is parted: "linked in" too."""
        for phrase in known:
            letters = phrase.replace(" ", "")
            words = map(singular, phrase.split())
            self._known.setdefault(letters, (phrase, set()))[1].update(words)
        self._longest = max(map(len, self._known), default=0)
        self._of_lengths: dict[tuple[int, int], list[str]] = {}

    def like(
        self, typed: Sequence[str], similarity: float, limit: int | None = None
    ) -> list[tuple[str, float]]:
        """Those that agree in at least this share of the letters, the most alike first.

        Words in lower case are compared with spaces apart. A number or a word of English stands for
        itself: "real esate" may be a slip, "real state" is none.
        """
        itself = {singular(word) for word in typed if word.isdigit() or is_english(word)}
        letters = "".join(typed)
        if len(itself) == len(typed):
            return [(self._known[letters][0], 1.0)] if letters in self._known else []
        # A letter that is missing is a slip too: what is much longer or shorter cannot be alike.
        shortest, longest = floor(len(letters) * similarity), ceil(len(letters) / similarity)
        if shortest > self._longest:
            return []
        nearby = self._of_lengths.get((shortest, longest))
        if nearby is None:
            nearby = [known for known in self._known if shortest <= len(known) <= longest]
            self._of_lengths[shortest, longest] = nearby
        # Loaded at the first word that is not known to the letter.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(
            letters,
            nearby,
            scorer=OSA.normalized_similarity,
            score_cutoff=similarity,
            limit=None if itself else limit,
        )
        near = [(*self._known[known], score) for known, score, _ in found]
        return [(phrase, score) for phrase, words, score in near if words >= itself][:limit]


class WordIndex:
    """Words of names, found by a slip, by how they begin, or by another form of theirs."""

    def __init__(self, known: Iterable[str]) -> None:
        self._spellings = Spellings(sorted(known, key=len))
        self._sorted = sorted(known)
        self._by_stem: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._sorted:
            if len(_stem(word)) >= MIN_STEM:
                self._by_stem[_stem(word)].append(word)
        self._stems = Spellings(self._by_stem)
        self._stems_of_ing = Spellings(
            stem for stem, words in self._by_stem.items() if words != [stem]
        )

    def similar(self, form: str, english: bool) -> Mapping[str, float]:  # noqa: FBT001
        """Known words that the typed one may be, each with how alike they are.

        What is `english` is none but itself, or another form of itself.
        """
        start = bisect_left(self._sorted, form)
        known = form in self._sorted[start : start + 1]
        similar: dict[str, float] = {form: 1.0} if known else {}
        others: Iterable[str] = ()
        if english:
            others = self._by_stem.get(_stem(form), ()) if known and form.endswith("ing") else ()
        else:
            if len(form) >= 3:
                similar |= dict(self._spellings.like([form], WORD_SIMILARITY, limit=8))
            if known:
                others = self._of_stem(form) if form.endswith("ing") else ()
            elif len(form) >= 3:
                rest = islice(self._sorted, start, None)
                begun = takewhile(lambda word: word.startswith(form), rest)
                others = chain(begun, (word for word in self._of_stem(form) if len(word) >= 6))
        for word in others:
            if len(form) - 3 <= len(word) <= len(form) + 8:
                similar.setdefault(word, 0.9)
        return similar

    def _of_stem(self, form: str) -> list[str]:
        """Words of which this is another form: "engineering" and "engineer", a slip in it allowed."""
        stem = _stem(form)
        if len(stem) < MIN_STEM:
            return []
        stems = self._stems_of_ing if stem == form else self._stems
        return [
            word
            for known, _ in stems.like([stem], WORD_SIMILARITY)
            for word in self._by_stem[known]
            if (word, stem) != (known, form)
        ]


def _stem(word: str) -> str:
    return word.removesuffix("ing")


def alike(one: str, other: str) -> float:
    """How alike two words are: 1.0 is the same, and each slip costs its share of the letters."""
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(one, other)
