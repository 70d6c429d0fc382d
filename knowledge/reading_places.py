"""Which place a city's name means: by the state that is named with it, or one that has to be asked."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from knowledge.commands import FILLERS
from knowledge.fields import Forms
from knowledge.library import Library
from knowledge.matching import Found, Meaning, PhraseBook
from knowledge.query import Correction
from knowledge.vocabulary import city_names
from knowledge.words import Word, forms_of

JOINING = frozenset({"in", "or"})
"""States' abbreviations that join two places as well: "columbus in ohio", "portland or boston"."""

BEHIND_NAMES = frozenset({"us", "about"})
"""Fillers that are names of their own behind another name: "mle us"."""


def meant(meanings: Sequence[Meaning]) -> tuple[Meaning, ...]:
    """What a phrase means: the first thing, or each where those are places."""
    first = meanings[0]
    return (
        tuple(m for m in meanings if m.kind == first.kind) if first.kind == "places" else (first,)
    )


def phrase_at(
    book: PhraseBook, typed: Sequence[Word], start: int, shouted: AbstractSet[str]
) -> tuple[int, tuple[Meaning, ...]] | None:
    """The longest phrase that begins at a word: how many words, and its meanings.

    Without a last word that joins it to a place behind it, as long as that isn't `shouted`.
    """
    match = book.longest_at(typed, start)
    if match is None or match[0] == 1:
        return match
    end = start + match[0]
    last = typed[end - 1].typed
    if last not in JOINING or last in shouted:
        return match
    behind = end + (end < len(typed) and typed[end].typed == "the")
    joined = book.longest_at(typed, behind) if behind < len(typed) else None
    if joined is None or joined[1][0].kind != "places":
        return match
    return book.longest_at(typed[: end - 1], start)


def stands_for_name(
    typed: Sequence[Word], found: Sequence[Found], place: int, meaning: Meaning
) -> bool:
    """Whether a filler stands behind a name, or behind "in": "mle us", "in it"."""
    word = typed[place].typed
    before = typed[place - 1].typed if place else ""
    behind_name = word in BEHIND_NAMES and any(one.end == place for one in found)
    return behind_name or (word in FILLERS and meaning.kind != "words" and before in ("in", "the"))


def settled(
    library: Library, typed: Sequence[Word], found: Sequence[Found]
) -> tuple[list[Found], list[Found]]:
    """What was found with every city in the state that is named with it; and the cities that are none.

    "Portland … Oregon" is one of two; right before a state that it isn't in, as in "Athens, Ohio", a
    city's name is that of another.
    """
    places = [one for one in found if one.meanings[0].kind == "places"]
    if len(places) < 2:
        return list(found), []
    kept = [one for one in found if one not in places]
    strays: list[Found] = []
    for one in places:
        others = {other.meaning.id for other in places if other is not one}
        inside = tuple(m for m in one.meanings if others.intersection(library.around(m.id)))
        behind = next((other for other in places if other.start == one.end), None)
        if inside:
            kept.append(replace(one, meanings=inside))
        elif behind and _is_bare_city(library, typed, one) and _is_state(library, typed, behind):
            strays.append(one)
        else:
            kept.append(one)
    return sorted(kept, key=lambda one: one.start), strays


def city_with_state(library: Library, word: Word) -> str | None:
    """A city that a word alone doesn't name, for it means something else too: "Mobile, AL"."""
    beginning = f"{word.typed}, "
    cities = (city for place in library.terms("places") for city in place.cities)
    return next((city for city in cities if city.casefold().startswith(beginning)), None)


def _is_bare_city(library: Library, typed: Sequence[Word], found: Found) -> bool:
    forms = _forms(typed, found)
    terms = [library.term("places", meaning.id) for meaning in found.meanings]
    return any(forms in city_names(term) for term in terms if term is not None)


def _is_state(library: Library, typed: Sequence[Word], found: Found) -> bool:
    """Whether a state or a country is named; "New York" and "Washington" may be cities in a list."""
    term = library.term("places", found.meaning.id)
    if term is None or term.place_kind not in ("state", "country"):
        return False
    names = (term.name, *([term.abbreviation] if term.abbreviation else ()))
    return term.place_kind == "country" or _forms(typed, found) in map(forms_of, names)


def areas_read(
    library: Library, typed: Sequence[Word], found: Sequence[Found], told: Sequence[Correction]
) -> tuple[Correction, ...]:
    """What is told, and the metro areas for which a city or a nickname was typed, by their full names.

    A slip in a city's name is told as well where it took the state to see which city is meant.
    """
    slips = {correction.typed for correction in told}
    read: dict[str, Correction] = {}
    for one in found:
        if one.meaning.kind != "places" or len(one.meanings) > 1:
            continue
        forms, words = (
            _forms(typed, one),
            " ".join(word.typed for word in typed[one.start : one.end]),
        )
        term = library.term("places", one.meaning.id)
        if term is None or words in slips or forms in (forms_of(term.name), forms_of(term.in_full)):
            continue
        if term.full_name or not library.phrase_book(("places",)).exact(" ".join(forms)):
            read.setdefault(term.id, Correction(words, term.in_full))
    return tuple(dict.fromkeys((*told, *read.values())))


def _forms(typed: Sequence[Word], found: Found) -> Forms:
    return tuple(word.form for word in typed[found.start : found.end])
