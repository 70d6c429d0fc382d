"""The command line as people run it: in a terminal, in a pipe, on a machine with nothing set."""

import json
import re
import shutil
import socket
from pathlib import Path

import pytest

from bot.loopback import Loopback, open_loopback
from bot.manifest import manifest
from bot.offline import offline_deps
from bot.settings import CONTENT, Settings
from knowledge.commands import COMMANDS
from knowledge.export import EXPORT_KINDS
from knowledge.library import Library
from tests.bot.command_line import CommandLine
from tests.bot.served import SECRET, TOKEN
from tests.payloads import assert_slack_takes

PLACED = re.compile(r"^roles/data-engineer\.yaml:(\d+):(\d+): (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def in_process(settings: Settings, library: Library) -> Loopback:
    """The same app in this process, with the system's clock."""
    return open_loopback(settings, offline_deps(lambda: library))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The real knowledge files, to be spoilt."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def spoil(file: Path, right: str, wrong: str) -> None:
    """Replace the first occurrence of something in a file."""
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")


# --- ask


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


def test_it_is_the_same_from_run_to_run(rolecall: CommandLine) -> None:
    runs = {
        rolecall("ask", "--json", "/salary mle new york", PYTHONHASHSEED=seed).out
        for seed in ("1", "4242")
    }
    assert len(runs) == 1


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
    assert "needs a workspace" in ran.out
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
        "A line begins with a command: /role, /salary, /compare, /trends, /digest, /knowledge\n"
        in ran.out
    )
    assert "\nData Engineer\n" in ran.out
    assert "No document names a trend or a number about zanzibar" in ran.out


def test_the_prompt_survives_bytes_that_are_no_text(rolecall: CommandLine) -> None:
    ran = rolecall("ask", stdin=b"/role mle \xff\xfe\n/role de\n", PYTHONIOENCODING="utf-8:strict")
    assert (ran.code, ran.err) == (0, "")
    assert "\nData Engineer\n" in ran.out


# --- check


def test_the_real_content_is_without_fault(rolecall: CommandLine) -> None:
    ran = rolecall("check", "--format", "json")
    assert (ran.code, json.loads(ran.out)) == (0, [])


def test_a_mistake_is_shown_where_it_stands(rolecall: CommandLine, content: Path) -> None:
    file = content / "roles" / "data-engineer.yaml"
    spoil(file, "family: data-engineering", "family: data-enginering")
    ran = rolecall("check", str(content))
    assert ran.code == 1
    place = PLACED.search(ran.out)
    assert place is not None
    line = file.read_text(encoding="utf-8").splitlines()[int(place[1]) - 1]
    assert line[int(place[2]) - 1 :].startswith("family:")
    assert "data-engineering" in place[3]
    assert "Traceback" not in ran.err


def test_every_mistake_is_shown_in_one_go(rolecall: CommandLine, content: Path) -> None:
    spoil(content / "roles" / "data-engineer.yaml", "name:", "nam:")
    spoil(content / "sources" / "ml-engineer-jobs.yaml", "low: 132000", "low: 932000")
    (content / "roles" / "tabs.yaml").write_text("name:\t\t- x\n\ty: [", encoding="utf-8")
    ran = rolecall("check", str(content))
    assert ran.code == 1
    for path in ("roles/data-engineer.yaml", "sources/ml-engineer-jobs.yaml", "roles/tabs.yaml"):
        assert re.search(rf"^{path}:\d+:\d+: ", ran.out, re.MULTILINE)


def test_problems_are_there_as_json(rolecall: CommandLine, content: Path) -> None:
    spoil(content / "roles" / "data-engineer.yaml", "name:", "nam:")
    ran = rolecall("check", "--format", "json", str(content))
    assert ran.code == 1
    problems = json.loads(ran.out)
    assert {"path", "line", "column", "where", "message", "severity"} <= problems[0].keys()
    assert problems[0]["path"] == "roles/data-engineer.yaml"


def test_one_file_may_be_checked_alone(rolecall: CommandLine, content: Path) -> None:
    spoil(content / "roles" / "data-engineer.yaml", "name:", "nam:")
    wrong = rolecall("check", str(content / "roles" / "data-engineer.yaml"))
    assert wrong.code == 1
    assert PLACED.search(wrong.out)
    right = rolecall("check", str(content / "sources" / "ml-engineer-jobs.yaml"))
    assert (right.code, right.out) == (0, "")


@pytest.mark.parametrize("name", ["schema/role.json", "roles/deeper/role.yaml"])
def test_a_file_in_the_wrong_place_is_not_called_good(
    rolecall: CommandLine, content: Path, name: str
) -> None:
    stray = content / name
    stray.parent.mkdir(exist_ok=True)
    stray.write_text("name: x\n", encoding="utf-8")
    ran = rolecall("check", str(stray))
    assert ran.code != 0
    assert "roles/" in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_without_knowledge_is_not_called_good(
    rolecall: CommandLine, tmp_path: Path
) -> None:
    ran = rolecall("check", str(tmp_path))
    assert ran.code == 1
    assert "no knowledge files here" in ran.out


# --- export, schema, manifest


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_everything_can_be_taken_out(rolecall: CommandLine, kind: str) -> None:
    ran = rolecall("export", "--kind", kind)
    assert (ran.code, ran.err) == (0, "")
    records = [json.loads(line) for line in ran.out.splitlines()]
    ids = [record["id"] for record in records]
    assert ids
    assert ids == sorted(set(ids))


def test_a_spreadsheet_gets_bytes_that_no_machine_changes(rolecall: CommandLine) -> None:
    ran = rolecall("export", "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("\ufeffid,role,title,")
    assert ran.out.count("\r\n") == ran.out.count("\n") == 86


def test_occupations_are_one_json_document(rolecall: CommandLine) -> None:
    ran = rolecall("export", "--format", "json-ld")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["@context"] == "https://schema.org"


@pytest.mark.parametrize(("style", "kind"), [("csv", "roles"), ("json-ld", "figures")])
def test_a_form_that_a_kind_does_not_have_is_refused(
    rolecall: CommandLine, style: str, kind: str
) -> None:
    ran = rolecall("export", "--format", style, "--kind", kind)
    assert (ran.code, ran.out) == (2, "")
    assert "--format" in ran.err


def test_the_schemas_are_up_to_date(rolecall: CommandLine) -> None:
    ran = rolecall("schema", "--check")
    assert (ran.code, ran.out) == (0, "")


def test_the_manifest_can_be_pasted(rolecall: CommandLine) -> None:
    ran = rolecall("manifest")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == manifest()
    offered = [command["command"] for command in manifest()["features"]["slash_commands"]]
    assert offered == [f"/{command.name}" for command in COMMANDS]


def test_the_manifest_takes_a_prefix_and_an_address(rolecall: CommandLine) -> None:
    ran = rolecall("manifest", "--prefix", "acme-", "--url", "https://bot.example.org/")
    commands = json.loads(ran.out)["features"]["slash_commands"]
    assert [command["command"] for command in commands] == [
        f"/acme-{command.name}" for command in COMMANDS
    ]
    assert {command["url"] for command in commands} == {"https://bot.example.org/slack/events"}


@pytest.mark.parametrize("prefix", ["acme", "/Acme-"])
def test_a_prefix_that_would_not_work_is_refused(rolecall: CommandLine, prefix: str) -> None:
    ran = rolecall("manifest", f"--prefix={prefix}")
    assert ran.code != 0
    assert ran.out == ""
    assert "--prefix" in ran.err


# --- run


def test_without_settings_the_way_out_is_named(rolecall: CommandLine) -> None:
    ran = rolecall("run")
    assert ran.code != 0
    assert all(said in ran.err for said in ("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "make demo"))
    assert "Traceback" not in ran.err


def test_only_what_is_missing_is_named(rolecall: CommandLine) -> None:
    ran = rolecall("run", SLACK_SIGNING_SECRET=SECRET, SLACK_BOT_TOKEN="")
    assert ran.code != 0
    assert "SLACK_BOT_TOKEN" in ran.err
    assert "SLACK_SIGNING_SECRET" not in ran.err
    assert SECRET not in ran.err


def test_a_wrong_setting_is_named(rolecall: CommandLine) -> None:
    ran = rolecall("run", PORT="70000", SLACK_SIGNING_SECRET=SECRET, SLACK_BOT_TOKEN=TOKEN)
    assert ran.code != 0
    assert "PORT" in ran.err
    for private in (SECRET, TOKEN, "Traceback"):
        assert private not in ran.err


def test_a_port_that_is_taken_is_named(rolecall: CommandLine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ran = rolecall(
            "run", SLACK_SIGNING_SECRET=SECRET, SLACK_BOT_TOKEN=TOKEN, HOST="127.0.0.1", PORT=port
        )
    assert ran.code != 0
    assert f"127.0.0.1:{port}" in ran.err
    assert "Traceback" not in ran.err


# --- whatever the machine is like


def test_a_data_folder_that_cannot_be_written_is_named(
    rolecall: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    data = tmp_path / "file" / "deeper"
    ran = rolecall("ask", "/role mle", ROLECALL_DATA=str(data))
    assert ran.code != 0
    assert "ROLECALL_DATA" in ran.err
    assert str(data) in ran.err
    assert "Traceback" not in ran.err


def test_content_with_mistakes_is_not_served(rolecall: CommandLine, content: Path) -> None:
    spoil(content / "roles" / "data-engineer.yaml", "name:", "nam:")
    ran = rolecall(
        "ask", "/role mle", ROLECALL_CONTENT=str(content), ROLECALL_DATA=str(content / "data")
    )
    assert ran.code != 0
    assert re.search(r"roles/data-engineer\.yaml:\d+:\d+: ", ran.err)
    assert "rolecall check" in ran.err
    assert "Traceback" not in ran.err


def test_a_damaged_store_is_made_anew(rolecall: CommandLine, tmp_path: Path) -> None:
    terminal = CommandLine(tmp_path)
    assert terminal("ask", "/role mle").code == 0
    (store,) = (tmp_path / ".rolecall").glob("files.json")
    store.write_bytes(store.read_bytes()[:-20])
    again = terminal("ask", "/role mle")
    assert again.code == 0
    assert again.out.startswith("Machine Learning Engineer\n")


def test_a_copied_example_of_settings_is_good_as_it_is(tmp_path: Path) -> None:
    root = CONTENT.parent.parent
    shutil.copy(root / ".env.example", tmp_path / ".env")
    terminal = CommandLine(tmp_path)
    assert "SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN" in terminal("run").err


def test_help_names_every_command(rolecall: CommandLine) -> None:
    ran = rolecall("--help")
    assert ran.code == 0
    for name in ("ask", "demo", "run", "check", "export", "manifest", "schema"):
        assert f"\n  {name} " in ran.out
