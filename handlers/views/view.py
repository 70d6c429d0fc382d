"""Views as Slack takes them: a modal to read, a form, the Home tab."""

from collections.abc import Sequence

from handlers.views.elements import Json, plain

MAX_BLOCKS = 100
MAX_METADATA = 3_000
MAX_WORDS = 24
"""Slack: of a title, and on a button below."""


def modal(title: str, blocks: Sequence[Json], told_when_closed: str = "") -> Json:
    """A modal to read; `told_when_closed` is what Slack calls it when it tells us that it was closed."""
    view: Json = {
        "type": "modal",
        "blocks": list(blocks[:MAX_BLOCKS]),
        "title": plain(title, MAX_WORDS),
        "close": plain("Close", MAX_WORDS),
    }
    if told_when_closed:
        view |= {"callback_id": told_when_closed, "notify_on_close": True}
    return view


def form(
    title: str,
    blocks: Sequence[Json],
    submit: str,
    callback_id: str,
    metadata: str = "",
    *,
    close: str = "Cancel",
) -> Json:
    """A modal to fill in; `metadata` comes back with the submission (Slack: 3,000 characters)."""
    view: Json = {"type": "modal", "blocks": list(blocks[:MAX_BLOCKS])}
    if metadata:
        view["private_metadata"] = metadata[:MAX_METADATA]
    return {
        **view,
        "callback_id": callback_id,
        "title": plain(title, MAX_WORDS),
        "close": plain(close, MAX_WORDS),
        "submit": plain(submit, MAX_WORDS),
    }


def home_tab(blocks: Sequence[Json]) -> Json:
    """The Home tab."""
    return {"type": "home", "blocks": list(blocks[:MAX_BLOCKS])}
