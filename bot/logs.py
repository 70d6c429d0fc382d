"""Logging: to standard error, a line an event, without what members ask or any secret."""

import logging


def configure_logging() -> None:
    """Log from INFO upwards; a second call changes nothing."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Several lines at every start, even where there is nothing to migrate.
    logging.getLogger("alembic").setLevel(logging.WARNING)
