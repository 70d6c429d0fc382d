"""All tables of the state database together, for what deals with each of them: migrations, backups."""

from bot.state import feed_tables
from bot.state.tables import METADATA

__all__ = ["METADATA", "feed_tables"]
