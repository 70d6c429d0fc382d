"""An offer as a form: filled in from what was read, read back when it is submitted."""

from dataclasses import replace

import pytest

from knowledge.library import Library
from knowledge.offers.fields import OfferFields, fields_of, offer_from_fields
from knowledge.offers.reading import parse_offer
from knowledge.offers.terms import amount_words, describe
from knowledge.query import Offer

FILLED = OfferFields(
    role="ml-engineer",
    level="senior",
    years="5+",
    place="austin",
    company="meta",
    amount="150k",
    component="base",
    period="year",
    currency="USD",
)


def test_a_filled_form_is_an_offer(library: Library) -> None:
    offer = offer_from_fields(library, FILLED)
    assert isinstance(offer, Offer)
    assert describe(offer, library) == (
        "Machine Learning Engineer · Senior · 5+ years · Austin, TX · Meta · "
        "base salary $150,000 a year"
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"amount": "120-140"}, "$120,000–$140,000 a year"),
        ({"amount": "140,000 – 160,000"}, "$140,000–$160,000 a year"),
        ({"amount": "up to 200k"}, "up to $200,000 a year"),
        ({"amount": "150k+"}, "$150,000+ a year"),
        ({"amount": "85", "period": "hour"}, "$85 an hour"),
        ({"amount": "62.50", "period": "hour"}, "$62.50 an hour"),
        ({"amount": "8,000", "period": "month", "currency": "EUR"}, "€8,000 a month"),
        ({"amount": "65k", "currency": "GBP"}, "£65,000 a year"),
        ({"amount": "£65k", "currency": None}, "£65,000 a year"),
        ({"amount": "65k", "currency": None, "place": "berlin"}, "65k a year"),
        ({"amount": "$150k", "place": "toronto", "currency": "CAD"}, "CAD 150,000 a year"),
    ],
)
def test_amounts_in_the_form(library: Library, changed: dict[str, str | None], words: str) -> None:
    offer = offer_from_fields(library, replace(FILLED, **changed))
    assert isinstance(offer, Offer)
    assert [amount_words(amount) for amount in offer.terms.amounts] == [words]


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"role": None}, "role", "Choose a role"),
        ({"role": "barber"}, "role", "Choose a role"),
        ({"level": "boss"}, "level", "levels"),
        ({"place": "atlantis"}, "place", "places"),
        ({"company": "acme"}, "company", "companies"),
        ({"years": "many"}, "years", "5, 3-5 or 5+"),
        ({"years": "5 and a dog"}, "years", "5, 3-5 or 5+"),
        ({"amount": None}, "amount", "150k"),
        ({"amount": "a lot"}, "amount", "150k"),
        ({"amount": "10%"}, "amount", "150k"),
        ({"amount": "base 120 tc 180"}, "amount", "one amount"),
        ({"amount": "$85/hr"}, "period", "The amount says an hour"),
        ({"amount": "€80k"}, "currency", "The amount says EUR"),
        ({"amount": "150k tc"}, "component", "The amount says total compensation"),
        ({"period": "fortnight"}, "period", "a week"),
        ({"component": "luck"}, "component", "part of pay"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    library: Library, changed: dict[str, str | None], field: str, says: str
) -> None:
    problems = offer_from_fields(library, replace(FILLED, **changed))
    assert isinstance(problems, dict)
    assert list(problems) == [field]
    assert says.casefold() in str(problems).casefold()


def test_every_problem_is_said_at_once(library: Library) -> None:
    problems = offer_from_fields(library, OfferFields(years="soon", amount="much"))
    assert isinstance(problems, dict)
    assert set(problems) == {"role", "years", "amount"}


@pytest.mark.parametrize(
    "text",
    [
        "$150k base senior ml engineer austin 5+ years",
        "90-110k eur data engineer berlin 3-5 years",
        "mle $85-95 an hour",
        "mle meta up to $300k tc",
        "mle 150k+",
        "mle $62.50 an hour",
    ],
)
def test_what_was_read_comes_back_from_the_form(library: Library, text: str) -> None:
    read = parse_offer(library, text)
    assert isinstance(read, Offer)
    again = offer_from_fields(library, fields_of(read))
    assert isinstance(again, Offer)
    assert describe(again, library) == describe(read, library)


def test_an_offer_without_a_role_fills_the_rest_of_the_form(library: Library) -> None:
    fields = fields_of(parse_offer(library, "base 120 tc 180 boston"))
    assert fields == OfferFields(
        place="boston", amount="120,000", component="base", period="year", currency="USD"
    )
