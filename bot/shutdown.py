"""The end of a process: what was begun is finished, in bounded time."""

import logging
import os
import threading

from bot.background import FINISHED_WITHIN
from bot.world import World

log = logging.getLogger(__name__)

LET_GO = 1.0
"""Seconds beyond that for what then lets go by itself. Platforms kill 30 after they told us to end."""

UNFINISHED = 1
"""The exit code where something was not finished in time, so that whoever runs us hears of it."""


def finish(world: World, seconds: float = FINISHED_WITHIN) -> None:
    """Stop everything and come back; where that takes too long, end the process at once.

    What hangs then was acknowledged, and its effect is lost: a click's. A digest is not, for another
    process, or the next one, looks up what became of it.
    """
    done: list[bool] = []
    stopping = threading.Thread(target=lambda: done.append(world.stop(seconds)), daemon=True)
    stopping.start()
    stopping.join(seconds + LET_GO)
    if done != [True]:
        log.error("not everything was finished in %.0f s; stopping anyway", seconds)
        logging.shutdown()
        # The interpreter would wait for the threads that hang.
        os._exit(UNFINISHED)
    log.info("everything that was started is finished")
