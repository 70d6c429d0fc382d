"""Skills that ads ask for: what their texts name, but for the employer's name and the job's own."""

from functools import lru_cache

from knowledge.feeds.kept import UnreadAd
from knowledge.feeds.keys import company_key
from knowledge.feeds.phrases import NamesInText
from knowledge.library import Library
from knowledge.words import normalise

ALIKE = 5
"""Letters in which words of one origin agree: engineer and engineering, analyst and analytics."""


def skills_asked(library: Library, ad: UnreadAd) -> tuple[str, ...]:
    """The skills that an ad's text names, in its order.

    Its title is not asked for, nor is the name of the employer, nor what is called by that name: of Osier Robotics
    neither robotics is, nor of Google is Google Cloud.
    """
    text = ad.text.replace(ad.title, "\n") if ad.title else ad.text
    own = _of_employer(library, ad.organization) if ad.organization else frozenset[str]()
    return tuple(dict.fromkeys(one for one in _names(library).within(text) if one not in own))


@lru_cache(maxsize=500)
def _of_employer(library: Library, organization: str) -> frozenset[str]:
    """The skills that an employer's name names, and those that are named after it."""
    named = NamesInText.any_case([(company_key(organization), organization)])
    after = (
        term.id
        for term in library.terms("skills")
        if any(any(named.within(name)) for name in (term.name, *term.aliases))
    )
    return frozenset((*_names(library).within(organization), *after))


def says_nothing_of(library: Library, role: str, skill: str) -> bool:
    """Whether a skill is what a role is called by: machine learning of a machine learning engineer."""
    term = library.term("skills", skill)
    if term is None:
        return False
    of_role = _stems(library.roles[role].name)
    return any(len(one) > 0 and one <= of_role for one in map(_stems, (term.name, *term.aliases)))


def _stems(name: str) -> frozenset[str]:
    return frozenset(word[:ALIKE] for word in normalise(name))


@lru_cache(maxsize=2)
def _names(library: Library) -> NamesInText:
    return NamesInText(
        (name, term.id) for term in library.terms("skills") for name in term.names_in_text
    )
