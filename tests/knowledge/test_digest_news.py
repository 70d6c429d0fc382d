"""What a channel is told of edits: figures, roles and sources; nothing of wording."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.difference import CORRECTED, Change, diff
from knowledge.digest.edition import NewsItem, news_of
from knowledge.library import Library
from knowledge.model import Role, Source
from tests.knowledge.small_world import figure, library_of, role, source

SINCE = date(2026, 11, 16)


def news(before: Library, after: Library) -> list[tuple[str, str, str, str | None, str | None]]:
    """What is new, as (kind, change, what, before, after)."""
    items = news_of(diff(before, after), SINCE).items
    return [(i.kind, i.change.kind, i.change.what, i.change.before, i.change.after) for i in items]


def knows(
    *figures: dict[str, Any], sources: tuple[Source, ...] = (), roles: tuple[Role, ...] = ()
) -> Library:
    """A library of one report and one role, and more if there is more."""
    return library_of([source("s0", figures=figures), *sources], [role("r0"), *roles])


def test_nothing_is_new_where_nothing_changed() -> None:
    library = knows(figure("r0", 100_000))
    found = news_of(diff(library, library), SINCE)
    assert (found.since, found.items) == (SINCE, ())


def test_a_corrected_amount_reads_before_and_after() -> None:
    before, after = knows(figure("r0", 100_000)), knows(figure("r0", 120_000))
    found = news_of(diff(before, after), SINCE)
    change = Change(
        "changed", "Role r0 · Overall, base, Report s0", "$100,000–$109,000", "$120,000–$129,000"
    )
    assert found.items == (NewsItem("figure", change),)


def test_a_figure_of_a_new_year_or_section_is_the_same_figure() -> None:
    before = knows(figure("r0", 100_000, year=2025), figure("r0", 80_000, level="entry"))
    after = knows(
        figure("r0", 110_000, year=2026), figure("r0", 80_000, level="entry", section="B")
    )
    assert news(before, after) == [
        ("figure", "changed", "Role r0 · Overall, base, Report s0", "$100,000–$109,000", "$110,000–$119,000"),
    ]  # fmt: skip


def test_new_and_gone_figures() -> None:
    before = knows(figure("r0", 100_000), figure("r0", 90_000, level="mid"))
    after = knows(figure("r0", 100_000), figure("r0", 150_000, level="senior"))
    assert news(before, after) == [
        ("figure", "added", "Role r0 · senior, base, Report s0", None, "$150,000–$159,000"),
        ("figure", "removed", "Role r0 · mid, base, Report s0", "$90,000–$99,000", None),
    ]


def test_a_new_source_is_one_item_with_all_its_figures() -> None:
    thirty = [figure("r0", 100_000, level=f"l{number}") for number in range(30)]
    before, after = knows(), knows(sources=(source("s1", figures=thirty, label="Pay survey"),))
    assert news(before, after) == [("source", "added", "Pay survey", None, "30 figures")]
    assert news(after, before) == [("source", "removed", "Pay survey", "30 figures", None)]


def test_a_new_role_is_one_item_with_all_its_figures() -> None:
    before = knows(figure("r0", 100_000))
    after = knows(figure("r0", 100_000), figure("r1", 90_000), roles=(role("r1"), role("r2")))
    assert news(before, after) == [
        ("role", "added", "Role r1", None, "1 figure"),
        ("role", "added", "Role r2", None, "no figures"),
    ]
    assert [item[:3] for item in news(after, before)] == [
        ("role", "removed", "Role r1"),
        ("role", "removed", "Role r2"),
    ]


def test_the_order_is_changed_new_roles_sources_gone() -> None:
    before = knows(
        figure("r0", 100_000), figure("r0", 90_000, level="mid"), roles=(role("old"),),
        sources=(source("gone"),),
    )  # fmt: skip
    after = knows(
        figure("r0", 170_000, level="staff"), figure("r0", 101_000), roles=(role("young"),),
        sources=(source("s1", figures=[figure("young", 1_000)]),),
    )  # fmt: skip
    assert [item[:2] for item in news(before, after)] == [
        ("figure", "changed"),
        ("figure", "added"),
        ("role", "added"),
        ("source", "added"),
        ("figure", "removed"),
        ("role", "removed"),
        ("source", "removed"),
    ]


def test_wording_is_no_news() -> None:
    before = library_of([source("s0")], [role("r0", skills=["Python"])])
    after = library_of([source("s0")], [role("r0", skills=["Python and SQL", "Spark"])])
    assert news(before, after) == []


def test_a_renamed_file_is_no_news() -> None:
    before = library_of([source("s0", figures=[figure("r0", 100_000)], label="Pay survey")])
    renamed = source("s9", figures=[figure("r0", 100_000)], label="Pay survey")
    after = library_of([renamed.model_copy(update={"title": before.sources["s0"].title})])
    assert news(before, after) == []


def test_a_new_name_is_no_news() -> None:
    before = library_of([source("s0", figures=[figure("r0", 100_000)])])
    named = role("r0").model_copy(update={"name": "Another name"})
    after = library_of([source("s0", figures=[figure("r0", 100_000)], label="New label")], [named])
    assert news(before, after) == []


def test_a_changed_amount_is_news_though_another_figure_has_the_amount_too() -> None:
    one = knows(figure("r0", 50_000), roles=(role("r1"),))
    other = knows(figure("r0", 50_001), figure("r1", 50_000), roles=(role("r1"),))
    what = "Role r0 · Overall, base, Report s0"
    there, back = ("$50,000–$59,000", "$50,001–$59,001"), ("$50,001–$59,001", "$50,000–$59,000")
    assert ("figure", "changed", what, *there) in news(one, other)
    assert ("figure", "changed", what, *back) in news(other, one)


@st.composite
def figures(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to eight figures that can be told apart."""
    about = st.tuples(
        st.sampled_from(["r0", "r1"]),
        st.sampled_from(["entry", "mid", "senior", "staff"]),
        st.sampled_from([None, 2025, 2026]),
    )
    return [
        figure(role, draw(st.integers(50_000, 52_000)), level=level, year=year)
        for role, level, year in draw(st.lists(about, max_size=8, unique=True))
    ]


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """One or two sources about two roles."""
    sources = [source("s0", figures=draw(figures()))]
    if draw(st.booleans()):
        sources.append(source("s1", figures=draw(figures())))
    return library_of(sources, [role("r0"), role("r1")])


@given(libraries(), libraries())
@settings(max_examples=100, deadline=None)
def test_there_and_back_is_the_same_news(one: Library, other: Library) -> None:
    there, back = news(one, other), news(other, one)
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    mirrored = [
        item if item[2] == CORRECTED else (item[0], opposite[item[1]], item[2], item[4], item[3])
        for item in back
    ]
    assert sorted(there, key=str) == sorted(mirrored, key=str)
    assert news(one, one) == []


@given(libraries(), libraries())
@settings(max_examples=60, deadline=None)
def test_the_numbers_add_up(one: Library, other: Library) -> None:
    def number_of(library: Library) -> int:
        return sum(len(library.figures_of(role)) for role in library.roles)

    gain = 0
    for kind, how, _, before, after in news(one, other):
        sign = {"added": 1, "removed": -1, "changed": 0}[how]
        said = (after if how == "added" else before) or ""
        gain += sign * (1 if kind == "figure" else int(said.replace("no", "0").split()[0]))
    assert number_of(other) - number_of(one) == gain


@given(libraries(), libraries())
@settings(max_examples=60, deadline=None)
def test_a_difference_names_every_document_that_differs(one: Library, other: Library) -> None:
    ids = one.sources.keys() | other.sources.keys()
    differing = {id for id in ids if one.sources.get(id) != other.sources.get(id)}
    assert {edit.path for edit in diff(one, other).edits} == {
        f"sources/{id}.yaml" for id in differing
    }
    assert diff(one, one).is_empty
