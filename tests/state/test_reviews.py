"""Reviews: kept as they are, changed by several at once, until someone discards them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from bot.state.database import Database
from bot.state.reviews import Reviews
from knowledge.drafting.review import About, Item, Review, take
from tests.drafting.made import stated
from tests.state.conftest import START

MANY = 24


def review(number: int = 2) -> Review:
    """A review of so many statements, with texts that are awkward to keep."""
    quote = "a\r\n– “é” 数 😀 <!channel>"
    values = {"roles": ["data-engineer"], "low": 1.5, "currency": "USD", "period": "year"}
    item = Item(stated(quote, years="3+", year=2031), values, ("level",), (("company", "Acme"),))
    return Review(About("pay", "Pay “2031”", "Pay"), (item,) * number)


def test_it_is_found_as_it_was(database: Database, clock: Callable[[], datetime]) -> None:
    reviews = Reviews(database, clock)
    first, second = reviews.keep("U0ALEX", review()), reviews.keep("U0SAM", review(0))
    assert first.review == review()
    assert (first.author, first.made_at) == ("U0ALEX", START)
    assert reviews.find(first.id) == first
    assert Reviews(database, clock).every() == (second, first)
    assert reviews.find("nothing") is None


def test_of_many_who_decide_at_once_no_decision_is_lost(database: Database) -> None:
    reviews = Reviews(database, lambda: START)
    kept = reviews.keep("U0ALEX", review(MANY))
    with ThreadPoolExecutor(4) as pool:
        for place in range(MANY):
            pool.submit(reviews.change, kept.id, lambda one, place=place: take(one, [place]))
    found = reviews.find(kept.id)
    assert found is not None
    assert len(found.review.taken) == MANY


def test_one_that_is_discarded_is_gone(database: Database) -> None:
    reviews = Reviews(database, lambda: START)
    kept, other = reviews.keep("U0ALEX", review()), reviews.keep("U0ALEX", review())
    with ThreadPoolExecutor(4) as pool:
        discarded = list(pool.map(reviews.discard, [kept.id] * 8))
    assert sorted(discarded) == [False] * 7 + [True]
    assert reviews.change(kept.id, lambda one: take(one, [0])) is None
    assert reviews.every() == (other,)
