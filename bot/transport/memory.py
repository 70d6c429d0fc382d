"""How memory is handed out in the HTTP server's process; loads nothing, for it has to come first."""

import ctypes
import os

M_ARENA_MAX = -8
"""The parameter's number in glibc's malloc.h."""

ARENAS = 2

JEMALLOC = "_RJEM_MALLOC_CONF"
"""The variable that Granian's jemalloc reads once, as it is loaded."""


def share_memory() -> None:
    """Have all threads share what they gave back. Comes before any thread, and before Granian is loaded.

    Python runs one thread at a time, so heaps of their own save them no waiting; but what one thread
    gave back is not there for the others, and the HTTP server may have thousands. By default glibc has
    eight arenas for each core: that was 10 to 20 of 160 MB after a minute of `make load`. (With another
    C library nothing is changed.) jemalloc keeps a cache for each thread: after a thousand connections
    at once, 150 kB for each body of 1 MB that came to the next one.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, ARENAS)
    os.environ.setdefault(JEMALLOC, "tcache:false")
