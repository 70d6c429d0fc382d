"""What feeds brought, as it is kept."""

from datetime import datetime

from sqlalchemy import Connection

from knowledge.feeds.stories import Incoming


def stories(_connection: Connection, _since: datetime, _until: datetime) -> Incoming:
    """The stories that came in between two moments: none, until feeds are collected."""
    return Incoming()
