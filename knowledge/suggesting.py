"""Type-ahead: the roles, places and companies whose name or alias begins like what is typed."""

from collections.abc import Iterable, Sequence

from knowledge.library import Library
from knowledge.matching import normalise, words
from knowledge.vocabulary import VocabularyKind

MOST_SUGGESTIONS = 100
"""Slack: 100 options a menu."""


def suggest_roles(library: Library, typed: str) -> tuple[tuple[str, str], ...]:
    """Roles as (id, name): those that begin so by name or alias, else those near by spelling."""
    names = [(role.id, role.name, (role.name, *role.aliases)) for role in library.roles.values()]
    found = _beginning(names, typed)
    if found or not typed.strip():
        return found
    near = [candidate.id for candidate in library.role_names.candidates(words(typed))]
    return tuple((id, library.roles[id].name) for id in near[:MOST_SUGGESTIONS])


def suggest_terms(
    library: Library, kinds: Sequence[VocabularyKind], typed: str
) -> tuple[tuple[str, str], ...]:
    """Terms of some kinds as (id, name), those that begin so by name or alias."""
    terms = [term for kind in kinds for term in library.terms(kind)]
    return _beginning(((term.id, term.name, (term.name, *term.aliases)) for term in terms), typed)


def _beginning(
    things: Iterable[tuple[str, str, tuple[str, ...]]], typed: str
) -> tuple[tuple[str, str], ...]:
    """Things with a name that begins like what is typed, or has a word that does.

    A beginning comes before a later word, and a short name before a long one: "ml" is more likely
    to become "ML engineer" than a longer title.
    """
    wanted = " ".join(normalise(typed))
    found: list[tuple[bool, int, str, str]] = []
    for id, name, names in things:
        phrases = [" ".join(normalise(one)) for one in names]
        ranks = [
            (not phrase.startswith(wanted), len(phrase))
            for phrase in phrases
            if phrase.startswith(wanted) or f" {wanted}" in phrase
        ]
        if ranks:
            found.append((*min(ranks), name, id))
    return tuple((id, name) for _, _, name, id in sorted(found)[:MOST_SUGGESTIONS])
