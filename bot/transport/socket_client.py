"""Bolt's built-in client of Socket Mode, with what it lacks."""

import os
import socket
from contextlib import suppress
from itertools import cycle
from typing import Any, cast

from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient

from bot.transport.frames import LONGEST_SHORT_FRAME, WholeMessages, frame
from bot.web_api import proxy_for

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
        session = self.current_session
        if session is not None and session.sock is not None:
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
