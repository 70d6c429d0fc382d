"""A workspace of ten thousand channels."""

from typing import Any

from bot.playground.records import Channel
from bot.playground.server import Playground


def test_thousands_of_channels(playground: Playground, client: Any) -> None:
    members = frozenset({"U0ROLECALL"})
    for number in range(10_000):
        playground.workspace.conversations.add(Channel(f"C{number:06}", f"n{number}", members))
    posted = client.chat_postMessage(channel="C009999", text="last")
    assert client.chat_postMessage(channel="#n9999", text="x", thread_ts=posted["ts"])["ok"]
    assert [m.text for m in playground.workspace.messages("C009999")] == ["last", "x"]
    answer = client.conversations_list(limit=1_000, exclude_archived=True)
    assert len(answer["channels"]) == 1_000
