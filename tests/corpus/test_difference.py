"""What an admin reads before applying an edit: all that differs, in the domain's own terms."""

from collections.abc import Mapping
from functools import partial

import pytest

from knowledge.difference import Change, Difference, Edit, Tally, counted, diff, difference_lines
from knowledge.documents import check_documents
from knowledge.files import is_table
from knowledge.library import Library
from knowledge.revisions import tree_digest
from tests.corpus.hostile.cases import TEXTS
from tests.work import with_calls

WRITTEN = sorted(path for path in TEXTS if not is_table(path))
SOME_WRITTEN = WRITTEN[::8]
"""Of what takes a second each, an eighth: they are alike."""
JOBS = "sources/ml-engineer-jobs.yaml"
BIG_DATA = "sources/big-data-ml-guide.yaml"
AI_ENGINEER = "roles/ai-engineer.yaml"
LEVELS = "vocabulary/levels.yaml"
SECOND_FIGURE = """\
  - section: "Another"
    role: ml-engineer
    statistic: median
    component: base
    low: 151000
    high: 151000
    currency: USD
    period: year
    level: senior
"""
ROBOT_TEACHER = (
    "name: Robot Teacher\nfamily: ai\nsummary: x\nsummary_sources: [big-data-ml-guide]\n"
)
WORKS_WELL = (
    "Works well with data scientists, analysts and IT professionals and aligns the team with"
)


def library_of(texts: Mapping[str, str]) -> Library:
    _, knowledge, problems = check_documents(texts)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    return Library(knowledge, tree_digest(texts))


@pytest.fixture(scope="module")
def before() -> Library:
    return library_of(TEXTS)


def edited(*changes: tuple[str, str, str]) -> Library:
    texts = dict(TEXTS)
    for path, old, new in changes:
        assert old in texts[path], old
        texts[path] = texts[path].replace(old, new, 1)
    return library_of(texts)


def told(before: Library, *changes: tuple[str, str, str]) -> list[str]:
    return list(difference_lines(diff(before, edited(*changes))))


SUBJECT = "Machine Learning Engineer · United States, average, ML Engineer Jobs"


def test_a_changed_amount(before: Library) -> None:
    assert told(before, (JOBS, "low: 132000", "low: 135500")) == [
        "1 figure changed",
        f"{SUBJECT}: about $132,000–$180,000 → about $135,500–$180,000",
    ]


def test_figures_that_came_are_listed_and_counted(before: Library) -> None:
    assert told(before, (JOBS, "figures:\n", "figures:\n" + SECOND_FIGURE)) == [
        "1 figure added",
        "added: Machine Learning Engineer · Senior, median, base salary, ML Engineer Jobs: $151,000",
        "Machine Learning Engineer: 55 → 56 figures",
        "ML Engineer Jobs: 1 → 2 figures",
    ]


def test_figures_that_come_with_their_source_are_told_with_their_amounts(before: Library) -> None:
    survey = "title: S\nlabel: S\nkind: survey\nroles: [ml-engineer]\nfigures:\n" + SECOND_FIGURE
    after = library_of({**TEXTS, "sources/survey.yaml": survey})
    assert list(difference_lines(diff(before, after))) == [
        "1 figure added, 1 source added",
        "added: Machine Learning Engineer · Senior, median, base salary, S: $151,000",
        "added: S: 1 figure",
        "Machine Learning Engineer: 55 → 56 figures",
        "S: 0 → 1 figure",
    ]


def test_figures_that_come_with_their_role_are_told_with_their_amounts(before: Library) -> None:
    after = library_of({
        **TEXTS,
        "roles/robot-teacher.yaml": ROBOT_TEACHER,
        JOBS: TEXTS[JOBS].replace("roles: [", "roles: [robot-teacher, ", 1)
        + SECOND_FIGURE.replace("ml-engineer", "robot-teacher"),
    })  # fmt: skip
    lines = list(difference_lines(diff(before, after)))
    assert lines[0].startswith("1 figure added, 1 role added")
    assert "added: Robot Teacher · Senior, median, base salary, ML Engineer Jobs: $151,000" in lines


def test_an_amount_and_what_else_changes_of_a_figure_are_told_together(before: Library) -> None:
    changes = [(JOBS, "low: 132000", "low: 135500"), (JOBS, "    year: 2023", "    year: 2024")]
    assert told(before, *changes) == [
        "1 figure changed",
        f"{SUBJECT}: about $132,000–$180,000; year 2023 → about $135,500–$180,000; year 2024",
    ]


def test_an_amount_that_reads_the_same_is_told_to_the_letter() -> None:
    one, other = (edited((JOBS, "low: 132000", f"low: 132000.00{n}")) for n in (1, 4))
    assert list(difference_lines(diff(one, other))) == [
        "1 figure changed",
        f"{SUBJECT}: low 132000.001 → low 132000.004",
    ]


def test_what_no_answer_shows_of_a_figure_is_told_too(before: Library) -> None:
    assert told(before, (JOBS, "    year: 2023", "    year: 2024")) == [
        "1 figure changed",
        f"{SUBJECT}: year 2023 → year 2024",
    ]


def test_a_role_that_came_or_went(before: Library) -> None:
    after = library_of({**TEXTS, "roles/robot-teacher.yaml": ROBOT_TEACHER})
    assert list(difference_lines(diff(before, after))) == [
        "1 role added", "added: Robot Teacher: 0 figures",
    ]  # fmt: skip
    assert list(difference_lines(diff(after, before))) == [
        "1 role removed", "removed: Robot Teacher: 0 figures",
    ]  # fmt: skip


def test_a_role_whose_file_is_renamed_is_the_same_role() -> None:
    texts = {**TEXTS, "roles/robot-teacher.yaml": ROBOT_TEACHER}
    renamed = {**TEXTS, "roles/robot-tutor.yaml": ROBOT_TEACHER}
    assert list(difference_lines(diff(library_of(texts), library_of(renamed)))) == [
        "1 detail changed", "Robot Teacher, id: robot-teacher → robot-tutor",
    ]  # fmt: skip


def test_names_and_aliases(before: Library) -> None:
    changes = [
        (AI_ENGINEER, "name: AI Engineer", "name: AI Builder"),
        (AI_ENGINEER, "aliases: [AI eng, AIE,", "aliases: [AIE, AI maker,"),
    ]
    assert told(before, *changes)[1:] == [
        "AI Builder, name: AI Engineer → AI Builder",
        "removed: AI Builder, alias: AI eng",
        "added: AI Builder, alias: AI maker",
    ]


def test_lines_that_came_went_or_were_reworded(before: Library) -> None:
    changes = [
        (AI_ENGINEER, f"{WORKS_WELL} business goals", f"{WORKS_WELL} its goals"),
        (AI_ENGINEER, "Handles complex social dynamics", "Speaks up"),
    ]
    assert told(before, *changes) == [
        "1 line changed, 1 line added, 1 line removed",
        f"AI Engineer, Soft skills: {WORKS_WELL} business goals → {WORKS_WELL} its goals",
        "added: AI Engineer, Soft skills: Speaks up",
        "removed: AI Engineer, Soft skills: Handles complex social dynamics",
    ]


DETAILS: list[tuple[str, tuple[str, str, str], str]] = [
    ("whom a line tells it from", (AI_ENGINEER, "{versus: ai-ml-engineer", "{versus: ml-engineer"), "versus: ai-ml-engineer → ml-engineer"),
    ("a heading", (AI_ENGINEER, "{group: Adaptability,", "{group: Change,"), "group: Adaptability → Change"),
    ("a line's sources", (AI_ENGINEER, 'social dynamics", sources: [', 'social dynamics", sources: [big-data-ml-guide, '), "source: big-data-ml-guide"),
    ("a summary", (AI_ENGINEER, "The source document gives", "The document gives"), "AI Engineer, Summary: "),
    ("neighbours in another order", (AI_ENGINEER, "related: [ai-ml-engineer, ml-engineer,", "related: [ml-engineer, ai-ml-engineer,"), "AI Engineer, related role, order: "),
    ("a role's day of verification", (AI_ENGINEER, "verified: 2026-11-21", "verified: 2026-11-20"), "AI Engineer, verified: 2026-11-21 → 2026-11-20"),
    ("an owner", (JOBS, "kind: article", "kind: article\nowner: U0MAYA"), "added: ML Engineer Jobs, owner: U0MAYA"),
    ("a source's label", (JOBS, "label: ML Engineer Jobs", "label: Jobs"), "Jobs, label: ML Engineer Jobs → Jobs"),
    ("a source's year", (JOBS, "market: united-states\n", "market: united-states\nyear: 2024\n"), "added: ML Engineer Jobs, year: 2024"),
    ("a fact's statement", (BIG_DATA, "The ML market worldwide:", "The market worldwide:"), "ml-market-size: The ML market worldwide"),
    ("a fact's value", (BIG_DATA, "26.03, 225.91", "26.03, 226"), "added: Big Data ML guide, ml-market-size, value: 226"),
    ("a fact's id", (BIG_DATA, "id: ml-market-size", "id: ml-market"), "added: Big Data ML guide, ml-market: The ML market"),
    ("a term's alias", (LEVELS, '"intermediate", ', ""), "removed: levels, mid, alias: intermediate"),
    ("a term's rank", (LEVELS, "rank: 45", "rank: 46"), "levels, lead, rank: 45 → 46"),
    ("a term that came", (LEVELS, "terms:\n", 'terms:\n  - {id: guru, name: "Guru"}\n'), "added: levels, guru: Guru"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"), [row[1:] for row in DETAILS], ids=[r[0] for r in DETAILS]
)
def test_a_detail(before: Library, change: tuple[str, str, str], says: str) -> None:
    lines = told(before, change)
    assert any(says in line for line in lines), lines


@pytest.mark.parametrize("path", SOME_WRITTEN)
def test_comments_and_layout_are_no_difference(before: Library, path: str) -> None:
    text = f"# a comment\n{TEXTS[path]}\n\n# another\n".replace("\n", "\r\n")
    found = diff(before, library_of({**TEXTS, path: text}))
    assert found.is_empty
    assert list(difference_lines(found)) == ["nothing changed"]


@pytest.mark.parametrize(
    "path", [path for path in SOME_WRITTEN if path.startswith(("roles/", "sources/"))]
)
def test_whatever_is_otherwise_is_told_both_ways(before: Library, path: str) -> None:
    """Each line of a file left out in turn, where the rest is knowledge still."""
    lines = TEXTS[path].splitlines(keepends=True)
    tried = 0
    for number in range(0, len(lines), max(1, len(lines) // 4)):
        texts = {**TEXTS, path: "".join([*lines[:number], *lines[number + 1 :]])}
        _, knowledge, problems = check_documents(texts)
        if any(problem.severity == "error" for problem in problems):
            continue
        tried += 1
        after = Library(knowledge, tree_digest(texts))
        same = after.roles == before.roles and after.sources == before.sources
        for found in (diff(before, after), diff(after, before)):
            assert {edit.path for edit in found.edits} == (set() if same else {path}), number
    assert tried


def test_an_edit_says_where_it_stands(before: Library) -> None:
    found = diff(
        before, edited((JOBS, "low: 132000", "low: 135500"), (LEVELS, "rank: 45", "rank: 46"))
    )
    of, subject = SUBJECT.split(" · ")
    amounts = Change("changed", subject, "about $132,000–$180,000", "about $135,500–$180,000")
    rank = Change("changed", "lead, rank", "45", "46")
    assert found == Difference(
        (
            Edit(JOBS, "figure", amounts, of, "ml-engineer"),
            Edit(LEVELS, "detail", rank, "levels"),
        ),
        (),
    )
    assert counted(found) == "1 figure changed, 1 detail changed"


def test_a_source_that_goes_takes_its_figures_with_it() -> None:
    survey = "title: S\nlabel: S\nkind: survey\nroles: [ml-engineer]\nfigures:\n" + SECOND_FIGURE
    after = library_of({**TEXTS, "sources/survey.yaml": survey})
    found = diff(after, library_of(TEXTS))
    assert [str(edit) for edit in found.edits] == [
        "removed: Machine Learning Engineer · Senior, median, base salary, S: $151,000",
        "removed: S: 1 figure",
    ]
    assert found.tallies == (
        Tally("roles/ml-engineer.yaml", "Machine Learning Engineer", 56, 55),
        Tally("sources/survey.yaml", "S", 1, 0),
    )


def test_the_work_of_comparing_rewritten_lines_grows_with_them() -> None:
    def written(word: str, count: int) -> Library:
        lines = "".join(
            f"    - {{text: Line {n} of {word}, sources: [big-data-ml-guide]}}\n"
            for n in range(count)
        )
        text = f"{ROBOT_TEACHER}sections:\n  skills:\n{lines}"
        return library_of({**TEXTS, "roles/robot-teacher.yaml": text})

    def calls(count: int) -> int:
        found, calls = with_calls(partial(diff, written("before", count), written("after", count)))
        assert len(found.edits) >= count
        return calls

    # Eight times as many would take 64 times the calls with their square.
    assert calls(4_000) < 12 * calls(500)


DATA_SCIENTISTS = "occupations/data-scientists.yaml"
CHARTS = "Charts results so that others see what an analysis found"


def test_what_is_told_of_an_occupation(before: Library) -> None:
    changes = (
        (DATA_SCIENTISTS, CHARTS, "Charts what was found"),
        (DATA_SCIENTISTS, "  - {id: 21830,", "  - {id: 21888,"),
        (DATA_SCIENTISTS, "NumPy, ", ""),
    )
    polls = "Writes questionnaires and polls, and thinks up other ways to get data"
    assert told(before, *changes) == [
        "1 detail removed, 1 task changed, 1 task added, 1 task removed",
        "removed: Data Scientists, tool: NumPy",
        f"Data Scientists, task 21828: {CHARTS} → Charts what was found",
        f"added: Data Scientists, task 21888: {polls}",
        f"removed: Data Scientists, task 21830: {polls}",
    ]
    supplemental = (DATA_SCIENTISTS, f'{CHARTS}"', f'{CHARTS}", supplemental: true')
    assert told(before, supplemental) == [
        "1 detail changed",
        "Data Scientists, task 21828, supplemental: False → True",
    ]


def test_an_occupation_that_came_or_went(before: Library) -> None:
    after = library_of({path: text for path, text in TEXTS.items() if path != DATA_SCIENTISTS})
    assert list(difference_lines(diff(before, after))) == [
        "1 occupation removed", "removed: Data Scientists: 16 tasks",
    ]  # fmt: skip
    assert list(difference_lines(diff(after, before))) == [
        "1 occupation added", "added: Data Scientists: 16 tasks",
    ]  # fmt: skip
