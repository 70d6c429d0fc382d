"""Bolt's built-in client of Socket Mode, with what it lacks, and the frames that it reads."""

import os
import socket
import struct
from contextlib import suppress
from itertools import cycle
from typing import Any, cast

from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient

from bot.web_api import proxy_for

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


READ_SECONDS = 0.5
"""How long one read may wait. An old connection is not closed before its read has ended, and the
commands on the new one wait in the meantime: with the library's three seconds they would come too late."""

TEXT = 0x1
"""RFC 6455: the kind of a message that is a text."""


class SocketClient(SocketModeClient):
    """A connection to Slack that reads messages whole, sends long answers, and knows when Slack hung up."""

    def connect(self) -> None:
        """Connect to where `wss_uri` says; a failure shows in `is_connected`."""
        self.wss_uri = self.wss_uri or self.issue_new_wss_url()
        self.proxy = proxy_for(self.wss_uri)
        super().connect()
        self._read_whole()

    def _run_current_session(self) -> None:
        """What the library's reading thread runs, which may see a connection before `connect` returns.

        A read of the bare socket would take the beginning of a message away.
        """
        self._read_whole()
        super()._run_current_session()

    def _read_whole(self) -> None:
        session = self.current_session
        if session is None or session.sock is None:
            return
        if not isinstance(session.sock, WholeMessages):
            session.sock.settimeout(READ_SECONDS)
            session.sock = cast("Any", WholeMessages(session.sock))

    def send_message(self, message: str) -> None:
        """Send a text of any length.

        Raises `SlackClientNotConnectedError` where there is no connection.
        """
        data = message.encode()
        if len(data) <= LONGEST_SHORT_FRAME:  # the library knows no longer frame
            super().send_message(message)
            return
        session = self.current_session
        if session is None or session.sock is None:
            raise SlackClientNotConnectedError("there is no connection to answer on")
        mask = os.urandom(4)
        masked = bytes(byte ^ key for byte, key in zip(data, cycle(mask), strict=False))
        with session.sock_send_lock:
            session.sock.sendall(frame(TEXT, masked, mask))

    def signs_of_life(self) -> object:
        """Differs from before once the connection is a new one or has answered another ping."""
        session = self.current_session
        return session and (session.session_id, session.last_ping_pong_time)

    def is_hung_up(self) -> bool:
        """Whether Slack has closed the connection without a word.

        The library would go on reading nothing, as fast as it can, until its pings fail.
        """
        session = self.current_session
        if session is None or session.sock is None:
            return False
        try:
            # A TLS socket cannot be peeked at: look at what it stands on.
            with socket.socket(fileno=os.dup(session.sock.fileno())) as below:
                return below.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def hang_up(self) -> None:
        """Close the connection at once, whatever is being read."""
        session = self.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)
        self.disconnect()

    def close(self) -> None:
        """Close the connection and end every thread."""
        self.closed = True
        cast("Any", self).message_queue.put(None)  # wakes the thread that waits for messages
        super().close()
