"""What job ads say: the role, the level, the places, the skills and the pay, as far as they are sure."""

import re
from dataclasses import replace
from functools import lru_cache

from knowledge.feeds.kept import AdSubjects, UnreadAd
from knowledge.feeds.locations import places_of
from knowledge.feeds.prose_pay import pay_told
from knowledge.feeds.reading import JobAd
from knowledge.feeds.skills import skills_asked
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.query import SalaryQuery, Unclear

MOST_TITLE = 150

_BETWEEN_TITLES = re.compile(r"\s*(?:[/+|]|\bor\b|\band\b)\s*", re.IGNORECASE)


def read_ad(library: Library, ad: UnreadAd) -> AdSubjects:
    """What an ad says of its job, in ids of the vocabulary; empty or None where it says nothing that is sure.

    Prose is read for pay where the title is one of our roles: nothing is computed of others.
    """
    roles, level, of_title = title_read(library, ad.title)
    return AdSubjects(
        pay=pay_told(library, ad.title, ad.stated_pay, ad.text) if roles else ad.stated_pay,
        roles=roles,
        level=level,
        places=places_of(
            library, ad.locations, of_title, anywhere=ad.location_type == "TELECOMMUTE"
        ),
        skills=skills_asked(library, ad),
    )


def with_prose_pay(library: Library, ad: JobAd) -> JobAd:
    """An ad with the pay that its text states, next to what its fields do."""
    return replace(ad, pay=pay_told(library, ad.title, ad.pay, ad.text))


Title = tuple[tuple[str, ...], str | None, tuple[str, ...]]
"""The roles of a title, its level, and the places in it."""


@lru_cache(maxsize=4_096)
def title_read(library: Library, title: str) -> Title:
    """What a title says, read as people's questions are: no role where it is another job, or unclear which.

    Of several levels, as in "Senior Staff", the highest counts.
    """
    query = _asked(library, title)
    if query is not None:
        ranks = {term.id: term.rank or 0 for term in library.terms("levels")}
        level = max(query.filters.levels, key=ranks.__getitem__, default=None)
        return (query.role,), level, query.filters.places
    several = [_asked(library, one) for one in _BETWEEN_TITLES.split(title)]
    if len(several) > 1 and all(several):
        return tuple(dict.fromkeys(one.role for one in several if one)), None, ()
    return (), None, ()


def _asked(library: Library, title: str) -> SalaryQuery | None:
    query = parse(library, "salary", title[:MOST_TITLE]) if title.strip() else None
    if isinstance(query, Unclear) and query.about == "place":
        query = query.choices[0].query
        return (
            replace(query, filters=replace(query.filters, places=()))
            if isinstance(query, SalaryQuery)
            else None
        )
    return query if isinstance(query, SalaryQuery) else None
