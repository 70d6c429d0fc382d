"""Roles' names as titles of jobs have them.

Two that share words, abbreviations that name none, and fields that stand for the jobs in them.
"""

from collections.abc import Iterator, Sequence

from knowledge.english import is_english
from knowledge.library import Library
from knowledge.matching import Found, Meaning, PhraseBook
from knowledge.reading_titles import (
    BARE_JOBS,
    HEADS,
    LEADERS,
    LINKS,
    MAX_FIELD_WORDS,
    PRACTITIONERS,
    sharing_a_head,
)
from knowledge.words import Word, forms_of

MAX_ABBREVIATION = 2
"""Letters of a name that is as often something else: "Berlin, DE", "DA-2000"."""

DOERS = ("er", "or", "ist", "ant", "ive")
"""The last letters of what people do."""

GRADES = frozenset("i ii iii iv v".split())
"""Numerals behind a title: "engineer, machine learning II"."""

SEASONS = frozenset("spring summer fall autumn winter phd mba master bachelor student".split())
"""What stands between a field and the word for who learns in it: "data science summer intern"."""


def settled_roles(
    library: Library,
    typed: Sequence[Word],
    found: Sequence[Found],
    left: Sequence[int],
    *,
    one_role: bool,
) -> tuple[list[Found], list[int]]:
    """What was found and the words that are left, with every twin and without strays.

    Only where the text is to name `one_role` may an abbreviation be none: lists are of abbreviations.
    """
    roles = library.phrase_book(("roles",))
    twins = [twin for twin in _twins(roles, typed, found) if twin.start in left]
    twins += sharing_a_head(roles, typed, found, left) if one_role else ()
    kept = [*found, *twins]
    strays = _strays(typed, kept, left) if one_role else []
    strays += [
        one
        for one in kept
        if one_role
        and one.meaning.kind == "roles"
        and is_of_another(library, typed, left, range(one.start, one.end))
    ]
    read = {place for twin in twins for place in range(twin.start, twin.end)}
    given_back = {place for stray in strays for place in range(stray.start, stray.end)}
    return (
        [one for one in kept if one not in strays],
        sorted({*(place for place in left if place not in read), *given_back}),
    )


def may_be_inverted(
    library: Library, typed: Sequence[Word], left: Sequence[int], name: Sequence[int]
) -> bool:
    """Whether words may be a role's name in another order: "engineer, data".

    Not behind a word of their own ("security engineer, data"), and not of two parts unless the first
    is but the job and the second the field: "data engineer, AI" and "engineer, data center" are others.
    """
    # "Manager, Data Science" is a level and a field: the first two words name no data manager.
    if library.phrase_book(("levels",)).exact(typed[name[0]].form):
        return False
    if _is_qualified(library, typed, left, name[0]):
        return False
    parted = [place for place in name[1:] if typed[place].parted]
    is_bare = typed[name[0]].form in BARE_JOBS and parted == [name[1]]
    return not parted or (is_bare and not _goes_on(library, typed, left, name[-1] + 1))


def is_of_another(
    library: Library, typed: Sequence[Word], left: Sequence[int], name: Sequence[int]
) -> bool:
    """Whether what may be a role's name belongs to another job's.

    It does where that is parted within it ("project manager - data engineering"), where someone leads
    the field that it is of ("software engineering manager"), and where it is what another works for
    ("recruiter - data engineers", "designer, data analyst tools").
    """
    first, last = name[0], name[-1]
    is_head = typed[first].form in BARE_JOBS and len(name) > 1 and typed[name[1]].parted
    if is_head and _is_qualified(library, typed, left, first):
        return True
    others = (word.form for place, word in enumerate(typed) if place not in name)
    if typed[last].typed.endswith("ing") and not LEADERS.isdisjoint(others):
        return True
    before = first - 1
    if before not in left or not typed[first].parted or not typed[before].form.endswith(DOERS):
        return False
    return typed[last].form != typed[last].typed or _goes_on(library, typed, left, last + 1)


def _goes_on(library: Library, typed: Sequence[Word], left: Sequence[int], place: int) -> bool:
    """Whether a word that means nothing here goes on with what stands before it.

    "Science" does not: the scientist of "scientist, data science" is the one of the field.
    """
    return (
        place in left
        and not typed[place].parted
        and is_english(typed[place].typed)
        and typed[place].form not in PRACTITIONERS
        and typed[place].form not in GRADES
        and not _is_known(library, typed[place : place + 1])
    )


def _is_qualified(library: Library, typed: Sequence[Word], left: Sequence[int], place: int) -> bool:
    """Whether a word that means nothing here stands right before another: "security engineer"."""
    before = place - 1
    if before not in left or typed[place].parted:
        return False
    runs = (typed[max(before - more, 0) : place] for more in range(2))
    return not any(_is_known(library, run) for run in runs)


def _is_known(library: Library, run: Sequence[Word]) -> bool:
    phrase = " ".join(word.form for word in run)
    return bool(library.phrase_book(("levels", "places", "companies")).exact(phrase))


def _twins(roles: PhraseBook, typed: Sequence[Word], found: Sequence[Found]) -> Iterator[Found]:
    """The roles that the words behind roles' names stand for: "data analyst / scientist"."""
    for one in found:
        if one.meaning.kind == "roles" and one.end - one.start > 1 and one.end < len(typed):
            shared = [word.form for word in typed[one.start : one.end - 1]]
            place = one.end + (typed[one.end].form in LINKS and one.end + 1 < len(typed))
            meanings = roles.exact(" ".join([*shared, typed[place].form]))
            is_leader = typed[place].form in LEADERS
            if meanings and meanings[0] != one.meaning and not is_leader:
                yield Found(place, place + 1, meanings[:1])


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


def fields_read(library: Library, typed: Sequence[Word], left: Sequence[int]) -> list[Found]:
    """The roles that fields in the words that are left stand for, where a title names no job.

    A learner's title names a field: "data science intern", but "legal intern, AI" another one. A field
    before the name of another's job, as in "data science engineer", is between roles: those in it, and
    those near them that are so called.
    """
    learner = _learner(library, typed)
    is_other = learner is not None and _is_other(library, typed, left, learner)
    found: list[Found] = []
    place = 0
    while place < len(typed):
        learns = learner is not None and (place < learner or not is_other)
        length, roles = _field_at(library, typed, left, place, learns=learns)
        end = place + length
        if roles:
            meanings = [Meaning("roles", role) for role in dict.fromkeys(roles)]
            found.append(Found(place, end, tuple(meanings)))
        place = max(end, place + 1)
    return found


def _field_at(
    library: Library, typed: Sequence[Word], left: Sequence[int], start: int, *, learns: bool
) -> tuple[int, Sequence[str]]:
    """How many words from a place on are read, and the roles: none where no field is named."""
    for end in range(min(start + MAX_FIELD_WORDS, len(typed)), start, -1):
        field = typed[start:end]
        if any(word.parted for word in field[1:]) or not set(range(start, end)) <= set(left):
            continue
        roles = _roles_in(library, [word.form for word in field])
        behind = typed[end] if end < len(typed) and not typed[end].parted else None
        near = _near(library, roles, behind.form if behind else "")
        if near and field[-1].form in PRACTITIONERS:
            return end + 1 - start, [*roles, *near]
        closed = behind is None or end not in left or _may_follow(library, typed, end)
        if roles and learns and closed:
            return end - start, roles
    return 0, ()


def _roles_in(library: Library, field: Sequence[str]) -> list[str]:
    """The roles in a field: "data science" has the data scientist, "AI" the AI engineer."""
    *first, last = field
    book = library.phrase_book(("roles",))

    def named(*forms: str) -> list[str]:
        return [meaning.id for meaning in book.exact(" ".join(forms))[:1]]

    if last in PRACTITIONERS:
        return named(*first, PRACTITIONERS[last])
    engineers = named(*field, "engineer")
    return [*engineers, *named(*field, "analyst")] if engineers else []


def _near(library: Library, roles: Sequence[str], head: str) -> list[str]:
    """The neighbors of roles that are called so: of the data scientist, those who are engineers."""
    if head not in HEADS:
        return []
    near = (library.roles[other] for role in roles for other in library.roles[role].related)
    return [role.id for role in near if forms_of(role.name)[-1] == head]


def _may_follow(library: Library, typed: Sequence[Word], place: int) -> bool:
    form = typed[place].form
    return form in SEASONS or form.isdigit() or _learner(library, typed[place : place + 2]) == 0


def _is_other(library: Library, typed: Sequence[Word], left: Sequence[int], learner: int) -> bool:
    """Whether the word for who learns has another field before it than a season."""
    before = typed[learner - 1].form if learner else ""
    return before not in SEASONS and _is_qualified(library, typed, left, learner)


def _learner(library: Library, typed: Sequence[Word]) -> int | None:
    """Where a title says that it is for someone who learns the job: at the lowest of the levels."""
    for place, word in enumerate(typed):
        pair = " ".join(one.form for one in typed[place : place + 2])
        if _is_learner(library, word.form) or _is_learner(library, pair):
            return place
    return None


def _is_learner(library: Library, phrase: str) -> bool:
    levels = library.phrase_book(("levels",)).exact(phrase)
    term = library.term("levels", levels[0].id) if levels else None
    return term is not None and term.rank == 0
