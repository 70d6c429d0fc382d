"""How code and knowledge are loaded: once, and to stay."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def loading() -> Generator[None]:
    """Make many objects that stay: nothing of them is garbage, and looking for it takes its time.

    Nor is it looked for among them afterwards, when every look would keep answers waiting.
    """
    if not gc.isenabled():  # within another one
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
