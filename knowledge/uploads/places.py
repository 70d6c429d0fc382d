"""Where a file that was handed in belongs: by its path, by what it holds, or by its name."""

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from knowledge.check import FOLDERS
from knowledge.files import FOLDER_PREFIXES, Document, Problem, parse_text
from knowledge.uploads.entries import Entry, refusal
from knowledge.vocabulary import VOCABULARY_KINDS

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
    name = f"{path.stem}.yaml"
    if len(path.parts) == 1:
        return _place_of_lone(entry, text, name, known)
    folder = path.parts[0]
    if len(path.parts) == 2 and folder in FOLDERS:
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
    return best[0] if most and len(best) == 1 else None
