"""The currency of an amount whose sign or place leaves it open."""

from collections.abc import Sequence

from knowledge.library import Library

DOLLAR_LANDS = frozenset({"canada", "australia", "singapore", "new-zealand", "hong-kong", "mexico"})
"""Countries whose own currency is written with a bare dollar sign too."""


def currency_meant(library: Library, said: str | None, places: Sequence[str]) -> str | None:
    """The currency of an amount; None where the text leaves it open.

    `said` is an ISO code, `$`, or None for an amount without any sign. A bare dollar is the United
    States' unless all places lie in other countries with a dollar; an amount without any sign is in
    the sources' currency unless all places lie outside their market.
    """
    countries = [country for place in places if (country := _country(library, place))]
    if said == "$":
        foreign = any(country in DOLLAR_LANDS for country in countries)
        return None if foreign and "united-states" not in countries else "USD"
    if said is not None:
        return said
    currencies = {f.currency for source in library.sources.values() for f in source.figures}
    currencies |= {source.table.currency for source in library.sources.values() if source.table} - {
        None
    }
    markets = {source.market for source in library.sources.values()}
    if len(currencies) != 1 or (countries and not markets & set(countries)):
        return None
    return currencies.pop()


def _country(library: Library, place: str) -> str | None:
    for around in (place, *library.around(place)):
        term = library.term("places", around)
        if term is not None and term.place_kind == "country":
            return around
    return None
