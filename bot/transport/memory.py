"""How the C library hands out memory in a process that serves."""

import ctypes

M_ARENA_MAX = -8
"""The parameter's number in glibc's malloc.h."""

ARENAS = 2


def share_arenas() -> None:
    """Have all threads share a few of glibc's arenas; does nothing with another C library.

    By default there are eight for each core. Python runs one thread at a time, so they save no waiting;
    but what one thread gave back is not there for the others: that was 10 to 20 of 160 MB after a
    minute of `make load`.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, ARENAS)
