"""The knowledge over time, in the state database: revisions that never change, and their texts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select

from bot.state.database import claim
from bot.state.tables import DOCUMENTS, REVISION_CHANGES, REVISIONS
from knowledge.files import text_digest
from knowledge.revisions import Changes, Origin, Revision, revision_label

_revision = REVISIONS.c
_change = REVISION_CHANGES.c

AT_ONCE = 500
"""Digests to a query: databases limit what one may name."""

Tree = Mapping[str, str]
"""The documents of a revision: the digest of each by its path."""


def newest(connection: Connection) -> int:
    """The number of the current revision; 0 where there is none yet."""
    return connection.execute(select(func.max(_revision.number))).scalar() or 0


def last_made(connection: Connection, origin: Origin) -> datetime | None:
    """When the newest revision of an origin was made; None where there is none."""
    asked = select(func.max(_revision.made_at)).where(_revision.origin == origin)
    return connection.execute(asked).scalar()


def made_at(connection: Connection, number: int) -> datetime:
    """When a revision was made."""
    asked = select(_revision.made_at).where(_revision.number == number)
    return connection.execute(asked).scalar_one()


def tree_at(connection: Connection, number: int) -> dict[str, str]:
    """The documents as they were at a revision."""
    last = (
        select(_change.path, func.max(_change.revision).label("revision"))
        .where(_change.revision <= number)
        .group_by(_change.path)
        .subquery()
    )
    asked = select(_change.path, _change.digest).join(
        last, and_(last.c.path == _change.path, last.c.revision == _change.revision)
    )
    return {path: digest for path, digest in connection.execute(asked) if digest is not None}


def has(connection: Connection, label: str) -> bool:
    """Whether the knowledge ever was what a revision's label says."""
    number = label.partition("-")[0]
    return number.isdecimal() and label == revision_label(
        int(number), tree_at(connection, int(number))
    )


def texts(connection: Connection, digests: Collection[str]) -> dict[str, str]:
    """Texts by their digests."""
    wanted, found = sorted(set(digests)), dict[str, str]()
    for start in range(0, len(wanted), AT_ONCE):
        some = DOCUMENTS.c.digest.in_(wanted[start : start + AT_ONCE])
        asked = select(DOCUMENTS.c.digest, DOCUMENTS.c.text).where(some)
        found.update(connection.execute(asked).all())
    return found


def digests_of(connection: Connection, path: str) -> set[str | None]:
    """Every digest that a document ever had; None among them where it was ever removed."""
    asked = select(_change.digest).where(_change.path == path)
    return set(connection.execute(asked).scalars())


def last_change(connection: Connection, path: str) -> tuple[int, Origin] | None:
    """The revision that last changed a document, and where it came from."""
    asked = (
        select(_revision.number, _revision.origin)
        .join(REVISION_CHANGES, _change.revision == _revision.number)
        .where(_change.path == path)
        .order_by(_revision.number.desc())
        .limit(1)
    )
    row = connection.execute(asked).first()
    return None if row is None else (row.number, row.origin)


def add(
    connection: Connection,
    base: int,
    changes: Changes,
    *,
    at: datetime,
    author: str,
    origin: Origin,
    reason: str,
) -> int | None:
    """Make the revision after `base`; gives its number, None where someone was first.

    All of it becomes visible at once, with the end of the transaction.
    """
    number = base + 1
    row = {
        "number": number,
        "made_at": at,
        "author": author,
        "origin": origin,
        "reason": reason,
    }
    if newest(connection) != base or not claim(connection, REVISIONS, row):
        return None
    kept = {path: text_digest(text) for path, text in changes.items() if text is not None}
    for path, text in changes.items():
        if text is not None:
            claim(connection, DOCUMENTS, {"digest": kept[path], "text": text})
    rows = [{"revision": number, "path": path, "digest": kept.get(path)} for path in changes]
    connection.execute(insert(REVISION_CHANGES), rows)
    return number


def history(connection: Connection, most: int, before: int | None = None) -> tuple[Revision, ...]:
    """Recent revisions, the newest first; `before` leaves out a number and all after it."""
    asked = select(REVISIONS).order_by(_revision.number.desc()).limit(most)
    if before is not None:
        asked = asked.where(_revision.number < before)
    rows: Sequence[tuple[int, datetime, str, Origin, str]] = [
        (row.number, row.made_at, row.author, row.origin, row.reason)
        for row in connection.execute(asked)
    ]
    paths: defaultdict[int, list[str]] = defaultdict(list)
    changed = select(_change.revision, _change.path).where(
        _change.revision.in_([number for number, *_ in rows])
    )
    for number, path in connection.execute(changed.order_by(_change.path)):
        paths[number].append(path)
    return tuple(Revision(*row, tuple(paths[row[0]])) for row in rows)
