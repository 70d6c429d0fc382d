"""One process of many: everything that delivers, on a database and a Slack that others share."""

import threading
from collections.abc import Callable
from datetime import datetime

from bot.delivery.courier import Courier
from bot.delivery.digests import StoredDigests
from bot.delivery.due import Due
from bot.delivery.editor import Editor
from bot.delivery.poster import Slack, Timing
from bot.delivery.tick import Delivery
from bot.revisions.base import Standing
from bot.state.database import Database
from bot.state.feed_items import stories
from knowledge.library import Library

TEAM, MAYA, ADMIN = "T0TEAM", "U0MAYA", "U0ADMIN"


def editor_of(library: Library, database: Database, now: Callable[[], datetime]) -> Editor:
    """What composes digests of a knowledge that stays as it is."""
    standing = Standing(1, {}, library, {}, database)
    return Editor(lambda: standing, now, stories)


class Process:
    """What `build_world` puts together, with a clock and a Slack of one's own.

    It has one worker: a rule of chance must find the same order again.
    """

    def __init__(
        self,
        database: Database,
        library: Library,
        slack: Slack,
        now: Callable[[], datetime],
        timing: Timing,
    ) -> None:
        editor = editor_of(library, database, now)
        self.due = Due(database, editor, now, newest_blocks=True)
        self.courier = Courier(database, slack, now, lambda: (ADMIN,), timing, workers=1)
        self.delivery = Delivery(self.due, self.courier, now, lambda: None)
        self.digests = StoredDigests(database, editor, self.due, now, lambda: None)

    def tick(self) -> None:
        """Write what is due and post what is ready, and wait for nothing."""
        while self.due.write():
            pass
        self.courier.deliver(threading.Event(), lambda: True)
