"""The command line as people run it: in a terminal, in a pipe, on a machine with nothing set."""

import json
import re
import shutil
import socket
from pathlib import Path

import pytest

from bot.manifest import manifest
from bot.settings import CONTENT
from knowledge.commands import COMMANDS
from tests.bot.command_line import CommandLine
from tests.bot.served import SECRET, TOKEN
from tests.bot.spoilt_content import content as content
from tests.bot.spoilt_content import spoil

# --- manifest


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
