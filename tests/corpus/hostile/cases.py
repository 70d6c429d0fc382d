"""What a hostile or damaged upload is, and how an upload is judged."""

from dataclasses import dataclass

from bot.settings import CONTENT
from knowledge.documents import check_documents, read_documents
from knowledge.uploads import Refused, UploadedFile, read_upload

TEXTS = read_documents(CONTENT)[0]

JOBS = "sources/ml-engineer-jobs.yaml"
AI_ENGINEER = "roles/ai-engineer.yaml"
LEVELS = "vocabulary/levels.yaml"
PLACES = "vocabulary/places.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """Files that are handed in; the first words of the problem (file and line), and words in it."""

    title: str
    files: tuple[UploadedFile, ...]
    at: str
    words: str


def lone(title: str, name: str, content: str | bytes, at: str, words: str) -> Case:
    """One file that is handed in by itself; `at` is its line, nothing where all of it is meant."""
    data = content if isinstance(content, bytes) else content.encode()
    return Case(title, (UploadedFile(name, data),), f"{name}:{at}", words)


def judged(files: tuple[UploadedFile, ...]) -> list[str]:
    """The errors for which nothing of an upload is taken; none where it may be applied."""
    upload = read_upload(files, TEXTS)
    if isinstance(upload, Refused):
        return [str(problem) for problem in upload.problems]
    _, _, problems = check_documents({**TEXTS, **upload.documents})
    return [str(problem) for problem in problems if problem.severity == "error"]
