"""Things to click, as Block Kit elements; lengths are Slack's limits for each."""

from typing import assert_never

from slackblocks import (
    Button,
    ConfirmationDialogue,
    ExternalSelectMenu,
    Option,
    PlainText,
    StaticSelectMenu,
)
from slackblocks.elements import Element

from handlers.views.escaping import clip, escape
from handlers.views.parts import Button as ButtonPart
from handlers.views.parts import Confirm, Menu, RolePicker

MAX_BUTTON_LABEL = 75
MAX_BUTTON_VALUE = 2_000
MAX_OPTION_LABEL = 75
MAX_OPTION_VALUE = 150
MAX_OPTIONS = 100
MAX_PLACEHOLDER = 150
MAX_CONFIRM_TITLE = 100
MAX_CONFIRM_TEXT = 300
MAX_CONFIRM_BUTTON = 30


def element(part: ButtonPart | Menu | RolePicker) -> Element:
    """The element for something to click."""
    match part:
        case ButtonPart():
            return Button(
                plain(part.label, MAX_BUTTON_LABEL),
                action_id=part.action_id,
                value=part.value,
                style="primary" if part.primary else None,
                confirm=_dialogue(part.confirm) if part.confirm else None,
            )
        case Menu():
            return StaticSelectMenu(
                action_id=part.action_id,
                options=[option(label, value) for label, value in _fitting(part)],
                placeholder=plain(part.placeholder, MAX_PLACEHOLDER),
            )
        case RolePicker():
            return ExternalSelectMenu(
                action_id=part.action_id,
                min_query_length=0,
                placeholder=plain(part.placeholder, MAX_PLACEHOLDER),
            )
        case _:
            assert_never(part)


def _dialogue(part: Confirm) -> ConfirmationDialogue:
    return ConfirmationDialogue(
        plain(part.title, MAX_CONFIRM_TITLE),
        plain(part.text, MAX_CONFIRM_TEXT),
        plain(part.yes, MAX_CONFIRM_BUTTON),
        plain(part.no, MAX_CONFIRM_BUTTON),
    )


def fits(part: ButtonPart | Menu | RolePicker) -> bool:
    """Whether Slack would take the element: a value cannot be cut short, it would ask another thing."""
    match part:
        case ButtonPart():
            return len(part.value) <= MAX_BUTTON_VALUE
        case Menu():
            return bool(_fitting(part))
        case RolePicker():
            return True
        case _:
            assert_never(part)


def characters(part: ButtonPart | Menu | RolePicker) -> int:
    """How many characters of the message an element shows."""
    match part:
        case ButtonPart():
            return min(len(part.label), MAX_BUTTON_LABEL)
        case Menu():
            labels = sum(min(len(label), MAX_OPTION_LABEL) for label, _ in _fitting(part))
            return len(part.placeholder) + labels
        case RolePicker():
            return len(part.placeholder)
        case _:
            assert_never(part)


def _fitting(menu: Menu) -> list[tuple[str, str]]:
    fitting = [option for option in menu.options if len(option[1]) <= MAX_OPTION_VALUE]
    return fitting[:MAX_OPTIONS]


def plain(text: str, length: int) -> PlainText:
    """Text without markup, escaped and cut to a limit."""
    return PlainText(clip(escape(text), length))


def option(label: str, value: str) -> Option:
    """One option of a menu."""
    return Option(plain(label, MAX_OPTION_LABEL), value=value)


def suggestion(label: str, value: str) -> dict[str, object]:
    """One option as type-ahead answers it."""
    text = clip(escape(label), MAX_OPTION_LABEL)
    return {"text": {"type": "plain_text", "text": text}, "value": value}
