"""Where places lie, and the names by which a city is known together with its state."""

from collections.abc import Iterator, Mapping, Sequence

from knowledge.fields import Forms
from knowledge.vocabulary import Term
from knowledge.words import forms_of

CITIES = ("metro", "city")
"""The kinds of places behind whose names people write a state."""


def places_around(places: Mapping[str, Term]) -> Mapping[str, tuple[str, ...]]:
    """The places around each place, from the nearest outwards."""
    return {id: tuple(_outwards(places, place)) for id, place in places.items()}


def _outwards(places: Mapping[str, Term], place: Term) -> Iterator[str]:
    """A place that names its own state lies in none of the others that its metro area reaches into."""
    own = [state.id for state in _states(places, place.within)]
    seen: set[str] = set()
    queue = list(place.within)
    for id in queue:
        if id in seen or (own and id not in own and _states(places, [id])):
            continue
        seen.add(id)
        queue += places[id].within if id in places else ()
        yield id


def _states(places: Mapping[str, Term], ids: Sequence[str]) -> list[Term]:
    known = [places[id] for id in ids if id in places]
    return [place for place in known if place.place_kind == "state"]


def city_names(place: Term) -> Iterator[Forms]:
    """The city in the name of a city or a metro area and its other cities, each without its state."""
    if place.place_kind in CITIES:
        yield from map(_city, (place.name, *place.cities))


def _city(name: str) -> Forms:
    return forms_of(name.partition(", ")[0])


def names_to_the_letter(places: Mapping[str, Term]) -> Iterator[tuple[Forms, str]]:
    """What else official areas and cities are called, with their ids; no slip is taken for any of it.

    A metro area by its cities: by "Portland", which two have, and by "Mission, TX", which none has
    without its state. Every city with each state that it is in: "portland or", "portland oregon". And
    what lies outside of metro areas as "rural Alaska".
    """
    around = places_around(places)
    for id, place in places.items():
        yield from ((forms, id) for forms in _called(place))
        states = _states(places, around[id])
        if place.place_kind == "nonmetro":
            areas = (place.name.removesuffix(" nonmetropolitan area"), *place.within)
            yield from ((forms_of(f"rural {area}"), id) for area in areas)
        elif place.place_kind in CITIES:
            names = dict.fromkeys(map(_city, (place.name, *place.aliases, *place.cities)))
            endings = [forms_of(end) for s in states for end in (s.abbreviation or s.name, s.id)]
            yield from (((*name, *ending), id) for name in names for ending in endings)


def _called(place: Term) -> Iterator[Forms]:
    """The cities of a place as they are listed; of a metro area the one in its name, if it isn't."""
    listed = [forms_of(city) for city in place.cities]
    yield from listed
    if place.place_kind == "metro" and forms_of(place.name) not in listed:
        yield _city(place.name)
