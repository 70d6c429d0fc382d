"""A program in which four processes change the same documents at once, for some seconds.

`python -m tests.publishing.writers <database's URL> <folder> <seconds> <seed>` gives one line of JSON:
what became of every change, and how late which process served it. Two processes are admins in Slack,
two edit files; of these one publishes them by hand, and one is watched. Each change adds a line of its
own to a document. Whoever is told that the knowledge has moved begins anew.
"""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.state.database import open_database
from tests.publishing.writer import ROLES, WRITTEN
from tests.revisions.machine import open_machine, write
from tests.revisions.small_content import SMALL

ROOT = Path(__file__).parent.parent.parent


def main(url: str, folder: Path, seconds: str, seed: str) -> dict[str, Any]:
    """Let them write, and hold what they say against the history."""
    for name in ("judge", *ROLES):
        write(folder / name / "content", SMALL)
    judge = open_machine(open_database(url), folder / "judge/content", folder / "judge/data")
    command = [sys.executable, "-W", "error", "-m", "tests.publishing.writer"]
    processes = [
        subprocess.Popen(
            [*command, role, url, str(folder / role), seconds, seed],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for role in ROLES
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == WRITTEN
    # From here on nobody makes another revision: each process is to serve this one.
    newest = f"{judge.desk.history(1)[0].number}\n"
    told = {
        role: json.loads(process.communicate(newest)[0])
        for role, process in zip(ROLES, processes, strict=True)
    }
    texts = "".join(judge.serves().values())
    accepted = [line for one in told.values() for line in one["accepted"]]
    history = judge.desk.history(100_000)
    return {
        "changes": {role: len(one["accepted"]) for role, one in told.items()},
        "told that it moved": {role: one["moved"] for role, one in told.items()},
        "lost": [line for line in accepted if f"# {line}\n" not in texts],
        "unasked": sorted(
            {line[2:] for line in texts.splitlines() if line.startswith("# ")} - set(accepted)
        ),
        "gaps": [one.number for one in history] != list(range(len(history), 0, -1)),
        "revisions": len(history),
        "latest seconds": {
            role: round(latest(one["served"], told.values()), 2) for role, one in told.items()
        },
    }


def latest(served: list[tuple[float, int]], everybody: Any) -> float:
    """The longest time from a revision's making until a process served it or a newer one."""
    made = [(at, number) for one in everybody for at, number in one["made"]]
    return max(
        min((seen for seen, newer in served if newer >= number), default=float("inf")) - at
        for at, number in made
    )


if __name__ == "__main__":
    logging.disable()
    found = main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    sys.stdout.write(json.dumps(found))
