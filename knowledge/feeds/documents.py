"""The documents that Rolecall writes of what it measures: sources that people read and nobody edits."""

MEASURED = "measured-"
"""What the ids of such sources begin with."""

POSTS, ADS, SERIES = (f"{MEASURED}{what}" for what in ("posts", "ads", "series"))
"""The sources of what posts are about, what job ads say, and what series of numbers do."""


def is_measured(path: str) -> bool:
    """Whether a document's path, or a file's name, is one of such a source or its table."""
    return path.rpartition("/")[2].startswith(MEASURED)
