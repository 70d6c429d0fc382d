"""What the knowledge said at each revision, so that later ones can be told apart from it."""

import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, select

from bot.state.claims import claim
from bot.state.tables import KNOWLEDGE_STATES


def keep_state(
    connection: Connection, revision: str, state: Mapping[str, str], now: datetime
) -> None:
    """Keep what a revision says; nothing changes for one that is kept already."""
    packed = zlib.compress(json.dumps(state, ensure_ascii=False).encode())
    row = {"revision": revision, "noticed_at": now, "state": packed}
    claim(connection, KNOWLEDGE_STATES, row)


def has_state(connection: Connection, revision: str) -> bool:
    """Whether a revision is kept."""
    row = KNOWLEDGE_STATES.c
    return (
        connection.execute(select(row.revision).where(row.revision == revision)).first() is not None
    )


def state_of(connection: Connection, revision: str) -> Mapping[str, str] | None:
    """What a revision said; None for one that was never kept."""
    row = KNOWLEDGE_STATES.c
    packed = connection.execute(select(row.state).where(row.revision == revision)).scalar()
    return None if packed is None else cast("dict[str, str]", json.loads(zlib.decompress(packed)))
