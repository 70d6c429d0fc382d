"""What O*NET says of occupations, told in our own words and held against what it has."""

import pytest

from bot.settings import CONTENT
from knowledge.inventory import inventory_path, read_inventory
from knowledge.library import Library
from knowledge.store import check_folder
from tests.knowledge.content_copy import ContentCopy

DATA_SCIENTISTS = "occupations/data-scientists.yaml"
INVENTORY = inventory_path("29.3")


def told(content: ContentCopy) -> list[str]:
    return [str(problem) for problem in check_folder(content.root)[2]]


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("id: 21824,", "id: 99999,", "id: 99999", "tasks.1.id: 15-2051.00 has no task 99999"),
        ("NumPy,", "NumPi,", "NumPi", "tools.10: 15-2051.00 has no tool NumPi"),
        (
            "Data Modeler,",
            "Data Miller,",
            "Data Miller",
            "titles.13: 15-2051.00 has no title Data Miller",
        ),
    ],
    ids=["a task", "a tool", "a title"],
)
def test_what_the_release_does_not_have_is_told_at_its_place(
    content: ContentCopy, old: str, new: str, at: str, says: str
) -> None:
    content.change(DATA_SCIENTISTS, old, new)
    assert told(content) == [f"{content.at(DATA_SCIENTISTS, at)} {says} in {INVENTORY}"]


def test_a_code_of_another_occupation_is_one_problem(content: ContentCopy) -> None:
    content.change(DATA_SCIENTISTS, 'code: "15-2051.00"', 'code: "15-2099.00"')
    problems = [one for one in told(content) if one.startswith("occupations/")]
    place = content.at(DATA_SCIENTISTS, "code:")
    assert problems == [f"{place} code: 15-2099.00 has none of these tasks in {INVENTORY}"]


def test_a_release_without_an_inventory_is_taken_at_its_word(content: ContentCopy) -> None:
    (content.root / INVENTORY).unlink()
    content.change(DATA_SCIENTISTS, "id: 21824,", "id: 99999,")
    assert told(content) == []


def test_a_damaged_inventory_is_told(content: ContentCopy) -> None:
    content.change(INVENTORY, "11-9041.00,task,1063,", "11-9041.00,tusk,1063,")
    assert told(content) == [
        f"{INVENTORY}:3:1: is no row of code, kind, name, said: import that release again"
    ]
    content.write(INVENTORY, b"code,\xff")
    (problem,) = told(content)
    assert problem.startswith(f"{INVENTORY}: cannot be read: ")


def test_all_of_each_occupation_is_told(library: Library) -> None:
    """Every task, what is in demand, and every title."""
    kept = read_inventory(INVENTORY, (CONTENT / INVENTORY).read_text(encoding="utf-8"))
    has = {key for key, said in kept.items() if key[1] != "tool" or "in demand" in said}
    tells = {
        (one.code, kind, name)
        for one in library.occupations.values()
        for kind, names in (
            ("task", [str(task.id) for task in one.tasks]),
            ("tool", one.tools),
            ("title", one.titles),
        )
        for name in names
    }
    assert tells == has


def test_every_occupation_under_which_a_role_is_listed_is_told(library: Library) -> None:
    codes = {one.code for role in library.roles.values() for one in role.occupations}
    assert codes == {one.code for one in library.occupations.values()}
