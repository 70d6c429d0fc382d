"""A year of digests written to a file, to be read through."""

import re
from pathlib import Path

from tests.bot.command_line import CommandLine


def test_a_year_is_written(rolecall: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "year.md"
    ran = rolecall("digest", "year", "--from", "2026-11-23", "--channel", "C1", str(file))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"Wrote 52 digests, 2026-11-23 to 2027-11-15, to {file}\n"
    text = file.read_text(encoding="utf-8")
    days = re.findall(r"^## (\w+) (\S+)$", text, re.MULTILINE)
    assert len(days) == 52
    assert {name for name, _ in days} == {"Monday"}
    assert "changed since" not in text
    assert text.count("\n• Two sides  ") > 3
    assert 12 < text.count("### In the thread") < 52
    assert text.count("Nothing new this time. Something to ask: ") == 52 - text.count(
        "### In the thread"
    )
    assert re.search(r"^- Contrasts: \d+, all seen by \d+ \w+ 202[67]$", text, re.MULTILINE)
    assert re.search(r"^- Questions: 52 of \d+ seen, so none came twice$", text, re.MULTILINE)


def test_the_focus_and_the_day_are_those_asked_for(rolecall: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "year.md"
    ran = rolecall("digest", "year", "--roles", "ai engineer, mle", str(file))
    assert ran.code == 0
    text = file.read_text(encoding="utf-8")
    (told,) = re.findall(r"^• Pay  (.*?), United States: ", text, re.MULTILINE)[:1]
    assert told.startswith(("AI Engineer", "Machine Learning Engineer"))
    assert set(re.findall(r"^## (\w+day) ", text, re.MULTILINE)) == {"Monday"}


def test_what_cannot_be_done_is_said(rolecall: CommandLine, tmp_path: Path) -> None:
    unknown = rolecall("digest", "year", "--roles", "juggler", str(tmp_path / "year.md"))
    assert (unknown.code, unknown.err) == (1, "Error: “juggler” doesn't name exactly one role\n")
    nowhere = rolecall("digest", "year", str(tmp_path / "no" / "year.md"))
    assert nowhere.code == 1
    assert nowhere.err.endswith("No such file or directory\n")
    assert len(nowhere.err.splitlines()) == 1
