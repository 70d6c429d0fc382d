"""The elements of Block Kit that Rolecall sends, what they are made of, and which block holds which."""

from collections.abc import Iterator
from typing import Any

from bot.playground.limits.checks import (
    Check,
    array,
    at,
    by_type,
    choice,
    flag,
    number,
    sequence,
    shape,
    string,
)

ID = string(255)


def plain(most: int) -> Check:
    """A `plain_text` object."""
    return by_type({"plain_text": shape({"text": string(most)}, {})})


def mrkdwn(most: int) -> Check:
    """A `mrkdwn` object."""
    return by_type({"mrkdwn": shape({"text": string(most)}, {"verbatim": flag})})


def initial_among_options(value: Any, pointer: str) -> Iterator[str]:
    """A rule: what is chosen at first is one of the options, to the letter."""
    initial = value.get("initial_option")
    chosen = [initial] if initial is not None else (sequence(value.get("initial_options")) or [])
    for option in chosen:
        if option not in (sequence(value.get("options")) or ()):
            yield at(pointer, "the initial option must match exactly one of the provided options")


OPTION = shape({"text": plain(75), "value": string(150)}, {})
OPTIONS = array(OPTION, 100)
BOXES = array(OPTION, 10)
CONFIRM = shape(
    {"title": plain(100), "text": plain(300), "confirm": plain(30), "deny": plain(30)}, {}
)

BUTTON = shape(
    {"text": plain(75)},
    {"action_id": ID, "value": string(2_000), "style": choice("primary"), "confirm": CONFIRM},
)
SELECT: dict[str, Check] = {"action_id": ID, "placeholder": plain(150)}
EXTERNAL: dict[str, Check] = {**SELECT, "min_query_length": number(0, whole=True)}
MENUS: dict[str, Check] = {
    "static_select": shape(
        {"options": OPTIONS}, {**SELECT, "initial_option": OPTION}, initial_among_options
    ),
    "external_select": shape({}, {**EXTERNAL, "initial_option": OPTION}),
}
FILTER = shape({}, {"include": array(choice("im", "mpim", "private", "public"), 4)})
DISPATCH = shape({}, {"trigger_actions_on": array(choice("on_enter_pressed"), 1)})
INPUTS: dict[str, Check] = {
    **MENUS,
    "multi_static_select": shape(
        {"options": OPTIONS}, {**SELECT, "initial_options": OPTIONS}, initial_among_options
    ),
    "multi_external_select": shape({}, {**EXTERNAL, "initial_options": OPTIONS}),
    "users_select": shape({}, SELECT),
    "conversations_select": shape({}, {**SELECT, "filter": FILTER}),
    "timepicker": shape({}, {"action_id": ID, "initial_time": string(5, 5)}),
    "checkboxes": shape(
        {"options": BOXES}, {"action_id": ID, "initial_options": BOXES}, initial_among_options
    ),
    "plain_text_input": shape(
        {},
        {
            **SELECT,
            "initial_value": string(3_000, 0),
            "multiline": flag,
            "max_length": number(1, 3_000, whole=True),
            "dispatch_action_config": DISPATCH,
        },
    ),
    "file_input": shape(
        {},
        {
            "action_id": ID,
            "filetypes": array(string(50), 100),
            "max_files": number(1, 10, whole=True),
        },
    ),
}

ACTIONS: dict[str, Check] = {"button": BUTTON, **MENUS}
"""What a row of actions may hold; `INPUTS` is what an input may."""
