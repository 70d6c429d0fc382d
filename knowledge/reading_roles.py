"""Roles' names as titles of jobs have them: two that share words, and abbreviations that name none."""

from collections.abc import Iterator, Sequence

from knowledge.matching import Found, PhraseBook
from knowledge.words import Word

MAX_ABBREVIATION = 2
"""Letters of a name that is as often something else: "Berlin, DE", "DA-2000"."""


def settled_roles(
    roles: PhraseBook,
    typed: Sequence[Word],
    found: Sequence[Found],
    left: Sequence[int],
    *,
    one_role: bool,
) -> tuple[list[Found], list[int]]:
    """What was found and the words that are left, with every twin and without strays.

    Only where the text is to name `one_role` may an abbreviation be none: lists are of abbreviations.
    """
    twins = [twin for twin in _twins(roles, typed, found) if twin.start in left]
    kept = [*found, *twins]
    strays = _strays(typed, kept, left) if one_role else []
    read = {twin.start for twin in twins}
    given_back = [stray.start for stray in strays]
    return (
        [one for one in kept if one not in strays],
        sorted([*(place for place in left if place not in read), *given_back]),
    )


def _twins(roles: PhraseBook, typed: Sequence[Word], found: Sequence[Found]) -> Iterator[Found]:
    """The roles that the words behind roles' names stand for: "data analyst / scientist"."""
    for one in found:
        if one.meaning.kind == "roles" and one.end - one.start > 1 and one.end < len(typed):
            shared = [word.form for word in typed[one.start : one.end - 1]]
            meanings = roles.exact(" ".join([*shared, typed[one.end].form]))
            if meanings and meanings[0] != one.meaning:
                yield Found(one.end, one.end + 1, meanings[:1])


def _strays(typed: Sequence[Word], found: Sequence[Found], left: Sequence[int]) -> list[Found]:
    """Abbreviations that mean no role.

    They stand between unknown words, or behind one or a place where the text names a role in full.
    """
    named = [one for one in found if one.meaning.kind == "roles"]
    short = [
        one
        for one in named
        if one.end == one.start + 1 and len(typed[one.start].form) <= MAX_ABBREVIATION
    ]
    in_full = len(named) > len(short)
    places = {one.end for one in found if one.meaning.kind == "places"}
    return [
        one
        for one in short
        if (one.start - 1 in left and (in_full or one.end in left))
        or (in_full and one.start in places)
    ]
