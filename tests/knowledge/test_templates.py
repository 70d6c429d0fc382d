"""Files to fill in: filled in they are knowledge, and until then each gap is told at its line."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.files import Document
from knowledge.templates import feed_template, role_template, source_template
from knowledge.yaml_files import parse_text
from tests.knowledge.content_copy import ContentCopy

ROLE = "roles/prompt-engineer.yaml"
SOURCE = "sources/chicago-survey.yaml"
FEED = "feeds/acme-blog.yaml"

TEXTS = {
    ROLE: role_template("prompt-engineer", "Prompt Engineer"),
    SOURCE: source_template("chicago-survey"),
    FEED: feed_template("acme-blog", "Acme Blog"),
}

FILLED: Mapping[str, Mapping[str, str]] = {
    ROLE: {
        "family": "ai",
        "summary": "Writes and tests what language models work from.",
        "summary_sources": "[ai-ml-data-guide]",
        "- text": '"Tests prompts: every day"',
        "sources": "[ai-ml-data-guide]",
    },
    SOURCE: {
        "title": "What ML engineers earn in Chicago",
        "label": "Chicago survey",
        "kind": "survey",
        "roles": "[ml-engineer]",
        "- low": "151234",
        "section": '"Pay"',
        "    roles": "[ml-engineer]",
    },
    FEED: {"kind": "feed", "address": "https://acme.example/feed"},
}

TODO = re.compile(r"^ *?(?P<key>(?:- | {4}(?=roles))?\w+):(?=  # TODO)", re.MULTILINE)

GAPS = [(name, key) for name, text in TEXTS.items() for key in TODO.findall(text)]


def filled(name: str, leave: str | None = None) -> str:
    """A template with everything filled in but one."""

    def fill(found: re.Match[str]) -> str:
        key = found["key"]
        return found[0] if key == leave else f"{found[0]} {FILLED[name][key]}"

    return TODO.sub(fill, TEXTS[name])


def test_every_gap_is_known_to_the_tests() -> None:
    assert {name: {key for n, key in GAPS if n == name} for name in TEXTS} == {
        name: set(values) for name, values in FILLED.items()
    }
    assert all(text.count("# TODO") == len(FILLED[name]) for name, text in TEXTS.items())


@pytest.mark.parametrize("name", TEXTS)
def test_filled_in_it_passes_the_check(content: ContentCopy, name: str) -> None:
    content.write(name, filled(name))
    assert content.problems() == []


@pytest.mark.parametrize(("name", "key"), GAPS)
def test_a_gap_is_refused_at_its_line(content: ContentCopy, name: str, key: str) -> None:
    content.write(name, filled(name, leave=key))
    place = content.at(name, f"{key}:  # TODO").rpartition(":")[0].rpartition(":")[0]
    (problem,) = content.problems()
    assert problem.startswith(f"{place}:")


@pytest.mark.parametrize("name", TEXTS)
def test_every_gap_is_told_at_once(content: ContentCopy, name: str) -> None:
    content.write(name, TEXTS[name])
    told = {int(problem.split(":")[1]) for problem in content.problems()}
    lines = TEXTS[name].split("\n")
    gaps = {number for number, line in enumerate(lines, 1) if "# TODO" in line}
    assert told == gaps


@pytest.mark.parametrize("name", [ROLE, SOURCE])
def test_what_is_commented_out_fits_as_well(content: ContentCopy, name: str) -> None:
    """The examples are true to the model: an admin who takes the marks away has a good file."""
    text = re.sub(
        r"^# ((?:facts|trends|onet_soc|esco|occupations|release|license|attribution):|  )",
        r"\1",
        filled(name),
        flags=re.MULTILINE,
    )
    assert text != filled(name)
    content.write(name, text)
    assert content.problems() == []


@given(
    name=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"))
)
def test_any_name_is_written_as_it_is(name: str) -> None:
    outcome = parse_text(ROLE, role_template("prompt-engineer", name))
    assert isinstance(outcome, Document)
    assert outcome.content["name"] == name


@pytest.mark.parametrize("id", ["", "Prompt", "a b", "../a", "a\nname: x", "a-", "é"])
def test_an_id_is_an_id(id: str) -> None:
    with pytest.raises(ValueError, match="lowercase words"):
        role_template(id, "Prompt Engineer")
    with pytest.raises(ValueError, match="lowercase words"):
        source_template(id)
    with pytest.raises(ValueError, match="lowercase words"):
        feed_template(id, "Acme Blog")
