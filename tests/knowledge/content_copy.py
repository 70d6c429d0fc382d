"""A copy of the knowledge that comes along, to change as an admin would."""

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.settings import CONTENT
from knowledge.crosscheck import Knowledge
from knowledge.files import Problem
from knowledge.store import check_folder

JOBS = "sources/ml-engineer-jobs.yaml"
BIG_DATA = "sources/big-data-ml-guide.yaml"
AI_ENGINEER = "roles/ai-engineer.yaml"
ML_ENGINEER = "roles/ml-engineer.yaml"


@dataclass(frozen=True)
class ContentCopy:
    """A content folder of its own."""

    root: Path

    def change(self, name: str, old: str, new: str) -> None:
        """Put something else where a text first stands in a file."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def write(self, name: str, text: str | bytes) -> None:
        """Put a file there, with other content if it exists."""
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)  # what is written into a link changes every copy
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def at(self, name: str, text: str) -> str:
        """The `file:line:column` at which a text first stands in a file."""
        before, found, _ = (self.root / name).read_text(encoding="utf-8").partition(text)
        assert found, f"{name} has no {text!r}"
        return f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}:"

    def problems(self) -> list[str]:
        """What the check says, a line a problem."""
        _, problems = self.checked()
        return [str(problem) for problem in problems]

    def checked(self) -> tuple[Knowledge, list[Problem]]:
        """The knowledge in it and every problem."""
        _, knowledge, problems = check_folder(self.root)
        return knowledge, problems


@cache
def _whole() -> Path:
    """A copy that other copies are links to: hundreds of files take their time to be written."""
    folder = Path(tempfile.mkdtemp(prefix="rolecall-content-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(CONTENT, folder, dirs_exist_ok=True)
    return folder


def copy_content(folder: Path) -> ContentCopy:
    """Copy the content that comes along to a folder that is not there yet."""
    shutil.copytree(_whole(), folder, copy_function=os.link)
    return ContentCopy(folder)
