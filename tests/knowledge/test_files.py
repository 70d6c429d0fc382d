"""What a knowledge file may hold, and how it is refused where it holds something else."""

from pathlib import Path

import pytest

from knowledge.documents import fingerprint, read_documents
from knowledge.files import Document, Problem
from knowledge.yaml_files import parse_text

AS_IT_STANDS = ["NO", "yes", "on", "True", "Null", "12:30:00", "1_000", "132,000", "0x1F", "0o17",
                "017", "2024-01-01", ".inf", ".nan", ".5", "1.", "<<", "=", "$100"]  # fmt: skip


def read_folder(root: Path) -> tuple[list[Document], list[Problem]]:
    """Every knowledge file of a folder as plain values."""
    texts, problems = read_documents(root)
    documents: list[Document] = []
    for path, text in texts.items():
        read = parse_text(path, text)
        if isinstance(read, Document):
            documents.append(read)
        else:
            problems.extend(read)
    return documents, problems


def read(folder: Path, text: str | bytes) -> tuple[list[Document], list[Problem]]:
    """One file of the folder, read as every file is."""
    path = folder / "roles" / "odd.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_folder(folder)


def value(folder: Path, written: str) -> object:
    documents, problems = read(folder, f"key: {written}\n")
    assert problems == []
    return documents[0].content["key"]


@pytest.mark.parametrize("written", AS_IT_STANDS)
def test_text_stays_text(tmp_path: Path, written: str) -> None:
    assert value(tmp_path, written) == written


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("132000", 132_000),
        ("-5", -5),
        ("+7", 7),
        ("26.03", 26.03),
        ("1e3", 1000.0),
        ("-2.5E-1", -0.25),
        ("'132000'", "132000"),
        ('"null"', "null"),
        ('"a\\tb\\n"', "a\tb\n"),
        ("|\n  two\n  lines", "two\nlines\n"),
        ("[1, [two]]", [1, ["two"]]),
        ("{a: 1}", {"a": 1}),
        ("9" * 40, int("9" * 40)),
    ],
)
def test_plain_values_are_read(tmp_path: Path, written: str, meant: object) -> None:
    read_as = value(tmp_path, written)
    assert (read_as, type(read_as)) == (meant, type(meant))


def test_twenty_levels_are_enough(tmp_path: Path) -> None:
    documents, problems = read(tmp_path, "key: " + "[" * 19 + "]" * 19)
    assert documents
    assert problems == []


BOMB = "\n".join(
    ["a: &a [ha, ha]"] + [f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
)  # fmt: skip

REFUSED: list[tuple[str, str | bytes, tuple[int, int], str]] = [
    ("a key given twice", "name: a\nfamily: b\nname: c\n", (3, 1), "name: this key appears twice"),
    ("a key given twice within", "a:\n  - {b: 1, c: 2, b: 3}\n", (2, 18), "a.0.b: this key appears twice"),
    ("an anchor", "name: &n x\n", (1, 7), "anchors (&) and aliases (*) are not allowed"),
    ("an alias to nothing", "name: *n\n", (1, 7), "anchors (&) and aliases (*) are not allowed"),
    ("an alias bomb", BOMB, (1, 4), "anchors (&) and aliases (*) are not allowed"),
    ("a merge", "a: {b: 1}\nc:\n  <<: *a\n", (3, 7), "anchors (&) and aliases (*) are not allowed"),
    ("a standard tag", "name: !!str 1\n", (1, 7), "tags (!) are not allowed"),
    ("a tag that runs code", "name: !!python/object/apply:os.getcwd []\n", (1, 7), "tags (!) are not allowed"),
    ("a tag on a list", "a: 1\nb: !set [x]\n", (2, 4), "tags (!) are not allowed"),
    ("a tab to indent", "name:\n\t- x\n", (2, 1), "is not YAML: found character that cannot start any token: use spaces, not tabs"),
    ("a byte order mark", "\ufeffname: x\n", (1, 1), "begins with a byte order mark: save as plain UTF-8"),
    ("UTF-16", "name: x\n".encode("utf-16"), (1, 1), "is not UTF-8 text here: save as UTF-8"),
    ("UTF-16 without a mark", "name: x\n".encode("utf-16-le"), (1, 2), "contains a character that YAML doesn't allow"),
    ("Latin-1", "name: x\ntext: caf\xe9\n".encode("latin-1"), (2, 10), "is not UTF-8 text here: save as UTF-8"),
    ("Latin-1 amid UTF-8", "text: café ".encode() + b"\xe9\n", (1, 12), "is not UTF-8 text here: save as UTF-8"),
    ("half a character", "text: é".encode()[:-1], (1, 7), "is not UTF-8 text here: save as UTF-8"),
    ("a NUL", "name: x\ntext: a\0b\n", (2, 8), "contains a character that YAML doesn't allow"),
    ("a control character", "name: x\nté: é\x07\n", (2, 6), "contains a character that YAML doesn't allow"),
    ("a NUL in disguise", 'name: x\ntext: "a\\0b"\n', (2, 7), "text: contains a control character"),
    ("an escape sequence in disguise", 'list: [x, "\\e[31m"]\n', (1, 11), "list.1: contains a control character"),
    ("a control character in a key", '"na\\0me": x\n', (1, 1), "a key must be plain text"),
    ("a line break in a key", '"na\\nme": x\n', (1, 1), "a key must be plain text"),
    ("a next-line character", "name: x\ntext: a\x85b\n", (2, 8), "contains an odd line break (U+0085): retype it"),
    ("a line separator", "name: x\ntext: a\u2028b\n", (2, 8), "contains an odd line break (U+2028): retype it"),
    ("a paragraph separator", "name: x\ntext: a\u2029b\n", (2, 8), "contains an odd line break (U+2029): retype it"),
    ("a lone carriage return", "name: x\rtext: y\n", (1, 8), "contains an odd line break (U+000D): retype it"),
    ("two documents", "name: x\n---\nname: y\n", (2, 1), "one file holds one document: remove `---`"),
    ("a list", "- name: x\n", (1, 1), "must be a mapping of keys to values, such as `name: …`"),
    ("a word", "name\n", (1, 1), "must be a mapping of keys to values, such as `name: …`"),
    ("only a mark", "---\n", (1, 1), "must be a mapping of keys to values, such as `name: …`"),
    ("nothing", "", (1, 1), "is empty"),
    ("only a comment", "# name: x\n", (1, 1), "is empty"),
    ("lists too deep", "a: " + "[" * 30 + "]" * 30, (1, 23), "is nested deeper than 20 levels"),
    ("mappings too deep", "{a: " * 5000, (1, 81), "is nested deeper than 20 levels"),
    ("bullets too deep", "- " * 5000 + "a", (1, 41), "is nested deeper than 20 levels"),
    ("a huge number", f"a: 1\nb: {'9' * 41}\n", (2, 4), "b: this number is too long"),
    ("a huge fraction", f"a: [1.{'9' * 5000}]\n", (1, 5), "a.0: this number is too long"),
    ("a number as a key", "name: x\n2024: y\n", (2, 1), "a key must be text"),
    ("a truth as a key", "true: y\n", (1, 1), "a key must be text"),
    ("nothing as a key", "a:\n  null: y\n", (2, 3), "a: a key must be text"),
    ("a list as a key", "? [a, b]\n: y\n", (1, 3), "a key must be text"),
    ("an open quote", "name: x\ntext: 'y\n", (3, 1), "is not YAML: found unexpected end of stream"),
    ("an end amid a line", "name: x\ntext", (2, 5), "is not YAML: could not find expected ':'"),
    ("an open bracket", "a: [1, 2\nb: 3\n", (2, 2), "is not YAML: did not find expected ',' or ']'"),
    ("a colon in text", "name: Guide: part 2\n", (1, 12), "is not YAML: mapping values are not allowed in this context"),
    ("an at sign", "name: @home\n", (1, 7), "is not YAML: found character that cannot start any token"),
    ("an unknown directive", "%FOO\n---\na: 1\n", (1, 5), "is not YAML: found unknown directive name"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_refused(tmp_path: Path, text: str | bytes, place: tuple[int, int], words: str) -> None:
    documents, problems = read(tmp_path, text)
    assert documents == []
    line, column = place
    assert [str(problem) for problem in problems] == [f"roles/odd.yaml:{line}:{column}: {words}"]


def test_windows_line_ends_count_once(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "name: x\r\nname: y\r\n")
    assert [(problem.line, problem.column) for problem in problems] == [(2, 1)]


def test_all_repeated_keys_are_told_at_once(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a: 1\na: 2\nb: 1\nb: 2\n")
    assert [(problem.line, problem.where) for problem in problems] == [(2, "a"), (4, "b")]


def test_every_value_has_its_place(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, "name: x\nlist:\n  - {a: 1}\n  - b\n")
    assert documents[0].positions == {
        (): (1, 1),
        ("name",): (1, 1),
        ("list",): (2, 1),
        ("list", 0): (3, 5),
        ("list", 0, "a"): (3, 6),
        ("list", 1): (4, 5),
    }


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "# " + "x" * 8_000_000)
    assert [str(problem) for problem in problems] == [
        "roles/odd.yaml: is larger than 8,000,000 bytes"
    ]


@pytest.mark.parametrize("ending", ["yml", "YML", "YAML", "Yaml"])
def test_another_ending_is_told(tmp_path: Path, ending: str) -> None:
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / f"odd.{ending}").write_text("name: x\n")
    documents, problems = read_folder(tmp_path)
    assert documents == []
    assert [str(problem) for problem in problems] == [
        f"roles/odd.{ending}: is ignored: knowledge files end in .yaml"
    ]


@pytest.mark.parametrize("stray", ["role/odd.yaml", "odd.yaml"])
def test_a_file_in_the_wrong_folder_is_told(tmp_path: Path, stray: str) -> None:
    (tmp_path / stray).parent.mkdir(exist_ok=True)
    (tmp_path / stray).write_text("name: x\n")
    _, problems = read_folder(tmp_path)
    assert [str(problem) for problem in problems] == [
        f"{stray}: warning: is ignored: knowledge files go in sources/, roles/, occupations/, vocabulary/, feeds/"
    ]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    _, problems = read_folder(tmp_path)
    assert [problem.message for problem in problems] == ["no knowledge files here (*.yaml)"]


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "roles" / "folder.yaml").mkdir(parents=True)
    (tmp_path / "roles" / "link.yaml").symlink_to("nowhere")
    (tmp_path / "roles" / "whole.yaml").write_text("name: x\n")
    documents, problems = read_folder(tmp_path)
    assert [document.path for document in documents] == ["roles/whole.yaml"]
    assert [str(problem) for problem in problems] == [
        "roles/folder.yaml: cannot be read: Is a directory",
        "roles/link.yaml: cannot be read: No such file or directory",
    ]


def test_the_fingerprint_follows_names_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "roles" / "odd.yaml"
    seen = [fingerprint(tmp_path)]
    for text in ("name: x\n", "name: x \n", "name: x\n# a comment\n"):
        read(tmp_path, text)
        seen.append(fingerprint(tmp_path))
    path.rename(path.with_name("even.yaml"))
    seen.append(fingerprint(tmp_path))
    path.symlink_to("nowhere")
    seen.append(fingerprint(tmp_path))
    assert len(set(seen)) == len(seen)
    read(tmp_path / "again", "name: x\n")
    assert fingerprint(tmp_path / "again") == seen[1]
