"""From what people type to what we know: exact phrases first, then near ones, never a guess.

A fuzzy score alone misleads ("ml engineer" scores higher against MLOps Engineer than against Machine
Learning Engineer), so a name is matched word by word: every typed word has to find its counterpart.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

WORD_SIMILARITY = 0.75
"""Least share of a word that must agree: one slip in 4 to 7 letters, two in 8 to 11."""

PHRASE_SIMILARITY = 0.79
"""The same for a whole phrase other than a role: one slip in 5 to 9 letters, two in 10 to 14."""

ACCEPT = 0.85
"""Least score at which a name is taken as meant; between OFFER and this it is offered."""

OFFER = 0.65
MARGIN = 0.05
"""How far the best name must be ahead of the next to be taken without asking."""

MAX_CANDIDATES = 400
MAX_TYPED_WORDS = 12

PLAIN = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": " ", "\xa0": " ",
})  # fmt: skip
"""Phones turn quotes and dashes into typographic ones: read them as the plain keys."""

TOKEN = re.compile(r"[^\W_]+[+#]*|[^\w\s\x00-\x7f]+")


def plain(text: str) -> str:
    """The text with typographic characters made plain, compatibility forms folded, lower case."""
    return unicodedata.normalize("NFKC", text.translate(PLAIN)).casefold()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as typed, and in the form that is compared."""

    typed: str
    form: str


def words(text: str) -> list[Word]:
    """The words of a text; punctuation and white space fall away, everything else is kept."""
    bare = re.sub(r"(?<=\w)'s?\b", "", plain(text))
    return [Word(found, singular(found)) for found in TOKEN.findall(bare) if _is_word(found)]


def _is_word(found: str) -> bool:
    # Dashes, quotes and the like of other scripts are punctuation; an emoji or a letter is a word.
    return any(unicodedata.category(character)[0] not in "PZC" for character in found)


def normalise(text: str) -> tuple[str, ...]:
    """The compared forms of a text's words: the key under which a name is found."""
    return tuple(word.form for word in words(text))


def singular(word: str) -> str:
    """A plural's singular by the plainest rules; both sides of a comparison pass through it."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for: the `kind` of thing and its id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that typed words may mean, with how well they fit: 1.0 is every word to the letter."""

    id: str
    score: float
    whole: bool = True
    """Whether the words are a whole name and not a part of one."""


class PhraseBook:
    """Phrases and what they mean, found exactly, or nearly where nothing is exact."""

    def __init__(self, names: Iterable[tuple[str, Meaning]]) -> None:
        exact: defaultdict[str, list[Meaning]] = defaultdict(list)
        for name, meaning in names:
            phrase = " ".join(normalise(name))
            if phrase and meaning not in exact[phrase]:
                exact[phrase].append(meaning)
        self._exact: Mapping[str, tuple[Meaning, ...]] = {
            phrase: tuple(meanings) for phrase, meanings in exact.items()
        }
        self._longest = max((phrase.count(" ") + 1 for phrase in exact), default=1)
        compact = {phrase.replace(" ", ""): phrase for phrase in self._exact}
        self._compact: Mapping[str, str] = compact
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for form in compact:
            self._by_length[len(form)].append(form)

    def exact(self, phrase: str) -> tuple[Meaning, ...]:
        """What a normalised phrase means; empty where it is not in the book."""
        return self._exact.get(phrase, ())

    def longest_at(
        self, typed: Sequence[Word], start: int
    ) -> tuple[int, tuple[Meaning, ...]] | None:
        """The longest phrase that begins at a word: how many words, and its meanings."""
        for length in range(min(self._longest, len(typed) - start), 0, -1):
            phrase = " ".join(word.form for word in typed[start : start + length])
            found = self._exact.get(phrase)
            if found:
                return length, found
        return None

    def near(self, typed: Sequence[Word]) -> tuple[Meaning, ...]:
        """What a misspelt phrase means, spaces apart; empty where it is unclear."""
        form = "".join(word.form for word in typed)
        if form in self._compact:
            return self._exact[self._compact[form]]
        form = "".join(word.typed for word in typed)
        if len(form) < 4:
            return ()
        near_lengths = [
            known
            for length in range(len(form) - 2, len(form) + 3)
            for known in self._by_length.get(length, ())
        ]
        best = process.extract(
            form, near_lengths, scorer=OSA.normalized_similarity,
            score_cutoff=PHRASE_SIMILARITY if len(form) > 4 else WORD_SIMILARITY, limit=6,
        )  # fmt: skip
        if not best:
            return ()
        # Four letters are too few to tell a slip from another word, but for a swap of two.
        if len(form) == 4 and sorted(best[0][0]) != sorted(form):
            return ()
        rivals = [known for known, score, _ in best if best[0][1] - score < MARGIN]
        meanings = {self._exact[self._compact[known]] for known in rivals}
        return next(iter(meanings)) if len(meanings) == 1 else ()

    def suggestion(self, form: str) -> Meaning | None:
        """What a word that was not understood looks most like, if it looks like anything."""
        best = process.extractOne(
            form, list(self._compact), scorer=OSA.normalized_similarity, score_cutoff=0.6
        )
        return self._exact[self._compact[best[0]]][0] if best and len(form) > 3 else None


class NameIndex:
    """Names of several words, found in any order, with slips, or by a part of them."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are (name or alias, id) pairs; an id's first name is the one to show."""
        entries = [(normalise(name), name, id) for name, id in names]
        self._entries = sorted(entries, key=lambda entry: (len(entry[0]), entry[0]))
        self._display: dict[str, str] = {}
        for _, name, id in entries:
            self._display.setdefault(id, name)
        postings: defaultdict[str, list[int]] = defaultdict(list)
        compact: defaultdict[str, set[str]] = defaultdict(set)
        for number, (forms, _, id) in enumerate(self._entries):
            compact["".join(forms)].add(id)
            for form in dict.fromkeys(forms):
                postings[form].append(number)
        self._postings: Mapping[str, Sequence[int]] = postings
        self._compact: Mapping[str, set[str]] = compact
        self._words_by_length: defaultdict[int, list[str]] = defaultdict(list)
        for form in postings:
            self._words_by_length[len(form)].append(form)
        self._names = [name for _, name, _ in self._entries]

    def candidates(self, typed: Sequence[Word]) -> list[Candidate]:
        """Things whose name every typed word fits, best first.

        A name that has more words than were typed scores lower, one whose words were typed apart
        from each other lower still.
        """
        if not typed or len(typed) > MAX_TYPED_WORDS:
            return []
        forms = [word.form for word in typed]
        together = self._compact.get("".join(forms))
        if together:
            return [Candidate(id, 1.0) for id in sorted(together)]
        near = [self._similar_words(form) for form in forms]
        if not all(near):
            return []
        rarest = min(near, key=lambda words: sum(len(self._postings[word]) for word in words))
        numbers = sorted({number for word in rarest for number in self._postings[word]})
        best: dict[str, Candidate] = {}
        for number in numbers[:MAX_CANDIDATES]:
            names, _, id = self._entries[number]
            score = _fit(near, names)
            if score >= OFFER and (id not in best or score > best[id].score):
                best[id] = Candidate(id, score, whole=len(names) == len(near))
        return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.id))

    def nearest(self, typed: Sequence[Word], count: int = 3) -> list[str]:
        """The ids of the names that look most like the words, for "did you mean"."""
        text = " ".join(word.form for word in typed[:MAX_TYPED_WORDS])
        found: list[str] = []
        for _, _, number in process.extract(
            text, self._names, scorer=fuzz.WRatio, processor=str.casefold, limit=count * 8
        ):
            id = self._entries[number][2]
            if id not in found:
                found.append(id)
        return found[:count]

    def _similar_words(self, form: str) -> dict[str, float]:
        """Known words that the typed one may be, each with how alike they are."""
        similar = {form: 1.0} if form in self._postings else {}
        lengths = range(max(1, len(form) - 3), len(form) + 9)
        nearby = [word for length in lengths for word in self._words_by_length.get(length, ())]
        if len(form) >= 4:
            for word, score, _ in process.extract(
                form, nearby, scorer=OSA.normalized_similarity, score_cutoff=WORD_SIMILARITY,
                limit=8,
            ):  # fmt: skip
                similar.setdefault(word, score)
        if len(form) >= 3 and form not in self._postings:
            for word in nearby:
                if word.startswith(form) or (len(word) >= 6 and _same_stem(form, word)):
                    similar.setdefault(word, 0.9)
        elif form.endswith("ing"):
            for word in nearby:
                if _same_stem(form, word):
                    similar.setdefault(word, 0.9)
        return similar


def alike(one: str, other: str) -> float:
    """How alike two words are: 1.0 is the same, and each slip costs its share of the letters."""
    return OSA.normalized_similarity(one, other)


def _same_stem(one: str, other: str) -> bool:
    """Whether two words are forms of one: "engineering" and "engineer", a slip in it allowed."""
    stems = one.removesuffix("ing"), other.removesuffix("ing")
    if stems == (one, other) or min(map(len, stems)) < 5:
        return False
    return OSA.normalized_similarity(*stems) >= WORD_SIMILARITY


def _fit(near: Sequence[Mapping[str, float]], names: Sequence[str]) -> float:
    """How well typed words fit one name; 0 where a word has no counterpart in it."""
    free = list(range(len(names)))
    taken: list[int] = []
    total = 0.0
    for similar in near:
        place = max(free, key=lambda index: similar.get(names[index], 0.0), default=None)
        score = similar.get(names[place], 0.0) if place is not None else 0.0
        if place is None or score == 0.0:
            return 0.0
        free.remove(place)
        taken.append(place)
        total += score
    coverage = len(taken) / len(names)
    score = total / len(taken) * (0.75 + 0.25 * coverage)
    ordered = all(later > earlier for earlier, later in pairwise(taken))
    adjoining = max(taken) - min(taken) == len(taken) - 1
    if not adjoining:
        score *= 0.85
    return score if ordered else score * 0.98


def is_clear(candidates: Sequence[Candidate]) -> bool:
    """Whether the best candidate may be taken as meant, without asking."""
    if not candidates or candidates[0].score < ACCEPT:
        return False
    return len(candidates) == 1 or candidates[0].score - candidates[1].score >= MARGIN


def windows(typed: Sequence[Word], longest: int) -> Iterator[tuple[int, int]]:
    """Every run of words as (start, end), the longest first, then from the left."""
    for length in range(min(longest, len(typed)), 0, -1):
        for start in range(len(typed) - length + 1):
            yield start, start + length
