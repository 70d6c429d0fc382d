"""Changing one thing in a YAML text: every other byte stays as it is.

Comments, order, quotes, indents and line ends are an admin's own; only what is asked for changes.
Each edit is read again before it is given back: it either reads exactly as asked, or is refused.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, cast

import yaml

from knowledge.editing.cutting import cut_from_flow, cut_lines, extent
from knowledge.editing.nodes import (
    EditError,
    column_of,
    dash_of,
    end_of,
    entries,
    is_flow,
    is_nothing,
    items,
    keys_of,
    node_at,
    open_page,
    shown,
    spot_at,
    start_of,
)
from knowledge.editing.putting import add_key, replace
from knowledge.editing.splices import Splice, lines_behind, spliced
from knowledge.editing.writing import Value, inline, item_lines, same
from knowledge.files import Location


def set_value(text: str, path: Location, value: Value, order: Sequence[str] = ()) -> str:
    """The text with another value at a path; a key that is not there yet is added.

    A new key goes behind the last of those that come before it in `order`, else to the end of its
    mapping. Raises `EditError` where the path leads nowhere or the value cannot be written.
    """
    page = open_page(text)
    expected = _with(page.content, path, value)
    if same(expected, page.content) and node_at(page, path) is not None:
        return text
    parent = node_at(page, path[:-1])
    if node_at(page, path) is not None:
        splices = replace(page, spot_at(page, path), value)
    elif isinstance(parent, yaml.MappingNode) and entries(parent):
        splices = add_key(page, path, parent, value, order)
    elif path[:-1] and isinstance(path[-1], str):
        return set_value(text, path[:-1], {path[-1]: value}, order)
    else:
        raise EditError(f"There is no {shown(path)} in the file.")
    return spliced(page, splices, expected)


def add_item(text: str, path: Location, item: Value, after: int | None = None) -> str:
    """The text with one more item in a list, in the manner of its siblings.

    It goes to the end, or behind the item of index `after`. A list that is not there yet is made.
    """
    page = open_page(text)
    node = node_at(page, path)
    if node is None or is_nothing(node):
        return set_value(text, path, [item])
    if not isinstance(node, yaml.SequenceNode):
        raise EditError(f"{shown(path)} is not a list.")
    siblings = items(node)
    index = len(siblings) - 1 if after is None else after
    if not 0 <= index < len(siblings):
        raise EditError(f"There is no {shown((*path, index))} in the file.")
    expected = deepcopy(page.content)
    cast("list[object]", _value(expected, path)).insert(index + 1, item)
    sibling = siblings[index]
    end = end_of(text, sibling)
    if is_flow(node):
        splices = [Splice(end, end, f", {inline(item, sibling)}")]
    else:
        between = text[dash_of(text, node, index) + 1 : start_of(sibling)]
        gap = between if between and not between.strip(" ") else " "
        lines = item_lines(item, column_of(node), sibling, gap)
        splices = [lines_behind(text, end, lines)]
    return spliced(page, splices, expected)


def remove_item(text: str, path: Location) -> str:
    """The text without an item of a list or a key of a mapping.

    A comment on a line of the thing goes with it, those on lines of their own stay. A list or a
    mapping that would be left with nothing is left as `[]` or `{}`.
    """
    page = open_page(text)
    spot = spot_at(page, path)
    parent = cast("yaml.CollectionNode", node_at(page, path[:-1]))
    expected = deepcopy(page.content)
    del cast("Any", _value(expected, path[:-1]))[path[-1]]
    if len(parent.value) == 1:
        empty: Value = {} if isinstance(parent, yaml.MappingNode) else []
        if not path[:-1]:
            raise EditError("That would leave the file empty.")
        splices = replace(page, spot_at(page, path[:-1]), empty)
    elif is_flow(parent):
        first = path[-1] == (keys_of(parent)[0] if isinstance(parent, yaml.MappingNode) else 0)
        splices = cut_from_flow(text, *extent(page, parent, path[-1], spot), first=first)
    else:
        splices = [cut_lines(page, parent, path[-1], spot)]
    return spliced(page, splices, expected)


def _value(content: object, path: Location) -> object:
    for step in path:
        content = cast("Any", content)[step]
    return content


def _with(content: Mapping[str, object], path: Location, value: object) -> object:
    """The plain values as they are to be; mappings on the way are made."""
    changed = deepcopy(dict(content))
    at: Any = changed
    try:
        for step in path[:-1]:
            if isinstance(step, str) and at.get(step) is None:
                at[step] = {}
            at = at[step]
        at[path[-1]] = value
    except (AttributeError, IndexError, KeyError, TypeError):
        raise EditError(f"There is no {shown(path)} in the file.") from None
    return changed
