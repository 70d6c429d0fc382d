"""Changing one thing in a knowledge file and nothing else: pure functions on texts."""

from knowledge.editing.documents import (
    add_alias,
    add_bullet,
    add_item,
    change_bullet,
    change_figure,
    hand_over,
    mark_verified,
    remove_alias,
    remove_bullet,
    remove_item,
    set_value,
)
from knowledge.editing.nodes import EditError

__all__ = [
    "EditError",
    "add_alias",
    "add_bullet",
    "add_item",
    "change_bullet",
    "change_figure",
    "hand_over",
    "mark_verified",
    "remove_alias",
    "remove_bullet",
    "remove_item",
    "set_value",
]
