"""Places as people type them: the one that is meant, or the ones to choose from."""

import re
from typing import NotRequired, TypedDict, cast

import pytest

from knowledge.conversation import follow_up
from knowledge.library import Library
from knowledge.offers.fields import fields_of
from knowledge.offers.reading import parse_offer
from knowledge.query import Offer
from knowledge.suggestions import suggest_terms
from tests.conftest import Slash
from tests.conversations.files import conversations

MLE = "Machine Learning Engineer"


class Place(TypedDict):
    """One line of `places.yaml`."""

    typed: str
    means: NotRequired[list[str]]
    asks: NotRequired[list[str]]
    read: NotRequired[str]
    left: NotRequired[str]
    meant: NotRequired[str]


PLACES = cast("list[Place]", conversations("places"))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place["typed"])
def test_place(slash: Slash, place: Place) -> None:
    reply = slash(f"/salary mle {place['typed']}")
    shown = reply.shown
    if "asks" in place:
        assert reply.heading == "Which one do you mean?"
        for name in place["asks"]:
            assert re.search(rf"^• .+  /salary {MLE} {re.escape(name)}", reply.text, re.MULTILINE)
        assert reply.text.count("•") == len(place["asks"])
    else:
        assert reply.heading == " · ".join([MLE, *place.get("means", ["?"])])
    assert place.get("read", "") in shown
    left = f"Not understood, so left out: “{place['left']}”" if "left" in place else ""
    left += f" (did you mean “{place['meant']}”?)" if "meant" in place else ""
    assert left in shown
    assert ("Not understood" in shown) == bool(left)


def test_there_are_enough() -> None:
    assert len({place["typed"] for place in PLACES}) == len(PLACES) >= 120


def test_a_choice_is_an_area_by_its_name_in_full(slash: Slash) -> None:
    reply = slash("/salary mle arlington")
    assert (
        "Dallas-Fort Worth-Arlington, TX  /salary Machine Learning Engineer Dallas, TX"
        in reply.text
    )


def test_a_comparison_asks_too(slash: Slash) -> None:
    reply = slash("/compare mle vs data engineer portland")
    assert reply.heading == "Which one do you mean?"
    assert f"/compare {MLE} vs Data Engineer Portland, ME" in reply.text


def test_an_offer_asks_too_and_keeps_the_rest(slash: Slash) -> None:
    reply = slash("/salary check $150k base senior mle portland")
    assert reply.heading == "Which one do you mean?"
    assert f"/salary check $150,000 base {MLE} Senior Portland, ME" in reply.text
    assert "*Understood so far*  Senior · base salary $150,000 a year" in reply.shown
    meant = slash("/salary check $150k base senior mle portland, me")
    assert "Senior · Portland, ME · base salary $150,000 a year" in meant.shown


def test_the_form_of_an_offer_leaves_an_unclear_place_open(library: Library) -> None:
    fields = fields_of(parse_offer(library, "mle $150k portland"))
    assert (fields.role, fields.place) == ("ml-engineer", None)


def test_a_post_is_of_every_place_that_it_may_mean(library: Library) -> None:
    post = (
        "Machine Learning Engineer\nLocation: Portland\nSalary: $150,000 a year\n" + "Words. " * 30
    )
    offer = parse_offer(library, post)
    assert isinstance(offer, Offer)
    assert set(offer.terms.filters.places) == {"portland", "portland-me"}


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("what about portland?", f"salary {MLE} Senior portland"),
        ("portland", f"salary {MLE} Senior portland"),
        ("and in portland, maine?", f"salary {MLE} Senior Portland, ME"),
        ("vs tacoma", f"salary {MLE} Senior Boise, ID Seattle, WA"),
    ],
)
def test_a_conversation_goes_on_with_places(library: Library, said: str, line: str) -> None:
    meant = follow_up(library, "/salary mle senior boise", said)
    assert f"{meant.command} {meant.text}" == line


@pytest.mark.parametrize(
    ("place", "around"),
    [
        ("tucson-az", ["arizona", "united-states", "worldwide"]),
        ("cincinnati", ["ohio", "kentucky", "indiana", "united-states", "worldwide"]),
        ("san-francisco", ["bay-area", "california", "united-states", "worldwide"]),
        ("palo-alto", ["san-jose", "silicon-valley", "bay-area", "california", "united-states", "worldwide"]),
        ("jersey-city", ["new-york-city", "new-jersey", "united-states", "worldwide"]),
        ("alaska-nonmetro", ["alaska", "united-states", "worldwide"]),
    ],
)  # fmt: skip
def test_what_lies_around_a_place_comes_from_the_nearest_outwards(
    library: Library, place: str, around: list[str]
) -> None:
    assert list(library.around(place)) == around
    assert library.country(place) == "united-states"


def test_the_larger_place_is_told_by_its_cities_and_how_much_of_it(slash: Slash) -> None:
    shown = slash("/salary check $150k mle bellevue all").text
    assert "Seattle-Tacoma-Bellevue, WA, which contains Bellevue, WA" in shown
    shown = slash("/salary check $150k mle vancouver wa all").text
    assert "Washington State, which contains part of Portland, OR" in shown


def test_every_area_of_the_official_statistics_is_a_place(library: Library) -> None:
    codes = [place.code for place in library.terms("places") if place.code]
    assert len(codes) == len(set(codes)) == 523 + 54 + 1
    assert all(len(code) == 7 and code.isdigit() for code in codes)
    several = [p for p in library.terms("places") if p.place_kind == "metro" and len(p.within) > 1]
    assert len(several) == 43


@pytest.mark.parametrize(
    ("typed", "first"),
    [("tacoma", "Seattle, WA"), ("portland, m", "Portland, ME"), ("boi", "Boise, ID")],
)
def test_a_menu_finds_a_place_by_its_cities(library: Library, typed: str, first: str) -> None:
    assert suggest_terms(library, ("places",), typed)[0][1] == first
    assert len(suggest_terms(library, ("places",), "")) == 100
