"""The app, unchanged, against an emulator of Slack's Web API that is not ours: npm's `emulate`.

It plays the Web API alone, so commands, clicks and events are signed and sent from here. Everything
listens on 127.0.0.1. What the emulator cannot do is told apart from what the app cannot: it counts as
lacking only where the emulator shows so itself, asked without the app.
"""

import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.emulator.checks import CHECKS
from tests.emulator.emulator import read_log
from tests.emulator.world import LackingError, World, expect, opened_world


def main() -> int:
    """Show everything; 0 where all that the emulator supports works."""
    # Told to end, end what was started too: the emulator has a session of its own.
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory(prefix="rolecall-") as name, opened_world(Path(name)) as world:
        for title, check in CHECKS.items():
            _show(title, check, world)
        _show("end", _ends_well, world)
        _say("\nWhat the emulator lacks:")
        for lack in (*world.lacking, "sending commands, clicks and events: this script sends them"):
            _say(f"- {lack}")
        if world.failed:
            _say(f"\nFailed: {', '.join(world.failed)}. The app's log:\n{read_log(world.app.log)}")
        return 1 if world.failed else 0


def _end(_signal: int, _frame: object) -> None:
    raise SystemExit(1)


def _show(title: str, check: Callable[[World], str], world: World) -> None:
    try:
        _say(f"✓ {title}: {check(world)}")
    except LackingError as lack:
        world.lacking.append(str(lack))
        _say(f"– {title}: the emulator lacks {lack}")
    except Exception as error:  # noqa: BLE001 — the other checks are still worth seeing
        world.failed.append(title)
        _say(f"✗ {title}: {type(error).__name__}: {error}")


def _ends_well(world: World) -> str:
    code = world.app.end()
    expect(code == 0, f"exit code {code}")
    log = read_log(world.app.log)
    expect(" ERROR " not in log and "Traceback" not in log, "errors in the app's log")
    return "exit code 0, no error in the app's log"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
