"""The README says what is so: its commands are the table's, its samples are real answers."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from knowledge.commands import COMMANDS
from tests.conftest import Slash

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
SAMPLES = re.findall(r"^> (/.+)\n((?:.+\n)+)", README, flags=re.MULTILINE)


def test_the_commands_are_those_of_the_table() -> None:
    listed = README.partition("<!-- commands -->\n")[2].partition("<!-- /commands -->")[0]
    rows = [
        f"| `/{command.name} {command.usage.replace('|', chr(92) + '|')}` | {command.summary} |"
        for command in COMMANDS
    ]
    assert listed.strip().splitlines()[2:] == rows


@pytest.mark.parametrize(("line", "sample"), SAMPLES, ids=[line for line, _ in SAMPLES])
def test_a_sample_is_a_real_answer(slash: Slash, line: str, sample: str) -> None:
    answer = slash(line).text
    said = [part for row in sample.splitlines() if row != "```" for part in row.split("…") if part]
    assert said
    for part in said:
        assert part.strip() in answer


def test_every_setting_is_explained() -> None:
    for name in Settings.model_fields:
        assert f"`{name.upper()}`" in README


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"(?:`|^)make (\w+)", README, re.MULTILINE)))
)
def test_every_make_target_exists(target: str) -> None:
    makefile = (Path(__file__).parent.parent.parent / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE)
