"""WebSocket frames (RFC 6455), put together for Bolt's client of Socket Mode before it reads them."""

import socket
import struct
from typing import Any

FINAL = 0x80
"""The bit of a message's last frame; the other half of that byte says what the message is."""

CONTROL = 0x8
"""From this kind on: closing, pings and pongs. They may stand between the frames of a message."""

LONGEST_SHORT_FRAME = 65_535
"""Bytes whose number fits into 16 bits."""


class WholeMessages:
    """A socket of which every read gives one whole message, in one frame; all else is the socket's.

    The library takes each frame for a message, drops those that go on with one, and forgets what came
    of a message when the rest does not come within a read's time: then it takes the rest for a frame.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._unread = bytearray()
        self._begun = bytearray()
        self._kind = 0

    def recv(self, size: int) -> bytes:
        """The next message; empty where the connection has ended.

        Raises `TimeoutError` where none is whole yet: what came of it is kept.
        """
        while True:
            for final, kind, data in iter(self._take_frame, None):
                if kind >= CONTROL:
                    return frame(kind, data)
                self._kind = kind or self._kind
                self._begun += data
                if final:
                    whole, self._begun = bytes(self._begun), bytearray()
                    return frame(self._kind, whole)
            received = self._connection.recv(size)
            if not received:
                return b""
            self._unread += received

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def _take_frame(self) -> tuple[bool, int, bytes] | None:
        """The next frame: whether it is a message's last, its kind, its data; None where not all came.

        (A server's frames are not masked.)
        """
        unread = self._unread
        if unread.startswith(b"\n"):  # of the handshake, whose last character the library leaves
            del unread[:1]
        if len(unread) < 2:
            return None
        short = unread[1] & 0x7F
        head = {126: 4, 127: 10}.get(short, 2)
        if len(unread) < head:
            return None
        length = int.from_bytes(unread[2:head]) if head > 2 else short
        if len(unread) < head + length:
            return None
        taken = bool(unread[0] & FINAL), unread[0] & 0x0F, bytes(unread[head : head + length])
        del unread[: head + length]
        return taken


def frame(kind: int, data: bytes, mask: bytes = b"") -> bytes:
    """A whole message in one frame, of data that is masked already where there is a mask.

    The length stands in the longer forms: the library waits for more after a frame of two bytes.
    """
    masked = 0x80 if mask else 0
    if len(data) <= LONGEST_SHORT_FRAME:
        return struct.pack("!BBH", FINAL | kind, masked | 126, len(data)) + mask + data
    return struct.pack("!BBQ", FINAL | kind, masked | 127, len(data)) + mask + data
