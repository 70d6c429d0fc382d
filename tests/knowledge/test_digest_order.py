"""What comes first: what many documents name, and what a channel or its readers care about."""

from datetime import date

import pytest

from knowledge.digest.compose import compose, year_of
from knowledge.digest.edition import Brief
from knowledge.digest.subscription import Focus
from knowledge.digest.tips import tip_ideas
from knowledge.library import Library
from tests.knowledge.small_world import figure, library_of, one_source, role, source

DAY = date(2026, 11, 23)


def trends_in_order(library: Library, brief: Brief) -> list[str]:
    """The topics of the first digests, in the order in which they come."""
    digests = year_of(library, brief, weeks=len(library.topics))
    every = [trend.topic for digest in digests for trend in digest.trends]
    return list(dict.fromkeys(every))


def spotlights(library: Library, brief: Brief, weeks: int) -> list[str]:
    """The roles of the first digests."""
    digests = year_of(library, brief, weeks)
    return [digest.spotlight.role.id for digest in digests if digest.spotlight]


@pytest.mark.parametrize("key", ["C1", "C2", "C3", "C4"])
def test_what_several_documents_name_comes_first(key: str) -> None:
    library = library_of([
        source("s0", topics=["alone", "two", "three", "other"]),
        source("s1", topics=["two", "three"]),
        source("s2", topics=["three"]),
    ])  # fmt: skip
    assert trends_in_order(library, Brief(key, DAY))[:2] == ["three", "two"]


@pytest.mark.parametrize("key", ["C1", "C2", "C3", "C4"])
def test_what_a_channel_cares_for_comes_first(key: str) -> None:
    library = library_of(
        [
            source("s0", topics=["two", "asked", "role"], about={"role": ["r1"]}),
            source("s1", topics=["two"]),
        ],
        [role("r0"), role("r1")],
    )
    focus = Focus(roles=("r1",), topics=("asked",))
    assert trends_in_order(library, Brief(key, DAY, focus)) == ["asked", "two", "role"]


def test_a_statement_about_the_focus_leads() -> None:
    library = library_of(
        [
            source("s0", topics=["t0"], roles=["r0"]),
            source("s1", topics=["t0"], roles=["r0", "r1"]),
        ],
        [role("r0"), role("r1")],
    )
    for roles, lead in ((("r1",), "s1"), (("r0",), "s0"), ((), "s0")):
        (trend,) = compose(library, Brief("C", DAY, Focus(roles=roles))).trends
        assert trend.trends[0].source == lead
        assert {one.id for one in trend.sources} == {"s0", "s1"}


@pytest.mark.parametrize("key", ["C1", "C2", "C3", "C4"])
def test_readers_steer_gently(key: str) -> None:
    topics = [f"t{number}" for number in range(6)]
    rated = Brief(key, DAY, ratings={"t3": 1.0, "t1": -1.0})
    order = trends_in_order(one_source(*topics), rated)
    assert order[0] == "t3"
    assert order[-1] == "t1"
    assert sorted(order) == topics
    # Not against what several documents name.
    library = library_of([source("s0", topics=topics), source("s1", topics=["t1"])])
    assert trends_in_order(library, rated)[0] == "t1"


@pytest.mark.parametrize("key", ["C1", "C2", "C3", "C4"])
def test_the_focus_s_roles_then_their_neighbours(key: str) -> None:
    figures = [figure(f"r{number}", 100_000) for number in range(6)]
    library = library_of(
        [source("s0", figures=figures)],
        [role("r4", related=["r5"]), *(role(f"r{number}") for number in (0, 1, 2, 3, 5))],
    )
    shown = spotlights(library, Brief(key, DAY, Focus(roles=("r2", "r4"))), 6)
    assert shown[:3] == ["r2", "r4", "r5"]
    assert sorted(shown) == [f"r{number}" for number in range(6)]


def test_the_spotlight_states_amounts_that_sources_state(library: Library) -> None:
    for digest in year_of(library, Brief("C", DAY), 10):
        assert digest.spotlight is not None
        figures = library.figures_of(digest.spotlight.role.id)
        stated = {amount for one in figures for amount in (one.low, one.high)}
        for span in digest.spotlight.spans:
            assert {span.low, span.high} <= stated
        assert {s.id for s in digest.spotlight.sources} == {one.source for one in figures}


def test_tips_change_their_kind(library: Library) -> None:
    ideas = tip_ideas(library)
    for key in ("C1", "C2"):
        digests = year_of(library, Brief(key, DAY))
        kinds = [
            ideas[item].kind for one in digests for item in one.items if item.startswith("tip:")
        ]
        assert len(kinds) == 52
        for place in range(len(kinds) - 3):
            assert len(set(kinds[place : place + 4])) == 4
        assert len(set(kinds)) >= 11


def test_tips_are_often_about_the_spotlight(library: Library) -> None:
    ideas = tip_ideas(library)
    near = 0
    for digest in year_of(library, Brief("C1", DAY)):
        (tip,) = [item for item in digest.items if item.startswith("tip:")]
        assert digest.spotlight is not None
        near += digest.spotlight.role.id in ideas[tip].roles
    assert near > 52 / 2
