"""The playground's feeds as documents of the knowledge: the demo's are there, and turned on."""

from collections.abc import Mapping

from bot.playground.feeds.ads import boards
from bot.playground.feeds.made_up import SERIES
from bot.playground.feeds.posts import PUBLISHERS


def demo_feeds(base: str) -> Mapping[str, str]:
    """The documents, by path, of everything that a server at `base` (no slash at its end) publishes."""
    feeds = {publisher.id: (publisher.name, "feed", publisher.id) for publisher in PUBLISHERS}
    paths = {id: ("feeds", *feed) for id, feed in feeds.items()}
    for board in boards():
        paths[f"jobs-{board.id}"] = (
            "boards",
            board.name,
            board.kind,
            f"{board.id}.json",
        )
    paths[SERIES] = ("series", "AI share of job ads", "series", f"{SERIES}.csv")
    unit = {SERIES: "unit: percent of job ads\n"}
    return {
        f"feeds/{id}.yaml": (
            f"name: {name}\nkind: {kind}\naddress: {base}/{folder}/{file}\n{unit.get(id, '')}enabled: true\n"
        )
        for id, (folder, name, kind, file) in paths.items()
    }
