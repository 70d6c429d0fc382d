"""The documents that Rolecall writes of what it measures: sources that people read and nobody edits."""

from hashlib import sha256

MAX_ID = 80
"""Characters of a document's id."""

MEASURED = "measured-"
"""What the ids of such sources begin with."""

POSTS, ADS, SERIES = (f"{MEASURED}{what}" for what in ("posts", "ads", "series"))
"""The sources of what posts are about and of what job ads say; what those of series of numbers begin with."""


def series_id(feed: str) -> str:
    """The source of a series, by its feed's id."""
    id = f"{SERIES}-{feed}"
    return id if len(id) <= MAX_ID else f"{SERIES}-{sha256(feed.encode()).hexdigest()[:32]}"


def is_series(source: str) -> bool:
    """Whether a source, by its id, is a series of numbers."""
    return source.startswith(SERIES)


def is_measured(path: str) -> bool:
    """Whether a document's path, or a file's name, is one of such a source or its table."""
    return path.rpartition("/")[2].startswith(MEASURED)
