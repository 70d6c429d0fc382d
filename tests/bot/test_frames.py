"""WebSocket frames, however they come in, are read as the messages that were sent."""

import socket
import struct
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.transport.socket_client import WholeMessages, frame

TEXT, PING = 0x1, 0x9
LONG = b"m" * 70_000


def framed(kind: int, data: bytes, *, last: bool) -> bytes:
    """A frame as a server writes it, its length as short as it can be."""
    first = kind | (0x80 if last else 0)
    if len(data) < 126:
        return struct.pack("!BB", first, len(data)) + data
    if len(data) < 1 << 16:
        return struct.pack("!BBH", first, 126, len(data)) + data
    return struct.pack("!BBQ", first, 127, len(data)) + data


@st.composite
def sent(draw: st.DrawFn) -> tuple[list[bytes], bytes]:
    """Messages and pings as they are to be read, and the bytes that come for them."""
    to_read: list[bytes] = []
    coming = b"\n" if draw(st.booleans()) else b""
    for text in draw(st.lists(st.binary(max_size=300) | st.just(LONG), max_size=4)):
        cuts = draw(st.lists(st.integers(0, len(text)), max_size=3))
        pieces = [text[a:b] for a, b in pairwise([0, *sorted(cuts), len(text)])]
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            coming += framed(0 if number else TEXT, piece, last=last)
            if not last and draw(st.booleans()):
                coming += framed(PING, b"", last=True)
                to_read.append(frame(PING, b""))
        to_read.append(frame(TEXT, text))
    return to_read, coming


@given(sent(), st.lists(st.integers(1, 5_000), max_size=8), st.data())
def test_every_message_is_read_once_and_whole(
    messages: tuple[list[bytes], bytes], sizes: list[int], data: st.DataObject
) -> None:
    to_read, coming = messages
    ours, slacks = socket.socketpair()
    with ours, slacks:
        ours.settimeout(0)
        whole = WholeMessages(ours)
        read: list[bytes] = []
        while coming:
            # A socket holds no more until somebody reads.
            size = min(data.draw(st.sampled_from([*sizes, len(coming)])), 50_000)
            slacks.sendall(coming[:size])
            coming = coming[size:]
            read += until_there_is_no_more(whole)
        assert read == to_read
        slacks.close()
        assert whole.recv(1_000) == b""


def until_there_is_no_more(whole: WholeMessages) -> list[bytes]:
    """All the messages that can be read now."""
    read: list[bytes] = []
    while True:
        try:
            read.append(whole.recv(1_000))
        except BlockingIOError:
            return read
