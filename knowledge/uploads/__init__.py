"""Files that someone hands in: taken apart, decoded and put in their place, or refused."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from knowledge.documents import Documents
from knowledge.files import Problem, decode
from knowledge.uploads.entries import MAX_FILE_BYTES, Entry, UploadedFile, refusal, size_problem
from knowledge.uploads.places import flaw_of_path, place
from knowledge.uploads.zips import unpack

__all__ = [
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "Refused",
    "Upload",
    "UploadedFile",
    "read_upload",
    "refusal",
]

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
    """The documents of YAML files and zips, or every problem of every file.

    `known` are the paths that there are already: where a lone file cannot say what it is, it is taken
    for the one of its name. Only names, sizes and encodings are judged here; what the documents hold
    is for `check_documents`.
    """
    if not files:
        return Refused((refusal("upload", "contains no files: upload .yaml files or a .zip"),))
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
    """The YAML files that a file is or holds."""
    ending = file.name.rpartition(".")[2].lower()
    if ending not in ("yaml", "yml", "zip"):
        yield refusal(file.name, "is not a supported type: upload .yaml files or a .zip of them")
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
    return path if isinstance(path, list) else (path, text)
