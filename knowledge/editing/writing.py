"""Plain values as YAML, in the manner of what stands alongside them."""

import json
import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import cast

import yaml

from knowledge.editing.nodes import EditError, entries, is_block, items, key_of
from knowledge.yaml_files import KnowledgeLoader

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""What a knowledge file can hold."""

MAX_COLUMNS = 100

_PLAIN = re.compile(r"[^\W\d_](?:[\w .+/&()'’–-]*[\w.+/&)'’–-])?")
_PLAIN_IN_BLOCK = re.compile(r"[^\W\d_](?:[\w .,+/&()'’–-]*[\w.,+/&)'’–-])?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS_ELSEWHERE = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan"})
"""Texts to our reader, and something else to other readers of YAML: quoted to be on the safe side."""

_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_JOINERS = "\u200c\u200d"
"""Unseen, and part of what is seen: 👩‍💻 is held together by one."""


def same(one: object, other: object) -> bool:
    """Whether two values read the same: 1, 1.0 and true are three things."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def inline(value: Value, like: yaml.Node | None = None, *, in_flow: bool = True) -> str:
    """A value on one line, quoted as `like` is; lists and mappings within brackets and braces."""
    if isinstance(value, Mapping):
        pairs = [
            f"{_scalar(key, None, in_flow=True)}: {inline(one, value_like(like, key))}"
            for key, one in value.items()
        ]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(inline(one, item_like(like)) for one in value) + "]"
    return _scalar(value, like, in_flow=in_flow)


def lines_of(key: str, value: Value, column: int, like: yaml.Node | None) -> list[str]:
    """A key and its value in block style, a line each, the first one without its indent."""
    name = _scalar(key, None, in_flow=False)
    if isinstance(value, Mapping) and value:
        nested = [
            line
            for inner, one in value.items()
            for line in indented(
                lines_of(inner, one, column + 2, value_like(like, inner)), column + 2
            )
        ]
        return [f"{name}:", *nested]
    if holds_mappings(value):
        every = cast("Sequence[Value]", value)
        made = [line for one in every for line in item_lines(one, column + 2, item_like(like))]
        return [f"{name}:", *made]
    return [f"{name}: {inline(value, like, in_flow=False)}"]


def item_lines(item: Value, column: int, like: yaml.Node | None, gap: str = " ") -> list[str]:
    """An item of a block list in the manner of `like`, its dash at the column.

    `gap` is what stands between a dash and what follows it.
    """
    if isinstance(item, Mapping) and item and (like is None or is_block(like)):
        inner = column + 1 + len(gap)
        lines = [
            line
            for key, value in item.items()
            for line in indented(lines_of(key, value, inner, value_like(like, key)), inner)
        ]
        return [f"{' ' * column}-{gap}{lines[0].lstrip(' ')}", *lines[1:]]
    return [f"{' ' * column}-{gap}{inline(item, like, in_flow=False)}"]


def indented(lines: Sequence[str], column: int) -> list[str]:
    """The lines, the first of them moved to the column."""
    return [" " * column + lines[0], *lines[1:]]


def holds_mappings(value: object) -> bool:
    """Whether a value is a list that is better read on lines of its own."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return False
    return any(isinstance(item, Mapping) for item in cast("Sequence[object]", value))


def value_like(like: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value under a key of a mapping to take after, if it has one."""
    if not isinstance(like, yaml.MappingNode):
        return None
    return next((value for name, value in entries(like) if key_of(name) == key), None)


def item_like(like: yaml.Node | None) -> yaml.Node | None:
    """The last item of a list to take after, if it has one."""
    if not isinstance(like, yaml.SequenceNode) or not items(like):
        return None
    return items(like)[-1]


def block_text(text: str, indent: int) -> tuple[str, list[str]] | None:
    """A text as a block scalar: its header and its lines; None where it needs quotes."""
    if not all(map(_is_seen, text.replace("\n", ""))) or not text.strip():
        return None
    if text[0] in " \n" or text[-1] in " \n":
        return None
    if "\n" in text:
        return "|-", [" " * indent + line if line else "" for line in text.split("\n")]
    if "  " in text:
        return None
    return ">-", [" " * indent + line for line in _folded(text.split(" "), MAX_COLUMNS - indent)]


def _folded(words: Sequence[str], width: int) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return lines


def _scalar(value: str | float | None, like: yaml.Node | None, *, in_flow: bool) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            if not isfinite(value):
                raise EditError(f"{value} is not a number that a file can contain.")
            return repr(value)
        case str():
            return _quoted(value, like, in_flow=in_flow)


def _quoted(text: str, like: yaml.Node | None, *, in_flow: bool) -> str:
    style = like.style if isinstance(like, yaml.ScalarNode) else ""
    if not style and _may_be_plain(text, in_flow=in_flow):
        return text
    if style == "'" and all(map(_is_seen, text)):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _may_be_plain(text: str, *, in_flow: bool) -> bool:
    if _DAY.fullmatch(text):
        return True
    form = _PLAIN if in_flow else _PLAIN_IN_BLOCK
    if not form.fullmatch(text) or text.casefold() in _WORDS_ELSEWHERE:
        return False
    # What our reader makes of it decides: `e1` is a text, and so is every word but a few.
    node = cast("yaml.Node", yaml.compose(f"[{text}]" if in_flow else text, Loader=KnowledgeLoader))
    return _read_as_text(items(node)[0] if in_flow else node, text)


def _read_as_text(node: yaml.Node, text: str) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == text and node.tag.endswith(":str")


def _is_seen(character: str) -> bool:
    return character.isprintable() or character in _JOINERS


def _escaped(character: str) -> str:
    short = _SHORT_ESCAPES.get(character)
    if short is not None:
        return short
    if _is_seen(character):
        return character
    number = ord(character)
    if number > 0xFFFF:
        return f"\\U{number:08X}"
    return f"\\u{number:04X}" if number > 0xFF else f"\\x{number:02X}"
