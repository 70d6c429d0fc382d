"""The documents of a revision out of the state database, as far as they are not known."""

import gc
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection

from bot.state import revisions
from knowledge.check import Examined, collect, examine
from knowledge.crosscheck import Knowledge


def documents_at(
    connection: Connection, tree: Mapping[str, str], known: Mapping[str, Examined]
) -> dict[str, Examined]:
    """The documents of a tree (their digests by path), in path order; only unknown ones are read."""
    found = {
        path: one
        for path, digest in tree.items()
        if (one := known.get(path)) is not None and one.digest == digest
    }
    unread = [path for path in tree if path not in found]
    # Some at a time: the texts of all would take more memory than what is made of them.
    for start in range(0, len(unread), revisions.AT_ONCE):
        paths = unread[start : start + revisions.AT_ONCE]
        texts = revisions.texts(connection, [tree[path] for path in paths])
        found |= {path: examine(path, texts[tree[path]]) for path in paths}
    return {path: found[path] for path in sorted(tree)}


def knowledge_of(examined: Iterable[Examined]) -> Knowledge:
    """What the documents say that fit the model."""
    return collect(one.model for one in examined if one.model is not None)


@contextmanager
def loading() -> Generator[None]:
    """Make many objects that stay: nothing of them is garbage, and looking for it takes its time.

    Nor is it looked for among them afterwards, when every look would keep answers waiting.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
