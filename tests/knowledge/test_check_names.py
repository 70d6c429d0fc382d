"""What an admin is told of files and folders that are not named as they have to be."""

from pathlib import Path

import pytest

from tests.knowledge.content_copy import AI_ENGINEER, BIG_DATA, ContentCopy


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "roles/Prompt Engineer.yaml",
            '"Prompt Engineer" must be lowercase words joined by hyphens',
        ),
        ("sources/Big_Data.yaml", '"Big_Data" must be lowercase words joined by hyphens'),
    ],
)
def test_a_file_has_to_be_named_like_an_id(content: ContentCopy, name: str, says: str) -> None:
    copied = AI_ENGINEER if name.startswith("roles") else BIG_DATA
    (content.root / copied).rename(content.root / name)
    assert f"{name}:2:1: the file's name: {says}" in content.problems()


def test_a_vocabulary_of_another_name_is_told_which_there_are(content: ContentCopy) -> None:
    content.write("vocabulary/level.yaml", "terms: []\n")
    (problem,) = content.problems()
    assert problem.startswith('vocabulary/level.yaml:1:1: the file\'s name: "level" is not one of ')
    assert problem.endswith('did you mean "levels"?')


def test_a_folder_within_a_folder_is_told(content: ContentCopy) -> None:
    content.write("roles/more/prompt-engineer.yaml", "name: x\n")
    assert content.problems() == [
        "roles/more/prompt-engineer.yaml:1:1: must be directly in one of sources/, roles/, occupations/, vocabulary/, feeds/"
    ]


def test_no_knowledge_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "levels.yaml").write_text("terms: []\n")
    assert ContentCopy(tmp_path).problems() == [
        "roles: no role files, so there is nothing to ask about"
    ]
