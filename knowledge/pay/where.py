"""Where a job is, as a piece of a post's head or a label's value says it."""

import re
from collections.abc import Sequence

from knowledge.library import Library
from knowledge.pay.job_words import JOB_NOUN, KIND_WORD, MONEY
from knowledge.pay.place_names import PLACE_NAMES
from knowledge.words import Word, words

MOST_PLACE_WORDS = 8
MOST_REMOTE_WORDS = 6
MOST_READ = 2_000
"""Of longer words no more is looked at for a place."""
MOST_NAME_WORDS = 4
"""The longest names of places have so many words."""

_REMOTE = re.compile(
    r"(?:(?:100\s?%|fully|full|all|global(?:ly)?|mostly|partly)\s+)?"
    r"(?:remote(?:ly)?|remoto|remota|home[- ]?office|hybrid|híbrido|hibrido|télétravail|worldwide|zdalnie"
    r"|thuiswerken|work from anywhere|wfh|anywhere)\b",
    re.IGNORECASE,
)
_REMOTE_ONLY = re.compile(
    rf"(?:\W|{_REMOTE.pattern}|\b(?:or|and|ou|oder|o|possible|ok|only|friendly|first|global|us|usa|eu|uk"
    r"|europe|canada|can|americas|latam|emea|apac|north america|south america|asia|africa|ca|uk|eu|based|timezones?|est|cet|within|in|the|worldwide|anywhere)\b)+",
    re.IGNORECASE,
)
_STATE_SHAPE = re.compile(
    r"[A-ZÀ-Ý][\w.'’À-ÿ-]*(?:[ /&][A-ZÀ-Ý(][\w.'’À-ÿ()-]*){0,3}(?:,| -) ?(?:[A-Z]{2,3}\b|[A-ZÀ-Ý][\w'’À-ÿ-]+)"
    r"(?:,? [A-ZÀ-Ý][\w'’À-ÿ-]*){0,3}"
)
_AROUND_PLACE = re.compile(
    r"^(?:on[- ]?site|hybrid|in-person|in[- ]office|relocat\w+|based|remote|office)?"
    r"\s*(?::|\bin\b|\bto\b|\bat\b|\bem\b|\ben\b|\bà\b|-)?\s*",
    re.IGNORECASE,
)
_BEHIND_PLACE = re.compile(
    r"[\s,(/-]*(?:on-?site|hybrid|in-person|in[- ]office|presencial|only|based|full-?time)[\s)]*$",
    re.IGNORECASE,
)


_KIND_BEHIND = re.compile(
    r"\s*\([^()]*\b(?:hybrid|days?|on-?site|in[- ]office|in[- ]person|week)\b[^()]*\)?\s*$",
    re.IGNORECASE,
)


def place_in(library: Library, piece: str) -> str | None:
    """The place that a piece of a head names, as written; None where it names none."""
    bare = _KIND_BEHIND.sub("", piece)
    piece = piece if _REMOTE_ONLY.fullmatch(bare) else bare
    if piece.count("(") > piece.count(")"):
        piece = piece[: piece.rindex("(")]
    bare = piece.strip(" .") if _REMOTE.match(piece) else _BEHIND_PLACE.sub("", piece).strip(" .")
    if (
        not bare
        or KIND_WORD.search(bare)
        or len(bare.split()) > MOST_PLACE_WORDS
        or JOB_NOUN.search(bare)
        or MONEY.search(bare)
    ):
        return None
    if _REMOTE_ONLY.fullmatch(bare) and _REMOTE.search(bare):
        return bare
    inner = bare[match.end() :] if (match := _AROUND_PLACE.match(bare)) else bare
    if inner != bare and inner.startswith("(") and inner.endswith(")"):
        inner = inner[1:-1]
    outer = bare if _REMOTE.match(bare) and not bare.lower().startswith("hybrid") else inner
    if inner and (
        (_STATE_SHAPE.fullmatch(inner) and not re.search(r"\d", inner))
        or _names_places(library, inner)
    ):
        return outer if outer.lower().startswith("remote") else inner
    remote = _REMOTE.search(bare) if len(bare.split()) <= MOST_REMOTE_WORDS else None
    where = bare[: remote.start()].strip(" (,-/") if remote is not None else None
    is_place = where is not None and (
        not where
        or first_place(library, where) is not None
        or _STATE_SHAPE.fullmatch(where) is not None
    )
    return bare if is_place else None


def is_remote(place: str) -> bool:
    """Whether a place only says that the job is done from anywhere."""
    return _REMOTE_ONLY.fullmatch(place) is not None


def is_known_place(library: Library, place: str) -> bool:
    """Whether a place is known by its name or its state's letters, and not by its shape alone."""
    return (
        re.search(r",\s?[A-Z]{2,3}\b", place) is not None
        or is_remote(place)
        or first_place(library, place) is not None
    )


def _names_places(library: Library, text: str) -> bool:
    """Whether every word of a text belongs to the name of a place, or joins such names."""
    book = library.phrase_book(("places",))
    typed = words(_REMOTE.sub(" ", text))
    place, known = 0, 0
    while place < len(typed):
        match = book.longest_at(typed, place)
        length = max(match[0] if match else 0, _listed_at(typed, place))
        if not length and typed[place].form not in _JOINING:
            return False
        known += length > 0
        place += length or 1
    return known > 0


def _listed_at(typed: Sequence[Word], place: int) -> int:
    """How many words from a place on are the name of a place that the vocabulary need not have."""
    for length in range(min(MOST_NAME_WORDS, len(typed) - place), 0, -1):
        name = " ".join(word.typed for word in typed[place : place + length]).casefold()
        if name in PLACE_NAMES and name not in _NO_PLACE:
            return length
    return 0


_JOINING = frozenset({
    "or", "and", "ou", "oder", "und", "o", "y", "e", "area", "only", "based", "office", "city", "hq",
    "the", "in", "greater", "within", "time", "zone", "timezone",
})  # fmt: skip


def first_place(library: Library, text: str) -> str | None:
    """The first place that some words name, as written; "us" in lower case is a pronoun."""
    text = text[:MOST_READ]
    words = list(re.finditer(r"[\w.'À-ỹ]+(?:/[A-Z]{2,3})?", text))
    book = library.phrase_book(("places",))
    for at, word in enumerate(words):
        if not (word[0][0].isupper() or word[0] in ("remote", "nationwide", "worldwide")):
            continue
        for length in range(min(MOST_NAME_WORDS, len(words) - at), 0, -1):
            last = words[at + length - 1]
            said = text[word.start() : last.end()].rstrip(".'")
            name = said.casefold()
            if len(re.sub(r"[\w.'/ À-ỹ-]", "", said)) > 0:
                continue
            is_known = bool(book.exact(name)) and (length > 1 or len(name) > 3)
            if name not in _NO_PLACE and (
                name in PLACE_NAMES or (is_known and is_capitalized(said))
            ):
                if re.match(
                    r"\s?(?:-| )?(?:based (?:it )?mnc|economy|product|dollars?)\b",
                    text[last.end() :],
                    re.IGNORECASE,
                ):
                    break
                return said
    return None


_NO_PLACE = frozenset(
    "reading mobile bend mission it or in me general commerce industry global college engineering normal remote state city union".split()
) | {"the state", "the city", "the union", "the valley", "the capital"}


def is_capitalized(text: str) -> bool:
    """Whether every longer word begins with a capital."""
    return all(word[0].isupper() or len(word) < 4 for word in text.split())
