"""How a problem quotes what stands in a file, and what it takes to be meant."""

import json
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

MAX_LIKE_NAMES = 100
"""Characters beyond which a word is like no name that we know; comparing would take its time."""


def nearly(word: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?` where something known is close to the word, else nothing."""
    if len(word) > MAX_LIKE_NAMES:
        return ""
    close = get_close_matches(word, list(known), n=3, cutoff=0.6)
    if not close:
        return ""

    def likeness(name: str) -> tuple[float, bool]:
        # Of two that are as close, people know the first letter.
        return SequenceMatcher(None, name, word).ratio(), name[:1] == word[:1]

    return f'; did you mean "{max(close, key=likeness)}"?'


def quoted(text: str) -> str:
    """A text in quotes as JSON writes them, so that it stays one line; cut where it is long."""
    return json.dumps(f"{text[:60]}…" if len(text) > 60 else text, ensure_ascii=False)
