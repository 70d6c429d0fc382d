"""The commands as a workspace has them: any prefix, examples that work, help, and failure."""

import json
import logging
import re
from datetime import date

import pytest

from bot.manifest import manifest
from bot.offline import offline_deps, open_loopback
from bot.settings import Settings
from knowledge.commands import COMMANDS, HELP_WORDS, QUESTIONS, Command
from knowledge.library import Library
from tests.conftest import Slash

NO_ANSWER = ("Which role?", "Which one do you mean?")
EXAMPLES = [(command.name, example) for command in QUESTIONS for example in command.examples]
PREFIXES = ["acme-", "x_", "hr-", "team-a_", "a-b-c-", "12-", "é-"]
QUESTION = "data engineer zanzibar 41 yrs"


def each_command(command: Command) -> str:
    """A test's name for a command."""
    return command.name


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_command_is_answered_under_any_prefix(
    slash: Slash, prefix: str, name: str, example: str
) -> None:
    assert slash(f"/{prefix}{name} {example}").heading == slash(f"/{name} {example}").heading


@pytest.mark.parametrize("prefix", PREFIXES)
def test_whatever_is_to_be_typed_carries_the_prefix(slash: Slash, prefix: str) -> None:
    names = "|".join(command.name for command in COMMANDS)
    for line in ("role help", "salary", "salary ml data engineer", "compare mle",
                 "trends zanzibar", "role engineer",
                 "digest help", "digest zanzibar"):  # fmt: skip
        text = slash(f"/{prefix}{line}").text
        typed = re.findall(rf"/\S*?(?:{names})\b", text.replace("AI/ML", ""))
        assert typed, line
        assert all(command.startswith(f"/{prefix}") for command in typed), line


@pytest.mark.parametrize("line", ["/salaries mle", "/acmesalary mle", "/salary-acme mle", "/x"])
def test_another_apps_command_is_not_answered(slash: Slash, line: str) -> None:
    with pytest.raises(LookupError):
        slash(line)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_gets_a_real_answer(slash: Slash, name: str, example: str) -> None:
    reply = slash(f"/{name} {example}")
    assert reply.heading not in NO_ANSWER
    assert not reply.heading.startswith(f"/{name}")
    assert "Not understood" not in reply.shown
    assert "isn't covered" not in reply.shown
    assert "No document names" not in reply.shown
    assert name != "salary" or re.search(r"\$\d", reply.shown)


@pytest.mark.parametrize("command", COMMANDS, ids=each_command)
@pytest.mark.parametrize("word", sorted(HELP_WORDS))
def test_help_names_the_usage_the_examples_and_every_other_command(
    slash: Slash, command: Command, word: str
) -> None:
    reply = slash(f"/{command.name} {word}")
    assert reply.heading == f"/{command.name}"
    for said in (reply.shown, reply.text):
        assert f"/{command.name} {command.usage}" in said
        assert all(f"/{command.name} {example}" in said for example in command.examples)
        assert all(f"/{other.name} {other.usage}" in said for other in COMMANDS)


@pytest.mark.parametrize("name", ["role", "salary", "compare"])
def test_a_bare_command_for_a_role_is_helped(slash: Slash, name: str) -> None:
    assert slash(f"/{name}").heading in (f"/{name}", "Which role?")
    assert f"/{name} " in slash(f"/{name}").shown


@pytest.mark.parametrize(("name", "example"), [*EXAMPLES, ("salary", "zanzibar"), ("role", "help")])
def test_an_answer_is_for_the_one_who_asks(slash: Slash, name: str, example: str) -> None:
    assert slash(f"/{name} {example}").payload["response_type"] == "ephemeral"


def test_every_command_of_the_manifest_is_answered(slash: Slash) -> None:
    for prefix in ("", "acme-"):
        offered = manifest(prefix)["features"]["slash_commands"]
        assert len(offered) == len(COMMANDS)
        for command in offered:
            assert slash(f"{command['command']} help").heading == command["command"]


def quoting() -> Library:
    """Fails with words of the question, as anything may that reads it."""
    known: dict[str, Library] = {}
    try:
        return known[QUESTION]
    except KeyError as error:
        raise ValueError(f"cannot read “{QUESTION}”") from error


def test_a_failure_is_told_kindly_with_a_reference_to_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = open_loopback(settings, offline_deps(quoting, date.today))
    with caplog.at_level(logging.DEBUG):
        payload = app.ask(f"/salary {QUESTION}")
    assert payload["response_type"] == "ephemeral"
    assert payload["text"].startswith("Sorry")
    reference = re.search(r"\b[0-9a-f]{8}\b", payload["text"])
    assert reference is not None
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert reference[0] in record.getMessage()
    assert "on request salary" in record.getMessage()
    said = json.dumps(payload, ensure_ascii=False)
    for private in ("Traceback", "ValueError", "KeyError", "zanzibar", "test_commands"):
        assert private not in said
    assert "zanzibar" not in caplog.text


def test_the_log_says_where_a_failure_came_from(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    open_loopback(settings, offline_deps(quoting, date.today)).ask("/role mle")
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    for clue in ("ValueError", "KeyError", "test_commands.py", "quoting"):
        assert clue in record.getMessage()


def test_after_a_failure_the_next_question_is_answered(
    settings: Settings, library: Library
) -> None:
    good: list[Library] = []

    def at_first_none() -> Library:
        return good[0]

    app = open_loopback(settings, offline_deps(at_first_none, date.today))
    first = app.ask("/role mle")["text"]
    good.append(library)
    assert first.startswith("Sorry")
    assert app.ask("/role mle")["text"].startswith("Machine Learning Engineer")


def test_two_failures_have_two_references(settings: Settings) -> None:
    app = open_loopback(settings, offline_deps(quoting, date.today))
    assert app.ask("/role mle")["text"] != app.ask("/role mle")["text"]
