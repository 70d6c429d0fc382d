"""Where jobs are, as ads state it: the places that a careful reader is sure of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.importing.aijobs import COUNTRIES
from knowledge.library import Library
from knowledge.reading import Reader

REMOTE = "remote"
"""The place of a job that is done from anywhere, or anywhere in a country."""

MOST_LOCATION = 200

_BETWEEN_PLACES = re.compile(r"\s*(?:[;|/\n•·]|\bor\b)\s*")

ALONE: Mapping[str, tuple[str, ...]] = {
    "new york": ("new-york-city",),
    "washington": ("united-states",),
    "georgia": (),
    "cambridge": (),
    "birmingham": (),
    "st petersburg": (),
}
"""What a name means where a job is and nothing around it is named: the city, and no state, is where people work;
Washington is the capital or the state, and all others lie in two countries."""

_ELSEWHERE = re.compile(
    r"\b(?:London,? (?:Ontario|(?-i:ON)(?!-))|San Jos[eé],? Costa Rica|(?:North|South|Central|Latin) Americas?)\b",
    re.IGNORECASE,
)
"""What is none of the places whose names stand in it: nobody is in the United States for Latin America."""


def places_of(
    library: Library, locations: Sequence[str], of_title: Sequence[str], *, anywhere: bool
) -> tuple[str, ...]:
    """Where a job is; one that is remote is in its country alone, wherever the office is."""
    pieces = [piece for one in locations for piece in _BETWEEN_PLACES.split(one[:MOST_LOCATION])]
    said = [found for piece in pieces if (found := _location_read(library, piece))]
    anywhere = anywhere or REMOTE in of_title
    if not said or REMOTE in of_title:
        said.append(tuple(of_title))
    found = [id for ids in said for id in _settled(library, ids, anywhere=anywhere)]
    if anywhere:
        found.insert(0, REMOTE)
    return tuple(dict.fromkeys(found))


def _settled(library: Library, ids: Sequence[str], *, anywhere: bool) -> Iterator[str]:
    if anywhere or REMOTE in ids:
        yield REMOTE
        yield from filter(None, map(library.country, ids))
    else:
        yield from library.narrowest(ids)


@lru_cache(maxsize=4_096)
def place_read(library: Library, piece: str) -> tuple[str, ...]:
    """The places that some words name; not a city that stands in several states."""
    return tuple(dict.fromkeys(id for id, _ in _named(library, piece)))


@lru_cache(maxsize=4_096)
def _location_read(library: Library, piece: str) -> tuple[str, ...]:
    """The places that a piece of a job's location means, where a careful reader is sure of them."""
    named = [*_named(library, _ELSEWHERE.sub(" ", piece))]
    ids = [id for id, _ in named]
    found: list[str] = []
    for place, (id, words) in enumerate(named):
        others = [other for other in ids if other != id]
        meant = ALONE.get(words)
        is_around = any(id in library.around(other) for other in others)
        is_told = not meant and any(other in library.around(id) for other in others)
        if _is_abroad(library, ids, place):
            continue
        found += (id,) if meant is None or is_around or is_told else meant
    return tuple(dict.fromkeys(found))


def _is_abroad(library: Library, ids: Sequence[str], place: int) -> bool:
    """Whether a country stands right behind a place that is in another one, as in "London, Canada"."""
    behind = ids[place + 1] if place + 1 < len(ids) else None
    term = library.term("places", behind) if behind else None
    if term is None or term.place_kind != "country" or behind is None:
        return False
    own = library.country(ids[place])
    return own is not None and own != behind and not any(behind in library.around(id) for id in ids)


def _named(library: Library, piece: str) -> Iterator[tuple[str, str]]:
    """The places that some words name, each with these words."""
    bare = piece.strip(" .,()")
    term = library.term("places", COUNTRIES.get(bare, ""))
    if term is not None and not any(bare == one.abbreviation for one in library.terms("places")):
        yield term.id, bare
        return
    reader = Reader(library, QUESTIONS_BY_NAME["salary"], piece)
    for one in reader.found:
        if (
            one.meaning.kind == "places"
            and len(one.meanings) == 1
            and one.meaning.id != "worldwide"
        ):
            yield one.meaning.id, " ".join(word.form for word in reader.typed[one.start : one.end])
