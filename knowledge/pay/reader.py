"""The one reader of pay: from any text to statements, each with the place where the text says it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.library import Library
from knowledge.pay.characters import bare, unescaped, without_tags
from knowledge.pay.context import context_of, is_article
from knowledge.pay.job import Job
from knowledge.pay.job_words import JOB_NOUN
from knowledge.pay.jobs import jobs_of_post, read_jobs
from knowledge.pay.of_jobs import of_its_jobs
from knowledge.pay.parts import PAY
from knowledge.pay.postings import read_postings
from knowledge.pay.sentences import read_passage
from knowledge.pay.statement import OtherMoney, PayRead, Statement
from knowledge.pay.structure import MOST_CHARACTERS, Structure, read_structure
from knowledge.pay.tables import read_table

MOST_SUMS = 400
"""A text with more sums is a list of numbers: the rest of it is not read."""


_LABELS = re.compile(
    r"^[^\w\n]*(?:salary|salário|sal[aá]rio|compensation|pay|remuneration|gehalt|location|company|vacancy|position|closing date|reports to)\s*[:=-]",
    re.IGNORECASE | re.MULTILINE,
)
"""Labels that stand in posts alone."""


_PIECES = re.compile(r"\s[-–—]\s")
"""What parts a company, its job and its place in the first line of a post."""


def _jobs(library: Library, text: str) -> Sequence[Job]:
    """The jobs of a text that is no article: of one with the head or the labels of a post at the least its own."""
    head = text.lstrip()[:200].split("\n")[0]
    is_head = len(_PIECES.findall(head)) > 1 and JOB_NOUN.search(head) and not PAY.search(head)
    of_a_post = head.count(" | ") > 1 or is_head or _LABELS.search(text[:4_000]) is not None
    return jobs_of_post(library, text) if of_a_post else read_jobs(library, text)


def read_pay(
    library: Library, text: str, *, is_ad: bool = False, is_offer: bool = False
) -> PayRead:
    """Everything that a text says of pay and of the job market, in its order.

    What a text does not say is None. A text of more than `MOST_CHARACTERS` is read up to there. One that
    `is_ad`, as where a job board has it, need not show that it is a post, and in a short line that `is_offer`
    one word makes a sum pay.
    """
    is_cut = len(text) > MOST_CHARACTERS
    text = text[:MOST_CHARACTERS]
    stated: list[Statement] = []
    for postings in read_postings(text):
        stated += postings.statements
        text = f"{text[: postings.start]}{_blanked(text[postings.start : postings.end])}{text[postings.end :]}"
    shown = bare(text)
    read = _Text(library, text, shown, without_tags(unescaped(text)), read_structure(shown))
    if is_ad:
        jobs = jobs_of_post(library, read.plain)
    else:
        jobs = () if is_offer or is_article(shown, read.structure) else _jobs(library, read.plain)
    found, other, is_long = read.of(jobs, stated, is_offer=is_offer)
    if jobs and not is_ad and _tells_of_many(found):
        found, other, is_long = read.of((), stated, is_offer=False)
    return PayRead(tuple(found), tuple(other), is_cut or is_long)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, its structure, and how it reads as a post with some jobs, or with none as an article."""

    library: Library
    text: str
    shown: str
    plain: str
    structure: Structure

    def of(
        self, jobs: Sequence[Job], stated: Sequence[Statement], *, is_offer: bool
    ) -> tuple[Sequence[Statement], Sequence[OtherMoney], bool]:
        """What it states, with what was `stated` in fields; its other money; and whether it goes on behind that."""
        context = context_of(
            self.library,
            self.text,
            self.shown,
            self.structure,
            is_post=bool(jobs),
            is_offer=is_offer,
        )
        if jobs:
            context = replace(context, jobs_at=tuple(_named_lines(jobs, self.plain)))
        found: list[Statement] = []
        other: list[OtherMoney] = []
        is_long = False
        for table in self.structure.tables:
            # Rows of a table are about different things, though their amounts be the same.
            found += read_table(self.library, table, context)
        in_tables = len(found)
        for passage in self.structure.passages:
            if len(found) + len(other) > MOST_SUMS:
                is_long = True
                break
            statements, money = read_passage(passage, context)
            found += statements
            other += money
        if jobs:
            found = of_its_jobs(
                self.library, sorted(found, key=lambda one: one.start), self.text, jobs
            )
            # The same sum in the head, "33 LPA or 41 LPA", says less of it.
            found.sort(
                key=lambda one: ((one.component, one.period, one.currency).count(None), one.start)
            )
            in_tables = 0
        elif context.of_the_field:
            found = list(map(_of_the_field, found))
        elif context.of_several:
            found = list(map(_of_one_of_them, found))
        found = sorted(
            _told_once([*stated, *found], in_tables + len(stated), several=bool(jobs)),
            key=lambda one: one.start,
        )
        return (found if jobs else list(_disagreeing(found))), other, is_long


MOST_OF_A_JOB = 2
"""A post states no more sums of the same part of one job's pay; what does is about pay in general."""

_NO_TITLE = re.compile(
    r"\b(?:salary|salaries|compensation|average[sd]?|earns?|pays?|paid|makes?|what|how|why|does|do|is|are|now|startups?|companies|looking for|offers?)\b",
    re.IGNORECASE,
)
"""Words of a sentence, which a job's title never has."""


def _tells_of_many(found: Sequence[Statement]) -> bool:
    """Whether statements that were read as a post's are those of an article."""
    if any(one.title and _NO_TITLE.search(one.title) for one in found):
        return True
    sums = {(_key(one), one.low, one.high) for one in found if one.whose == "advertised"}
    told = Counter(key for key, *_ in sums)
    return any(count > MOST_OF_A_JOB for count in told.values())


def _blanked(text: str) -> str:
    """What was read already, every end of a line at its place."""
    return re.sub(r"[^\n]", " ", text)


def _named_lines(jobs: Sequence[Job], plain: str) -> Iterator[tuple[int, int]]:
    """Where lines name one of several jobs and its pay."""
    for job in jobs[1:]:
        if job.title and job.whose is None and "\n" not in plain[job.start : job.end].strip():
            yield job.start, job.end


def _of_the_field(one: Statement) -> Statement:
    """A statement of a text about data science: where it names nobody, likely a data scientist's."""
    if one.title is not None:
        return one
    doubts = one.doubts if "title" in one.doubts else (*one.doubts, "title")
    return replace(one, title="data scientist", doubts=doubts)


def _of_one_of_them(one: Statement) -> Statement:
    """A statement of a text about several: where it names nobody, one of them."""
    is_named = one.title is not None or "title" in one.doubts
    return one if is_named or one.kind != "pay" else replace(one, doubts=(*one.doubts, "title"))


def _key(one: Statement) -> tuple[object, ...]:
    words = tuple(
        (word or "").casefold().rstrip("s")
        for word in (one.title, one.level, one.place, one.company)
    )
    return (
        one.kind,
        one.statistic,
        one.component,
        one.currency,
        one.period,
        one.whose,
        one.year,
        one.years,
        one.industry,
        *words,
    )


def _told_once(found: Sequence[Statement], in_tables: int, *, several: bool) -> Iterator[Statement]:
    """Each figure once, where it is told first; those in tables come first, and are all of them told.

    Of a post, which may have `several` jobs, titles are told apart however alike they are.
    """
    told: dict[tuple[object, ...], list[Statement]] = {}
    for number, one in enumerate(found):
        before = told.setdefault((one.kind, one.low, one.high, one.unit), [])
        in_table = number < in_tables and one.kind == "pay"
        if in_table or not any(_is_the_same(one, other, several=several) for other in before):
            before.append(one)
            yield one


def _is_the_same(one: Statement, other: Statement, *, several: bool) -> bool:
    """Whether two statements of the same amounts contradict each other in nothing but how they word a title."""
    pairs = (
        (one.level, other.level), (one.place, other.place), (one.company, other.company), (one.component, other.component),
        (one.statistic, other.statistic), (one.years, other.years), (one.currency, other.currency), (one.whose, other.whose),
    )  # fmt: skip
    same = all(
        a is None or b is None or a.casefold() in b.casefold() or b.casefold() in a.casefold()
        for a, b in pairs
    )
    if one.title is None or other.title is None:
        return same
    if several:
        return same and one.title == other.title
    return same and bool(_stems(one.title) & _stems(other.title))


def _stems(title: str) -> set[str]:
    """The longer words of a title without their endings."""
    return {word[:6] for word in re.findall(r"\w{4,}", title.casefold())}


def _disagreeing(found: Sequence[Statement]) -> Iterator[Statement]:
    """All of them; those that say different amounts of the same are doubtful, for something tells them apart."""
    told = Counter(map(_key, found))
    for one in found:
        is_rivaled = one.kind == "pay" and told[_key(one)] > 1
        doubts = (*one.doubts, "low") if is_rivaled and "low" not in one.doubts else one.doubts
        yield replace(one, doubts=doubts)
