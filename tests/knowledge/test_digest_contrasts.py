"""Where sources differ: numbers that rise here and fall there, pay that is not alike; nothing else."""

from datetime import date
from typing import Any

import pytest

from knowledge.digest.compose import compose
from knowledge.digest.contrasts import Contrast, contrasts
from knowledge.digest.edition import Brief
from knowledge.digest.subscription import Focus
from knowledge.library import Library
from knowledge.model import Figure, Source
from tests.knowledge.incoming import DAY
from tests.knowledge.small_world import figure, library_of, role, source


def stating(id: str, statement: str, **fields: Any) -> Source:
    """A source with one number about job growth of a role."""
    fact = {
        "id": f"{id}-growth", "statement": statement, "values": [20], "unit": "percent", "section": "S",
        "topics": ["job-growth"], "roles": ["r0"], **fields,
    }  # fmt: skip
    return Source.model_validate(
        {"id": id, "title": id, "label": id, "kind": "article", "roles": ["r0"], "facts": [fact]}
    )


def paying(id: str, *figures: dict[str, Any]) -> Source:
    """A source that states some figures."""
    return source(id, figures=figures)


def pairs(*sources: Source, day: date = DAY) -> list[set[str]]:
    """The sources of each contrast."""
    library = library_of(sources, [role("r0"), role("r1")])
    return [{side.source for side in one.sides} for one in contrasts(library, day)]


def test_real_guides_differ_as_the_reader_of_both_would_say(library: Library) -> None:
    found = contrasts(library, DAY)
    said = [{side.source for side in one.sides} for one in found if one.subject == "data-engineer"]
    assert {"ai-ml-data-guide", "ml-data-engineer-guide"} in said
    assert ("ai-engineer", {202_614, 180_000}) in [
        (one.subject, {side.low for side in one.sides if isinstance(side, Figure)}) for one in found
    ]
    # One gives $160,000 where another gives $147,000–$182,182: they agree.
    assert all(getattr(side, "place", "") != "seattle" for one in found for side in one.sides)


FELL, ROSE = "Openings for data engineers fell 20% in a month", "Jobs grew by over 20% a year"


def test_one_that_rises_stands_against_one_that_falls() -> None:
    assert pairs(stating("a", FELL), stating("b", ROSE)) == [{"a", "b"}]


@pytest.mark.parametrize(
    "other",
    [
        stating("b", "Demand fell by a third"),
        stating("b", "20% of postings name it"),
        stating("b", ROSE, roles=["r1"]),
        stating("b", ROSE, topics=["pay-growth"]),
        stating("b", ROSE, unit="jobs"),
        stating("b", ROSE, title="Juggler"),
        stating("b", ROSE, year=2019),
        stating("b", ROSE, period="2020/2025", forecast=True),
    ],
    ids=["same way", "no way", "role", "topic", "unit", "another job", "old", "expired"],
)
def test_what_does_not_compare_stands_against_nothing(other: Source) -> None:
    assert pairs(stating("a", FELL), other) == []


def test_an_authority_speaks_for_itself_where_its_numbers_are_here() -> None:
    said = "The US Bureau of Labor Statistics expects that jobs grew"
    guides = (stating("a", FELL), stating("b", said))
    assert pairs(*guides) == [{"a", "b"}]
    bureau = source("c").model_copy(
        update={"kind": "official-statistics", "publisher": "US Bureau of Labor Statistics"}
    )
    assert pairs(*guides, bureau) == []


def test_one_source_does_not_stand_against_itself() -> None:
    one = stating("a", FELL)
    both = [*one.facts, *stating("b", ROSE).facts]
    facts = [{**fact.model_dump(exclude={"source"})} for fact in both]
    assert (
        pairs(
            Source.model_validate(
                {
                    "id": "a",
                    "title": "a",
                    "label": "a",
                    "kind": "article",
                    "roles": ["r0"],
                    "facts": facts,
                }
            )
        )
        == []
    )


@pytest.mark.parametrize(("rate", "is_one"), [(23, False), (40, True)])
def test_rates_have_to_be_far_apart(rate: int, is_one: bool) -> None:
    slow = stating("a", "growth", values=[20], period="2024/2034", forecast=True)
    fast = stating(
        "b", "growth", values=[rate], period="2023/2027" if is_one else "2024/2034", forecast=True
    )
    assert bool(pairs(slow, fast)) == is_one


def test_pay_for_the_same_role_level_and_place_stands_against_each_other() -> None:
    one = paying("a", figure("r0", 100_000, level="senior", place="seattle"))
    far = paying("b", figure("r0", 130_000, level="senior", place="seattle"))
    assert pairs(one, far) == [{"a", "b"}]
    near = paying("b", figure("r0", 105_000, level="senior", place="seattle"))
    assert pairs(one, near) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"level": "entry"}, {"place": "austin"}, {"component": "total"}, {"company": "acme"}, {"period": "month"},
        {"currency": "EUR"}, {"statistic": "potential"}, {"high": None}, {"year": 2019},
        {"title": "Juggler"}, {"industry": "naics-52"},
    ],
    ids=str,
)  # fmt: skip
def test_pay_of_something_else_does_not(fields: dict[str, Any]) -> None:
    about: dict[str, Any] = {"level": "senior", "place": "seattle"}
    one = paying("a", figure("r0", 100_000, **about))
    assert pairs(one, paying("b", figure("r0", 200_000, **{**about, **fields}))) == []


def told(library: Library, **of: Any) -> Contrast | None:
    """The contrast that a digest tells."""
    found = compose(library, Brief("C1", DAY, **of)).contrast
    return found.contrast if found else None


def test_each_is_told_once_and_the_focus_s_first() -> None:
    sources = [
        paying("a", figure("r0", 100_000, level="senior"), figure("r1", 100_000, level="senior")),
        paying("b", figure("r0", 300_000, level="senior"), figure("r1", 160_000, level="senior")),
    ]
    library = library_of(sources, [role("r0"), role("r1")])
    first = told(library)
    assert first is not None
    assert first.subject == "r0"
    of_focus = told(library, focus=Focus(roles=("r1",)))
    assert of_focus is not None
    assert of_focus.subject == "r1"
    assert told(library, had=((first.key,), (of_focus.key,))) is None


def test_a_number_that_was_told_is_no_contrast_and_one_of_a_contrast_no_number() -> None:
    library = library_of([stating("a", FELL, year=2026), stating("b", ROSE, year=2026)])
    assert told(library) is not None
    assert told(library, had=(("fact:a:a-growth",),)) is None
    assert compose(library, Brief("C1", DAY)).number is None


@pytest.mark.parametrize(
    ("low", "high", "is_one"),
    [(160_000, 160_000, False), (90_000, 400_000, False), (301_000, 310_000, False), (340_000, 340_000, True), (50_000, 80_000, True)],
)  # fmt: skip
def test_sides_that_have_amounts_in_common_or_nearly_so_agree(
    low: int, high: int, is_one: bool
) -> None:
    of: dict[str, Any] = {"level": "senior", "place": "seattle"}
    one = paying("a", figure("r0", 100_000, **{**of, "high": 300_000}))
    other = paying("b", figure("r0", low, **{**of, "high": high}))
    assert pairs(one, other) == ([{"a", "b"}] if is_one else [])


def test_pay_comes_before_numbers_that_measure_unlike_spans() -> None:
    sources = [
        stating("a", FELL), stating("b", ROSE),
        paying("c", figure("r1", 100_000, level="senior")), paying("d", figure("r1", 200_000, level="senior")),
    ]  # fmt: skip
    found = contrasts(library_of(sources, [role("r0"), role("r1")]), DAY)
    assert [one.subject for one in found] == ["r1", "r0"]
