"""What editors complete and check with, while an admin types."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.settings import CONTENT
from knowledge.check import FOLDERS
from knowledge.documents import knowledge_paths
from knowledge.files import is_table
from knowledge.templates import SCHEMAS, schema_text

FILES = {path.relative_to(CONTENT).as_posix(): path for path in knowledge_paths(CONTENT)}


def schema(name: str) -> dict[str, Any]:
    return json.loads((CONTENT / "schema" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_current(name: str) -> None:
    on_disk = (CONTENT / "schema" / name).read_text(encoding="utf-8")
    assert on_disk == schema_text(name), "run `rolecall schema`"


def test_there_is_no_schema_of_something_else() -> None:
    assert {path.name for path in (CONTENT / "schema").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", [name for name in FILES if not is_table(name)])
def test_a_file_names_the_schema_of_its_kind(name: str) -> None:
    path = FILES[name]
    first, _, _ = path.read_text(encoding="utf-8").partition("\n")
    _, _, named = first.partition("# yaml-language-server: $schema=")
    pointed_at = (path.parent / Path(named)).resolve()
    assert pointed_at.parent == (CONTENT / "schema").resolve()
    assert SCHEMAS[pointed_at.name] is FOLDERS[name.partition("/")[0]]


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_unknown_key_is_marked(name: str) -> None:
    """At the root and in everything that it holds."""
    whole = schema(name)
    for mapping in (whole, *whole.get("$defs", {}).values()):
        if mapping.get("type") == "object":
            assert mapping["additionalProperties"] is False


def test_what_the_name_of_a_file_says_is_not_offered() -> None:
    for name in SCHEMAS:
        assert "id" not in schema(name)["properties"]
    for statement in ("Figure", "Fact", "Trend"):
        assert "source" not in schema("source.json")["$defs"][statement]["properties"]


def test_what_a_file_must_have_is_asked_for() -> None:
    assert set(schema("role.json")["required"]) == {"name", "family", "summary", "summary_sources"}
    assert set(schema("source.json")["required"]) == {"title", "label", "kind", "roles"}
    assert set(schema("source.json")["$defs"]["Figure"]["required"]) == {
        "currency",
        "period",
        "section",
    }
