"""A review without Slack: what is kept of what a person changed, and how a source tells things apart."""

import pytest

from knowledge.drafting.review import About, Item, Review, change, leave, slug, source_text, take
from knowledge.drafting.values import told_apart
from tests.drafting.made import stated

VALUES = {
    "roles": ["data-engineer", "data-architect"], "low": 120_000, "high": 120_000, "currency": "USD",
    "period": "year", "section": "Pay", "quote": "Both earn $120,000 a year.",
}  # fmt: skip


def review(*items: Item) -> Review:
    """A review of some statements."""
    return Review(About("pay", "Pay", "Pay", is_confirmed=True), items)


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Pay in data teams", "pay-in-data-teams"),
        ("Löhne & Gehälter 2031!", "lohne-gehalter-2031"),
        ("数据", ""),
        ("word " * 30, "word-" * 11 + "word"),
    ],
)
def test_an_id_is_made_of_the_words_of_a_title(title: str, id: str) -> None:
    assert slug(title) == id
    assert len(slug(title)) <= 60


def test_the_quote_and_further_roles_stay_where_the_first_does() -> None:
    before = review(Item(stated(), VALUES, ("level",)))
    filled_in = {**VALUES, "roles": ["data-engineer"], "level": "senior"}
    del filled_in["quote"]
    (kept,) = change(before, 0, filled_in).taken
    assert kept.values == {**VALUES, "level": "senior"}
    assert kept.is_sure
    (other,) = change(before, 0, {**filled_in, "roles": ["ai-engineer"]}).taken
    assert other.values["roles"] == ["ai-engineer"]


def test_what_is_left_is_in_no_source() -> None:
    items = (Item(stated(), VALUES), Item(stated(), {**VALUES, "low": 1, "high": 1}))
    text = source_text(leave(take(review(*items), [0, 1, 7]), 1))
    assert "low: 120000" in text
    assert "low: 1\n" not in text


def test_what_a_text_states_twice_is_told_apart() -> None:
    every = told_apart([VALUES, {**VALUES, "low": 130_000}, {**VALUES, "level": "senior"}, VALUES])
    assert [values["section"] for values in every] == ["Pay", "Pay (2)", "Pay", "Pay (3)"]


def test_market_numbers_of_the_same_words_have_ids_of_their_own() -> None:
    number = {"statement": "Openings grew", "values": [12], "unit": "percent", "section": "Pay"}
    items = [Item(stated(kind="market"), number)] * 2
    text = source_text(take(review(*items), [0, 1]))
    assert "id: openings-grew\n" in text
    assert "id: openings-grew-2\n" in text
