"""Whatever is asked, every amount in the answer is one that a source states."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.advertised import advertised_pay
from knowledge.library import Library
from knowledge.official import listed_occupations
from knowledge.query import SalaryFilters
from knowledge.vocabulary import VocabularyKind
from tests.conftest import Slash
from tests.conversations.files import every_row

AMOUNT = re.compile(r"\$[\d,]+")
NARROWING: tuple[VocabularyKind, ...] = (
    "levels",
    "places",
    "companies",
    "company_kinds",
    "industries",
    "components",
    "statistics",
)


def amounts_stated(library: Library, role: str) -> set[int]:
    """Every amount that some source states for a role or an occupation that lists it."""
    figures = library.figures_of(role)
    official = {
        int(one.amount)
        for _, occupation in listed_occupations(library, role)
        for pay in every_row(library, occupation.id)
        for one in pay.amounts.values()
    }
    advertised = {
        int(one.amount)
        for pay in advertised_pay(library, role, SalaryFilters())
        for one in pay.amounts.values()
    }
    return (
        official | advertised | {int(a) for f in figures for a in (f.low, f.high) if a is not None}
    )


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_no_amount_is_made_up(slash: Slash, library: Library, data: st.DataObject) -> None:
    role = data.draw(st.sampled_from(sorted(library.roles)))
    kinds = data.draw(st.lists(st.sampled_from(NARROWING), unique=True, max_size=3))
    names = [data.draw(st.sampled_from([t.name for t in library.terms(k)])) for k in kinds]
    years = data.draw(st.sampled_from(["", "0 years", "4 yrs", "5+ yoe", "3-5 years", "30 years"]))
    reply = slash(f"/salary {' '.join([library.roles[role].name, *names, years])}")
    assert reply.heading.startswith(library.roles[role].name)
    stated = amounts_stated(library, role)
    assert {int(a[1:].replace(",", "")) for a in AMOUNT.findall(reply.shown)} <= stated


def test_a_missing_combination_is_two_sets_and_never_their_product(slash: Slash) -> None:
    reply = slash("/salary ml developer senior boston")
    assert "No figure for a senior Machine Learning Developer in Boston, MA. Closest:" in reply.text
    assert "$172,654+" in reply.shown
    assert "$130,000–$164,700" in reply.shown
    assert "lowest to highest" not in reply.shown


def test_a_gap_between_two_bands_is_said(slash: Slash) -> None:
    reply = slash("/salary ml developer 4 years")
    assert "has no band for these years: only entry level (0–2), mid level (5–10)" in reply.shown
    assert "$96,000–$132,000" in reply.shown
    assert "$144,000–$180,000" in reply.shown
    assert "$172,654" not in reply.shown


def test_each_source_has_its_own_band_for_the_years(slash: Slash) -> None:
    reply = slash("/salary mle 8 years")
    assert "ML Data Engineer guide counts these years as senior (7+)" in reply.shown
    assert "AI/ML Data guide counts these years as 7–9" in reply.shown


def test_disagreement_is_put_in_numbers(slash: Slash) -> None:
    shown = slash("/salary mle base").shown
    assert "$126,397 (AI/ML Data guide) to $161,777 (AiPathly ML Developer)" in shown
    assert "28% apart" in shown


def test_an_old_figure_carries_its_age(slash: Slash) -> None:
    shown = slash("/salary mle all").shown
    assert "ML Engineer Jobs, 2023 (3 years old)" in shown
    assert "2024 (" not in shown


def test_a_year_that_no_source_states_is_not_assumed(slash: Slash) -> None:
    assert "ML Data Engineer guide, year not stated" in slash("/salary mle all").shown


def test_an_open_end_stays_open_and_an_upper_end_stays_upper(slash: Slash) -> None:
    shown = slash("/salary ml developer faang").shown
    assert "$148,672–$208,931+" in shown
    assert "up to $152,601" in shown


def test_what_an_amount_measures_is_not_guessed(slash: Slash) -> None:
    shown = slash("/salary ml developer chicago").text
    assert "$172,500 Chicago, IL, no part of pay stated" in shown
    assert "What a line doesn't name" in shown
    assert "What a line doesn't name" in slash("/salary ml developer chicago all").text


def test_a_document_that_contradicts_itself_is_shown_doing_so(slash: Slash) -> None:
    shown = slash("/salary mle new york").shown
    assert "$165,000" in shown
    assert "$175,000" in shown


def test_a_role_without_figures_points_to_the_nearest_that_has_some(slash: Slash) -> None:
    shown = slash("/salary ml data engineer senior").text
    assert "No figure for Machine Learning Data Engineer" in shown
    assert "/salary Machine Learning Engineer Senior" in shown


def test_another_roles_figures_are_named_but_not_lent(slash: Slash) -> None:
    shown = slash("/salary ai engineer chicago").shown
    assert "/salary Machine Learning Engineer Chicago, IL" in shown
    assert "$172,500" not in shown


def test_an_alternative_without_a_figure_is_named(slash: Slash) -> None:
    some = slash("/salary ml developer austin or denver")
    assert "$155,000–$207,775" in some.shown
    assert "None of them is for Denver, CO" in some.shown
    apart = slash("/salary mle senior sf or denver").text
    assert "for a senior Machine Learning Engineer in San Francisco, CA or Denver, CO." in apart
    assert "None at all for Denver, CO" in apart
    assert "$110,000–$193,919" in apart


def test_a_city_with_its_state_is_the_city(slash: Slash) -> None:
    assert slash("/salary ai/ml data engineer columbus ohio").heading.endswith("· Columbus, OH")
