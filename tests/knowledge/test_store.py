"""The store of published knowledge: whole or refused, whatever happens to its file."""

import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from tinydb import TinyDB

from bot.settings import CONTENT
from knowledge.check import document_of
from knowledge.documents import fingerprint
from knowledge.files import Document
from knowledge.store import DamagedStoreError, KnowledgeStore, check_folder, open_library
from tests.knowledge.content_copy import AI_ENGINEER, JOBS, ContentCopy
from tests.revisions.machine import write
from tests.revisions.small_content import SMALL


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "knowledge.json"


@pytest.fixture
def store(path: Path) -> KnowledgeStore:
    return KnowledgeStore(path)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """The documents that come along, in path order."""
    return documents_in(CONTENT)


def documents_in(content: Path) -> list[Document]:
    examined, _, problems = check_folder(content)
    assert problems == []
    return list(map(document_of, examined))


def loaded(store: KnowledgeStore) -> tuple[str, list[Document]]:
    """What is published, in path order."""
    published = store.load()
    assert published is not None
    return published.revision, sorted(published.documents, key=lambda document: document.path)


def test_what_is_published_is_loaded(store: KnowledgeStore, documents: list[Document]) -> None:
    store.publish(documents, "first")
    assert loaded(store) == ("first", documents)
    published = store.load()
    assert published is not None
    assert [one.digest for one in published.documents] == [one.digest for one in documents]
    assert store.digests() == {one.path: one.digest for one in documents}


def test_every_kind_of_value_survives(store: KnowledgeStore) -> None:
    content: dict[str, object] = {
        "text": 'Ärger „mit“ 🤖\n\tand\\more\n"_meta":{}',
        "numbers": [0, -1, 2.0, 26.03, 10**18, 1e-9],
        "flags": [True, False, None],
        "nested": {"": [{}, []]},
    }
    store.publish([Document("roles/odd.yaml", content)], "odd")
    revision, (document,) = loaded(store)
    assert (revision, document.path) == ("odd", "roles/odd.yaml")
    assert as_json(document.content) == as_json(content), "true is not 1, nor 2.0 2"
    assert store.digests() == {"roles/odd.yaml": ""}


def as_json(content: Mapping[str, object]) -> str:
    return json.dumps(content, sort_keys=True)


def test_a_set_replaces_the_one_before(store: KnowledgeStore, documents: list[Document]) -> None:
    store.publish(documents, "first")
    store.publish(documents[:2], "second")
    assert loaded(store) == ("second", documents[:2])


def test_an_empty_set_is_a_set(store: KnowledgeStore) -> None:
    store.publish([], "none")
    assert loaded(store) == ("none", [])
    assert store.digests() == {}


def test_nothing_is_loaded_before_anything_is_published(store: KnowledgeStore) -> None:
    assert store.load() is None
    assert store.digests() == {}


def with_bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Other bytes made out of those that were there."""

    def damage(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return damage


def replaced_by(data: bytes) -> Callable[[Path], None]:
    return with_bytes(lambda _: data)


def with_head(**meta: object) -> Callable[[Path], None]:
    """Another first line over the same body."""

    def damage(path: Path) -> None:
        head, _, body = path.read_bytes().partition(b"\n")
        path.write_bytes(json.dumps({**json.loads(head), **meta}).encode() + b"\n" + body)

    return damage


def written_by_tinydb(path: Path) -> None:
    path.unlink()
    with TinyDB(path) as database:
        cast("Any", database).insert({"path": AI_ENGINEER, "content": {}})


DAMAGES = {
    "empty": replaced_by(b""),
    "white space": replaced_by(b"\n"),
    "an empty object": replaced_by(b"{}"),
    "a list": replaced_by(b"[]\n{}"),
    "zeros": replaced_by(bytes(200_000)),
    "noise": replaced_by(secrets.token_bytes(200_000)),
    "brackets": replaced_by(b"[" * 200_000),
    "cut after a byte": with_bytes(lambda data: data[:1]),
    "cut in the head": with_bytes(lambda data: data[:40]),
    "cut after the head": with_bytes(lambda data: data.partition(b"\n")[0]),
    "cut in the middle": with_bytes(lambda data: data[: len(data) // 2]),
    "cut before the last byte": with_bytes(lambda data: data[:-1]),
    "a byte too many": with_bytes(lambda data: data + b"\n"),
    "twice": with_bytes(lambda data: data + data),
    "an amount changed": with_bytes(lambda data: data.replace(b"100000", b"133000")),
    "without its head": with_bytes(lambda data: data.partition(b"\n")[2]),
    "of another format": with_head(format=1),
    "with another checksum": with_head(sha256="0" * 64),
    "written by TinyDB itself": written_by_tinydb,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_store_is_refused_and_made_anew(
    store: KnowledgeStore, path: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    content = tmp_path / "content"
    write(content, SMALL)
    store.publish(documents_in(content), fingerprint(content))
    good = path.read_bytes()
    damage(path)
    assert path.read_bytes() != good
    with pytest.raises(DamagedStoreError, match=r"knowledge\.json"):
        store.load()
    with pytest.raises(DamagedStoreError, match=r"knowledge\.json"):
        store.digests()
    opened = open_library(content, store)
    assert opened.library is not None
    assert opened.library.revision == fingerprint(content)
    assert path.read_bytes() == good


def test_a_damaged_store_beside_bad_files_serves_nothing(
    store: KnowledgeStore, path: Path, content: ContentCopy
) -> None:
    store.publish([], "good")
    path.write_bytes(b"")
    content.change(JOBS, "low: 132000", "low: 132,000")
    opened = open_library(content.root, store)
    assert opened.library is None
    assert [problem.path for problem in opened.problems] == [JOBS]
    assert path.read_bytes() == b"", "nothing is published out of bad files"


def test_an_unchanged_folder_is_served_from_the_store(
    store: KnowledgeStore, documents: list[Document]
) -> None:
    """The store has another name under the folder's revision: so the files were not read."""
    renamed = [
        Document(document.path, {**document.content, "name": "Known From The Store"})
        if document.path == AI_ENGINEER
        else document
        for document in documents
    ]
    store.publish(renamed, fingerprint(CONTENT))
    opened = open_library(CONTENT, store)
    assert opened.library is not None
    assert opened.library.revision == fingerprint(CONTENT)
    assert opened.library.roles["ai-engineer"].name == "Known From The Store"


def test_a_changed_file_is_published(store: KnowledgeStore, content: ContentCopy) -> None:
    before = open_library(content.root, store).library
    content.change(AI_ENGINEER, "name: AI Engineer", "name: Applied AI Engineer")
    after = open_library(content.root, store).library
    assert before is not None
    assert after is not None
    assert before.roles["ai-engineer"].name == "AI Engineer"
    assert after.roles["ai-engineer"].name == "Applied AI Engineer"
    assert loaded(store) == (fingerprint(content.root), documents_in(content.root))


def test_the_last_good_knowledge_outlives_its_folder(
    store: KnowledgeStore, documents: list[Document], tmp_path: Path
) -> None:
    store.publish(documents, "good")
    opened = open_library(tmp_path / "nowhere", store)
    assert opened.library is not None
    assert opened.library.revision == "good"
    assert [problem.severity for problem in opened.problems] == ["error"]


def test_what_cannot_be_opened_changes_nothing(store: KnowledgeStore, content: ContentCopy) -> None:
    good = open_library(content.root, store).library
    assert good is not None
    (content.root / "roles" / "folder.yaml").mkdir()
    (content.root / "roles" / "link.yaml").symlink_to("nowhere")
    opened = open_library(content.root, store)
    assert opened.library is not None
    assert opened.library.revision == good.revision
    assert [problem.path for problem in opened.problems] == ["roles/folder.yaml", "roles/link.yaml"]


def test_a_file_whose_name_is_no_text_is_told(store: KnowledgeStore, content: ContentCopy) -> None:
    path = content.root / "roles" / "caf\udce9.yaml"
    try:
        path.write_text("name: x\n")
    except OSError:
        pytest.skip("this file system takes only text for names")
    (problem, *_) = open_library(content.root, store).problems
    assert str(problem).startswith("roles/caf\ufffd.yaml:1:1: ")


def test_a_store_of_an_older_model_is_made_anew(
    store: KnowledgeStore, documents: list[Document]
) -> None:
    store.publish([Document(AI_ENGINEER, {"title": "AI Engineer"})], fingerprint(CONTENT))
    opened = open_library(CONTENT, store)
    assert opened.library is not None
    assert opened.library.roles["ai-engineer"].name == "AI Engineer"
    assert loaded(store) == (fingerprint(CONTENT), documents)
