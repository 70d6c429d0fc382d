"""Logging: to standard error, a line an event, without what members ask or any secret."""

import logging


def configure_logging() -> None:
    """Log from INFO upwards; a second call changes nothing."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Bolt's warnings are advice to its developers (a token in the environment "will be ignored",
    # code for an unhandled request): they would mislead whoever runs us.
    logging.getLogger("slack_bolt.App").setLevel(logging.ERROR)
