"""What an admin changes without leaving Slack, in the files that come along."""

from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import CONTENT
from knowledge.check import type_document
from knowledge.editing import (
    EditError,
    add_alias,
    add_bullet,
    change_bullet,
    change_figure,
    hand_over,
    mark_verified,
    remove_alias,
    remove_bullet,
)
from knowledge.fields import SECTIONS, Bullet
from knowledge.files import Document
from knowledge.model import Role, Source
from knowledge.yaml_files import parse
from tests.knowledge.content_copy import AI_ENGINEER, BIG_DATA, JOBS, ML_ENGINEER

SOURCES = sorted(path.name for path in (CONTENT / "sources").glob("*.yaml"))
WITH_FIGURES = [
    name for name in SOURCES if "\nfigures:\n" in (CONTENT / "sources" / name).read_text()
]
ROLES = sorted(path.name for path in (CONTENT / "roles").iterdir())

NEW = Bullet(text="Names its tables: well", sources=("ai-ml-data-guide",), group="MLOps")


def text_of(name: str) -> str:
    return (CONTENT / name).read_text(encoding="utf-8")


def source(name: str, text: str) -> Source:
    model = typed(name, text)
    assert isinstance(model, Source)
    return model


def role(name: str, text: str) -> Role:
    model = typed(name, text)
    assert isinstance(model, Role)
    return model


@lru_cache
def typed(name: str, text: str) -> object:
    """A text as it is read: once, for every example of a test begins with the same one."""
    outcome = parse(name, text.encode())
    assert isinstance(outcome, Document), outcome
    return type_document(outcome)


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came in their place."""
    old, new = before.split("\n"), after.split("\n")
    start = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return old[start : len(old) - end], new[start : len(new) - end]


def test_an_amount_is_corrected_in_its_line() -> None:
    before = text_of(JOBS)
    after = change_figure(before, 0, {"low": 140000})
    assert lines_changed(before, after) == (["    low: 132000"], ["    low: 140000"])


def test_a_figure_is_found_by_its_id_and_keeps_it() -> None:
    before = text_of(BIG_DATA)
    figure = source(BIG_DATA, before).figures[3]
    after = change_figure(before, figure.id, {"low": 111111, "high": None, "open_ended": True})
    changed = source(BIG_DATA, after).figures[3]
    assert changed.id == figure.id
    assert (changed.low, changed.high, changed.open_ended) == (111111, None, True)
    others = [source(BIG_DATA, text).figures for text in (before, after)]
    assert others[0][:3] + others[0][4:] == others[1][:3] + others[1][4:]


def test_a_figure_gains_a_key_where_its_siblings_have_it() -> None:
    went, came = lines_changed(text_of(JOBS), change_figure(text_of(JOBS), 0, {"level": "senior"}))
    assert (went, came) == ([], ["    level: senior"])


@pytest.mark.parametrize("name", WITH_FIGURES)
@settings(deadline=None, max_examples=5)
@given(data=st.data())
def test_any_figure_of_any_source_is_changed_alone(name: str, data: st.DataObject) -> None:
    path = f"sources/{name}"
    before = text_of(path)
    figures = source(path, before).figures
    index = data.draw(st.integers(0, len(figures) - 1))
    low = data.draw(st.integers(0, 1_000_000))
    title = data.draw(st.sampled_from(["Engineer: senior", "No", "“ML” #1", "Dev"]))
    changes = {"low": low, "high": low + 1, "title": title}
    after = source(path, change_figure(before, index, changes))
    changed = figures[index].model_copy(update=changes)
    assert after.figures == (*figures[:index], changed, *figures[index + 1 :])
    assert after.model_copy(update={"figures": figures}) == source(path, before)


def test_a_figure_that_is_not_there_is_said_so() -> None:
    with pytest.raises(EditError, match=r"There is no figure 9: the source has 1\."):
        change_figure(text_of(JOBS), 9, {"low": 1})
    with pytest.raises(EditError, match="no longer has the figure ml-engineer-jobs:0123456789"):
        change_figure(text_of(JOBS), "ml-engineer-jobs:0123456789", {"low": 1})
    with pytest.raises(EditError, match='A figure has no "lo"; did you mean "low"'):
        change_figure(text_of(JOBS), 0, {"lo": 1})


def test_a_bullet_goes_behind_its_group() -> None:
    before = text_of(AI_ENGINEER)
    after = add_bullet(before, "trends", NEW)
    went, came = lines_changed(before, after)
    assert went == []
    assert came == [
        '    - {group: MLOps, text: "Names its tables: well", sources: [ai-ml-data-guide]}'
    ]
    groups = [bullet.group for bullet in role(AI_ENGINEER, after).sections.trends]
    assert groups[:3] == ["MLOps", "MLOps", "Explainability"]


def test_a_first_bullet_makes_its_section_in_card_order() -> None:
    before = text_of(AI_ENGINEER)
    assert role(AI_ENGINEER, before).sections.education == ()
    after = add_bullet(before, "education", NEW)
    assert role(AI_ENGINEER, after).sections.education == (NEW,)
    order = role(AI_ENGINEER, after).written_sections()
    assert [after.index(f"\n  {section}:") for section in order] == sorted(
        after.index(f"\n  {section}:") for section in order
    )
    assert remove_bullet(after, "education", NEW.text) == before


@pytest.mark.parametrize("name", ROLES)
@settings(deadline=None, max_examples=5)
@given(data=st.data())
def test_any_bullet_of_any_role_is_changed_alone(name: str, data: st.DataObject) -> None:
    path = f"roles/{name}"
    before = text_of(path)
    sections = role(path, before).sections
    section = data.draw(st.sampled_from(role(path, before).written_sections()))
    bullets = sections.of(section)
    index = data.draw(st.integers(0, len(bullets) - 1))
    group = data.draw(st.none() | st.sampled_from(["A: b", "Core duties"]))
    made = Bullet(text="It's “new”: #1", sources=("a", "b"), group=group)
    changed = role(path, change_bullet(before, section, bullets[index].text, made))
    expected = sections.model_copy(
        update={section: (*bullets[:index], made, *bullets[index + 1 :])}
    )
    assert changed == role(path, before).model_copy(update={"sections": expected})
    shorter = role(path, remove_bullet(before, section, index)).sections
    assert shorter.of(section) == (*bullets[:index], *bullets[index + 1 :])
    longer = role(path, add_bullet(before, section, made)).sections.of(section)
    assert sorted(longer, key=repr) == sorted((*bullets, made), key=repr)
    assert [bullet for bullet in longer if bullet != made] == list(bullets)
    for other in SECTIONS:
        if other != section:
            assert shorter.of(other) == sections.of(other)


def test_a_bullet_that_is_not_there_is_said_so() -> None:
    before = text_of(AI_ENGINEER)
    with pytest.raises(EditError, match="The section trends no longer says: Nothing"):
        remove_bullet(before, "trends", "Nothing")
    with pytest.raises(EditError, match="There is no bullet 99 in trends: it has 10"):
        change_bullet(before, "trends", 99, NEW)
    with pytest.raises(EditError, match="There is no bullet 0 in education: it has 0"):
        remove_bullet(before, "education", 0)
    with pytest.raises(EditError, match="The section trends already says this: Names"):
        add_bullet(add_bullet(before, "trends", NEW), "trends", NEW)


def test_an_alias_comes_and_goes() -> None:
    before = text_of(ML_ENGINEER)
    after = add_alias(before, "ML: wizard")
    assert role(ML_ENGINEER, after).aliases[-1] == "ML: wizard"
    assert len(lines_changed(before, after)[1]) == 1
    assert remove_alias(after, "ML: wizard") == before
    assert "MLE" not in role(ML_ENGINEER, remove_alias(before, "MLE")).aliases


def test_a_first_alias_stands_behind_the_name() -> None:
    assert add_alias("name: Data\nfamily: ai\n", "DE") == "name: Data\naliases: [DE]\nfamily: ai\n"


def test_an_alias_that_is_there_or_not_is_said_so() -> None:
    with pytest.raises(EditError, match='"MLE" is already an alias'):
        add_alias(text_of(ML_ENGINEER), "MLE")
    with pytest.raises(EditError, match='no alias "MLX"; did you mean "MLE"'):
        remove_alias(text_of(ML_ENGINEER), "MLX")


@pytest.mark.parametrize(
    "name", [*(f"sources/{n}" for n in SOURCES), *(f"roles/{n}" for n in ROLES)]
)
def test_any_file_is_handed_over_and_verified(name: str) -> None:
    before = text_of(name)
    handed = hand_over(before, "U0MAYA", None)
    (gone,), come = lines_changed(before, handed)
    assert gone.startswith("verified: 2026-11-2")
    assert come == ["owner: U0MAYA"]
    verified = mark_verified(handed, date(2027, 1, 2))
    assert lines_changed(handed, verified) == ([], ["verified: 2027-01-02"])
    model = typed(name, verified)
    assert isinstance(model, Role | Source)
    assert (model.owner, model.verified) == ("U0MAYA", date(2027, 1, 2))
    assert hand_over(verified, "U0TOM", "U0MAYA") == handed.replace("U0MAYA", "U0TOM")
    assert hand_over(verified, "U0MAYA", "U0MAYA") == verified
    for thought in (None, "U0SAM"):
        with pytest.raises(EditError, match="owner changed"):
            hand_over(verified, "U0TOM", thought)


def test_what_was_never_verified_is_handed_over_too() -> None:
    text = "name: Data\nsections: {}\n"
    assert hand_over(text, "U0MAYA", None) == "name: Data\nowner: U0MAYA\nsections: {}\n"
