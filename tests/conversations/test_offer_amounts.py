"""Sums of money in any text: nothing is made up, and every scale is exact."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.offers.reading import parse_offer
from knowledge.offers.terms import UnclearOffer, amount_words
from knowledge.query import Offer, OfferAmount
from knowledge.query_text import question_text
from tests.conversations.test_offers import shown

MONEY = "$€£₹¥"
PIECES = st.sampled_from(
    [
        "$", "€", "£", "₹", "150k", "150", "1.2M", "120-140", "120–140k", "$150,000", "150.000 €",
        "150 000", "401(k)", "10%", "+", "-", "–", "up to ", "from ", " base ", " bonus ", " tc ",
        " total comp ", "/hr", " a month", " lakh", " LPA", " CAD ", " sign-on ", " RSUs ", "\n",
        " Series B ", " mle ", " data engineer ", " senior ", " toronto ", " austin ", ":",
        ",", ".",
        "5+ years of experience", "Location: ", "Salary: ", "Title: ", " and ", " plus ", "(", ")",
        "2026", "(512) 555-0142", "👋", "<!channel>", "&lt;", "*", "_", "remote", "K", "k", "0",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=4_000),
    st.lists(PIECES, max_size=400).map("".join).map(lambda text: text[:4_000]),
    st.text(alphabet=f"0123456789.,' -–kKmM%+/{MONEY}", max_size=300),
)


def digits(text: str) -> str:
    """The digits of a text, whatever stands between them."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c in "0123456789")


def significant(end: float) -> str:
    """The digits of an amount without the noughts that a scale adds."""
    return f"{end:.2f}".replace(".", "").strip("0")


@given(text=TEXTS)
@example("$" * 4_000)
@example("1 " * 2_000)
@example("$1 base " * 500)
@example("Title: \n" * 400)
@settings(max_examples=200, deadline=None)
def test_no_text_is_too_strange_and_no_amount_is_made_up(library: Library, text: str) -> None:
    read = parse_offer(library, text)
    for amount in read.terms.amounts:
        for end in (amount.low, amount.high):
            assert end is None or significant(end) in digits(amount.typed)
        assert digits(amount.typed) in digits(text)
    shown(library, read)


def only_amount(library: Library, text: str) -> OfferAmount:
    """The one amount of an offer."""
    (amount,) = parse_offer(library, text).terms.amounts
    return amount


@given(
    number=st.integers(20, 999),
    letter=st.sampled_from(["k", "K", " k", " thousand"]),
    sign=st.sampled_from(["", "$", "€", "£", "CHF "]),
)
@settings(max_examples=60, deadline=None)
def test_k_is_exactly_a_thousand(library: Library, number: int, letter: str, sign: str) -> None:
    amount = only_amount(library, f"{sign}{number}{letter} mle")
    assert (amount.low, amount.high) == (number * 1_000, number * 1_000)


@given(whole=st.integers(1, 9), cents=st.integers(0, 99), letter=st.sampled_from(["M", "m"]))
@settings(max_examples=60, deadline=None)
def test_m_is_exactly_a_million(library: Library, whole: int, cents: int, letter: str) -> None:
    amount = only_amount(library, f"${whole}.{cents:02d}{letter} total comp mle")
    assert amount.low == amount.high == whole * 1_000_000 + cents * 10_000


@given(thousands=st.integers(20, 999), rest=st.integers(0, 999))
@settings(max_examples=60, deadline=None)
def test_thousands_however_they_are_grouped(library: Library, thousands: int, rest: int) -> None:
    number = thousands * 1_000 + rest
    grouped = f"{number:,}"
    for written in (
        f"${number}",
        f"${grouped}",
        f"{grouped.replace(',', '.')} €",
        f"{grouped.replace(',', ' ')} €",
        f"CHF {grouped.replace(',', '’')}",
        f"${grouped}.00",
    ):
        assert only_amount(library, f"mle {written}").low == number, written


@given(low=st.integers(25, 400), more=st.integers(1, 220), dash=st.sampled_from(["-", "–", " to "]))
@settings(max_examples=60, deadline=None)
def test_one_k_serves_both_ends(library: Library, low: int, more: int, dash: str) -> None:
    high = low + more
    for written in (f"${low}{dash}{high}k", f"{low}k{dash}{high}k", f"${low}k{dash}${high}K"):
        amount = only_amount(library, f"mle {written}")
        assert (amount.low, amount.high) == (low * 1_000, high * 1_000), written


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("mle 85 an hour", "$85 an hour"),
        ("mle €90/h", "€90 an hour"),
        ("mle hourly rate: $85-95", "$85–$95 an hour"),
        ("mle £650 p/d", "£650 a day"),
        ("mle £650/day", "£650 a day"),
        ("mle monthly salary 12k", "$12,000 a month"),
        ("mle 7.000 EUR brutto im Monat", "€7,000 a month"),
        ("mle 55 à 65 k€ par an", "€55,000–€65,000 a year"),
        ("mle R$ 12.000/mês", "BRL 12,000 a month"),
        ("mle 800万円", "¥8,000,000 a year"),
        ("mle $0.2M total comp", "$200,000 a year"),
        ("mle 150k+ bonus", "$150,000 a year"),
        ("mle 150k+", "$150,000+ a year"),
        ("mle from $150k to $170k", "$150,000–$170,000 a year"),
        ("mle between 150 and 170k", "$150,000–$170,000 a year"),
        ("mle at least 150k", "$150,000+ a year"),
        ("mle $120 - $140", "$120,000–$140,000 a year"),
        ("mle $120,000.00 - $140,000.00", "$120,000–$140,000 a year"),
        ("mle 1,50,000 INR a month", "₹150,000 a month"),
        ("mle 25L ₹", "₹2,500,000 a year"),
        ("mle ₹25L", "₹2,500,000 a year"),
        ("mle US$120k", "$120,000 a year"),
        ("mle AU$120k", "AUD 120,000 a year"),
        ("mle singapore $120k", "$120k a year"),
        ("mle toronto US$120k", "$120,000 a year"),
        ("mle new york or toronto $120k", "$120,000 a year"),
        ("mle berlin 90k", "90k a year"),
        ("mle austin 90k", "$90,000 a year"),
        ("mle 2026", "no amount"),
        ("mle req 150000", "no amount"),
        ("mle 512-555-0142", "no amount"),
        ("mle 40 hours a week", "no amount"),
        ("mle 150", "no amount"),
        ("mle $2B company", "no amount"),
        ("mle $40M Series B", "no amount"),
        ("mle 401k", "no amount"),
        ("mle $401k", "$401,000 a year"),
        ("mle 15%", "no amount"),
        ("mle $10,000 relocation", "no amount"),
        ("mle $10,000 sign-on bonus", "$10,000 once"),
        ("mle 50k users", "no amount"),
    ],
)
def test_one_amount_is_read(library: Library, text: str, read: str) -> None:
    amounts = [amount_words(amount) for amount in parse_offer(library, text).terms.amounts]
    assert (amounts or ["no amount"]) == [read]


@pytest.mark.parametrize(
    "text",
    [
        "$150k base senior austin",
        "90-110k eur berlin",
        "base 120 tc 180 bonus 20 boston",
        "up to £90k a month",
        "$150k+ 5+ years",
        "120–140 base nyc",
        "$140k toronto",
        "$85/hr",
        "$10k sign-on 4 years",
        "Austin: $150k, New York City: $190k",
    ],
)
def test_a_choice_checks_the_same_terms(library: Library, text: str) -> None:
    read = parse_offer(library, f"{text} machine learning")
    assert isinstance(read, UnclearOffer)
    assert read.choices
    for choice in read.choices:
        _, text = question_text(library, choice.query)
        again = parse_offer(library, text.removeprefix("check "))
        assert isinstance(choice.query, Offer)
        assert choice.query.terms == read.terms
        assert again.terms.filters == read.terms.filters
        assert [_same(a) for a in again.terms.amounts] == [_same(a) for a in read.terms.amounts]


def _same(amount: OfferAmount) -> tuple[object, ...]:
    return (
        amount.low, amount.high, amount.open_ended, amount.currency, amount.period,
        amount.component, amount.places, amount.levels,
    )  # fmt: skip


def test_a_reading_that_assumes_something_says_so(library: Library) -> None:
    text = shown(library, parse_offer(library, "mle 120–140 base")).text
    assert re.search(
        r"Read “120-140” as \$120,000–\$140,000, USD because no currency is named", text
    )


def test_two_amounts_and_two_parts_go_together_in_order(library: Library) -> None:
    terms = parse_offer(library, "mle 180/250 base/tc").terms
    assert [(amount.component, amount.low) for amount in terms.amounts] == [
        ("base", 180_000),
        ("total", 250_000),
    ]
