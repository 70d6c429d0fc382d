"""Cutting an item or a key out of a text, with what of the text belongs to it alone."""

import yaml

from knowledge.editing.nodes import (
    Page,
    Spot,
    dash_of,
    end_of,
    entries,
    items,
    key_of,
    keys_of,
    line_end,
    line_start,
    next_line,
    skip_space,
    start_of,
)
from knowledge.editing.splices import Splice


def cut_lines(page: Page, parent: yaml.Node, step: str | int, spot: Spot) -> Splice:
    """The lines of an item of a block list, or of a key of a block mapping."""
    text = page.text
    if isinstance(parent, yaml.SequenceNode):
        count, index = len(items(parent)), int(step)
        starts = [dash_of(text, parent, place) for place in range(count)]
    else:
        starts = [start_of(key) for key, _ in entries(parent)]
        count, index = len(starts), keys_of(parent).index(str(step))
    _, end = extent(page, parent, step, spot)
    if isinstance(parent, yaml.SequenceNode):
        end = max(end, starts[index] + 1)
    begin = line_start(text, starts[index])
    if text[begin : starts[index]].strip() and index + 1 < count:
        # It shares its first line with a dash around it: what follows moves up to that dash.
        return Splice(starts[index], starts[index + 1])
    at_line_start = end > 0 and text[end - 1] == "\n"
    behind = end if at_line_start else next_line(text, end)
    if behind == len(text) and not text.endswith("\n") and begin > 0:
        # The file had no last line break, and has none afterwards: empty lines before it go as well.
        return Splice(len(text[:begin].rstrip("\r\n")), len(text))
    return Splice(begin, behind)


def cut_from_flow(text: str, start: int, end: int, *, first: bool) -> list[Splice]:
    """An item and the comma that parts it from its neighbor; comments between them stay."""
    before = start if first else _comma_before(text, start)
    behind = skip_space(text, end)
    if text[behind : behind + 1] == "," and (first or "\n" in text[before:start]):
        if text[end:behind].strip():
            return [Splice(start, end), Splice(behind, behind + 1)]
        return [_with_space(text, start, behind + 1)]
    if text[before + 1 : start].strip():
        return [Splice(before, before + 1), Splice(start, end)]
    return [Splice(before, end)]


def _with_space(text: str, start: int, end: int) -> Splice:
    """An item with its comma and the space behind it, or the line where nothing else is on it."""
    behind = end + len(text[end:]) - len(text[end:].lstrip(" "))
    begin = line_start(text, start)
    if behind == line_end(text, behind) and not text[begin:start].strip():
        return Splice(begin, next_line(text, behind))
    return Splice(start, behind)


def _comma_before(text: str, start: int) -> int:
    """The comma before an item: one that is followed by nothing but space and comments."""
    comma = text.rfind(",", 0, start)
    while comma > 0 and skip_space(text, comma + 1) != start:
        comma = text.rfind(",", 0, comma)
    return comma


def extent(page: Page, parent: yaml.Node, step: str | int, spot: Spot) -> tuple[int, int]:
    """From the first to behind the last character of an item or of a key and its value."""
    start = start_of(spot.node)
    end = end_of(page.text, spot.node)
    if isinstance(parent, yaml.MappingNode):
        key = next(key for key, _ in entries(parent) if key_of(key) == step)
        start, end = start_of(key), max(end, spot.intro or 0, key.end_mark.index)
    return start, end
