"""What O*NET says of the occupations that roles are listed under: tasks, alternate titles, tools.

Tools are those that O*NET calls hot or in demand.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from knowledge.importing.parts import WorkbookError
from knowledge.importing.sheets import Columns, Sheet, columns_of
from knowledge.importing.workbook import Row
from knowledge.inventory import KINDS, Inventory, Key, Kind
from knowledge.library import Library
from knowledge.model import Role
from knowledge.words import forms_of, normalise

CODE = "o*net-soc code"
NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "task": ("task id", "task", "task type"),
    "title": ("alternate title", "short title"),
    "tool": ("example", "hot technology", "in demand"),
}
"""The columns by which each file is known, in lower case; the other files of a release lack some of them."""

OF_WORK = frozenset({"summary", "overview", "responsibilities", "differences"})
"""The sections that tasks are told in."""


@dataclass(frozen=True, slots=True)
class OnetRelease:
    """What the files of a release have; `kinds` are those that they have at all, `tasks` words by id."""

    inventory: Inventory
    kinds: AbstractSet[Kind]
    tasks: Mapping[str, str]


def read_onet(sheets: Iterable[Sheet], codes: AbstractSet[str]) -> OnetRelease:
    """What some files have of some occupations; other files of O*NET are passed over.

    Raises `WorkbookError` where none has tasks, titles or tools.
    """
    found: dict[Key, str] = {}
    kinds: set[Kind] = set()
    tasks: dict[str, str] = {}
    names: list[str] = []
    for sheet in sheets:
        names.append(sheet.name)
        rows = sheet.rows()
        header = next(rows, None)
        kind = _kind_of(header)
        if header is None or kind is None:
            continue
        kinds.add(kind)
        columns = columns_of(sheet, header, (CODE, *NEEDED[kind]))
        for row in rows:
            code = columns.cell(row, CODE)
            if code in codes:
                found |= _said(kind, code, columns, row)
                if kind == "task":
                    tasks[columns.cell(row, "task id")] = columns.cell(row, "task")
    if not kinds:
        shown = "; ".join(names[:10]) or "nothing"
        message = "no sheet has O*NET's tasks, alternate titles or technology skills"
        raise WorkbookError(f"{message} (looked at: {shown})")
    return OnetRelease(found, kinds, tasks)


def _kind_of(header: Row | None) -> Kind | None:
    names = {name.strip().casefold() for name in header.cells} if header else set[str]()
    return next((kind for kind in KINDS if names.issuperset((CODE, *NEEDED[kind]))), None)


def _said(kind: Kind, code: str, columns: Columns, row: Row) -> Mapping[Key, str]:
    match kind:
        case "task":
            words = " ".join(columns.cell(row, "task").casefold().split())
            digest = hashlib.sha256(words.encode())
            return {(code, kind, columns.cell(row, "task id")): digest.hexdigest()[:12]}
        case "title":
            return {(code, kind, columns.cell(row, "alternate title")): ""}
        case "tool":
            marks = (("hot", "hot technology"), ("in demand", "in demand"))
            said = [mark for mark, name in marks if columns.cell(row, name) == "Y"]
            return {(code, kind, columns.cell(row, "example")): " and ".join(said)} if said else {}


def codes_of(library: Library) -> AbstractSet[str]:
    """The codes of O*NET under which roles are listed."""
    return {one.code for role in library.roles.values() for one in role.occupations}


# --- compared


@dataclass(frozen=True, slots=True)
class KindDifference:
    """What differs in the tasks, titles or tools of one occupation, by name, in order."""

    code: str
    kind: Kind
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    """Tasks in other words, tools that are hot or in demand and were not, or the other way round."""


def onet_difference(
    before: Inventory, after: OnetRelease, codes: AbstractSet[str]
) -> tuple[KindDifference, ...]:
    """What differs between two releases for some occupations, of the kinds that the second has at all."""
    named: defaultdict[tuple[str, Kind], tuple[list[str], list[str], list[str]]]
    named = defaultdict(lambda: ([], [], []))
    now = after.inventory
    for key in sorted({*before, *now}):
        code, kind, name = key
        if code not in codes or kind not in after.kinds or before.get(key) == now.get(key):
            continue
        added, gone, changed = named[code, kind]
        (added if key not in before else gone if key not in now else changed).append(name)
    return tuple(
        KindDifference(code, kind, tuple(added), tuple(gone), tuple(changed))
        for (code, kind), (added, gone, changed) in named.items()
    )


@dataclass(frozen=True, slots=True)
class RestingLine:
    """A line of a role that rests on what is no more, or in other words now."""

    role: str
    section: str
    text: str


def resting_lines(library: Library, found: Collection[KindDifference]) -> Iterator[RestingLine]:
    """The lines of roles that rest on what went or has other words, in the order of the roles.

    These are: listings of a role under an occupation that has its title no more; where tasks of its
    occupations went or have other words, lines about its work that cite O*NET; and lines that cite
    O*NET and name a tool that is neither hot nor in demand anymore.
    """
    for role in library.roles.values():
        codes = {one.code for one in role.occupations}
        own = [one for one in found if one.code in codes]
        yield from _listings_gone(role, own)
        tasks = any((one.gone or one.changed) and one.kind == "task" for one in own)
        tools = {normalise(name) for one in own if one.kind == "tool" for name in one.gone} - {()}
        for line in _lines_on_onet(role):
            words = normalise(line.text)
            is_of_work = line.section in OF_WORK
            if (tasks and is_of_work) or any(_within(tool, words) for tool in tools):
                yield line


@dataclass(frozen=True, slots=True)
class ToldTask:
    """A task that we tell in our own words, and that is no more or has other words now."""

    path: str
    id: int
    text: str
    is_gone: bool


def told_tasks(library: Library, found: Collection[KindDifference]) -> Iterator[ToldTask]:
    """The tasks told in our own words that went or have other words, in the order of the occupations."""
    gone = {(one.code, name) for one in found if one.kind == "task" for name in one.gone}
    reworded = {(one.code, name) for one in found if one.kind == "task" for name in one.changed}
    for occupation in library.occupations.values():
        for task in occupation.tasks:
            key = (occupation.code, str(task.id))
            if key in gone or key in reworded:
                path = f"occupations/{occupation.id}.yaml"
                yield ToldTask(path, task.id, task.text, key in gone)


def _listings_gone(role: Role, found: Collection[KindDifference]) -> Iterator[RestingLine]:
    names = {forms for forms, _ in role.names}
    for one in found:
        for title in one.gone:
            if one.kind == "title" and forms_of(title) in names:
                yield RestingLine(role.id, "occupations", f"{one.code}, which listed {title}")


def _lines_on_onet(role: Role) -> Iterator[RestingLine]:
    if any(map(_is_onet, role.summary_sources)):
        yield RestingLine(role.id, "summary", role.summary)
    for section in role.written_sections():
        for bullet in role.sections.of(section):
            if any(map(_is_onet, bullet.sources)):
                yield RestingLine(role.id, section, bullet.text)


def _is_onet(source: str) -> bool:
    return source.startswith("onet-")


def _within(some: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether some words stand in a row among others."""
    return any(words[n : n + len(some)] == some for n in range(len(words) - len(some) + 1))
