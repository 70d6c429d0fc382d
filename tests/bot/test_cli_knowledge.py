"""The knowledge on the command line: checked, taken out, described."""

import json
import re
from pathlib import Path

import pytest

from bot.settings import CONTENT
from knowledge.export import EXPORT_KINDS
from tests.bot.command_line import CommandLine
from tests.bot.spoilt_content import content as content
from tests.bot.spoilt_content import spoil

PLACED = re.compile(r"^roles/data-engineer\.yaml:(\d+):(\d+): (.+)$", re.MULTILINE)


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


def test_one_file_is_not_called_good_for_what_is_told_of_another(
    rolecall: CommandLine, content: Path
) -> None:
    for name in ("data-engineer", "ai-engineer"):
        spoil(content / "roles" / f"{name}.yaml", "family:", "family: astrology #")
    for name in ("data-engineer", "ai-engineer"):
        ran = rolecall("check", str(content / "roles" / f"{name}.yaml"))
        assert ran.code == 1
        assert re.match(r'roles/ai-engineer\.yaml:\d+:\d+: family: no family "astrology"', ran.out)
        assert "(also in roles/data-engineer.yaml)" in ran.out


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
    assert len(set(ids)) == len(ids)
    # Those of tables come last, row by row.
    of_tables = tuple(f"{path.stem}:" for path in CONTENT.glob("sources/*.csv"))
    of_files = [id for id in ids if not id.startswith(of_tables)]
    assert of_files == sorted(of_files) == ids[: len(of_files)]


def test_a_spreadsheet_gets_bytes_that_no_machine_changes(rolecall: CommandLine) -> None:
    ran = rolecall("export", "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("\ufeffid,role,roles,title,")
    assert ran.out.count("\r\n") == ran.out.count("\n") == 1 + 27_997


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
