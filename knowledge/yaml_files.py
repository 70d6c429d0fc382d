"""Reading one knowledge file: YAML text → plain values, with the line and column of every one.

The YAML that we accept is small on purpose. Plain PyYAML turns `NO` into False and `12:30:00` into
45000, resolves aliases (which lets a short file grow without bound) and keeps the last of two equal
keys; all of that is refused here or read as the text that it is.
"""

import re
from collections.abc import Iterable, Iterator
from typing import cast

import yaml

from knowledge.files import (
    MAX_PROBLEMS,
    Document,
    Location,
    Problem,
    decode,
    end_of,
    first_problems,
    text_digest,
)

MAX_DEPTH = 20
MAX_NUMBER_CHARACTERS = 40
MAX_KEY_CHARACTERS = 80

MAX_VALUES = 50_000
"""Values in one file, mappings and lists among them: a file of 1 MB can hold half a million."""

_LINE_BREAK_OF_YAML_ALONE = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""What YAML counts as the end of a line and editors do not (or not all)."""

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which no file can hold but a text from JSON can."""

_TEXT = "tag:yaml.org,2002:str"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What a quoted text can smuggle in with an escape such as `\\0`."""


class KnowledgeLoader(yaml.CSafeLoader):
    """PyYAML's C loader with the plain JSON-like scalars only; all else is text."""


KnowledgeLoader.yaml_implicit_resolvers = {}


def _resolve(tag: str, pattern: str, first_characters: str) -> None:
    """Read plain scalars of a form as null, bool, int or float."""
    for character in first_characters or [""]:
        KnowledgeLoader.yaml_implicit_resolvers.setdefault(character, []).append(
            (f"tag:yaml.org,2002:{tag}", re.compile(pattern))
        )


_DIGITS = r"[-+]?(?:0|[1-9][0-9]*)"
_resolve("null", r"^(?:~|null)$", "~n")
_resolve("null", r"^$", "")
_resolve("bool", r"^(?:true|false)$", "tf")
_resolve("int", rf"^{_DIGITS}$", "-+0123456789")
_resolve("float", rf"^{_DIGITS}(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{{1,3}})?$", "-+0123456789")


def parse(name: str, data: bytes) -> Document | list[Problem]:
    """Parse one file's bytes; problems instead of a document where it is not acceptable."""
    text = decode(name, data)
    return parse_text(name, text) if isinstance(text, str) else [text]


def parse_text(name: str, text: str) -> Document | list[Problem]:
    """Parse one file's text; problems instead of a document where it is not acceptable."""
    read = read_text(name, text)
    return list(read.flaws) if isinstance(read, Document) and read.flaws else read


def read_text(name: str, text: str) -> Document | list[Problem]:
    """Parse one file's text as far as it can be: a document may have `flaws`."""
    half = _SURROGATE.search(text)
    if half:
        position = end_of(text[: half.start()])
        return [Problem(name, *position, "", "contains half a character: retype it")]
    odd = _LINE_BREAK_OF_YAML_ALONE.search(text)
    if odd:
        message = f"contains an odd line break (U+{ord(odd[0]):04X}): retype it"
        return [Problem(name, *end_of(text[: odd.start()]), "", message)]
    try:
        refused = next(_refused(name, text), None)
        if refused:
            return [refused]
        root = yaml.compose(text, Loader=KnowledgeLoader)
    except yaml.YAMLError as error:
        return [_syntax_problem(name, text, error)]
    if root is None:
        return [Problem(name, 1, 1, "", "is empty")]
    if not isinstance(root, yaml.MappingNode):
        return [Problem(name, 1, 1, "", "must be a mapping of keys to values, such as `name: …`")]
    builder = _Builder(name)
    content = builder.value(root, ())
    if len(builder.problems) > MAX_PROBLEMS:
        return list(first_problems(name, builder.problems))
    return Document(
        name,
        cast("dict[str, object]", content),
        builder.positions,
        text_digest(text),
        tuple(builder.problems),
        frozenset(builder.unread),
    )


def _refused(name: str, text: str) -> Iterator[Problem]:
    """What YAML allows and we do not, seen in the event stream before anything is expanded."""
    depth = documents = values = 0
    for event in cast("Iterable[yaml.Event]", yaml.parse(text, Loader=KnowledgeLoader)):
        values += isinstance(event, yaml.NodeEvent)
        if values <= MAX_VALUES and _is_plain(event):
            continue
        mark = cast("yaml.Mark", event.start_mark)
        line, column = mark.line + 1, mark.column + 1
        if values > MAX_VALUES:
            yield Problem(name, line, column, "", f"has more than {MAX_VALUES:,} values: split it")
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Problem(name, line, column, "", "anchors (&) and aliases (*) are not allowed")
        elif getattr(event, "tag", None):
            yield Problem(name, line, column, "", "tags (!) are not allowed")
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Problem(name, line, column, "", "one file holds one document: remove `---`")
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                yield Problem(name, line, column, "", f"is nested deeper than {MAX_DEPTH} levels")
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _is_plain(event: yaml.Event) -> bool:
    """Whether it is a mere value: nearly all of them are, and a file may have very many."""
    return type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None


def _syntax_problem(name: str, text: str, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        lines = text.split("\n")
        # A file that ends amid a line is marked on the line after it, which is not there.
        row = min(mark.line, len(lines) - 1)
        column = min(mark.column, len(lines[row])) if row == mark.line else len(lines[row])
        hint = ": use spaces, not tabs" if "\t" in lines[row] else ""
        return Problem(name, row + 1, column + 1, "", f"is not YAML: {error.problem}{hint}")
    offset = int(getattr(error, "position", 0))
    position = end_of(text.encode()[:offset].decode(errors="replace"))
    return Problem(name, *position, "", "contains a character that YAML doesn't allow")


class _Builder:
    """Turns a node graph into plain values and notes where each one stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.positions: dict[Location, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.unread: set[Location] = set()

    def value(self, node: yaml.Node, at: Location) -> object:
        mark = node.start_mark
        self.positions.setdefault(at, (mark.line + 1, mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            items = cast("list[yaml.Node]", node.value)
            return [self.value(item, (*at, index)) for index, item in enumerate(items)]
        return self._scalar(cast("yaml.ScalarNode", node), at)

    def _mapping(self, node: yaml.MappingNode, at: Location) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in cast("list[tuple[yaml.Node, yaml.Node]]", node.value):
            mark = key_node.start_mark
            position = (mark.line + 1, mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode) or not str(key_node.tag).endswith(":str"):
                self._report(position, at, "a key must be text")
                continue
            key = cast("str", key_node.value)
            if not key.isprintable():
                self._report(position, at, "a key must be plain text")
                continue
            if len(key) > MAX_KEY_CHARACTERS:
                message = f"a key is longer than {MAX_KEY_CHARACTERS} characters"
                self._report(position, at, message)
                continue
            if key in values:
                self._report(position, (*at, key), "this key appears twice")
                continue
            # A wrong value is looked for at its key's line: that is where an admin reads it.
            self.positions[*at, key] = position
            values[key] = self.value(value_node, (*at, key))
        return values

    def _scalar(self, node: yaml.ScalarNode, at: Location) -> object:
        text: str = node.value
        mark = node.start_mark
        if node.tag == _TEXT and not _CONTROL.search(text):
            return text
        kind = str(node.tag).rpartition(":")[2]
        flaw = ""
        if kind in ("int", "float") and len(text) > MAX_NUMBER_CHARACTERS:
            flaw = "this number is too long"
        elif _CONTROL.search(text):
            flaw = "contains a control character"
        if flaw:
            self._report((mark.line + 1, mark.column + 1), at, flaw)
            self.unread.add(at)
            return None
        match kind:
            case "null":
                return None
            case "bool":
                return text == "true"
            case "int":
                return int(text)
            case "float":
                return float(text)
            case _:
                return text

    def _report(self, position: tuple[int, int], at: Location, message: str) -> None:
        where = ".".join(map(str, at))
        self.problems.append(Problem(self.name, *position, where, message))
