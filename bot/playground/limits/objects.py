"""Slack's composition objects: texts, options, confirmation dialogs."""

import re
from collections.abc import Iterator
from typing import Any

from bot.playground.limits.checks import (
    Check,
    anything,
    array,
    at,
    by_type,
    choice,
    flag,
    mapping,
    sequence,
    shape,
    string,
)


def URL(value: Any, pointer: str) -> Iterator[str]:  # noqa: N802 — a check as the others
    """An address, absolute."""
    yield from string(3_000)(value, pointer)
    if isinstance(value, str) and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value):
        yield at(pointer, "invalid url")


ID = string(255)


def plain(most: int) -> Check:
    """A `plain_text` object."""
    return by_type({"plain_text": shape({"text": string(most)}, {"emoji": flag})})


def text_types(most: int) -> dict[str, Check]:
    """The `plain_text` and the `mrkdwn` object, by type."""
    return {
        "plain_text": shape({"text": string(most)}, {"emoji": flag}),
        "mrkdwn": shape({"text": string(most)}, {"verbatim": flag}),
    }


def text(most: int) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    return by_type(text_types(most))


CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)

OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
RICH_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
OVERFLOW_OPTION = shape(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": URL}
)
OPTIONS = array(OPTION, 100)
OPTION_GROUPS = array(shape({"label": plain(75), "options": OPTIONS}, {}), 100)

SLACK_FILE = shape({}, {"id": string(255), "url": URL})
FILTER = shape(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
DISPATCH = shape(
    {}, {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), 2)}
)


def initial_among_options(value: Any, pointer: str) -> Iterator[str]:
    """A rule: what is chosen at first is one of the options, to the letter."""
    offered = list(sequence(value.get("options")) or ())
    for group in sequence(value.get("option_groups")) or ():
        offered += sequence((mapping(group) or {}).get("options")) or ()
    initial = value.get("initial_option")
    chosen = [initial] if initial is not None else (sequence(value.get("initial_options")) or [])
    for option in chosen:
        if option not in offered:
            yield at(pointer, "the initial option must match exactly one of the provided options")


def image_source(value: Any, pointer: str) -> Iterator[str]:
    """A rule: an image comes from the web or from Slack."""
    if (value.get("image_url") is None) == (value.get("slack_file") is None):
        yield at(pointer, "must define exactly one of: image_url, slack_file")


IMAGE_FIELDS: dict[str, Check] = {
    "image_url": URL,
    "slack_file": SLACK_FILE,
    "image_width": anything,
    "image_height": anything,
    "image_bytes": anything,
}
