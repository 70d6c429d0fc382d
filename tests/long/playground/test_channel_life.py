"""A page with a thousand channels."""

from bot.playground.records import Channel
from bot.playground.server import Playground
from tests.playground.page import Page


def test_the_page_lists_some_of_thousands(playground: Playground) -> None:
    for number in range(1_000):
        place = Channel(f"C{number:06}", f"n{number}", frozenset())
        playground.workspace.conversations.add(place)
    state = Page(playground.url).read("state")
    assert len(state["channels"]) + state["more_channels"] == 1_004
    assert len(state["channels"]) < 400
    assert "D0MAYA" in [channel["id"] for channel in state["channels"]]
