"""The id of the request that is being answered.

All that is logged about it has it, and so has what a member is told when it fails. Work after the
acknowledgement keeps it, for it begins with a copy of the context.
"""

import secrets
from contextvars import ContextVar

_ID = ContextVar("request_id", default="")


def begin_request() -> str:
    """Give this thread's work a new id, eight hexadecimal digits, until the next one begins."""
    id = secrets.token_hex(4)
    _ID.set(id)
    return id


def request_id() -> str:
    """The id of the request that this is work for; empty where it is for none."""
    return _ID.get()
