"""npm's `emulate`, brought and started, with an app of ours in it."""

import json
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from bot.manifest import BOT_SCOPES
from tests.bot.served import SECRET, TOKEN, free_port

APP, BOT = "A0ROLECALL", "U0ROLECALL"
TEAM, ADMIN, CHANNEL, ANOTHER = "T000000001", "U000000001", "C000000001", "C000000002"
"""What the emulator always has."""

PACKAGES = ("node@22", "emulate@0.12.2")
INSTALLED_WITHIN = 300
"""Seconds for npm to bring Node and the emulator."""

PATIENCE = 10
"""Seconds for what the app does after its acknowledgement."""

ADMIN_TOKEN = "xoxp-admin"

Json = dict[str, Any]


@contextmanager
def running_emulator(folder: Path) -> Generator[str]:
    """The emulator from npm, ready, under a cache of its own; gone afterwards."""
    npx = shutil.which("npx")
    if npx is None:
        raise SystemExit("npx is needed to bring the emulator; it comes with Node.js")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    seed, log = folder / "seed.json", folder / "emulator"
    seed.write_text(json.dumps(_seed()), encoding="utf-8")
    packages = [f"--package={package}" for package in PACKAGES]
    # It would call itself localhost, which may be another address.
    flags = f"--service slack --host 127.0.0.1 --port {port} --base-url {url} --seed {seed}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [npx, "--yes", *packages, "emulate", "start", *flags.split()],
            cwd=folder,
            env={**os.environ, "npm_config_cache": str(folder / "npm")},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # npx starts a shell, which starts Node: all end as one group
        )
    try:
        _wait_for_the_emulator(process, url, log)
        yield url
    finally:
        _end_group(process)


def _wait_for_the_emulator(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + INSTALLED_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=PATIENCE):  # noqa: S310 — our own loopback
            return
        time.sleep(0.2)
    raise SystemExit(f"the emulator did not start:\n{read_log(log)}")


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


def _seed() -> Json:
    # Scopes are enforced, and the app has the ones of its manifest; only the upload, which is not
    # the app's, needs one more.
    scopes = [*(scope.name for scope in BOT_SCOPES), "files:write"]
    app = {
        "client_id": "1.1",
        "client_secret": "not-used",
        "app_id": APP,
        "name": "Rolecall",
        "redirect_uris": [],
        "scopes": scopes,
        "bot_id": "B0ROLECALL",
        "bot_user_id": BOT,
        "bot_name": "rolecall",
    }
    ours = {"token": TOKEN, "type": "bot", "user_id": BOT, "app_id": APP, "scopes": scopes}
    slack = {
        "strict_scopes": True,
        "signing_secret": SECRET,
        "team": {"name": "Acme", "domain": "acme"},
        "oauth_apps": [app],
        "tokens": [ours, {"token": ADMIN_TOKEN, "type": "user", "user_id": ADMIN}],
    }
    return {"slack": slack}


def read_log(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")
