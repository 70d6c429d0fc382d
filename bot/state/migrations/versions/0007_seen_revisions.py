"""What channels and followers have seen is a revision's number, and not what it said at the time.

Where what was kept is what a revision says, it becomes that revision's number; else it counts as seen:
the newest revision.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby

import sqlalchemy as sa
from alembic import op

from knowledge.check import examine
from knowledge.model import Role, Source, stated

revision = "0007"
down_revision = "0006"

REVISIONS = sa.table("revisions", sa.column("number"))
DOCUMENTS = sa.table("documents", sa.column("digest"), sa.column("text"))
CHANGES = sa.table(
    "revision_changes", sa.column("revision"), sa.column("path"), sa.column("digest")
)
FOLLOWED = sa.table(
    "followed_roles",
    sa.column("team_id"),
    sa.column("user_id"),
    sa.column("role_id"),
    sa.column("seen", sa.Integer),
    sa.column("said", sa.JSON),
)

Said = dict[str, str]
"""What a role says: amounts by their figures' ids, the summary, and lines by section and digest."""

Changes = Iterator[tuple[int, Mapping[str, str | None]]]
"""Every revision with the digests of the documents that it changed."""


def upgrade() -> None:
    """Number what was seen, and drop what past revisions said."""
    connection = op.get_bind()
    # The first revision is yet to be made where there is none.
    newest = connection.execute(sa.select(sa.func.max(REVISIONS.c.number))).scalar() or 1
    for table in ("subscriptions", "digests"):
        _number_labels(connection, table, newest)
    op.execute("ALTER TABLE followed_roles RENAME COLUMN seen TO said")
    op.add_column("followed_roles", _number("seen"))
    _number_roles(connection, newest)
    op.drop_column("followed_roles", "said")
    op.drop_table("knowledge_states")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _number_labels(connection: sa.Connection, table: str, newest: int) -> None:
    """A revision's label (`12-4f1d20c3`) tells its number, and a digest of all that it says."""
    op.execute(f"ALTER TABLE {table} RENAME COLUMN revision TO label")
    op.add_column(table, _number("revision"))
    rows = sa.table(table, sa.column("label"), sa.column("revision"))
    labels = connection.execute(sa.select(rows.c.label).distinct()).scalars()
    numbers = {label.partition("-")[0] for label in labels}
    connection.execute(sa.update(rows).values(revision=newest))
    tree: dict[str, str | None] = {}
    for number, changed in _history(connection) if numbers else ():
        tree |= changed
        if str(number) in numbers:
            label = f"{number}-{_tree_digest(tree)}"
            same = sa.update(rows).where(rows.c.label == label)
            connection.execute(same.values(revision=number))
    op.drop_column(table, "label")


def _history(connection: sa.Connection) -> Changes:
    rows = connection.execute(sa.select(CHANGES).order_by(CHANGES.c.revision)).all()
    for number, changed in groupby(rows, lambda row: row.revision):
        yield number, {row.path: row.digest for row in changed}


def _tree_digest(tree: Mapping[str, str | None]) -> str:
    every = "".join(f"{path}:{digest}\n" for path, digest in sorted(tree.items()) if digest)
    return hashlib.sha256(every.encode()).hexdigest()[:8]


def _number_roles(connection: sa.Connection, newest: int) -> None:
    connection.execute(sa.update(FOLLOWED).values(seen=newest))
    followers = connection.execute(sa.select(FOLLOWED)).all()
    last = _last_revisions(connection, frozenset(row.role_id for row in followers), newest)
    for row in followers:
        # The first line of a text was what it is about: a new name was no change.
        said = {key: text.partition("\n")[2] for key, text in row.said.items()}
        seen = last.get((row.role_id, frozenset(said.items())))
        if seen is not None:
            mine = (
                FOLLOWED.c[key] == getattr(row, key) for key in ("team_id", "user_id", "role_id")
            )
            connection.execute(sa.update(FOLLOWED).where(*mine).values(seen=seen))


def _last_revisions(
    connection: sa.Connection, followed: frozenset[str], newest: int
) -> dict[tuple[str, frozenset[tuple[str, str]]], int]:
    """The last revision in which a followed role said what it said, for all that it ever did."""
    parts: defaultdict[str, dict[str, Said]] = defaultdict(dict)
    last: dict[tuple[str, frozenset[tuple[str, str]]], int] = {}

    def note(role: str, number: int) -> None:
        said = [pair for part in parts[role].values() for pair in part.items()]
        last[role, frozenset(said)] = number

    for number, changed in _history(connection) if followed else ():
        told = {path: _said(path, _text(connection, changed[path]), followed) for path in changed}
        for role in followed:
            touched = [path for path in told if path in parts[role] or role in told[path]]
            if touched:
                note(role, number - 1)
            for path in touched:
                parts[role][path] = told[path].get(role, {})
    for role in followed:
        note(role, newest)
    return last


def _text(connection: sa.Connection, digest: str | None) -> str:
    found = sa.select(DOCUMENTS.c.text).where(DOCUMENTS.c.digest == digest)
    return connection.execute(found).scalar() or ""


def _said(path: str, text: str, followed: frozenset[str]) -> dict[str, Said]:
    """What a document says of followed roles, by role."""
    if not any(role in path or role in text for role in followed):
        return {}
    match examine(path, text).model:
        case Role() as role if role.id in followed:
            said = {"summary": role.summary}
            for section in role.written_sections():
                for bullet in role.sections.of(section):
                    digest = hashlib.sha256(bullet.text.encode()).hexdigest()[:10]
                    said[f"{section}/{digest}"] = bullet.text
            return {role.id: said}
        case Source() as source:
            figures = source.figures_by_role
            return {
                role: {figure.id: stated(figure) for figure in figures[role]}
                for role in followed & figures.keys()
            }
        case _:
            return {}
