"""Hosts that run the bot, each on a machine of its own, and what can be asked of them."""

import http.client
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import CONTENT
from tests.bot.served import SECRET, TOKEN, environment
from tests.hosts.network import Host

PORT = 3000
PATIENCE = 180


@dataclass(frozen=True)
class Machine:
    """A host with its own knowledge files and data, which runs `rolecall run`."""

    host: Host
    folder: Path
    process: subprocess.Popen[bytes]
    role: str
    """The role whose file is edited here: two machines that edit one are in conflict."""

    @property
    def address(self) -> str:
        """Where it listens: host and port."""
        return f"{self.host.address}:{PORT}"

    @property
    def url(self) -> str:
        """Where Slack sends everything."""
        return f"http://{self.address}/slack/events"

    @property
    def log(self) -> str:
        """What it has said."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def get(self, path: str) -> str:
        """Read one of its pages."""
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    @property
    def revision(self) -> int:
        """The revision of the knowledge that it serves."""
        found = re.search(
            r"^rolecall_knowledge_revision (\S+)$", self.get("/metrics"), re.MULTILINE
        )
        assert found is not None
        return int(float(found[1]))

    def is_up(self) -> bool:
        """Whether it answers."""
        assert self.process.poll() is None, self.log
        try:
            self.get("/healthz")
        except OSError:
            return False
        return True

    def edit(self, words: str) -> None:
        """Change the knowledge, as an admin does on this machine."""
        file = self.folder / "content" / "roles" / f"{self.role}.yaml"
        text = file.read_text(encoding="utf-8")
        changed = re.sub(r"^(summary: >-\n\s+)", rf"\1{words} ", text, count=1, flags=re.MULTILINE)
        assert changed != text
        file.write_text(changed, encoding="utf-8")


@contextmanager
def machine(host: Host, parent: Path, role: str, **variables: str) -> Generator[Machine]:
    """A host that is starting, and that is gone afterwards."""
    folder = parent / host.namespace
    folder.mkdir()
    shutil.copytree(CONTENT, folder / "content")
    with host.inside(), (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=environment(
                SLACK_SIGNING_SECRET=SECRET,
                SLACK_BOT_TOKEN=TOKEN,
                ROLECALL_CONTENT=str(folder / "content"),
                ROLECALL_DATA=str(folder / "data"),
                HOST=host.address,
                PORT=str(PORT),
                **variables,
            ),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Machine(host, folder, process, role)
    finally:
        # Killed at once, it would leave its worker behind.
        process.terminate()
        process.wait(PATIENCE)


def eventually(check: Callable[[], bool], within: float = PATIENCE) -> float:
    """Wait for something; gives how long it took."""
    begun = time.monotonic()
    while not check():
        assert time.monotonic() - begun < within, "it did not happen"
        time.sleep(0.05)
    return time.monotonic() - begun
