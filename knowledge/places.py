"""Where places lie, and all that they are called: a city alone, or together with its state."""

from collections.abc import Iterator, Mapping, Sequence

from knowledge.fields import Forms
from knowledge.matching import Meaning, Phrases
from knowledge.vocabulary import Term
from knowledge.words import forms_of

CITIES = ("metro", "city")
"""The kinds of places behind whose names people write a state."""


def places_around(places: Mapping[str, Term]) -> Mapping[str, tuple[str, ...]]:
    """The places around each place, from the nearest outwards."""
    states = frozenset(id for id, one in places.items() if one.place_kind == "state")
    return {id: tuple(_outwards(places, states, place)) for id, place in places.items()}


def _outwards(places: Mapping[str, Term], states: frozenset[str], place: Term) -> Iterator[str]:
    """A place that names its own state lies in none of the others that its metro area reaches into."""
    own = states.intersection(place.within)
    seen: set[str] = set()
    queue = list(place.within)
    for id in queue:
        if id in seen or (own and id not in own and id in states):
            continue
        seen.add(id)
        queue += places[id].within if id in places else ()
        yield id


def _states(places: Mapping[str, Term], ids: Sequence[str]) -> list[Term]:
    known = [places[id] for id in ids if id in places]
    return [place for place in known if place.place_kind == "state"]


def in_first_state(places: Mapping[str, Term], around: Sequence[str]) -> tuple[str, ...]:
    """The places around one without the states that it only reaches into: New York City's New Jersey."""
    states = [state.id for state in _states(places, around)]
    return tuple(id for id in around if id not in states[1:])


def city_names(place: Term) -> Iterator[Forms]:
    """The city in the name of a city or a metro area and its other cities, each without its state."""
    if place.place_kind in CITIES:
        yield from map(_city, (place.name, *place.cities))


def _city(name: str) -> Forms:
    return forms_of(name.partition(", ")[0])


def place_phrases(places: Mapping[str, Term]) -> Phrases:
    """The names of places; slips are none in those of the areas of official tables but their aliases.

    Hundreds of small towns are near to anything.
    """
    meanings = {id: Meaning("places", id) for id in places}
    with_slips = (
        (forms, meanings[id])
        for id, place in places.items()
        for forms, _ in place.names[2 if _is_area(place) else 0 :]
    )
    return Phrases(with_slips, ((forms, meanings[id]) for forms, id in _to_the_letter(places)))


def _to_the_letter(places: Mapping[str, Term]) -> Iterator[tuple[Forms, str]]:
    """What else areas and cities are called, with their ids.

    A metro area by its cities: by "Portland", which two have, and by "Mission, TX", which none has
    without its state. Every city with each state that it is in: "portland or", "portland oregon". And
    what lies outside of metro areas as "rural Alaska".
    """
    around = places_around(places)
    for id, place in places.items():
        if _is_area(place):
            yield from ((forms, id) for forms in _called(place))
        states = _states(places, around[id])
        if place.place_kind == "nonmetro":
            areas = (place.name.removesuffix(" nonmetropolitan area"), *place.within)
            yield from ((forms_of(f"rural {area}"), id) for area in areas)
        elif place.place_kind in CITIES:
            names = dict.fromkeys(map(_city, (place.name, *place.aliases, *place.cities)))
            endings = [forms_of(end) for s in states for end in (s.abbreviation or s.name, s.id)]
            yield from (((*name, *ending), id) for name in names for ending in endings)


def _is_area(place: Term) -> bool:
    return place.code is not None and place.place_kind in ("metro", "nonmetro")


def _called(area: Term) -> Iterator[Forms]:
    """An area's id, names and cities; and the city in its name, unless that is listed with its state."""
    yield from (forms for forms, _ in area.names)
    if area.full_name:
        yield forms_of(area.full_name)
    listed = [forms_of(city) for city in area.cities]
    yield from listed
    if area.place_kind == "metro" and forms_of(area.name) not in listed:
        yield _city(area.name)
