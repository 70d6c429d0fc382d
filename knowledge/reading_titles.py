"""Titles of jobs as posts word them: jobs that share a last word, levels and parts of the work within."""

from collections.abc import Iterator, Mapping, Sequence

from knowledge.library import Library
from knowledge.matching import Found, PhraseBook
from knowledge.words import Word

PRACTITIONERS: Mapping[str, str] = {
    "administration": "administrator",
    "analysis": "analyst",
    "analytic": "analyst",
    "architecture": "architect",
    "biostatistic": "biostatistician",
    "development": "developer",
    "engineering": "engineer",
    "research": "researcher",
    "science": "scientist",
    "statistic": "statistician",
}
"""What someone is whose field's name ends in a word; the forms that are compared."""

HEADS = frozenset(PRACTITIONERS.values())
"""How the names of jobs end that may share a field: "data science engineer"."""

LEADERS = frozenset("manager mgr director head chief vp president".split())
"""Who leads others, whose field a title names."""

BARE_JOBS = HEADS | LEADERS
"""What a title may begin with and name the field behind a comma."""

PARTS_OF_WORK = frozenset(
    "algorithm application inference training pretraining pre post evaluation modeling optimization "
    "performance software system fine tuning finetuning deployment".split()
)
"""What within a title says which part of the job's work it is: "LLM inference engineer"."""
BUILDERS = frozenset("engineer developer scientist architect".split())
"""Whose work has such parts."""

NOUNS = LEADERS | {"associate", "executive", "entry"}
"""Levels that are jobs with another word: "research associate", "director of analytics", "data entry"."""

LINKS = frozenset({"and", "or"})
"""What may stand between two jobs that share words."""

MAX_FIELD_WORDS = 4


def sharing_a_head(
    roles: PhraseBook, typed: Sequence[Word], found: Sequence[Found], left: Sequence[int]
) -> Iterator[Found]:
    """The roles whose last word stands behind another job set beside them: "MLOps / DevOps engineer"."""
    for place, word in enumerate(typed):
        is_linked = place > 1 and typed[place - 1].form in LINKS
        if not (word.beside or is_linked) or word.form in PRACTITIONERS:
            continue
        end = place - is_linked
        head = _head_behind(typed, found, place)
        for start in range(max(end - MAX_FIELD_WORDS, 0), end if head else 0):
            field = typed[start:end]
            alone = not any(one.parted for one in field[1:]) and set(range(start, end)) <= set(left)
            meanings = roles.exact(" ".join([*(one.form for one in field), head])) if alone else ()
            is_other = not roles.exact(" ".join([*(one.form for one in field), word.form, head]))
            if meanings and is_other and not any(one.meaning == meanings[0] for one in found):
                yield Found(start, end, meanings[:1])
                break


def _head_behind(typed: Sequence[Word], found: Sequence[Found], place: int) -> str:
    """The last word of a job that begins at a word: of the role that does, else the one behind it."""
    role = next((one for one in found if one.start == place and one.meaning.kind == "roles"), None)
    if role is not None:
        return typed[role.end - 1].form
    behind = typed[place + 1] if place + 1 < len(typed) else None
    return behind.form if behind and not behind.parted and behind.form in HEADS else ""


def passing_over(library: Library, typed: Sequence[Word], run: Sequence[int]) -> list[int]:
    """A run of words without levels, and without what builders build: "LLM inference engineer"."""
    levels = library.phrase_book(("levels",))
    builds = any(typed[place].form in BUILDERS for place in run)
    return [
        place
        for place in run
        if not (builds and typed[place].form in PARTS_OF_WORK)
        and (typed[place].form in NOUNS or not levels.exact(typed[place].form))
    ]


def levels_as_nouns(
    typed: Sequence[Word], levels: Sequence[Found], left: Sequence[int]
) -> list[int]:
    """The words for levels that are jobs with words that are left beside them: "analytics manager"."""
    nouns = [one for one in levels if typed[one.end - 1].form in NOUNS]
    behind = [one for one in nouns if one.start - 1 in left and not typed[one.start].parted]
    before = [
        one
        for one in nouns
        if one.end in left or (one.end + 1 in left and typed[one.end].form == "of")
    ]
    return sorted({place for one in (*behind, *before) for place in range(one.start, one.end)})
