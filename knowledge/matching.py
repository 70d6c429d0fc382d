"""From what people type to what we know: exact phrases first, then near ones, never a guess.

A fuzzy score alone misleads ("ml engineer" scores higher against MLOps Engineer than against Machine
Learning Engineer), so a name is matched word by word: every typed word has to find its counterpart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import chain, pairwise

from knowledge.english import is_english
from knowledge.spelling import (
    MARGIN,
    PHRASE_SIMILARITY,
    WORD_SIMILARITY,
    Spellings,
    WordIndex,
)
from knowledge.words import Word

ACCEPT = 0.85
"""Least score at which a name is taken as meant; between OFFER and this it is offered."""

ACCEPT_WHOLE = PHRASE_SIMILARITY
"""The same for a whole name of several words in its order: a slip in each is as good as one in one."""

OFFER = 0.65
MAX_CANDIDATES = 200
"""Names that are looked at closely, those of the fewest words first."""

MAX_TYPED_WORDS = 12
MAX_REMEMBERED_WORDS = 2_000

ANOTHER = 0.7
"""Share of its score that stays to a name of which a word is missing that tells it from another job's."""

ALIKE_AS_A_WHOLE = 75
"""Least percentage of letters in which a name agrees with what was typed, where they share no word."""

MANY_NAMES = 36
"""A word that more than one in so many names has names no job by itself."""

SUGGESTION_SIMILARITY = 0.6
"""Least share of a word that must agree for "did you mean"."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for: the `kind` of thing and its id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Found:
    """Words that were read as something: those from `start` up to `end`, and what they may mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]

    @property
    def meaning(self) -> Meaning:
        """The first meaning: the only one, but for cities that stand in several states."""
        return self.meanings[0]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that typed words may mean, with how well they fit: 1.0 is every word to the letter."""

    id: str
    score: float
    whole: bool = True
    """Whether the words are a whole name and not a part of one."""
    ordered: bool = True
    """Whether the words come in the order of the name."""
    words: int = 1
    """How many of the name's words were typed."""


class Phrases:
    """What the names of one kind of things mean, to the letter."""

    def __init__(
        self,
        names: Iterable[tuple[tuple[str, ...], Meaning]],
        exact: Iterable[tuple[tuple[str, ...], Meaning]] = (),
    ) -> None:
        """`names` are (normalised name, meaning) pairs; of those in `exact` nothing is a slip."""
        self.meanings: dict[str, tuple[Meaning, ...]] = {}
        self.longest_from: dict[str, int] = {}
        """How many words the longest phrase has that begins with a word."""
        self._add(names)
        self.spelt = tuple(self.meanings)
        """The phrases in which slips are allowed."""
        self._add(exact)
        self.exact = tuple(self.meanings)[len(self.spelt) :]
        """The others, of which one may be suggested."""

    def _add(self, names: Iterable[tuple[tuple[str, ...], Meaning]]) -> None:
        for forms, meaning in names:
            phrase = " ".join(forms)
            known = self.meanings.get(phrase, ())
            if forms and meaning not in known:
                self.meanings[phrase] = (*known, meaning)
                self.longest_from[forms[0]] = max(len(forms), self.longest_from.get(forms[0], 0))


class PhraseBook:
    """Phrases of several kinds and what they mean, found exactly, or nearly where nothing is exact."""

    def __init__(self, kinds: Sequence[Phrases]) -> None:
        """Where one phrase means several things, those of the first kind come first."""
        self._kinds = [kind.meanings for kind in kinds]
        self._spelt = [kind.spelt for kind in kinds]
        self._exact = [kind.exact for kind in kinds]
        self._longest_from: dict[str, int] = {}
        for kind in kinds:
            for first, length in kind.longest_from.items():
                self._longest_from[first] = max(length, self._longest_from.get(first, 0))

    @cached_property
    def _compact(self) -> Mapping[str, str]:
        """Every phrase by its letters without spaces."""
        phrases = dict.fromkeys(chain.from_iterable(self._spelt))
        return {phrase.replace(" ", ""): phrase for phrase in phrases}

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(chain.from_iterable(self._spelt))

    @cached_property
    def _exact_spellings(self) -> Spellings:
        return Spellings(chain.from_iterable(self._exact))

    def exact(self, phrase: str) -> tuple[Meaning, ...]:
        """What a normalised phrase means; empty where it is not in the book."""
        found = [kind[phrase] for kind in self._kinds if phrase in kind]
        return tuple(chain.from_iterable(found))

    def longest_at(
        self, typed: Sequence[Word], start: int
    ) -> tuple[int, tuple[Meaning, ...]] | None:
        """The longest phrase that begins at a word: how many words, and its meanings."""
        longest = self._longest_from.get(typed[start].form, 0)
        for length in range(min(longest, len(typed) - start), 0, -1):
            phrase = " ".join([word.form for word in typed[start : start + length]])
            found = self.exact(phrase)
            if found:
                return length, found
        return None

    def runs_in(self, typed: Sequence[Word], left: Sequence[int]) -> list[range]:
        """The phrases that stand in some of the words, given by place."""
        runs: list[range] = []
        place = 0
        while place < len(typed):
            match = self.longest_at(typed, place) if place in left else None
            run = range(place, place + (match[0] if match else 1))
            if match and all(inside in left for inside in run):
                runs.append(run)
            place = run.stop
        return runs

    def near(self, typed: Sequence[Word]) -> tuple[Meaning, ...]:
        """What a misspelt phrase means, spaces apart; empty where it is unclear."""
        form = "".join(word.form for word in typed)
        if form in self._compact:
            return self.exact(self._compact[form])
        form = "".join(word.typed for word in typed)
        if len(form) < 4:
            return ()
        least = PHRASE_SIMILARITY if len(form) > 4 else WORD_SIMILARITY
        best = self._spellings.like([word.typed for word in typed], least, limit=6)
        if not best:
            return ()
        # Four letters are too few to tell a slip from another word, but for a swap of two.
        if len(form) == 4 and sorted(best[0][0].replace(" ", "")) != sorted(form):
            return ()
        rivals = [known for known, score in best if best[0][1] - score < MARGIN]
        meanings = {self.exact(known) for known in rivals}
        return next(iter(meanings)) if len(meanings) == 1 else ()

    def suggestion(self, word: str) -> Meaning | None:
        """What a word that was not understood looks most like, if it looks like anything."""
        if len(word) <= 3:
            return None
        best = self._spellings.like([word], SUGGESTION_SIMILARITY, limit=1)
        if not best and len(word) > 5:
            best = self._exact_spellings.like([word], PHRASE_SIMILARITY, limit=1)
        return self.exact(best[0][0])[0] if best else None


class NameIndex:
    """Names of several words, found in any order, with slips, or by a part of them."""

    def __init__(self, names: Iterable[tuple[tuple[str, ...], str, str]]) -> None:
        """`names` are (normalised name, name or alias, id)."""
        self._entries = sorted(names, key=lambda entry: (len(entry[0]), entry[0]))
        self._names = [name.casefold() for _, name, _ in self._entries]
        postings: defaultdict[str, set[int]] = defaultdict(set)
        compact: defaultdict[str, set[str]] = defaultdict(set)
        for number, (forms, _, id) in enumerate(self._entries):
            compact["".join(forms)].add(id)
            for form in forms:
                postings[form].add(number)
        self._postings: Mapping[str, set[int]] = postings
        self._compact: Mapping[str, set[str]] = compact
        # A text is looked at in many runs of its words, and people use the same words all the time.
        self._similar_words = lru_cache(MAX_REMEMBERED_WORDS)(WordIndex(postings).similar)

    def candidates(self, typed: Sequence[Word]) -> list[Candidate]:
        """Things whose name every typed word fits, best first.

        A name that has more words than were typed scores lower, one that thereby is another job's
        lower still.
        """
        if not typed or len(typed) > MAX_TYPED_WORDS:
            return []
        forms = [word.form for word in typed]
        together = self._compact.get("".join(forms))
        if together:
            return [Candidate(id, 1.0) for id in sorted(together)]
        near = [self._similar(word) for word in typed]
        if not all(near):
            return []
        best: dict[str, Candidate] = {}
        for number in nsmallest(MAX_CANDIDATES, self._with_all(near)):
            names, _, id = self._entries[number]
            score, ordered = _fit(near, names)
            if score >= OFFER and (id not in best or score > best[id].score):
                whole = len(names) == len(near)
                best[id] = Candidate(id, score, whole, ordered, len(near))
        return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.id))

    def has_word(self, form: str) -> bool:
        """Whether some name has a word."""
        return form in self._postings

    def _similar(self, word: Word) -> Mapping[str, float]:
        # Of a plural it is the word as typed that says whether it is English: "canvas".
        return self._similar_words(word.form, is_english(word.typed))

    def _with_all(self, near: Sequence[Iterable[str]]) -> set[int]:
        """The numbers of the names that have a counterpart for every typed word."""
        rarest, *others = sorted(near, key=self._frequency)
        numbers = set[int]().union(*(self._postings[word] for word in rarest))
        for words in others:
            numbers = set[int]().union(*(numbers & self._postings[word] for word in words))
        return numbers

    def _frequency(self, words: Iterable[str]) -> int:
        return sum(len(self._postings[word]) for word in words)

    def nearest(self, typed: Sequence[Word], count: int = 3) -> list[str]:
        """The ids of the names that look most like the words, for "did you mean".

        Those that share a word that tells what the job is, or most of the words; where none does, only
        what looks alike but for words that many names have: a biometrician is near an econometrician,
        and no role is near a plumber.
        """
        from rapidfuzz import fuzz, process  # as in `knowledge.spelling`

        typed = typed[:MAX_TYPED_WORDS]
        near = [(word.form, self._similar(word)) for word in typed]
        telling = [words for _, words in near if self._tells(words)]
        common = {form for form, words in near if words and not self._tells(words)}
        if telling or len(common) > len(near) / 2:
            text, scorer, least = " ".join(form for form, _ in near), fuzz.WRatio, 0
            numbers = {n for words in telling for word in words for n in self._postings[word]}
            numbers |= (
                set() if telling else self._with_all([one for form, one in near if form in common])
            )
            choices = {number: self._names[number] for number in nsmallest(MAX_CANDIDATES, numbers)}
        else:
            text = " ".join(form for form, _ in near if form not in common)
            scorer, least, choices = fuzz.ratio, ALIKE_AS_A_WHOLE, dict(enumerate(self._told))
        found: list[str] = []
        for _, _, number in process.extract(
            text, choices, scorer=scorer, limit=count * 8, score_cutoff=least
        ):
            id = self._entries[number][2]
            if id not in found:
                found.append(id)
        return found[:count]

    @cached_property
    def _told(self) -> list[str]:
        """Of each name the words that tell what the job is."""
        every = (forms for forms, _, _ in self._entries)
        return [" ".join(f for f in forms if self._tells((f,))) for forms in every]

    def _tells(self, words: Iterable[str]) -> bool:
        """Whether a word, or those that it is like, are in some names and not in many."""
        return 0 < self._frequency(words) * MANY_NAMES < len(self._entries)


def _fit(near: Sequence[Mapping[str, float]], names: Sequence[str]) -> tuple[float, bool]:
    """How well typed words fit one name, 0 where one has no counterpart, and whether in its order."""
    taken: list[int] = []
    total = 0.0
    for similar in near:
        best, place = 0.0, -1
        for index, name in enumerate(names):
            score = similar.get(name, 0.0)
            if score > best and index not in taken:
                best, place = score, index
        if place < 0:
            return 0.0, False
        taken.append(place)
        total += best
    coverage = len(taken) / len(names)
    score = total / len(taken) * (0.75 + 0.25 * coverage)
    ordered = all(later > earlier for earlier, later in pairwise(taken))
    if _lacks_a_word(taken, len(names)):
        score *= ANOTHER
    return (score, True) if ordered else (score * 0.98, False)


def _lacks_a_word(taken: Sequence[int], length: int) -> bool:
    """Whether the words are a name without one in its midst, or all of several but the first.

    A business analyst is no business intelligence analyst, a financial one no quantitative one.
    """
    first, last = min(taken), max(taken)
    return last - first != len(taken) - 1 or (len(taken) > 1 and first == 1 and last == length - 1)


def is_clear(candidates: Sequence[Candidate]) -> bool:
    """Whether the best candidate may be taken as meant, without asking."""
    if not candidates:
        return False
    best = candidates[0]
    several = best.whole and best.ordered and best.words > 1
    if best.score < (ACCEPT_WHOLE if several else ACCEPT):
        return False
    return len(candidates) == 1 or candidates[0].score - candidates[1].score >= MARGIN


def windows(typed: Sequence[Word], longest: int) -> Iterator[tuple[int, int]]:
    """Every run of words as (start, end), the longest first, then from the left."""
    for length in range(min(longest, len(typed)), 0, -1):
        for start in range(len(typed) - length + 1):
            yield start, start + length
