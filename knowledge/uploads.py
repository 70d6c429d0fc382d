"""Files that someone hands in: unpacked, decoded and put in their place, or refused."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import PurePosixPath

from knowledge.check import FOLDERS
from knowledge.documents import Documents
from knowledge.feeds.documents import MEASURED, is_measured
from knowledge.files import FOLDER_PREFIXES, Document, Problem, decode, printable
from knowledge.templates import SCHEMAS
from knowledge.vocabulary import VOCABULARY_KINDS
from knowledge.yaml_files import parse_text

MAX_FILE_BYTES = 1_000_000
"""Of one file: of a zip as it is handed in, and of every file within."""

MAX_SHOWN_NAME = 120


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One knowledge file: its path as given, the same with its zip's name before it, and its bytes."""

    path: str
    shown: str
    content: bytes


def refusal(name: str, message: str) -> Problem:
    """A problem of a whole file; whatever its name holds, the problem is one line of text."""
    plain = printable(name)
    if len(plain) > MAX_SHOWN_NAME:
        plain = f"{plain[:MAX_SHOWN_NAME]}…"
    return Problem(plain or "(no name)", 0, 0, "", message)


def size_problem(name: str) -> Problem:
    """A file is too large."""
    return refusal(name, f"is larger than {MAX_FILE_BYTES:,} bytes: split it")


_DRIVE = re.compile("[A-Za-z]:")
_EXAMPLES = "roles/ml-engineer.yaml or sources/my-survey.yaml"


def flaw_of_path(path: str) -> str | None:
    """What is wrong with a path that comes from outside; None where it leads nowhere else."""
    if not path.isprintable():
        return "has a control or invisible character in its name: rename it"
    if "\\" in path:
        return f"has a backslash in its name: write the path with / as in {_EXAMPLES}"
    if path.startswith(("/", "~")) or _DRIVE.match(path):
        return f"has an absolute path: write it relative to the content folder, as in {_EXAMPLES}"
    parts = path.split("/")
    if "" in parts or "." in parts or ".." in parts:
        return f"has a path with empty steps or dots: write it as in {_EXAMPLES}"
    return None


def place(entry: Entry, text: str, known: Collection[str]) -> str | list[Problem]:
    """The path of the document that an entry is; problems where that cannot be told."""
    path = PurePosixPath(entry.path)
    if path.suffix.lower() == ".csv" and path.parts[:-1] in ((), ("sources",)):
        return f"sources/{path.stem}.csv"
    name = f"{path.stem}.yaml"
    if len(path.parts) == 1:
        return _place_of_lone(entry, text, name, known)
    folder = path.parts[0]
    if len(path.parts) == 2 and folder in FOLDERS and path.suffix.lower() != ".csv":
        return f"{folder}/{name}"
    message = f"must be directly in one of {', '.join(FOLDER_PREFIXES)} (as in {_EXAMPLES})"
    return [refusal(entry.shown, message)]


def _place_of_lone(
    entry: Entry, text: str, name: str, known: Collection[str]
) -> str | list[Problem]:
    document = parse_text(entry.shown, text)
    folder = _folder_told(document.content) if isinstance(document, Document) else None
    if folder == "vocabulary" and name.removesuffix(".yaml") not in VOCABULARY_KINDS:
        kinds = ", ".join(f"{kind}.yaml" for kind in VOCABULARY_KINDS)
        return [refusal(entry.shown, f"holds terms: name it after their kind ({kinds})")]
    if folder is not None:
        return f"{folder}/{name}"
    namesakes = [f"{folder}/{name}" for folder in FOLDERS if f"{folder}/{name}" in known]
    if len(namesakes) == 1:
        return namesakes[0]
    if not isinstance(document, Document):
        return document
    message = (
        "is not clearly a role (`name`, `family`, `summary`, `sections`) or a source (`title`, "
        f"`label`, `kind`, `figures`): put it in a .zip under its path, as in {_EXAMPLES}"
    )
    return [refusal(entry.shown, message)]


def _folder_told(content: Mapping[str, object]) -> str | None:
    """The kind of document whose keys these are; None where two fit alike, or none does."""
    shared = {
        folder: len(content.keys() & (model.model_fields.keys() - {"id"}))
        for folder, model in FOLDERS.items()
    }
    most = max(shared.values())
    best = [folder for folder, number in shared.items() if number == most]
    if best[:1] == ["roles"] and "vocabulary" not in best:
        return "roles"  # others have a name too, and roles are what most people send
    return best[0] if most and len(best) == 1 else None


MAX_ENTRIES = 1_000
MAX_EXPANDED_BYTES = 10_000_000
"""Of all that a zip holds, counted as it is expanded."""

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What every zip program writes; others reserve memory as the file asks for."""

_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"})
"""What macOS and Windows leave in folders, in lower case."""

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError,
           OverflowError, OSError, IndexError)  # fmt: skip
"""What Python's reader raises on a file that is no zip, or no whole one."""


def unpack(file: UploadedFile) -> Iterator[Entry | Problem]:
    """Every knowledge file of a zip, and a problem for all else that it holds."""
    try:
        archive = zipfile.ZipFile(BytesIO(file.content))
    except _BROKEN:
        yield refusal(file.name, "is not a complete zip: create it again")
        return
    with archive:
        infos = [info for info in archive.infolist() if not _is_passed_over(_path(info))]
        if len(infos) > MAX_ENTRIES:
            message = f"has {len(infos):,} files, and the limit is {MAX_ENTRIES:,}: split it"
            yield refusal(file.name, message)
            return
        if not infos:
            yield refusal(file.name, "contains no knowledge files: put .yaml and .csv files in it")
        yield from _unpacked(file.name, archive, infos)


def _unpacked(
    name: str, archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo]
) -> Iterator[Entry | Problem]:
    top = _common_top(infos)
    left = MAX_EXPANDED_BYTES
    for info in infos:
        path = _path(info)
        shown = f"{name}/{path}"
        flaw = _flaw(info)
        if flaw:
            yield refusal(shown, flaw)
            continue
        try:
            with archive.open(info) as opened:
                content = opened.read(min(left, MAX_FILE_BYTES) + 1)
        except _BROKEN:
            yield refusal(shown, "is damaged inside the zip: create the zip again")
            continue
        left -= len(content)
        if left < 0:
            message = f"expands to more than {MAX_EXPANDED_BYTES:,} bytes: split it"
            yield refusal(name, message)
            return
        if len(content) > MAX_FILE_BYTES:
            yield size_problem(shown)
            continue
        yield Entry(path.removeprefix(top), shown, content)


def _flaw(info: zipfile.ZipInfo) -> str | None:
    """Why an entry is not read."""
    path = _path(info)
    flaw = flaw_of_path(path)
    if flaw:
        return flaw
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "is a link or a device: put the file itself in the zip"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted: make the zip without a password"
    if info.compress_type not in _METHODS:
        return "uses an unusual compression: create the zip with the usual one (deflate)"
    if path.lower().endswith(".zip"):
        return "is a zip within a zip: put its files in directly"
    if not path.lower().endswith((".yaml", ".yml", ".csv")):
        return "is not a supported type: put only .yaml and .csv files in the zip"
    return None


def _path(info: zipfile.ZipInfo) -> str:
    """An entry's path as given; PowerShell 5 writes it with backslashes."""
    return info.orig_filename.replace("\\", "/")


def _is_passed_over(path: str) -> bool:
    """Folders, what systems add by themselves, and the schemas that come with the knowledge files."""
    if flaw_of_path(path.removesuffix("/")):
        return False
    *folders, name = path.split("/")
    of_a_system = name.lower() in _SYSTEM_FILES or name.startswith("._") or "__MACOSX" in folders
    return not name or of_a_system or (folders[-1:] == ["schema"] and name in SCHEMAS)


def _common_top(infos: Sequence[zipfile.ZipInfo]) -> str:
    """The one folder around everything, such as `content/`; nothing where there is none."""
    paths = [_path(info) for info in infos]
    tops = {path.partition("/")[0] for path in paths}
    alone = len(tops) == 1 and all("/" in path for path in paths)
    return f"{tops.pop()}/" if alone and tops.isdisjoint(FOLDERS) else ""


MAX_FILES = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """Documents that are fit to be checked, each under its place (`roles/ml-engineer.yaml`)."""

    documents: Documents


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing of an upload is taken."""

    problems: tuple[Problem, ...]


def read_upload(files: Sequence[UploadedFile], known: Collection[str] = ()) -> Upload | Refused:
    """The documents of YAML files, tables and zips, or every problem of every file.

    `known` are the paths that there are already: where a lone file cannot say what it is, it is taken
    for the one of its name. Only names, sizes and encodings are judged here; what the documents hold
    is for `check_documents`.
    """
    if not files:
        message = "contains no files: upload .yaml and .csv files or a .zip"
        return Refused((refusal("upload", message),))
    if len(files) > MAX_FILES:
        message = f"has {len(files)} files, and the limit is {MAX_FILES}: put them in one .zip"
        return Refused((refusal("upload", message),))
    documents: dict[str, str] = {}
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in chain.from_iterable(map(_entries, files)):
        if isinstance(entry, Problem):
            problems.append(entry)
            continue
        found = _document(entry, known)
        if isinstance(found, list):
            problems.extend(found)
            continue
        path, text = found
        if path.casefold() in first:
            message = f"is {path} again, like {first[path.casefold()]}: upload only one of them"
            problems.append(refusal(entry.shown, message))
            continue
        first[path.casefold()] = entry.shown
        documents[path] = text
    return Refused(tuple(sorted(set(problems)))) if problems else Upload(documents)


def _entries(file: UploadedFile) -> Iterator[Entry | Problem]:
    """The knowledge files that a file is or holds."""
    ending = file.name.rpartition(".")[2].lower()
    if ending not in ("yaml", "yml", "csv", "zip"):
        message = "is not a supported type: upload .yaml and .csv files or a .zip of them"
        yield refusal(file.name, message)
    elif len(file.content) > MAX_FILE_BYTES:
        yield size_problem(file.name)
    elif ending == "zip":
        yield from unpack(file)
    else:
        yield Entry(file.name, file.name, file.content)


def _document(entry: Entry, known: Collection[str]) -> tuple[str, str] | list[Problem]:
    """An entry's place and text."""
    flaw = flaw_of_path(entry.path)
    if flaw:
        return [refusal(entry.shown, flaw)]
    text = decode(entry.shown, entry.content)
    if isinstance(text, Problem):
        return [text]
    path = place(entry, text, known)
    if isinstance(path, list):
        return path
    if is_measured(path):
        message = f"is called {MEASURED}…, as what Rolecall writes of feeds itself: rename it"
        return [refusal(entry.shown, message)]
    return path, text
