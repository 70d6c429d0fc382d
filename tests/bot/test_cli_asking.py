"""Asking on the command line: one line, or a prompt."""

import json
import re
from pathlib import Path

import pytest

from bot.offline import Loopback, offline_deps, open_loopback
from bot.settings import Settings
from knowledge.commands import COMMANDS
from knowledge.library import Library
from tests.bot.command_line import CommandLine, OwnProcess
from tests.payloads import assert_slack_takes


@pytest.fixture(scope="module")
def in_process(settings: Settings, library: Library) -> Loopback:
    """The same app in this process, with the system's clock."""
    return open_loopback(settings, offline_deps(lambda: library))


def test_an_answer_is_readable(rolecall: CommandLine, in_process: Loopback) -> None:
    ran = rolecall("ask", "/salary mle senior")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Machine Learning Engineer · Senior\n")
    assert "$" in ran.out
    assert not re.search(r"&(?:lt|gt|amp);|\{\"", ran.out)


def test_json_is_exactly_what_slack_gets(rolecall: CommandLine, in_process: Loopback) -> None:
    ran = rolecall("ask", "--json", "/compare mle vs de")
    assert ran.code == 0
    payload = json.loads(ran.out)
    assert_slack_takes(payload)
    assert payload == in_process.ask("/compare mle vs de")


@pytest.mark.parametrize(
    "typed",
    [("salary mle",), (" /salary", "“mle” ")],
    ids=str,
)  # fmt: skip
def test_a_line_may_be_typed_carelessly(rolecall: CommandLine, typed: tuple[str, ...]) -> None:
    ran = rolecall("ask", *typed)
    assert ran.code == 0
    assert ran.out.startswith("Machine Learning Engineer\n")


@pytest.mark.parametrize("typed", ["/weather berlin", b"\xff\xfe"], ids=repr)
def test_an_unknown_command_is_answered_with_those_there_are(
    rolecall: CommandLine, typed: str | bytes
) -> None:
    ran = rolecall("ask", typed)
    assert ran.code != 0
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert all(f"/{command.name}" in ran.err for command in COMMANDS)


def test_bytes_that_are_no_text_are_only_not_understood(rolecall: CommandLine) -> None:
    ran = rolecall("ask", b"/role mle \xff")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Machine Learning Engineer\n")


def test_a_digest_is_told_of_and_needs_a_workspace(rolecall: CommandLine) -> None:
    assert "/digest subscribe" in rolecall("ask", "/digest help").out
    ran = rolecall("ask", "/digest subscribe")
    assert (ran.code, ran.err) == (0, "")
    assert "need a workspace" in ran.out
    assert rolecall("ask", "--json", "/digest").out == "{}\n"


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    ran = CommandLine(tmp_path)("ask", "/salary mle 3–5 years")
    assert (ran.code, ran.err) == (0, "")
    assert "3–5 years" in ran.out


# --- a prompt


def test_the_prompt_answers_line_by_line(rolecall: CommandLine) -> None:
    ran = rolecall("ask", stdin="/role mle\n\nhello\n  /salary de  \n/trends zanzibar")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Machine Learning Engineer\n")
    assert (
        "Start with a command: /role, /salary, /compare, /trends, /digest, /knowledge\n" in ran.out
    )
    assert "\nData Engineer\n" in ran.out
    assert "No document names a trend or a number about zanzibar" in ran.out


def test_the_prompt_survives_bytes_that_are_no_text(rolecall: CommandLine) -> None:
    ran = OwnProcess(rolecall.folder)(
        "ask", stdin=b"/role mle \xff\xfe\n/role de\n", PYTHONIOENCODING="utf-8:strict"
    )
    assert (ran.code, ran.err) == (0, "")
    assert "\nData Engineer\n" in ran.out
