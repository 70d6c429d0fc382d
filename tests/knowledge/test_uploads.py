"""What may be handed in, and where it belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.uploads import Refused, Upload, UploadedFile, read_upload
from tests.corpus.hostile.cases import TEXTS, judged
from tests.corpus.hostile.zips import zipped

ROLE = "roles/ai-engineer.yaml"
SOURCE = "sources/ml-engineer-jobs.yaml"
TERMS = "vocabulary/levels.yaml"


def handed_in(*files: tuple[str, str | bytes], known: tuple[str, ...] = ()) -> Upload | Refused:
    uploaded = [UploadedFile(n, c if isinstance(c, bytes) else c.encode()) for n, c in files]
    return read_upload(uploaded, known)


@pytest.mark.parametrize("path", [ROLE, SOURCE, TERMS])
@pytest.mark.parametrize("ending", [".yaml", ".yml", ".YAML"])
def test_a_lone_file_is_told_by_its_keys(path: str, ending: str) -> None:
    name = path.partition("/")[2].replace(".yaml", ending)
    assert handed_in((name, TEXTS[path])) == Upload({path: TEXTS[path]})


def test_a_lone_file_that_cannot_be_read_is_the_one_of_its_name() -> None:
    known = (ROLE, SOURCE)
    assert handed_in(("ai-engineer.yaml", "name: ["), known=known) == Upload({ROLE: "name: ["})
    refused = handed_in(("ai-engineer.yaml", "name: ["))
    assert isinstance(refused, Refused)
    assert str(refused.problems[0]).startswith("ai-engineer.yaml:1:8: is not YAML")


def test_its_keys_say_more_than_a_name_that_is_there() -> None:
    """A new source of a role's name must not take the role's place."""
    uploaded = handed_in(("ai-engineer.yaml", TEXTS[SOURCE]), known=(ROLE,))
    assert uploaded == Upload({"sources/ai-engineer.yaml": TEXTS[SOURCE]})


@pytest.mark.parametrize("top", ["", "content/", "my knowledge/"])
def test_a_zip_keeps_its_paths(top: str) -> None:
    content = zipped({f"{top}{path}": TEXTS[path] for path in (ROLE, SOURCE, TERMS)})
    assert handed_in(("all.zip", content)) == Upload({p: TEXTS[p] for p in (ROLE, SOURCE, TERMS)})


def test_lone_files_in_a_zip_are_told_by_their_keys() -> None:
    content = zipped({"ai-engineer.yaml": TEXTS[ROLE], "levels.yaml": TEXTS[TERMS]})
    assert handed_in(("two.zip", content)) == Upload({ROLE: TEXTS[ROLE], TERMS: TEXTS[TERMS]})


def test_what_programs_add_to_a_zip_is_passed_over() -> None:
    content = zipped({
        "content/": b"", "content/roles/": b"", f"content/{ROLE}": TEXTS[ROLE],
        "content/.DS_Store": b"\0", "__MACOSX/content/roles/._ai-engineer.yaml": b"\0\5\x16\7",
        "content/schema/role.json": "{}",
    })  # fmt: skip
    assert handed_in(("mac.zip", content)) == Upload({ROLE: TEXTS[ROLE]})


@pytest.mark.parametrize(
    "junk",
    [
        "Thumbs.db", "content/roles/Thumbs.db", "content/thumbs.db", "content/ehthumbs.db", "desktop.ini",
        "content/Desktop.ini", "content/roles/._ai-engineer.yaml", "content/._.DS_Store", "content/roles/.DS_Store",
        "content/__MACOSX/._x", "__MACOSX/._content",
    ],
)  # fmt: skip
def test_what_systems_leave_in_folders_is_passed_over(junk: str) -> None:
    content = zipped({f"content/{ROLE}": TEXTS[ROLE], junk: b"\xd0\xcf\x11\xe0"})
    assert handed_in(("all.zip", content)) == Upload({ROLE: TEXTS[ROLE]})


@pytest.mark.parametrize("top", ["", "content\\", "my knowledge\\"])
def test_a_zip_of_powershell_5_is_taken(top: str) -> None:
    """Its Compress-Archive writes paths with backslashes, against the zip format's own rule (4.4.17.1)."""
    names = {f"{top}{path}".replace("/", "\\"): TEXTS[path] for path in (ROLE, SOURCE, TERMS)}
    content = zipped({**names, f"{top}empty\\": b"", f"{top}roles\\Thumbs.db": b"\0"})
    assert handed_in(("all.zip", content)) == Upload({p: TEXTS[p] for p in (ROLE, SOURCE, TERMS)})


def test_one_document_under_both_kinds_of_slash_is_refused() -> None:
    content = zipped({ROLE: TEXTS[ROLE], ROLE.replace("/", "\\"): TEXTS[ROLE]})
    refused = handed_in(("all.zip", content))
    assert isinstance(refused, Refused)
    assert "upload only one of them" in refused.problems[0].message


def test_all_knowledge_fits_in_one_zip() -> None:
    files = (UploadedFile("content.zip", zipped(TEXTS)),)
    assert read_upload(files) == Upload(TEXTS)
    assert judged(files) == []


def test_line_ends_and_comments_come_through() -> None:
    text = TEXTS[ROLE].replace("\n", "\r\n") + "# the end"
    assert handed_in(("ai-engineer.yaml", text)) == Upload({ROLE: text})


def test_every_problem_of_every_file_is_told() -> None:
    content = zipped({"roles/a.yaml": b"\xff", "roles/b.sh": "", "../c.yaml": ""})
    refused = handed_in(("all.zip", content), ("notes.txt", ""), ("ai-engineer.yaml", TEXTS[ROLE]))
    assert isinstance(refused, Refused)
    assert [problem.path for problem in refused.problems] == [
        "all.zip/../c.yaml",
        "all.zip/roles/a.yaml",
        "all.zip/roles/b.sh",
        "notes.txt",
    ]


NAMES = st.text(max_size=40) | st.sampled_from(
    ["a.yaml", "a.zip", "roles/a.yaml", "..zip", ".yaml"]
)


@given(files=st.lists(st.tuples(NAMES, st.binary(max_size=200)), max_size=4))
def test_any_bytes_are_taken_or_refused_in_plain_lines(files: list[tuple[str, bytes]]) -> None:
    outcome = read_upload([UploadedFile(name, content) for name, content in files], TEXTS)
    if isinstance(outcome, Refused):
        assert outcome.problems
        assert all(str(problem).isprintable() for problem in outcome.problems)
    else:
        assert all(path.count("/") == 1 and path.endswith(".yaml") for path in outcome.documents)


GOOD_ZIP = zipped({ROLE: TEXTS[ROLE], SOURCE: TEXTS[SOURCE]})


@given(st.integers(0, len(GOOD_ZIP)), st.binary(max_size=12), st.integers(0, 12))
def test_a_damaged_zip_is_never_read_as_something_else(at: int, new: bytes, lost: int) -> None:
    content = GOOD_ZIP[:at] + new + GOOD_ZIP[at + lost :]
    outcome = handed_in(("all.zip", content))
    if isinstance(outcome, Upload):
        assert set(outcome.documents.values()) <= {TEXTS[ROLE], TEXTS[SOURCE]}
