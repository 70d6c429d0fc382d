"""Cursors: a list a page at a time."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.playground.web_api.call import ApiError, Arguments

T = TypeVar("T")


def page(
    items: Sequence[T], key: Callable[[T], str], arguments: Arguments, default: int = 100
) -> tuple[Sequence[T], str]:
    """One page, and the cursor of the next, empty where there is none.

    A cursor names the item that the next page begins with, so new items do not shift pages.
    """
    start = 0
    cursor = arguments.text("cursor")
    if cursor:
        keys = [key(item) for item in items]
        try:
            start = keys.index(base64.b64decode(cursor, validate=True).decode())
        except (ValueError, binascii.Error):
            raise ApiError("invalid_cursor") from None
    end = start + arguments.limit(default, 1_000)
    following = items[end : end + 1]
    cursor = base64.b64encode(key(following[0]).encode()).decode() if following else ""
    return items[start:end], cursor
