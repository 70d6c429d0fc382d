"""A YAML text as a graph of nodes, and where in the text each of them begins and really ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import yaml

from knowledge.files import Document, Location
from knowledge.yaml_files import KnowledgeLoader, parse

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_SPACE_AND_COMMENTS = re.compile(r"(?:\s|(?<=\s)#[^\r\n]*)*")


class EditError(ValueError):
    """An edit that cannot be made; the message is a sentence for whoever asked for it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text that the reader accepts: its plain values and its nodes."""

    text: str
    content: dict[str, object]
    root: yaml.MappingNode


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: its node, the offset behind its colon or dash, and its surroundings.

    `intro` is None for a key of a flow mapping that has neither colon nor value; `column` is that
    of the key or the dash.
    """

    node: yaml.Node
    intro: int | None
    column: int
    in_flow: bool
    is_item: bool


def open_page(text: str) -> Page:
    """Read a text for editing. Raises `EditError` where the reader refuses it."""
    content = read(text)
    root = yaml.compose(text, Loader=KnowledgeLoader)
    return Page(text, content, cast("yaml.MappingNode", root))


def read(text: str) -> dict[str, object]:
    """The plain values of a text. Raises `EditError` where the reader refuses it."""
    try:
        outcome = parse("", text.encode())
    except UnicodeEncodeError as error:
        raise EditError("The text contains half a character, which no file can contain.") from error
    if isinstance(outcome, Document):
        return cast("dict[str, object]", outcome.content)
    problem = outcome[0]
    raise EditError(f"Line {problem.line} of the file {problem.message}.")


def is_flow(node: yaml.Node) -> bool:
    """Whether a node is written within brackets or braces."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def is_block(node: yaml.Node) -> bool:
    """Whether a node is a list or a mapping of lines of their own."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def is_block_scalar(node: yaml.Node) -> bool:
    """Whether a node is a text after `|` or `>`."""
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing is written where the node would be."""
    return isinstance(node, yaml.ScalarNode) and start_of(node) == node.end_mark.index


def is_nothing(node: yaml.Node) -> bool:
    """Whether a node is null or an empty list, however it is written."""
    if isinstance(node, yaml.SequenceNode):
        return not items(node)
    return isinstance(node, yaml.ScalarNode) and str(node.tag).endswith(":null")


def entries(node: yaml.Node) -> Sequence[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of a mapping; the reader refuses keys that are no scalars."""
    return cast("list[tuple[yaml.ScalarNode, yaml.Node]]", node.value)


def items(node: yaml.Node) -> Sequence[yaml.Node]:
    """The items of a sequence."""
    return cast("list[yaml.Node]", node.value)


def key_of(node: yaml.ScalarNode) -> str:
    """The text of a key."""
    return cast("str", node.value)


def keys_of(node: yaml.Node) -> list[str]:
    """The keys of a mapping, in the order of the text."""
    return [key_of(key) for key, _ in entries(node)]


def start_of(node: yaml.Node) -> int:
    """The offset of a node's first character."""
    return node.start_mark.index


def column_of(node: yaml.Node) -> int:
    """The column of a node's first character, from 0."""
    return node.start_mark.column


def end_of(text: str, node: yaml.Node) -> int:
    """The offset behind a node's last character.

    YAML's own mark of a block is where the next thing begins: behind comments and blank lines.
    """
    end = node.end_mark.index
    if is_block(node):
        last = items(node)[-1] if isinstance(node, yaml.SequenceNode) else entries(node)[-1][1]
        return end_of(text, last)
    if is_block_scalar(node):
        header = _BLOCK_HEADER.match(text, start_of(node))
        if header is not None and "+" not in header[0]:
            return start_of(node) + len(text[start_of(node) : end].rstrip())
    return end


def line_end(text: str, offset: int) -> int:
    """The offset of the line's end, before its line break."""
    newline = text.find("\n", offset)
    if newline < 0:
        return len(text)
    return newline - 1 if newline > offset and text[newline - 1] == "\r" else newline


def next_line(text: str, offset: int) -> int:
    """The offset at which the next line begins."""
    newline = text.find("\n", offset)
    return len(text) if newline < 0 else newline + 1


def line_start(text: str, offset: int) -> int:
    """The offset at which the line begins."""
    return text.rfind("\n", 0, offset) + 1


def line_break(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def skip_space(text: str, offset: int) -> int:
    """The offset of the next character that is neither white space nor in a comment."""
    match = _SPACE_AND_COMMENTS.match(text, offset)
    return match.end() if match else offset


def dash_of(text: str, sequence: yaml.Node, index: int) -> int:
    """The offset of the dash before an item of a block sequence."""
    if index == 0:
        return start_of(sequence)
    return skip_space(text, end_of(text, items(sequence)[index - 1]))


def spot_at(page: Page, path: Location) -> Spot:
    """Where the value at a path stands. Raises `EditError` where there is none."""
    node: yaml.Node = page.root
    spot: Spot | None = None
    in_flow = False
    for depth, step in enumerate(path):
        in_flow = in_flow or is_flow(node)
        if isinstance(node, yaml.MappingNode) and step in keys_of(node):
            spot = _entry(page.text, node, str(step), in_flow=in_flow)
        elif isinstance(node, yaml.SequenceNode) and _is_index(step, node):
            spot = _item(page.text, node, int(step), in_flow=in_flow)
        else:
            raise EditError(f"There is no {shown(path[: depth + 1])} in the file.")
        node = spot.node
    if spot is None:
        raise EditError("The file as a whole is not one value to change.")
    return spot


def node_at(page: Page, path: Location) -> yaml.Node | None:
    """The node at a path, None where there is none."""
    if not path:
        return page.root
    try:
        return spot_at(page, path).node
    except EditError:
        return None


def shown(path: Location) -> str:
    """A path in words: `figures.3.low`."""
    return ".".join(map(str, path))


def _is_index(step: str | int, node: yaml.Node) -> bool:
    return isinstance(step, int) and 0 <= step < len(items(node))


def _entry(text: str, mapping: yaml.Node, wanted: str, *, in_flow: bool) -> Spot:
    key, value = next(pair for pair in entries(mapping) if key_of(pair[0]) == wanted)
    # Nothing but white space stands between a key and its colon.
    colon = skip_space(text, key.end_mark.index)
    intro = colon + 1 if text[colon : colon + 1] == ":" else None
    return Spot(value, intro, column_of(key), in_flow, is_item=False)


def _item(text: str, sequence: yaml.Node, index: int, *, in_flow: bool) -> Spot:
    item = items(sequence)[index]
    if in_flow:
        return Spot(item, start_of(item), column_of(item), in_flow, is_item=True)
    intro = dash_of(text, sequence, index) + 1
    return Spot(item, intro, column_of(sequence), in_flow, is_item=True)
