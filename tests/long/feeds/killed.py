"""A program that collects on a clock that runs fast, in processes that are killed one after the other.

`killed.py <url> <seed> <kills>`: says the moment of its clock at the end, when one process has come to it.
"""

import os
import signal
import sys
import time
import traceback
from datetime import datetime, timedelta

from bot.state.database import open_database
from tests.feeds.collecting.town import START
from tests.long.feeds.sites import Web, web
from tests.long.feeds.test_twelve_weeks import machines

HOURS_A_SECOND = 12
SECONDS = 1.0


def main(url: str, seed: int, kills: int) -> None:
    begun = time.monotonic()
    # What starting takes is done once: a process is a fork, and begins at once.
    open_database(url).close()
    simulated = web(seed)
    for _ in range(kills):
        process = fork(url, simulated, begun, None)
        time.sleep(SECONDS)
        os.kill(process, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
    end = clock(begun)
    process = fork(url, simulated, begun, end)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    sys.stdout.write(f"{end.isoformat()}\n")


def clock(begun: float) -> datetime:
    return START + timedelta(hours=(time.monotonic() - begun) * HOURS_A_SECOND)


def fork(url: str, simulated: Web, begun: float, end: datetime | None) -> int:
    """A process that collects until it is killed, or until there is nothing more to do at the end."""
    process = os.fork()
    if process:
        return process
    try:
        # A day more: what was held by who was killed is let go, and all is due again.
        moments = [end, end + timedelta(days=1)] if end else None
        host = machines(simulated, open_database(url))[0]
        while moments is None or moments:
            simulated.now = moments.pop(0) if moments else clock(begun)
            host.round()
        os._exit(0)
    except BaseException:  # noqa: BLE001 — a fork must not go on with its parent's work
        traceback.print_exc()
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
