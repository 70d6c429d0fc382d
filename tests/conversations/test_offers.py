"""Offers as people type and post them, and what a careful person reads in them."""

import re
from dataclasses import replace
from typing import NotRequired, TypedDict, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.views import ViewContext
from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.offer import offer_parts, unclear_offer_parts
from handlers.views.words import reading_parts
from knowledge.advertised import advertised_pay
from knowledge.asking.offer import answer_offer
from knowledge.library import Library
from knowledge.offers.reading import parse_offer
from knowledge.offers.terms import UnclearOffer
from knowledge.official import listed_occupations
from knowledge.query import Offer, OfferAmount, SalaryFilters
from knowledge.vocabulary import VocabularyKind
from tests.conftest import TODAY
from tests.conversations.files import conversations, every_row
from tests.payloads import assert_slack_takes


class OfferCase(TypedDict):
    """One entry of `offers.yaml`."""

    offer: str
    why: str
    role: str
    choices: NotRequired[list[str]]
    levels: NotRequired[list[str]]
    years: NotRequired[list[str]]
    places: NotRequired[list[str]]
    companies: NotRequired[list[str]]
    amounts: list[str]
    aside: NotRequired[list[str]]
    left: NotRequired[list[str]]
    says: NotRequired[list[str]]
    never: NotRequired[list[str]]


CASES = cast("list[OfferCase]", conversations("offers"))
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["offer"].split("\n")[0])


def amount_read(amount: OfferAmount) -> str:
    """An amount as `offers.yaml` writes it."""
    low = f"{amount.low:g}" if amount.low is not None and amount.low < 1000 else ""
    low = low or (f"{amount.low:.0f}" if amount.low is not None else "")
    high = f"{amount.high:.0f}" if amount.high is not None else ""
    span = low if low and (not high or amount.low == amount.high) else f"{low}-{high}"
    plus = "+" if amount.open_ended else ""
    only = " ".join(f"@{name}" for name in (*amount.places, *amount.levels))
    words = (
        f"{amount.component} {span}{plus} {amount.currency or '?'} {amount.period or '?'} {only}"
    )
    return words.strip()


def shown(library: Library, read: Offer | UnclearOffer, *, whole: bool = True) -> Message:
    """The message for an offer, all its comparisons in it, checked against Slack's limits."""
    context = ViewContext(library, TODAY)
    if isinstance(read, Offer):
        answer = answer_offer(library, replace(read, whole=whole))
        parts = (*offer_parts(answer, context), *reading_parts(answer.reading))
    else:
        parts = (*unclear_offer_parts(read, context), *reading_parts(read.reading))
    message = build_message(parts, MESSAGE)
    assert_slack_takes(message.payload())
    return message


@each_case
def test_it_is_read_as_a_careful_person_reads_it(library: Library, case: OfferCase) -> None:
    read = parse_offer(library, case["offer"])
    terms = read.terms
    if isinstance(read, Offer):
        assert case["role"] == read.role
    else:
        assert case["role"] == {"several": "unclear"}.get(read.why, read.why)
        labels = [choice.label for choice in read.choices]
        assert set(case.get("choices", [])) <= set(labels)
    assert [amount_read(amount) for amount in terms.amounts] == case["amounts"]
    assert list(terms.filters.levels) == case.get("levels", [])
    assert [str(years) for years in terms.filters.years] == case.get("years", [])
    assert set(terms.filters.places) == set(case.get("places", []))
    assert list(terms.filters.companies) == case.get("companies", [])
    aside = " | ".join(note.typed for note in terms.set_aside)
    for typed in case.get("aside", []):
        assert str(typed) in aside
    left = [word.typed for word in terms.reading.unknown]
    if "left" in case:
        assert set(map(str, case["left"])) <= set(left)
    else:
        assert left == []


@each_case
def test_the_answer_says_what_it_must(library: Library, case: OfferCase) -> None:
    message = shown(library, parse_offer(library, case["offer"]))
    text = re.sub(r"&(lt|gt|amp);", "", message.text).casefold()
    for said in case.get("says", []):
        assert str(said).casefold() in text, case["why"]
    for wrong in case.get("never", []):
        assert str(wrong).casefold() not in text, case["why"]


def test_none_is_missing() -> None:
    assert len({case["offer"] for case in CASES}) == len(CASES) == 67


@pytest.mark.parametrize(
    ("offer", "line"),
    [
        ("senior ai engineer $203k", "$202,614–$204,416 … inside"),
        ("senior ai engineer $210k", "$202,614–$204,416 … above by $5,584 (3%)"),
        ("senior ai engineer $200k", "$202,614–$204,416 … below by $2,614 (1%)"),
        (
            "senior ai engineer $205k-210k",
            "$202,614–$204,416 … above by $584 (under 1%) to $5,584 (3%)",
        ),
        ("senior ai engineer $202,700-$210k", "overlaps: the high end is $5,584 (3%) over"),
        ("senior ai engineer $190k-$203k", "overlaps: the low end is $12,614 (6%) under"),
        (
            "senior ai engineer $190k-$210k",
            "spans it: $12,614 (6%) under to $5,584 (3%) over",
        ),
        ("senior ml developer $172,653", "$172,654+ … below by $1 (under 1%)"),
        ("senior ml developer $172,654", "$172,654+ … at or above it; no upper limit"),
        ("senior mle $189,477", "at or above $189,477, where it is open-ended"),
        ("senior mle $189,476", "$177,177–$189,477+ … inside"),
        ("mle silicon valley $250k", "up to $250,000 … inside"),
        ("mle silicon valley $260k", "up to $250,000 … above by $10,000 (4%)"),
        ("mle texas $150k", "$150,000 … equal to it"),
        ("mle texas $150k-$160k", "$150,000 … above by up to $10,000 (7%)"),
        ("mle texas $140k-$160k", "spans it: $10,000 (7%) under to $10,000 (7%) over"),
    ],
)
def test_where_an_offer_falls(library: Library, offer: str, line: str) -> None:
    lines = shown(library, parse_offer(library, offer)).text.splitlines()
    amount, _, where = line.rpartition(" … ")
    told = [one for one in lines if one.startswith(f"• {amount}")]
    assert any(f": {where}" in one for one in told)


def first_line(library: Library, offer: str) -> str:
    """What an answer says first, below its title."""
    return shown(library, parse_offer(library, offer), whole=False).text.splitlines()[1]


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        ("mle $160k base", "Inside AiPathly ML Developer's average base salary ($158k–$162k); above ML Data"),
        ("165k base senior mle austin",
         "Inside AiPathly ML Developer's Austin, TX range ($155k–$208k); below its senior range ($173k+)."),
        ("mle 5+ years $120,368", "Equal to AI/ML Data guide's 4–6-year amount ($120k)"),
        ("mle silicon valley $260k", "Above ML Data Engineer guide's Silicon Valley maximum (up to $250k)."),
    ],
)  # fmt: skip
def test_the_first_line_says_where_it_falls(library: Library, offer: str, said: str) -> None:
    assert first_line(library, offer).startswith(said)


def test_a_few_comparisons_are_shown_and_the_others_offered(library: Library) -> None:
    few = shown(library, parse_offer(library, "mle $160k"), whole=False)
    assert few.text.count("• ") == 4
    labels = [e["text"]["text"] for e in few.blocks[-1]["elements"] if e["type"] == "button"]
    assert labels[0] == "All 14 comparisons"


def test_a_bare_number_is_asked_about(library: Library) -> None:
    message = shown(library, parse_offer(library, "180 mle senior"))
    assert "Do you mean $180k a year?" in message.text
    assert "/salary check $180,000 Machine Learning Engineer Senior" in message.text


def test_what_only_stands_in_is_not_counted(library: Library) -> None:
    text = shown(library, parse_offer(library, "staff mle $160k base")).text
    assert "Senior (the closest level to Staff with figures) (not counted)" in text
    assert "senior" not in first_line(library, "staff mle $160k base")


def test_years_and_levels_of_different_sources_stand_apart(library: Library) -> None:
    text = shown(library, parse_offer(library, "senior mle 5+ years $150k")).text
    assert "No comparable figure for Senior and 5+ years together" in text
    assert text.index("5+ years\n• $120,368") < text.index("Senior\n• $177,177–$189,477+")


def test_parts_of_pay_are_never_mixed(library: Library) -> None:
    text = shown(library, parse_offer(library, "mle meta base $200k")).text
    assert "$231,000–$338,000" not in text
    assert (
        "Not compared, a figure that measures another part of pay: "
        "1 of pay including stock compensation"
    ) in text


def test_what_pay_can_reach_judges_no_offer(library: Library) -> None:
    offer = parse_offer(library, "ml developer $150k total")
    assert isinstance(offer, Offer)
    answer = answer_offer(library, offer)
    figures = library.figures_of("ml-developer")
    (potential,) = (figure for figure in figures if figure.statistic == "potential")
    (check,) = answer.checks
    assert potential not in [one.figure for found in check.sets for one in found.checks]
    assert potential not in (*check.other_parts, *check.narrower)


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_every_amount_of_an_answer_is_the_offers_a_sources_or_the_gap_between(
    library: Library, data: st.DataObject
) -> None:
    role = data.draw(st.sampled_from(sorted(library.roles)))
    low = data.draw(st.integers(20_000, 400_000))
    high = data.draw(st.sampled_from([low, low + 1, low * 2]))
    part = data.draw(st.sampled_from(["", "base", "tc", "bonus"]))
    kinds: list[VocabularyKind] = ["levels", "places", "companies", "industries"]
    names = [
        data.draw(st.sampled_from([term.name for term in library.terms(kind)]))
        for kind in data.draw(st.lists(st.sampled_from(kinds), unique=True))
    ]
    offer = " ".join([f"${low:,}-${high:,} {part}", library.roles[role].name, *names])
    text = shown(library, parse_offer(library, offer)).text
    stated_ends = {end for f in library.figures_of(role) for end in (f.low, f.high) if end}
    official = [pay for _, one in listed_occupations(library, role)
                for pay in every_row(library, one.id)]  # fmt: skip
    ads = advertised_pay(library, role, SalaryFilters())
    released = {f"{one.amount:,.0f}" for pay in (*official, *ads) for one in pay.amounts.values()}
    # The first line rounds to thousands what stands whole below it.
    thousands = {f"{round(end / 1_000)}" for end in stated_ends if end >= 10_000}
    assert set(re.findall(r"\$(\d+)k", text)) <= thousands
    text = re.sub(r"\$\d+k", "", text)
    stated = {f"{end:,.0f}" for end in stated_ends}
    stated |= {f"{low:,}", f"{high:,}"}
    ends = [int(number.replace(",", "")) for number in stated]
    gaps = {f"{abs(end - offered):,}" for end in ends for offered in (low, high)}
    assert set(re.findall(r"\$(\d[\d,]*\d|\d)", text)) <= stated | gaps | released
