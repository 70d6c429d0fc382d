"""Places as people type them: the one that is meant, or the ones to choose from."""

from typing import NotRequired, TypedDict, cast

import pytest

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


PLACES = cast("list[Place]", conversations("places"))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place["typed"])
def test_place(slash: Slash, place: Place) -> None:
    reply = slash(f"/salary mle {place['typed']}")
    shown = reply.shown
    if "asks" in place:
        assert reply.heading == "Which one do you mean?"
        for name in place["asks"]:
            assert f"• {name}  /salary {MLE} {name}" in reply.text
        assert reply.text.count("•") == len(place["asks"])
    else:
        assert reply.heading == " · ".join([MLE, *place.get("means", ["?"])])
    assert place.get("read", "") in shown
    left = f"Not understood, so left out: “{place['left']}”" if "left" in place else ""
    assert left in shown
    assert ("Not understood" in shown) == bool(left)


def test_there_are_enough() -> None:
    assert len({place["typed"] for place in PLACES}) == len(PLACES) >= 120
