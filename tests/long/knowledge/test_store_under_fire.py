"""The store while processes publish to it, and are killed."""

import json
import secrets
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.settings import CONTENT
from knowledge.check import document_of
from knowledge.files import Document
from knowledge.store import KnowledgeStore, check_folder
from tests.knowledge.publisher import Publisher, publishing

ROUNDS = 100
# Which moment a kill or a look hits is left to chance, and is tried on until it has hit each kind.
MOST_ROUNDS = 20 * ROUNDS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "knowledge.json"


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two revisions that differ in every document, in the form of a file."""
    documents = list(map(document_of, check_folder(CONTENT)[0]))
    both = {
        "odd": [(document.path, document.content) for document in documents],
        "even": [
            (document.path, {**document.content, "edition": "even"}) for document in documents
        ],
    }
    path = tmp_path_factory.mktemp("sets") / "sets.json"
    path.write_text(json.dumps(both), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(sets: Path) -> dict[str, tuple[Document, ...]]:
    """Each revision as it has to be found."""
    both = json.loads(sets.read_text(encoding="utf-8"))
    return {
        revision: tuple(Document(*document) for document in both[revision]) for revision in both
    }


def found(path: Path, whole: dict[str, tuple[Document, ...]]) -> str:
    """The revision that the store holds, which has to be whole."""
    published = KnowledgeStore(path).load()
    assert published is not None
    in_order = sorted(published.documents, key=lambda document: document.path)
    assert tuple(in_order) == whole[published.revision]
    return published.revision


def publish_for_a_while(publisher: Publisher) -> None:
    """Let a few publishes pass, and a part of one, however long this machine takes for each."""
    begun = time.monotonic()
    publisher.start()
    took = time.monotonic() - begun
    time.sleep(took * secrets.randbelow(4_000) / 1_000)
    publisher.kill()


def beside(path: Path) -> list[Path]:
    return [other for other in path.parent.iterdir() if other != path]


def test_a_killed_writer_leaves_one_whole_set(
    path: Path, sets: Path, whole: dict[str, tuple[Document, ...]]
) -> None:
    seen: set[str] = set()
    cut_short = 0
    with publishing(path, sets) as publisher:
        for turn in range(MOST_ROUNDS):
            if turn >= ROUNDS and len(seen) == len(whole) and cut_short:
                break
            publish_for_a_while(publisher)
            seen.add(found(path, whole))
            left = beside(path)
            assert len(left) <= 1, "what killed writers leave piles up"
            cut_short += len(left)
    assert seen == {"odd", "even"}
    assert cut_short > 0, "no writer was killed while it wrote: this has shown nothing"


def test_the_next_writer_clears_up_after_a_killed_one(path: Path, sets: Path) -> None:
    with publishing(path, sets) as publisher:
        while not path.exists() or not beside(path):
            publish_for_a_while(publisher)
    KnowledgeStore(path).publish([], "last")
    assert beside(path) == []


def test_writers_take_turns_and_no_reader_sees_half(
    path: Path, sets: Path, whole: dict[str, tuple[Document, ...]]
) -> None:
    with ExitStack() as stack:
        publishers = [stack.enter_context(publishing(path, sets)) for _ in range(3)]
        for publisher in publishers:
            publisher.start()
        seen: set[str] = set()
        for turn in range(MOST_ROUNDS):
            if turn >= ROUNDS and len(seen) == len(whole):
                break
            seen.add(found(path, whole))
        for publisher in publishers:
            publisher.kill()
    assert seen == {"odd", "even"}
    assert found(path, whole) in seen
