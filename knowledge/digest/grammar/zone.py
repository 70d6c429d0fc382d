"""The time zone that a line names, by whatever name."""

from knowledge.digest.grammar.line import Line
from knowledge.digest.zones import zone_like, zones_named
from knowledge.query import Correction

MOST_ZONE_WORDS = 4

NEEDS_CONTEXT = frozenset("us la z west a at in on me mt pt ct all to".split())
"""Names of zones that are words of their own: they count after "in" or before "time"."""


def take_zone(line: Line) -> list[tuple[int, tuple[str, ...], str]]:
    """Take every zone; gives (place, the zones that it may be, as typed)."""
    found: list[tuple[int, tuple[str, ...], str]] = []
    for length in range(MOST_ZONE_WORDS, 0, -1):
        for place in list(line.left):
            places = range(place, place + length)
            if not all(p in line.left for p in places) or "" in line.form(*places):
                continue
            typed = line.typed(places)
            context = _in_context(line, place, place + length)
            word = line.words[place]
            shouted = word.typed.isupper()
            if length == 1 and not (context or shouted) and word.form in NEEDS_CONTEXT:
                continue
            zones = zones_named(typed)
            if zones:
                found.append((place, zones, typed))
                _take_with_context(line, places)
    return sorted(found) or _near_zone(line)


def _near_zone(line: Line) -> list[tuple[int, tuple[str, ...], str]]:
    """A zone with a slip, where the words around say that it is one."""
    for length in (3, 2, 1):
        for place in list(line.left):
            places = range(place, place + length)
            if not all(p in line.left for p in places) or "" in line.form(*places):
                continue
            typed = line.typed(places)
            if _in_context(line, place, place + length) or "/" in typed:
                zones = zone_like(typed)
                if zones:
                    line.corrections.append(Correction(typed, zones[0]))
                    _take_with_context(line, places)
                    return [(place, zones, typed)]
    return []


def _in_context(line: Line, start: int, end: int) -> bool:
    before = [p for p in (start - 1, start - 2) if p >= 0]
    after = line.words[end].form if end < len(line.words) else ""
    forms = [line.words[p].form for p in before]
    return after == "time" or forms[:1] == ["in"] or forms[:2] == ["the", "in"]


def _take_with_context(line: Line, places: range) -> None:
    line.take(places)
    if places.stop in line.left and line.words[places.stop].form == "time":
        line.take([places.stop])
