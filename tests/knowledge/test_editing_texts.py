"""Changing one thing in a YAML text, example by example: what goes, what comes, what stays."""

from typing import Any

import pytest

from knowledge.editing import EditError, add_item, remove_item, set_value
from knowledge.files import Location
from tests.knowledge.yaml_text import TEXT, read, value_at

SETTINGS: list[tuple[str, Location, Any, tuple[str, str]]] = [
    ("a plain text", ("name",), "Data", ("Machine Learning", "Data")),
    ("a plain text that needs quotes", ("name",), "a: b", ("Machine Learning", '"a: b"')),
    ("an item of a flow list", ("aliases", 0), "DE", ("MLE", "DE")),
    ("a single-quoted item", ("aliases", 1), "it's", ("ML eng", "it''s")),
    ("a double-quoted item", ("aliases", 2), "Dev", ("ML: dev", "Dev")),
    ("nothing", ("empty",), 5, ("", " 5")),
    ("null", ("none",), True, ("null", "true")),
    ("a folded text", ("summary",), "Builds data", ("models\n  that learn.", "data")),
    ("a folded text by two lines", ("summary",), "a\n b", (">-  # folded\n  Builds models\n  that learn.", "|-  # folded\n  a\n   b")),
    ("a folded text by a number", ("summary",), 7, (">-  # folded\n  Builds models\n  that learn.", "7  # folded")),
    ("a literal text", ("literal",), "one", ("|\n  one\n\n  two", ">-\n  one")),
    ("a text in a flow mapping", ("sections", "skills", 0, "text"), "R", ("Python", "R")),
    ("a flow list", ("sections", "skills", 1, "sources"), ["c"], ("a, b", "c")),
    ("a flow list by none", ("aliases",), [], ("MLE,  'ML eng', \"ML: dev\"", "")),
    ("a list of lines", ("sections", "trends", 0, "sources"), ["c"], ("\n    - a   # one\n    - b", " [c]")),
    ("an item of a list of lines", ("sections", "trends", 0, "sources", 0), "c", ("- a   #", "- c   #")),
    ("a whole item", ("sections", "trends", 0), "x", ("group: Now\n    text: 'It''s new'   # quoted\n    sources:\n    - a   # one\n    - b", "x")),
    ("a whole mapping", ("sections",), {"a": [1]}, ("", "")),
    ("the last line", ("last",), 1.5, ("plain text", "1.5")),
    ("a new key at the end", ("new",), "x", ("", "\nnew: x")),
    ("a new list at the end", ("new",), ["a: b", 1], ("", '\nnew: ["a: b", 1]')),
    ("a new list of mappings", ("new",), [{"a": 1, "b": ["c"]}], ("", "\nnew:\n  - a: 1\n    b: [c]")),
    ("a new key of a flow mapping", ("sections", "skills", 1, "group"), "Core", ("", ", group: Core")),
    ("a new key of an item", ("sections", "trends", 0, "new"), 1, ("", "\n    new: 1")),
    ("a key of nothing", ("empty", "a", "b"), 1, ("   # nothing yet", "   # nothing yet\n  a:\n    b: 1")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "change"), [row[1:] for row in SETTINGS], ids=[row[0] for row in SETTINGS]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_value_is_set(path: Location, value: Any, change: tuple[str, str], newline: str) -> None:
    text = TEXT.replace("\n", newline)
    after = set_value(text, path, value)
    assert value_at(read(after), path) == value
    assert after.replace("\r\n", "\n").count("\r") == 0
    assert after.count("\r") == (after.count("\n") if newline == "\r\n" else 0)
    if change != ("", ""):
        went, came = (part.replace("\n", newline) for part in change)
        assert text.replace(went, came, 1) == after if went else came in after


def test_what_is_so_already_changes_nothing() -> None:
    for path, value in [(("name",), "Machine Learning"), (("literal",), "one\n\ntwo\n")]:
        assert set_value(TEXT, path, value) == TEXT


def test_a_key_goes_to_its_place() -> None:
    order = ("first", "name", "middle", "aliases", "last")
    assert "\nname:  Machine Learning   # the name\nmiddle: 1\naliases:" in set_value(TEXT, ("middle",), 1, order)  # fmt: skip
    assert set_value(TEXT, ("first",), 1, order).startswith("# at the head\nfirst: 1\nname:")
    bullet = ("sections", "skills", 1, "group")
    assert '- {group: Core, text: "SQL",' in set_value(TEXT, bullet, "Core", ("group", "text"))


ADDITIONS: list[tuple[str, Location, Any, str]] = [
    ("to a flow list", ("aliases",), "x", '"ML: dev", "x"] # in flow'),
    ("to a flow list over lines", ("long",), "x", "  b, x,\n]"),
    ("to a list of flow mappings", ("sections", "skills"), {"text": "R", "sources": ["a: b"]}, '    - {text: "SQL", sources: [a, b]}\n    - {text: "R", sources: ["a: b"]}\n  trends:'),
    ("to a list of mappings", ("sections", "trends"), {"group": "Then", "text": "It's old", "sources": ["c"]}, "    - b\n  - group: Then\n    text: 'It''s old'\n    sources: [c]\nlong:"),
    ("to a list of lines", ("sections", "trends", 0, "sources"), "c", "    - b\n    - c\nlong"),
    ("to a list in a list", ("nested", 0), "c", "  - y\n  - c\n- z"),
    ("to a list of lists", ("nested",), "c", "- z\n- c\nlast"),
    ("to what is empty", ("empty",), "c", "empty: [c]   # nothing yet"),
    ("to what is null", ("none",), {"a": 1}, "none:\n  - a: 1\nsummary"),
    ("to a list not there yet", ("sections", "challenges"), {"text": "x"}, "    - b\n  challenges:\n"),
    ("to a list in what is not there", ("new", "list"), 1, "\nnew:\n  list: [1]"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "item", "says"), [row[1:] for row in ADDITIONS], ids=[row[0] for row in ADDITIONS]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_item_is_added(path: Location, item: Any, says: str, newline: str) -> None:
    text = TEXT.replace("\n", newline)
    after = add_item(text, path, item)
    assert says.replace("\n", newline) in after
    assert value_at(read(after), path)[-1] == item


REMOVALS: list[tuple[str, Location, tuple[str, str]]] = [
    ("the first of a flow list", ("aliases", 0), ("[MLE,  'ML", "['ML")),
    ("the middle of a flow list", ("aliases", 1), (",  'ML eng'", "")),
    ("the last of a flow list", ("aliases", 2), (', "ML: dev"', "")),
    ("before a comment", ("long", 0), ("  a, # about a", "  # about a")),
    ("the last before a comma", ("long", 1), ("  b,\n", "")),
    ("a line", ("sections", "skills", 0), ('    - {group: Core, text: "Python", sources: [a]}  # first\n', "")),
    ("the last line", ("last",), ("\nlast: plain text", "")),
    ("an item of a list of lines", ("sections", "trends", 0, "sources", 0), ("    - a   # one\n", "")),
    ("the last item of a list of lines", ("sections", "trends", 0, "sources", 1), ("    - b\n", "")),
    ("the only item", ("sections", "trends", 0), ("  trends:\n  - group: Now\n    text: 'It''s new'   # quoted\n    sources:\n    - a   # one\n    - b", "  trends: []")),
    ("the key on a dash", ("sections", "trends", 0, "group"), ("- group: Now\n    text", "- text")),
    ("a key within", ("sections", "trends", 0, "text"), ("    text: 'It''s new'   # quoted\n", "")),
    ("a key of a flow mapping", ("sections", "skills", 0, "text"), ('text: "Python", ', "")),
    ("the last key of a flow mapping", ("sections", "skills", 0, "sources"), (", sources: [a]}", "}")),
    ("a folded text", ("summary",), ("summary: >-  # folded\n  Builds models\n  that learn.\n", "")),
    ("a key with nothing", ("empty",), ("empty:   # nothing yet\n", "")),
    ("the first of a list in a list", ("nested", 0, 0), ("- - x\n  - y", "- - y")),
    ("a list in a list", ("nested", 0), ("- - x\n  - y\n", "")),
    ("a section", ("sections", "trends"), ("  trends:\n  - group: Now\n    text: 'It''s new'   # quoted\n    sources:\n    - a   # one\n    - b\n", "")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "change"), [row[1:] for row in REMOVALS], ids=[row[0] for row in REMOVALS]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_item_is_removed(path: Location, change: tuple[str, str], newline: str) -> None:
    text = TEXT.replace("\n", newline)
    went, came = (part.replace("\n", newline) for part in change)
    assert text.count(went) == 1
    assert remove_item(text, path) == text.replace(went, came)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_without_a_last_line_break_has_none_when_its_end_is_removed(newline: str) -> None:
    text = "name: x\nroles: [a]\n\n\nlast:\n  - b".replace("\n", newline)
    assert remove_item(text, ("last",)) == "name: x\nroles: [a]".replace("\n", newline)


NOT_THERE: list[Location] = [
    ("nothing",), ("aliases", 3), ("aliases", -1), ("aliases", "x"), ("name", "x"), ("name", 0),
    ("sections", "skills", 2), ("sections", "skills", 0, "x"), (),
]  # fmt: skip


@pytest.mark.parametrize("path", NOT_THERE, ids=str)
def test_what_is_not_there_is_not_removed(path: Location) -> None:
    with pytest.raises(EditError):
        remove_item(TEXT, path)


@pytest.mark.parametrize("path", [("aliases", 3), ("aliases", "x"), ("name", "x"), ("new", 0)])
def test_what_is_not_there_is_not_set(path: Location) -> None:
    with pytest.raises(EditError, match=r"^There is no .* in the file\.$"):
        set_value(TEXT, path, "x")


def test_only_a_list_takes_items() -> None:
    with pytest.raises(EditError, match="name is not a list"):
        add_item(TEXT, ("name",), "x")


def test_a_file_keeps_its_last_key() -> None:
    with pytest.raises(EditError, match="leave the file empty"):
        remove_item("a: 1\n", ("a",))


@pytest.mark.parametrize("value", [float("inf"), float("nan"), "\x07", "\r", "\x85", "\ud800"])
def test_what_no_file_can_hold_is_refused(value: str | float) -> None:
    with pytest.raises(EditError):
        set_value(TEXT, ("name",), value)


@pytest.mark.parametrize("text", ["a: [", "a: &x 1\nb: *x\n", "a: 1\na: 2\n", "- a\n", ""])
def test_a_file_that_cannot_be_read_is_not_edited(text: str) -> None:
    with pytest.raises(EditError, match=r"^Line \d"):
        set_value(text, ("a",), 1)
