"""The Dockerfile read, as far as its steps can be done without Docker."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Instruction:
    """One of its instructions, on one line."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """What stands behind it, as a shell or Docker's JSON form splits it."""
        if self.text.startswith("["):
            return [str(word) for word in json.loads(self.text)]
        return shlex.split(self.text)


def stages() -> list[list[Instruction]]:
    """The instructions of each stage, in order; a stage begins with its FROM."""
    text = re.sub(
        r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    found: list[list[Instruction]] = []
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        name, _, rest = line.strip().partition(" ")
        if name == "FROM":
            found.append([])
        if name:
            found[-1].append(Instruction(name, rest.strip()))
    return found


def texts(stage: list[Instruction], name: str) -> list[str]:
    """What stands behind every instruction of a name."""
    return [each.text for each in stage if each.name == name]
