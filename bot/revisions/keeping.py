"""Who keeps which document, and letters to those who do from a revision on or no longer."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.delivery.notices import notice
from bot.state.outbox import NewPost
from handlers.views.curation.freshness import handed_message, released_message
from handlers.views.words import ViewContext
from knowledge.check import Examined, document_of, examine_stored, held, hold
from knowledge.difference.documents import Handed, changed_hands
from knowledge.freshness import kept
from knowledge.library import Library
from knowledge.store import DamagedStoreError, KnowledgeStore

log = logging.getLogger(__name__)

BEHIND = 0.01
"""The share of its documents by which the store may be behind: a start takes those from the database.

So the time that goes into writing it grows with what changes, and not with the size of the set.
"""


class StoreKeeper:
    """Keeps the store near to what is served. What cannot be written is logged, no more."""

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store
        self._kept: dict[str, str] = {}

    def load(self, tree: Mapping[str, str]) -> dict[str, Examined]:
        """The documents of a tree (their digests by path) as far as the store has them."""
        try:
            self._kept = dict(self._store.digests())
            fitting = {path for path, digest in self._kept.items() if tree.get(path) == digest}
            found = {path: one for path in fitting if (one := held(path, tree[path]))}
            published = self._store.load() if len(found) < len(fitting) else None
        except (DamagedStoreError, OSError):
            self._kept = {}
            return {}
        for document in published.documents if published else ():
            if document.path not in found and tree.get(document.path) == document.digest:
                examined = examine_stored(document)
                # What an older version wrote may not fit the model of this one; the text tells.
                if examined.model is not None:
                    found[document.path] = hold(examined)
        return found

    def keep(self, revision: str, examined: Mapping[str, Examined]) -> None:
        """Write these documents, all of which are typed, where the store is far enough behind."""
        tree = {path: one.digest for path, one in examined.items()}
        behind = sum(self._kept.get(path) != tree.get(path) for path in tree | self._kept)
        if behind <= BEHIND * len(tree):
            return
        try:
            self._store.publish(map(document_of, examined.values()), revision)
        except OSError as error:  # a full disk makes the next start slower, and nothing worse
            log.warning("knowledge: the store cannot be written: %s", error.strerror)
        else:
            self._kept = tree


def owner_letters(before: Library, after: Library, author: str, now: datetime) -> Iterator[NewPost]:
    """What a revision's author handed to others or took from them, a message for each of them.

    They belong into the transaction that makes the revision: who is told keeps it.
    """
    gained: defaultdict[str, list[Handed]] = defaultdict(list)
    lost: defaultdict[str, list[Handed]] = defaultdict(list)
    for one in changed_hands(before, after):
        if one.after is not None:
            gained[one.after].append(one)
        if one.before is not None:
            lost[one.before].append(one)
    context = ViewContext(after, now.date())
    for person, things in gained.items():
        if person != author:
            items = [kept(one.now, context.today) for one in things if one.now is not None]
            yield notice("", person, handed_message(items, author, context), now)
    for person, things in lost.items():
        if person != author:
            yield notice("", person, released_message(things, author), now)
