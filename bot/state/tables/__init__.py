"""The tables of the state database; a change here needs a migration alongside the others."""

from bot.state.tables.base import METADATA
from bot.state.tables.digests import DIGEST_RATINGS, DIGESTS, POSTS, SUBSCRIPTIONS
from bot.state.tables.knowledge import (
    AUDIT,
    CONFLICTS,
    DOCUMENTS,
    DRAFTS,
    REPORTS,
    REVISION_CHANGES,
    REVISIONS,
)
from bot.state.tables.members import FOLLOWED_ROLES, HANDLED_ONCE
from bot.state.tables.restores import RESTORES

__all__ = [
    "AUDIT",
    "CONFLICTS",
    "DIGESTS",
    "DIGEST_RATINGS",
    "DOCUMENTS",
    "DRAFTS",
    "FOLLOWED_ROLES",
    "HANDLED_ONCE",
    "METADATA",
    "POSTS",
    "REPORTS",
    "RESTORES",
    "REVISIONS",
    "REVISION_CHANGES",
    "SUBSCRIPTIONS",
]
