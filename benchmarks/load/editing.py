"""The two documents that are edited all the time: one as a file, one in Slack."""

import re
from pathlib import Path

from bot.settings import CONTENT

AS_FILE = "sources/ml-engineer-jobs.yaml"
IN_SLACK = "sources/aipathly-ml-developer.yaml"


def edited(path: str, number: int) -> str:
    """A document that comes along with another amount in its first figure, for each number."""
    text = (CONTENT / path).read_text(encoding="utf-8")
    return re.sub(r"low: (\d+)", lambda found: f"low: {int(found[1]) - number}", text, count=1)


def write(content: Path, path: str, number: int) -> None:
    """Replace a file of a content folder as editors do: as a whole."""
    new = content / f".{Path(path).name}.new"
    new.write_text(edited(path, number), encoding="utf-8")
    new.replace(content / path)
