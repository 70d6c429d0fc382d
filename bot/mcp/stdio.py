"""The protocol over standard input and output, for clients that start us: a message a line."""

from typing import BinaryIO

from handlers.mcp.protocol import Server, respond_to_line

MOST_BYTES = 1_000_000
"""A longer line is no message of anyone's: it is answered as what cannot be read."""


def serve(server: Server, source: BinaryIO, target: BinaryIO) -> None:
    """Answer each line until there are no more."""
    while line := source.readline(MOST_BYTES):
        if not line.strip():
            continue
        response = respond_to_line(line, server)
        if response:
            target.write(response + b"\n")
            target.flush()
