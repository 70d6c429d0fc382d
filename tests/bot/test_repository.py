"""The repository itself: what stands at its top, what is installed, how a platform starts it."""

import json
import re
import tomllib
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

import click
import pytest

from bot.manifest import manifest
from knowledge.commands import COMMANDS

ROOT = Path(__file__).parent.parent.parent
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt"]
PINNED = re.compile(r"[A-Za-z0-9._-]+(?:\[[a-z,-]+\])?==[A-Za-z0-9.!+]+(?: ; [^@\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")

AT_THE_TOP = {
    "pyproject.toml", "README.md", "Procfile", "Dockerfile", "bot", "handlers", "knowledge", "tests", "benchmarks",
    "Makefile", "requirements.txt", "requirements-dev.txt", "requirements-browser.txt",
    "requirements-fuzz.txt", "requirements-english.txt", "manifest.json", "LICENSE",
    "CONTRIBUTING.md", "CHANGELOG.md", ".env.example", ".gitignore", ".gitattributes",
    ".editorconfig", ".python-version", ".dockerignore", ".ci", ".github", ".git", ".slack", "docs",
}  # fmt: skip


def read(name: str) -> str:
    """A file at the top."""
    return (ROOT / name).read_text(encoding="utf-8")


def requirements(name: str) -> list[list[str]]:
    """Each requirement of a file, with what continues it on further lines."""
    lines = [line for line in read(name).splitlines() if line and not line.startswith("#")]
    return [re.split(r"\s*\\\n\s*", entry) for entry in re.split(r"(?<!\\)\n", "\n".join(lines))]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_with_its_hashes(name: str) -> None:
    entries = requirements(name)
    assert len(entries) > 10
    for pin, *hashes in entries:
        assert PINNED.fullmatch(pin), pin
        assert hashes, pin
        assert all(HASH.fullmatch(one) for one in hashes), pin


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_no_requirement_says_where_to_install_from(name: str) -> None:
    text = read(name)
    assert "://" not in text
    assert not re.search(r"^\s*(?:-i|-f|-e|--(?!hash=))", text, re.MULTILINE)


def test_what_the_project_needs_is_pinned() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    pinned = {re.split(r"[=\[]", pin)[0].lower() for pin, *_ in requirements("requirements.txt")}
    for needed in project["project"]["dependencies"]:
        assert re.split(r"[<>=\[!~ ]", needed)[0].lower() in pinned


def test_both_files_pin_the_same_versions() -> None:
    run, develop = (
        {entry[0].partition("==")[0]: entry[0] for entry in requirements(name)}
        for name in REQUIREMENTS
    )
    assert {name: develop.get(name) for name in run} == run


def test_every_process_of_the_procfile_can_be_started() -> None:
    """Where only the requirements are installed there is no `rolecall`, but Python finds the sources."""
    processes = dict(line.split(": ", 1) for line in read("Procfile").splitlines())
    assert "web" in processes
    for started in processes.values():
        python, from_module, module, command, *options = started.split()
        assert (python, from_module) == ("python", "-m")
        assert import_module(f"{module}.__main__").main is import_module("bot.cli").main
        group = import_module("bot.cli").rolecall
        assert isinstance(group, click.Group)
        assert group.get_command(click.Context(group), command) is not None
        assert options == []


def test_the_manifest_is_made_from_the_commands() -> None:
    assert json.loads(read("manifest.json")) == manifest()
    offered = manifest()["features"]["slash_commands"]
    assert [entry["command"] for entry in offered] == [f"/{command.name}" for command in COMMANDS]
    for entry, command in zip(offered, COMMANDS, strict=True):
        assert entry["description"] == command.summary
        assert entry["usage_hint"] == command.usage


def test_slack_takes_the_manifest() -> None:
    for entry in manifest("a" * 20 + "-")["features"]["slash_commands"]:
        assert len(entry["command"]) <= 32
        assert len(entry["description"]) <= 2_000
        assert len(entry["usage_hint"]) <= 1_000
    about = manifest()["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 175 <= len(about.get("long_description", "x" * 175)) <= 4_000


def test_nothing_unexpected_stands_at_the_top() -> None:
    ignored = [line.rstrip("/") for line in read(".gitignore").splitlines() if line]
    entries = {path.name for path in ROOT.iterdir()}
    left_over = {n for n in entries if not any(fnmatch(n, pattern) for pattern in ignored)}
    assert left_over <= AT_THE_TOP
    assert {"pyproject.toml", "README.md", "Procfile", "bot", "handlers", "knowledge"} <= entries
