"""A server that speaks like PostgreSQL and lets nobody in."""

import socket
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager

MAY_WE_SPEAK_TLS = b"\x04\xd2\x16\x2f"
SAID = b'SFATAL\0C28P01\0Mpassword authentication failed for user "maya"\0\0'


@contextmanager
def locked_server() -> Generator[int]:
    """It says that the password is wrong, whatever it is; gives its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        threading.Thread(target=_let_nobody_in, args=(server,), daemon=True).start()
        yield int(server.getsockname()[1])
        # Closing alone would not wake who waits for the next connection.
        server.shutdown(socket.SHUT_RDWR)


def _let_nobody_in(server: socket.socket) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with client:
            if client.recv(1_000)[4:8] == MAY_WE_SPEAK_TLS:
                client.sendall(b"N")
                client.recv(1_000)
            client.sendall(b"E" + (len(SAID) + 4).to_bytes(4) + SAID)
