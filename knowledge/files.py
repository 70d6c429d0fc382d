"""Reading knowledge files: YAML text → plain values, with the line and column of every one.

The YAML that we accept is small on purpose. Plain PyYAML turns `NO` into False and `12:30:00` into
45000, resolves aliases (which lets a short file grow without bound) and keeps the last of two equal
keys; all of that is refused here or read as the text that it is.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

import yaml

Location = tuple[str | int, ...]
"""The way to a value: keys and list indexes from the root."""

Severity = Literal["error", "warning"]

FOLDER_PREFIXES = ("sources/", "roles/", "vocabulary/")

MAX_FILE_BYTES = 8_000_000
MAX_DEPTH = 20
MAX_NUMBER_CHARACTERS = 40

_LINE_BREAK_OF_YAML_ALONE = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""What YAML counts as the end of a line and editors do not (or not all)."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What a quoted text can smuggle in with an escape such as `\\0`."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in one file, with the place where an admin can mend it.

    `line` and `column` count from 1; both are 0 where a whole file or folder is meant.
    """

    path: str
    line: int
    column: int
    where: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        position = f":{self.line}:{self.column}" if self.line else ""
        where = f" {self.where}:" if self.where else ""
        kind = " warning:" if self.severity == "warning" else ""
        return f"{self.path}{position}:{kind}{where} {self.message}"


@dataclass(frozen=True, slots=True)
class Document:
    """One knowledge file as plain values; `path` is relative to the content folder."""

    path: str
    content: Mapping[str, object]
    positions: Mapping[Location, tuple[int, int]] = field(
        default_factory=dict[Location, tuple[int, int]], repr=False, compare=False
    )

    @property
    def folder(self) -> str:
        """The kind of knowledge: `sources`, `roles` or `vocabulary`."""
        return self.path.partition("/")[0]

    @property
    def id(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition("/")[2].removesuffix(".yaml")

    def problem(self, at: Location, message: str, severity: Severity = "error") -> Problem:
        """A problem at a value, or at the nearest value around it that the file has."""
        known = at
        while known and known not in self.positions:
            known = known[:-1]
        line, column = self.positions.get(known, (1, 1))
        return Problem(self.path, line, column, ".".join(map(str, at)), message, severity)


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


def read_folder(root: Path) -> tuple[list[Document], list[Problem]]:
    """Read every knowledge file under `root`, in path order; every problem of every file."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for path in knowledge_paths(root):
        name = _name(path, root)
        try:
            data = path.read_bytes()
        except OSError as error:
            problems.append(Problem(name, 0, 0, "", f"cannot be read: {error.strerror}"))
            continue
        outcome = parse(name, data)
        if isinstance(outcome, Document):
            documents.append(outcome)
        else:
            problems.extend(outcome)
    problems.extend(_overlooked(root))
    if not documents and not problems:
        problems.append(Problem(str(root), 0, 0, "", "no knowledge files here (*.yaml)"))
    return documents, problems


def _overlooked(root: Path) -> Iterator[Problem]:
    """Files that look like knowledge but are not read: of another ending, or in another folder."""
    for path in _paths(root, "*"):
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml":
            name = _name(path, root)
            yield Problem(name, 0, 0, "", "is not read: knowledge files end in .yaml")
    for path in sorted([*root.glob("*.yaml"), *root.glob("[!.]*/*.yaml")]):
        name = _name(path, root)
        if not name.startswith(FOLDER_PREFIXES):
            message = f"is not read: knowledge files lie in {', '.join(FOLDER_PREFIXES)}"
            yield Problem(name, 0, 0, "", message, "warning")


def _name(path: Path, root: Path) -> str:
    # A file's name need not be text; a replacement character makes it one that can be shown.
    return os.fsencode(path.relative_to(root)).decode(errors="replace")


def fingerprint(root: Path) -> str:
    """A digest of every knowledge file's path and bytes: the revision of what stands on disk."""
    digest = hashlib.sha256()
    for path in knowledge_paths(root):
        try:
            data = path.read_bytes()
        except OSError as error:  # `read_folder` says so; here it only has to make a difference
            data = str(error.strerror).encode()
        digest.update(os.fsencode(path.relative_to(root)) + b"\0%d\0" % len(data))
        digest.update(data)
    return digest.hexdigest()[:16]


def knowledge_paths(root: Path) -> list[Path]:
    """Every knowledge file of a content folder, in path order."""
    return _paths(root, "*.yaml")


def _paths(root: Path, pattern: str) -> list[Path]:
    return sorted(path for folder in FOLDER_PREFIXES for path in (root / folder).rglob(pattern))


def parse(name: str, data: bytes) -> Document | list[Problem]:
    """Parse one file's bytes; problems instead of a document where it is not acceptable."""
    if len(data) > MAX_FILE_BYTES:
        return [Problem(name, 0, 0, "", f"is larger than {MAX_FILE_BYTES:,} bytes")]
    if data.startswith(b"\xef\xbb\xbf"):
        return [Problem(name, 1, 1, "", "begins with a byte order mark: save as plain UTF-8")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        position = _end_of(data[: error.start].decode("utf-8"))
        return [Problem(name, *position, "", "is not UTF-8 text here: save as UTF-8")]
    odd = _LINE_BREAK_OF_YAML_ALONE.search(text)
    if odd:
        message = f"holds an odd line break (U+{ord(odd[0]):04X}): type it anew"
        return [Problem(name, *_end_of(text[: odd.start()]), "", message)]
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
    if builder.problems:
        return builder.problems
    return Document(name, cast("dict[str, object]", content), builder.positions)


def _refused(name: str, text: str) -> Iterator[Problem]:
    """What YAML allows and we do not, seen in the event stream before anything is expanded."""
    depth = documents = 0
    for event in cast("Iterable[yaml.Event]", yaml.parse(text, Loader=KnowledgeLoader)):
        mark = cast("yaml.Mark", event.start_mark)
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
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
    position = _end_of(text.encode()[:offset].decode(errors="replace"))
    return Problem(name, *position, "", "holds a character that YAML does not allow")


def _end_of(text: str) -> tuple[int, int]:
    """The line and the column right after a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


class _Builder:
    """Turns a node graph into plain values and notes where each one stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.positions: dict[Location, tuple[int, int]] = {}
        self.problems: list[Problem] = []

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
            if key in values:
                self._report(position, (*at, key), "this key stands here twice")
                continue
            # A wrong value is looked for at its key's line: that is where an admin reads it.
            self.positions[*at, key] = position
            values[key] = self.value(value_node, (*at, key))
        return values

    def _scalar(self, node: yaml.ScalarNode, at: Location) -> object:
        text = cast("str", node.value)
        kind = str(node.tag).rpartition(":")[2]
        mark = node.start_mark
        if kind in ("int", "float") and len(text) > MAX_NUMBER_CHARACTERS:
            self._report((mark.line + 1, mark.column + 1), at, "this number is too long")
            return None
        if _CONTROL.search(text):
            self._report((mark.line + 1, mark.column + 1), at, "holds a control character")
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
