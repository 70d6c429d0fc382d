"""What is put into a document's text and cut out of it, leaving every other byte as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import yaml

from knowledge.editing.nodes import (
    EditError,
    Page,
    Spot,
    column_of,
    dash_of,
    end_of,
    entries,
    is_block,
    is_block_scalar,
    is_empty,
    items,
    key_of,
    keys_of,
    line_break,
    line_end,
    line_start,
    next_line,
    read,
    skip_space,
    spot_at,
    start_of,
)
from knowledge.editing.writing import (
    Value,
    block_text,
    holds_mappings,
    indented,
    inline,
    lines_of,
    same,
)
from knowledge.files import Location


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """A piece of the text and what is to stand there instead."""

    start: int
    end: int
    new: str = ""


def spliced(page: Page, splices: Sequence[Splice], expected: object) -> str:
    """The text with the pieces put in. Raises `EditError` where it does not read as expected."""
    text = page.text
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.new + text[splice.end :]
    try:
        as_asked = same(read(text), expected)
    except EditError as error:
        raise EditError(f"This cannot be written. {error}") from error
    if not as_asked:
        raise EditError("This cannot be changed in place: edit the file by hand.")
    return text


def lines_behind(text: str, end: int, lines: Sequence[str]) -> Splice:
    """Whole lines behind the line in which something ends."""
    newline = line_break(text)
    if end > 0 and text[end - 1] == "\n":  # a block scalar that keeps its last line breaks
        return Splice(end, end, "".join(line + newline for line in lines))
    eol = line_end(text, end)
    return Splice(eol, eol, "".join(newline + line for line in lines))


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
