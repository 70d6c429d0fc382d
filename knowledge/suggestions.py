"""What menus suggest while someone types: roles and terms of the vocabulary that begin so."""

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import chain

from knowledge.library import Library
from knowledge.vocabulary import Named, VocabularyKind
from knowledge.words import normalise, words

MOST_SUGGESTIONS = 100
"""Slack: 100 options a menu."""


def suggest_roles(library: Library, typed: str) -> tuple[tuple[str, str], ...]:
    """Roles as (id, name): those that begin so by name or alias, else those near by spelling."""
    found = _beginning(library.named("roles"), typed)
    if found or not typed.strip():
        return found
    near = [candidate.id for candidate in library.role_names.candidates(words(typed))]
    return tuple((id, library.roles[id].name) for id in near[:MOST_SUGGESTIONS])


def suggest_terms(
    library: Library, kinds: Sequence[VocabularyKind], typed: str
) -> tuple[tuple[str, str], ...]:
    """Terms of some kinds as (id, name), those that begin so by name or alias."""
    return _beginning(chain.from_iterable(map(library.named, kinds)), typed)


def _beginning(things: Iterable[Named], typed: str) -> tuple[tuple[str, str], ...]:
    """Things with a name that begins like what is typed, or has a word that does.

    A beginning comes before a later word, and a short name before a long one: "ml" is more likely
    to become "ML engineer" than a longer title.
    """
    wanted = " ".join(normalise(typed))
    later = f" {wanted}"
    found: list[tuple[bool, int, str, str]] = []
    for thing in things:
        ranks = [
            (not phrase.startswith(wanted), len(phrase))
            for phrase in thing.phrases
            if phrase.startswith(wanted) or later in phrase
        ]
        if ranks:
            found.append((*min(ranks), thing.name, thing.id))
    return tuple((id, name) for _, _, name, id in nsmallest(MOST_SUGGESTIONS, found))
