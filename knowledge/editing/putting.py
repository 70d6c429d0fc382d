"""Putting another value in the place of one, or a new key into a mapping."""

from collections.abc import Mapping, Sequence
from typing import cast

import yaml

from knowledge.editing.nodes import (
    Page,
    Spot,
    column_of,
    end_of,
    entries,
    is_block,
    is_block_scalar,
    is_empty,
    items,
    keys_of,
    line_break,
    line_end,
    next_line,
    spot_at,
    start_of,
)
from knowledge.editing.splices import Splice, lines_behind
from knowledge.editing.writing import Value, block_text, holds_mappings, indented, inline, lines_of
from knowledge.files import Location


def replace(page: Page, spot: Spot, value: Value) -> list[Splice]:
    """Another value where one stands; a comment behind it stays."""
    text, node = page.text, spot.node
    start, end = start_of(node), _seen_end(text, node)
    in_lines = (isinstance(value, Mapping) and bool(value)) or holds_mappings(value)
    if in_lines and not (spot.in_flow or spot.is_item) and spot.intro is not None:
        return _replace_by_lines(page, spot, value)
    new = inline(value, node, in_flow=spot.in_flow)
    if spot.intro is None:
        return [Splice(start, end, f": {new}")]
    if is_empty(node):
        return [Splice(spot.intro, spot.intro, f" {new}")]
    if is_block_scalar(node):
        return _replace_block_scalar(text, spot, value, new)
    if is_block(node) and "\n" in text[spot.intro : start]:
        eol = line_end(text, spot.intro)
        return [Splice(spot.intro, spot.intro, f" {new}"), Splice(eol, end)]
    return [Splice(start, end, new)]


def _replace_by_lines(page: Page, spot: Spot, value: Value) -> list[Splice]:
    text, intro = page.text, cast("int", spot.intro)
    _, *lines = lines_of("key", value, spot.column, _cousin(page, spot.node))
    new = "".join(line_break(text) + line for line in lines)
    end = _seen_end(text, spot.node)
    if is_block(spot.node):
        return [Splice(line_end(text, intro), end, new)]
    return [Splice(intro, max(end, intro)), Splice(line_end(text, end), line_end(text, end), new)]


def _replace_block_scalar(text: str, spot: Spot, value: Value, new: str) -> list[Splice]:
    start, end = start_of(spot.node), _seen_end(text, spot.node)
    header_end = line_end(text, start)
    header = text[start:header_end].split(" ", 1)[0]
    first = text[next_line(text, start) : end].split("\n", 1)[0]
    indent = len(first) - len(first.lstrip(" ")) or spot.column + 2
    block = block_text(value, indent) if isinstance(value, str) else None
    head, lines = block or (new, [])
    body = "".join(line_break(text) + line for line in lines)
    return [Splice(start, start + len(header), head), Splice(header_end, end, body)]


def _seen_end(text: str, node: yaml.Node) -> int:
    """The end without blank lines: they stay, even where they were part of a text (`|+`)."""
    start = start_of(node)
    return start + len(text[start : end_of(text, node)].rstrip())


def add_key(
    page: Page, path: Location, parent: yaml.MappingNode, value: Value, order: Sequence[str]
) -> list[Splice]:
    """A new key and its value in a mapping that has others; for `order` see `set_value`."""
    text, key = page.text, str(path[-1])
    behind = _behind(keys_of(parent), key, order)
    spots = [spot_at(page, (*path[:-1], name)) for name in keys_of(parent)]
    in_flow = spots[0].in_flow
    like = next((v for _, v in entries(parent) if _has_mappings(v)), None)
    if in_flow:
        made = f"{inline(key)}: {inline(value)}"
        lines = [made]
    else:
        lines = lines_of(key, value, column_of(parent), like if holds_mappings(value) else None)
    if behind is None:
        first = start_of(entries(parent)[0][0])
        indent = "" if in_flow else line_break(text) + " " * column_of(parent)
        new = line_break(text).join(lines) + (", " if in_flow else indent)
        return [Splice(first, first, new)]
    end = max(end_of(text, spots[behind].node), entries(parent)[behind][0].end_mark.index)
    if in_flow:
        return [Splice(end, end, f", {lines[0]}")]
    return [lines_behind(text, end, indented(lines, column_of(parent)))]


def _behind(present: Sequence[str], key: str, order: Sequence[str]) -> int | None:
    """The index of the key behind which a new one goes; None for before all of them."""
    if key not in order:
        return len(present) - 1
    before = set(order[: order.index(key)])
    return max((i for i, name in enumerate(present) if name in before), default=None)


def _cousin(page: Page, node: yaml.Node) -> yaml.Node | None:
    """A list of mappings alongside a value, for a new list to take after."""
    queue: list[yaml.Node] = [page.root]
    for current in queue:
        if isinstance(current, yaml.MappingNode):
            values = [value for _, value in entries(current)]
            if node in values:
                return next((v for v in values if v is not node and _has_mappings(v)), None)
            queue.extend(values)
    return None


def _has_mappings(node: yaml.Node) -> bool:
    return (
        isinstance(node, yaml.SequenceNode)
        and is_block(node)
        and isinstance(items(node)[-1], yaml.MappingNode)
    )
