"""Views as Slack's SDK takes them: a modal to read, a form, the Home tab."""

from collections.abc import Sequence
from typing import Any

from slackblocks import HomeTabView, ModalView
from slackblocks.blocks import Block
from slackblocks.views import View

from handlers.views.elements import plain

MAX_BLOCKS = 100
MAX_METADATA = 3_000
MAX_WORDS = 24
"""Slack: of a title, and on a button below."""


def modal(title: str, blocks: Sequence[Block]) -> dict[str, Any]:
    """A modal to read."""
    return _with_blocks(ModalView(plain(title, MAX_WORDS), [], close="Close"), blocks)


def form(
    title: str,
    blocks: Sequence[Block],
    submit: str,
    callback_id: str,
    metadata: str = "",
    *,
    close: str = "Cancel",
) -> dict[str, Any]:
    """A modal to fill in; `metadata` comes back with the submission (Slack: 3,000 characters)."""
    view = ModalView(
        plain(title, MAX_WORDS),
        [],
        submit=plain(submit, MAX_WORDS),
        close=plain(close, MAX_WORDS),
        callback_id=callback_id,
        private_metadata=metadata[:MAX_METADATA],
    )
    return _with_blocks(view, blocks)


def home_tab(blocks: Sequence[Block]) -> dict[str, Any]:
    """The Home tab."""
    return _with_blocks(HomeTabView([]), blocks)


def _with_blocks(view: View, blocks: Sequence[Block]) -> dict[str, Any]:
    # Given to the constructor, every block would be rendered three times more: to see of what type
    # it is.
    view.blocks = list(blocks)[:MAX_BLOCKS]
    return view.to_dict()
