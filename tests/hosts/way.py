"""A way to PostgreSQL that can be closed and opened again, on this machine's loopback."""

import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

CHUNK = 65_536


class Way:
    """A port behind which PostgreSQL's socket is, while the way is open."""

    def __init__(self, folder: Path, schema: str) -> None:
        self._socket = str(folder / ".s.PGSQL.5432")
        self._schema = schema
        self._lock = threading.Lock()
        self._passing: set[socket.socket] = set()
        self._listening: socket.socket | None = None
        self._forwards = True
        self.port = 0
        self.open()

    @property
    def url(self) -> str:
        """How the database is reached this way."""
        options = quote(f"-c search_path={self._schema}")
        return f"postgres://rolecall:s3cret@127.0.0.1:{self.port}/postgres?options={options}"

    def open(self) -> None:
        """Let everything through."""
        self._listen(forwards=True)

    def refuse(self) -> None:
        """Break every connection, and refuse new ones."""
        with self._lock:
            if self._listening is not None:
                # Closing alone would not wake who waits for the next connection.
                self._listening.shutdown(socket.SHUT_RDWR)
                self._listening.close()
                self._listening = None
            passing, self._passing = self._passing, set()
        for one in passing:
            _break(one)

    def swallow(self) -> None:
        """Break every connection; take new ones, and never answer."""
        self._listen(forwards=False)

    def _listen(self, *, forwards: bool) -> None:
        self.refuse()
        listening = socket.create_server(("127.0.0.1", self.port))
        with self._lock:
            self._forwards = forwards
            self._listening = listening
            self.port = int(listening.getsockname()[1])
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                near, _ = listening.accept()
            except OSError:
                return
            if not self._forwards:
                with self._lock:
                    self._passing.add(near)
                continue
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._socket)
            with self._lock:
                self._passing |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while chunk := one.recv(CHUNK):
                other.sendall(chunk)
        with self._lock:
            self._passing -= {one, other}
        _break(one)
        _break(other)


@contextmanager
def way_to(folder: Path, schema: str) -> Generator[Way]:
    """A way that is open, until the end of the block."""
    way = Way(folder, schema)
    try:
        yield way
    finally:
        way.refuse()


def _break(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
