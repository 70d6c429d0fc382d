"""The interactive elements of Block Kit, and which block may hold which."""

from collections.abc import Iterator
from typing import Any

from bot.playground.limits.checks import (
    Check,
    anything,
    array,
    at,
    by_type,
    choice,
    exactly_one,
    flag,
    number,
    shape,
    string,
)
from bot.playground.limits.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    ID,
    IMAGE_FIELDS,
    OPTION,
    OPTION_GROUPS,
    OPTIONS,
    OVERFLOW_OPTION,
    RICH_OPTION,
    URL,
    image_source,
    initial_among_options,
    plain,
)

COMMON: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": flag}
SELECT: dict[str, Check] = {**COMMON, "placeholder": plain(150)}
MULTI: dict[str, Check] = {**SELECT, "max_selected_items": number(1, whole=True)}
LIST = array(ID, 100)


def _static(value: Any, pointer: str) -> Iterator[str]:
    yield from exactly_one("options", "option_groups")(value, pointer)
    yield from initial_among_options(value, pointer)


def _lengths(value: Any, pointer: str) -> Iterator[str]:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield at(pointer, "min_length must not be greater than max_length")


BUTTON = shape(
    {"text": plain(75)},
    {
        "action_id": ID,
        "url": URL,
        "value": string(2_000),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
IMAGE = shape({"alt_text": string(2_000)}, IMAGE_FIELDS, image_source)

_STATIC_FIELDS: dict[str, Check] = {"options": OPTIONS, "option_groups": OPTION_GROUPS}
_EXTERNAL_FIELDS: dict[str, Check] = {"min_query_length": number(0, whole=True)}
_URL_ENABLED: dict[str, Check] = {"response_url_enabled": flag}
_CONVERSATIONS: dict[str, Check] = {"default_to_current_conversation": flag, "filter": FILTER}

SELECTS: dict[str, Check] = {
    "static_select": shape({}, {**SELECT, **_STATIC_FIELDS, "initial_option": OPTION}, _static),
    "external_select": shape({}, {**SELECT, **_EXTERNAL_FIELDS, "initial_option": OPTION}),
    "users_select": shape({}, {**SELECT, "initial_user": ID}),
    "channels_select": shape({}, {**SELECT, **_URL_ENABLED, "initial_channel": ID}),
    "conversations_select": shape(
        {}, {**SELECT, **_URL_ENABLED, **_CONVERSATIONS, "initial_conversation": ID}
    ),
    "multi_static_select": shape(
        {}, {**MULTI, **_STATIC_FIELDS, "initial_options": OPTIONS}, _static
    ),
    "multi_external_select": shape({}, {**MULTI, **_EXTERNAL_FIELDS, "initial_options": OPTIONS}),
    "multi_users_select": shape({}, {**MULTI, "initial_users": LIST}),
    "multi_channels_select": shape({}, {**MULTI, "initial_channels": LIST}),
    "multi_conversations_select": shape(
        {}, {**MULTI, **_CONVERSATIONS, "initial_conversations": LIST}
    ),
}

PICKERS: dict[str, Check] = {
    "datepicker": shape({}, {**SELECT, "initial_date": string(10, 10)}),
    "timepicker": shape({}, {**SELECT, "initial_time": string(5, 5), "timezone": string(100)}),
    "datetimepicker": shape({}, {**COMMON, "initial_date_time": number(whole=True)}),
    "radio_buttons": shape(
        {"options": array(RICH_OPTION, 10)},
        {**COMMON, "initial_option": RICH_OPTION},
        initial_among_options,
    ),
    "checkboxes": shape(
        {"options": array(RICH_OPTION, 10)},
        {**COMMON, "initial_options": array(RICH_OPTION, 10)},
        initial_among_options,
    ),
}

_TYPED: dict[str, Check] = {
    "action_id": ID,
    "focus_on_load": flag,
    "placeholder": plain(150),
    "dispatch_action_config": DISPATCH,
    "initial_value": string(3_000, 0),
}

INPUTS: dict[str, Check] = {
    "plain_text_input": shape(
        {},
        {
            **_TYPED,
            "multiline": flag,
            "min_length": number(0, 3_000, whole=True),
            "max_length": number(1, 3_000, whole=True),
        },
        _lengths,
    ),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        {**_TYPED, "min_value": string(40), "max_value": string(40)},
    ),
    "email_text_input": shape({}, _TYPED),
    "url_text_input": shape({}, _TYPED),
    "file_input": shape(
        {},
        {
            "action_id": ID,
            "filetypes": array(string(50), 100),
            "max_files": number(1, 10, whole=True),
        },
    ),
    "rich_text_input": shape({}, {**_TYPED, "initial_value": anything}),
}

OVERFLOW = shape({"options": array(OVERFLOW_OPTION, 5)}, {"action_id": ID, "confirm": CONFIRM})

IN_ACTIONS = by_type({"button": BUTTON, "overflow": OVERFLOW, **SELECTS, **PICKERS})
IN_SECTION = by_type({"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **SELECTS, **PICKERS})
IN_INPUT = by_type({**SELECTS, **PICKERS, **INPUTS})
