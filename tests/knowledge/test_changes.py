"""What a follower is told after the knowledge was edited."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.crosscheck import Knowledge
from knowledge.difference import CORRECTED, Change, changes_of_role, diff
from knowledge.difference.tables import TABLE
from knowledge.library import Library
from knowledge.model import Role, Source
from knowledge.vocabulary import Vocabulary
from tests.knowledge.small_world import NOTHING, past_of

SENIOR: dict[str, Any] = {
    "section": "Pay",
    "role": "ml-engineer",
    "statistic": "range",
    "component": "base",
    "low": 148_672,
    "high": 208_931,
    "currency": "USD",
    "period": "year",
    "level": "senior",
}
AUSTIN: dict[str, Any] = {
    "section": "Pay",
    "role": "ml-engineer",
    "title": "ML Engineer II",
    "statistic": "mean",
    "low": 120_000,
    "high": 120_000,
    "currency": "USD",
    "period": "year",
    "place": "austin",
}
PYTHON = "Python and a second language such as Java or Scala"
STATISTICS = "Probability, statistics and linear algebra"
ON_CALL = "Models drift, and somebody is on call for them"


def knows(
    figures: tuple[dict[str, Any], ...] = (SENIOR, AUSTIN),
    *,
    skills: tuple[str, ...] = (PYTHON, STATISTICS),
    challenges: tuple[str, ...] = (),
    summary: str = "Builds models.",
    label: str = "ML guide",
    senior: str = "Senior",
    family: str = "machine-learning",
) -> Library:
    """A library of one source and one role, as they stand after an edit."""
    source = Source.model_validate(
        {
            "id": "ml-guide",
            "title": "A guide",
            "label": label,
            "kind": "article",
            "roles": ["ml-engineer"],
            "figures": list(figures),
        }
    )

    def bullets(texts: tuple[str, ...]) -> list[dict[str, Any]]:
        return [{"text": text, "sources": ["ml-guide"]} for text in texts]

    role = Role.model_validate(
        {
            "id": "ml-engineer",
            "name": "Machine Learning Engineer",
            "family": family,
            "summary": summary,
            "summary_sources": ["ml-guide"],
            "sections": {"skills": bullets(skills), "challenges": bullets(challenges)},
        }
    )
    terms: dict[Any, list[dict[str, str]]] = {
        "levels": [{"id": "senior", "name": senior}],
        "places": [{"id": "austin", "name": "Austin, TX", "place_kind": "city"}],
        "components": [{"id": "base", "name": "Base salary"}],
        "statistics": [{"id": "mean", "name": "Average"}, {"id": "range", "name": "Range"}],
        "sections": [{"id": "skills", "name": "Skills and requirements"}],
    }
    vocabulary = {
        kind: Vocabulary.model_validate({"id": kind, "terms": named})
        for kind, named in terms.items()
    }
    return Library(Knowledge((source,), (role,), vocabulary), "1")


def told(before: Library, after: Library) -> list[Change]:
    return list(changes_of_role(diff(before, after), "ml-engineer"))


def test_a_corrected_amount_reads_before_and_after() -> None:
    after = knows(({**SENIOR, "low": 155_000, "high": 215_000}, AUSTIN))
    assert told(knows(), after) == [
        Change(
            "changed",
            "Senior, base salary, ML guide",
            "$148,672–$208,931",
            "$155,000–$215,000",
        )
    ]


def test_a_new_figure_and_one_that_is_gone() -> None:
    assert told(knows((SENIOR,)), knows((AUSTIN,))) == [
        Change("added", "Austin, TX (“ML Engineer II”), average, ML guide", None, "$120,000"),
        Change("removed", "Senior, base salary, ML guide", "$148,672–$208,931", None),
    ]


def test_the_next_year_s_figure_takes_the_place_of_the_last() -> None:
    before, after = {**SENIOR, "year": 2024}, {**SENIOR, "year": 2025, "high": 215_000}
    assert told(knows((before,)), knows((after,))) == [
        Change("changed", "Senior, base salary, ML guide", "$148,672–$208,931", "$148,672–$215,000")
    ]


def test_a_second_year_beside_the_first_is_new() -> None:
    first, second = {**SENIOR, "year": 2024}, {**SENIOR, "year": 2025, "high": 215_000}
    assert told(knows((first,)), knows((first, second))) == [
        Change("added", "Senior, base salary, ML guide", None, "$148,672–$215,000")
    ]


@pytest.mark.parametrize(
    ("figure", "subject"),
    [
        ({**SENIOR, "level": None}, "Overall, base salary, ML guide"),
        ({**SENIOR, "years_min": 7}, "Senior (7+ years), base salary, ML guide"),
        (
            {**SENIOR, "level": None, "years_min": 5, "years_max": 10},
            "5–10 years, base salary, ML guide",
        ),
        (
            {**SENIOR, "title": "Machine learning engineer", "component": "unspecified"},
            "Senior, ML guide",
        ),
        ({**SENIOR, "statistic": None, "company": "acme"}, "Senior, acme, base salary, ML guide"),
    ],
)
def test_a_figure_is_named_by_what_its_source_says_of_it(
    figure: dict[str, Any], subject: str
) -> None:
    (change,) = told(knows(()), knows((figure,)))
    assert change.what == subject


def test_lines_come_and_go_under_their_section() -> None:
    after = knows(skills=(PYTHON, "Kubernetes"), challenges=(ON_CALL,))
    assert told(knows(), after) == [
        Change("added", "Skills and requirements", None, "Kubernetes"),
        Change("added", "challenges", None, ON_CALL),
        Change("removed", "Skills and requirements", STATISTICS, None),
    ]


def test_a_reworded_line_is_changed_not_replaced() -> None:
    after = PYTHON.replace("Java or Scala", "Java, Scala or C++")
    assert told(knows(), knows(skills=(after, STATISTICS))) == [
        Change("changed", "Skills and requirements", PYTHON, after)
    ]


def test_of_several_reworded_lines_each_finds_its_own() -> None:
    old = ("Deploys models to AWS", "Deploys models to Azure", "Tests them")
    new = ("Deploys models to Azure ML", "Deploys models to AWS SageMaker", "Watches costs")
    assert told(knows(skills=old), knows(skills=new)) == [
        Change("changed", "Skills and requirements", old[1], new[0]),
        Change("changed", "Skills and requirements", old[0], new[1]),
        Change("added", "Skills and requirements", None, new[2]),
        Change("removed", "Skills and requirements", old[2], None),
    ]


def test_the_summary_is_told_too() -> None:
    after = knows(summary="Builds models and runs them.")
    assert told(knows(), after) == [
        Change("changed", "Summary", "Builds models.", "Builds models and runs them.")
    ]


@pytest.mark.parametrize(
    "after",
    [
        knows(),
        knows((AUSTIN, SENIOR), skills=(STATISTICS, PYTHON)),
        knows(label="The ML guide", senior="Senior level"),
        knows(({**SENIOR, "section": "Compensation"}, AUSTIN)),
        knows(family="data"),
    ],
    ids=["nothing", "order", "names", "heading in the source", "family"],
)
def test_what_shows_the_same_is_no_change(after: Library) -> None:
    assert told(knows(), after) == []


def test_a_role_that_came_or_went_is_told_with_its_figures() -> None:
    there, back = told(NOTHING, knows()), told(knows(), NOTHING)
    assert there == [
        Change("added", "Senior, base salary, ML guide", None, "$148,672–$208,931"),
        Change("added", "Austin, TX (“ML Engineer II”), average, ML guide", None, "$120,000"),
        Change("added", "Machine Learning Engineer", None, "2 figures"),
    ]
    assert back == [Change("removed", one.what, one.after, None) for one in there]


texts = st.lists(st.text(alphabet="abc", min_size=1, max_size=6), max_size=2, unique=True)


@given(texts, texts, st.text(alphabet="abc", min_size=1), st.text(alphabet="abc", min_size=1))
@settings(deadline=None)
def test_the_changes_make_the_later_lines_out_of_the_earlier(
    before: list[str], after: list[str], summary: str, later: str
) -> None:
    said = Counter([*before, summary])
    changes = told(
        knows(skills=tuple(before), summary=summary), knows(skills=tuple(after), summary=later)
    )
    for change in changes:
        said.subtract([change.before] if change.before is not None else [])
        said.update([change.after] if change.after is not None else [])
    assert +said == Counter([*after, later])


def test_many_lines_are_told_in_one() -> None:
    before, after = (tuple(f"{word} {number}" for number in "12345") for word in ("old", "newer"))
    assert told(knows(skills=before), knows(skills=(*before, *after))) == [
        Change("added", "Skills and requirements", None, text) for text in after
    ]
    assert told(knows(skills=()), knows(skills=(*before, *after))) == [
        Change("changed", CORRECTED, None, "10 lines")
    ]


def test_figures_that_are_read_otherwise_are_told_in_one_line_and_new_pay_by_itself() -> None:
    corrected = [
        {**SENIOR, "title": "Senior MLE", "statistic": "potential"},
        {**AUSTIN, "title": "ML Engineer III"},
    ]
    new = {**AUSTIN, "low": 150_000, "high": 150_000, "place": None}
    assert told(knows(), knows((*corrected, new), challenges=(ON_CALL,))) == [
        Change("added", "Overall (“ML Engineer II”), average, ML guide", None, "$150,000"),
        Change("changed", CORRECTED, None, "2 figures and 1 line"),
    ]


def test_nothing_changed_of_any_real_role(library: Library) -> None:
    assert diff(library, library).is_empty
    assert diff(past_of(library), library).is_empty


def test_no_figure_of_a_real_role_hides_another(library: Library) -> None:
    found = diff(NOTHING, library)
    for role in library.roles:
        *amounts, whole = changes_of_role(found, role)
        assert whole.what == library.roles[role].name
        # What tables have of it is told as a number.
        amounts = [change for change in amounts if change.what != TABLE]
        assert len(amounts) == len(library.figures_of(role))
        assert all(change.what and change.after for change in amounts)
