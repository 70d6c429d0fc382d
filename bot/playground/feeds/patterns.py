"""Texts made of patterns, and numbers that look like chance and are the same each time."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_CHOICE = re.compile(r"\[([^\]]*)\]")
_WORD = re.compile(r"\{(\w+)\}")

Words = Mapping[str, Sequence[str]]
Plot = Mapping[int, float]
"""How many there are a week, by weeks counted from the start; straight in between."""


@cache
def data(name: str) -> Any:
    """One of the YAML files next to this one."""
    text = (files("bot.playground.feeds") / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def draw(below: int, *what: object) -> int:
    """A number from 0 up to another; by what it is for it is always the same."""
    digest = hashlib.sha256(repr(what).encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def part(*what: object) -> float:
    """A number from 0 up to 1."""
    return draw(1_000_000, *what) / 1_000_000


def names_in(pattern: str) -> frozenset[str]:
    """The lists of words that a pattern takes from."""
    return frozenset(_WORD.findall(pattern))


def text_of(pattern: str, words: Words, use: int) -> str:
    """A pattern's text for its nth use: of each use on, every choice is the next one."""
    return text_and_words(pattern, words, use)[0]


def text_and_words(pattern: str, words: Words, use: int) -> tuple[str, Words]:
    """The same, with the words that it took from each list."""
    places = iter(range(1_000))

    def next_of(options: Sequence[str]) -> str:
        return options[(draw(1_000, pattern, next(places)) + use) % len(options)]

    taken: dict[str, tuple[str]] = {}

    def word(found: re.Match[str]) -> str:
        taken[found[1]] = (next_of(words[found[1]]),)
        return taken[found[1]][0]

    chosen = _CHOICE.sub(lambda found: next_of(found[1].split("|")), pattern)
    return _WORD.sub(word, chosen), taken


def level_at(plot: Plot, week: int) -> float:
    """How many there are in a week by a plot."""
    before = max((at for at in plot if at <= week), default=min(plot))
    after = min((at for at in plot if at >= week), default=max(plot))
    if before == after:
        return plot[before]
    share = (week - before) / (after - before)
    return plot[before] + share * (plot[after] - plot[before])


def count_at(plot: Plot, week: int, *what: object) -> int:
    """A whole number a week that is up to one off and right on average."""
    return int(max(0.0, level_at(plot, week) + part("count", *what, week) * 1.6 - 0.3))
