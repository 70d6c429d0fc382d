"""How a problem quotes what stands in a file, and what it takes to be meant."""

import json
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from knowledge.fields import BOARD_FORM

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


def shown(value: object) -> str:
    """A value of a file, as a problem names it."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return quoted(str(value))


def pattern_said(pattern: str, given: object) -> str:
    """What a value has to be that does not match a pattern of a field."""
    if pattern.startswith(r"^\S"):
        return f"must be one line without leading or trailing spaces; got {shown(given)}"
    if pattern.startswith("^[a-z0-9]"):
        return f"{shown(given)} must be lowercase words joined by hyphens"
    if pattern.startswith("^[UW]"):
        return f"{shown(given)} is not a Slack user id, such as U0MAYA"
    if pattern.startswith("^https?"):
        return f"{shown(given)} must begin with https:// or http:// and have no spaces"
    if pattern == BOARD_FORM:
        return f"{shown(given)} is no board name: write it as in the board's address, such as acme"
    return f"{shown(given)} does not have the form {pattern}"
