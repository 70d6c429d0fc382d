"""What happens once, in whichever of several processes."""

import json

from tests.state.process import KEYS
from tests.state.processes import run_at_once


def test_four_processes_of_eight_threads_agree_who_is_first(url: str) -> None:
    # They also open the database for the first time, all at once.
    won = [json.loads(line) for line in run_at_once("open_and_claim", url, 4)]
    assert sorted(key for keys in won for key in keys) == sorted(KEYS)
