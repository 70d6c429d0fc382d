"""Changing one thing in any YAML text: it reads exactly as asked, and all else stays as it was."""

from collections import Counter
from copy import deepcopy
from typing import Any, cast

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.settings import CONTENT
from knowledge.documents import knowledge_paths
from knowledge.editing import add_item, remove_item, set_value
from knowledge.files import Document, Location
from knowledge.yaml_files import parse
from tests.knowledge.yaml_text import TEXT, read, value_at

FILES = {
    path.relative_to(CONTENT).as_posix(): path.read_text(encoding="utf-8")
    for path in knowledge_paths(CONTENT)
}

ODD = ["", " ", "no", "Yes", "null", "~", "true", "1e3", "e1", "0x1F", "0o7", "1_000", "-1", "12:30",
       "2026-11-21", "- a", "-", "? a", ": ", "a: b", "a:", "a #b", "# a", "[a]", "{a}", "a, b", "]", "&a",
       "*a", "!a", "|", ">-", "@a", "`a", "%a", "'", '"', "it's", 'say "x"', "a\nb", "\n", "a\n", "\na",
       " a", "a ", "a  b", "\ta", "a\tb", "...", "---", "é", "👩‍💻", "\xa0", "\u200b", "\ufeff", "\\", "a\\n",
       "<<", "=", "<!channel>", "x" * 200, "w " * 99 + "w", "#a\n#b", "a\n\n\nb", "a\n  b\nc"]  # fmt: skip

no_controls = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"
) | st.sampled_from("\n\t")
strings = st.sampled_from(ODD) | st.text(no_controls, max_size=200)
scalars = st.one_of(
    strings,
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
)


def paths(content: object, kinds: tuple[type, ...], at: Location = ()) -> list[Location]:
    """The way to every value of some kinds."""
    found = [at] if isinstance(content, kinds) else []
    within: list[tuple[str | int, object]] = []
    if isinstance(content, dict):
        within = list(cast("dict[str | int, object]", content).items())
    elif isinstance(content, list):
        within = list(enumerate(cast("list[object]", content)))
    return [*found, *(path for step, one in within for path in paths(one, kinds, (*at, step)))]


SCALARS = (str, int, float, bool, type(None))


@st.composite
def files(draw: st.DrawFn) -> str:
    """A knowledge file as people keep them: with comments, of either line end, with no last one."""
    text = draw(st.sampled_from([TEXT, *FILES.values()]))
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 3))):
        # Between the lines of a flow collection or at the root: a comment is one wherever it stands.
        place = draw(st.integers(0, len(lines)))
        lines.insert(place, draw(st.sampled_from(["# a comment", "    # another: one", ""])))
    edited = "\n".join(lines)
    outcome = parse("a.yaml", edited.encode())
    assume(isinstance(outcome, Document) and outcome.content == read(text))
    if draw(st.booleans()):
        edited = edited.rstrip("\n")
    return edited.replace("\n", "\r\n") if draw(st.booleans()) else edited


def assert_only(before: str, after: str, lines_gone: int, lines_come: int) -> None:
    """The lines at both ends are the same, byte for byte; only so many are not."""
    old, new = before.split("\n"), after.split("\n")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    assert len(old) - start - end <= lines_gone
    assert len(new) - start - end <= lines_come


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip().startswith("# ")]


@settings(deadline=None, max_examples=30)
@given(value=scalars)
@pytest.mark.parametrize("path", [("name",), ("aliases", 0), ("aliases", 1), ("aliases", 2), ("empty",),
                                  ("summary",), ("literal",), ("sections", "skills", 0, "text"),
                                  ("sections", "trends", 0, "text"), ("last",), ("new",)], ids=str)  # fmt: skip
def test_any_value_reads_back(path: Location, value: Any) -> None:
    assume(len(str(value)) <= 40 or isinstance(value, str))
    after = set_value(TEXT, path, value)
    read_back = value_at(read(after), path)
    assert (read_back, type(read_back)) == (value, type(value))
    rest = deepcopy(read(TEXT))
    value_at(rest, path[:-1])[path[-1]] = value
    assert read(after) == rest


@settings(deadline=None, max_examples=30)
@given(text=files(), data=st.data())
def test_a_value_of_any_file_is_set_and_nothing_else(text: str, data: st.DataObject) -> None:
    content = read(text)
    path = data.draw(st.sampled_from(paths(content, SCALARS)))
    value = data.draw(strings)
    after = set_value(text, path, value)
    value_at(content, path[:-1])[path[-1]] = value
    assert read(after) == content
    old = len(str(value_at(read(text), path)).split("\n")) + 3
    assert_only(text, after, old + 8, len(value.split("\n")) + 9)
    assert comments(after) == comments(text) or "# " in value or '"# ' in after
    assert after.endswith("\n") == text.endswith("\n")
    if "\r\n" in text:
        assert after.count("\r\n") == after.count("\n") == after.count("\r")


@settings(deadline=None, max_examples=30)
@given(text=files(), data=st.data())
def test_an_item_of_any_file_is_removed_and_nothing_else(text: str, data: st.DataObject) -> None:
    content = read(text)
    holder = data.draw(st.sampled_from(paths(content, (list, dict))))
    within: Any = value_at(content, holder)
    assume(len(within) > 1)
    steps: list[str | int] = [at[-1] for at in paths(within, (object,)) if len(at) == 1]
    path = (*holder, data.draw(st.sampled_from(steps)))
    after = remove_item(text, path)
    del within[path[-1]]
    assert read(after) == content
    assert after.endswith("\n") == text.endswith("\n")
    new_lines = Counter(after.split("\n")) - Counter(text.split("\n"))
    assert new_lines.total() <= 2, "the line it stood on, and the one before where it was the last"
    if "\r\n" in text:
        assert after.count("\r\n") == after.count("\n") == after.count("\r")


@settings(deadline=None, max_examples=30)
@given(text=files(), data=st.data())
def test_an_item_is_added_to_any_list_and_removed_again(text: str, data: st.DataObject) -> None:
    content = read(text)
    lists = paths(content, (list,))
    assume(lists)  # some files have none
    path = data.draw(st.sampled_from(lists))
    siblings = value_at(content, path)
    item: Any
    if siblings and isinstance(siblings[-1], dict):
        keys = st.sampled_from(list(cast("dict[str, object]", siblings[-1])))
        item = data.draw(st.dictionaries(keys, strings | st.lists(strings, max_size=2), min_size=1))
    else:
        item = data.draw(strings)
    after = data.draw(st.none() | st.integers(0, len(siblings) - 1)) if siblings else None
    made = add_item(text, path, item, after)
    index = len(siblings) if after is None else after + 1
    siblings.insert(index, item)
    assert read(made) == content
    assert_only(text, made, 1, 1 + (1 if isinstance(item, str) else len(item)))
    assert comments(made) == comments(text) or "# " in str(item)
    assert remove_item(made, (*path, index)) == text


@settings(deadline=None, max_examples=30)
@given(text=files(), data=st.data())
@example(text="a: 1", data=None).via("no line break at all")
def test_a_key_is_added_to_any_mapping_and_removed_again(text: str, data: Any) -> None:
    content = read(text)
    path = () if data is None else data.draw(st.sampled_from(paths(content, (dict,))))
    value = "x" if data is None else data.draw(strings | st.lists(strings, max_size=3))
    made = set_value(text, (*path, "a new key"), value)
    value_at(content, path)["a new key"] = value
    assert read(made) == content
    assert_only(text, made, 1, 2)
    assert remove_item(made, (*path, "a new key")) == text
