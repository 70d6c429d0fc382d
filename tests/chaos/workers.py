"""Worker processes for the time of a run, and the count of what killed them."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.chaos.orders import Orders

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def delivering(orders: Orders) -> Generator[Counter[str]]:
    """Workers deliver within the block; after it, how often each thing happened to them."""
    happened: Counter[str] = Counter()
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.chaos.nursery", orders.line],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as nursery:
        try:
            yield happened
            assert nursery.poll() is None, "the nursery failed"
        finally:
            os.killpg(nursery.pid, signal.SIGKILL)
            said, _ = nursery.communicate()
            happened.update(said.splitlines())
