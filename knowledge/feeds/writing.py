"""A feed as its file has it."""

from knowledge.editing.writing import Value, lines_of
from knowledge.feeds.model import Feed

KEYS = tuple(key for key in Feed.model_fields if key != "id")
"""The keys of a feed's file, in their order."""


def feed_path(id: str) -> str:
    """The document of a feed."""
    return f"feeds/{id}.yaml"


def feed_text(feed: Feed) -> str:
    """A feed's file, without what is nothing."""
    document: dict[str, Value] = feed.model_dump(mode="json", exclude={"id"})
    lines = [
        line
        for key, value in document.items()
        if value not in (None, [])
        for line in lines_of(key, value, 0, None)
    ]
    return "\n".join(["# yaml-language-server: $schema=../schema/feed.json", *lines]) + "\n"
