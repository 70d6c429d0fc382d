"""Every block type: its fields, and the surfaces that take it."""

from collections.abc import Iterator
from typing import Any, Literal

from bot.playground.limits.checks import (
    Check,
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
from bot.playground.limits.elements import BUTTON, IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from bot.playground.limits.objects import (
    ID,
    IMAGE_FIELDS,
    URL,
    image_source,
    plain,
    text,
    text_types,
)
from bot.playground.limits.rich_text import RICH_TEXT
from bot.playground.limits.tables import DATA_TABLE, DATA_VISUALIZATION, TABLE

Surface = Literal["message", "modal", "home"]

_EVERYWHERE = "section header context divider actions input image rich_text video card".split()
SURFACES: dict[Surface, frozenset[str]] = {
    "message": frozenset(_EVERYWHERE)
    | {"table", "data_table", "data_visualization", "markdown", "file", "carousel"},
    "modal": frozenset(_EVERYWHERE) | {"alert"},
    "home": frozenset(_EVERYWHERE),
}
"""Slack: the data blocks are kept to messages here, though some accounts saw them on Home."""


def _block(required: dict[str, Check], optional: dict[str, Check], rule: Check) -> Check:
    return shape(required, {**optional, "block_id": ID}, rule)


def _no_rule(_value: Any, _pointer: str) -> Iterator[str]:
    yield from ()


def _text_or_fields(value: Any, pointer: str) -> Iterator[str]:
    if value.get("text") is None and value.get("fields") is None:
        yield at(pointer, "must define either `fields` or `text`")


def _distinct_actions(value: Any, pointer: str) -> Iterator[str]:
    seen: set[str] = set()
    for index, element in enumerate(sequence(value.get("elements")) or ()):
        action = (mapping(element) or {}).get("action_id")
        if isinstance(action, str) and action in seen:
            yield at(f"{pointer}/elements/{index}/action_id", f'`action_id` "{action}" repeats')
        elif isinstance(action, str):
            seen.add(action)


def _something_on_it(value: Any, pointer: str) -> Iterator[str]:
    if not any(value.get(name) for name in ("hero_image", "title", "actions", "body")):
        yield at(pointer, "must define one of: hero_image, title, actions, body")


_IN_CONTEXT = by_type({"image": IMAGE, **text_types(3_000)})
_CARD = _block(
    {},
    {
        "hero_image": by_type({"image": IMAGE}),
        "icon": by_type({"image": IMAGE}),
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": array(by_type({"button": BUTTON}), 3),
    },
    _something_on_it,
)

BLOCKS: dict[str, Check] = {
    "header": _block({"text": plain(150)}, {}, _no_rule),
    "section": _block(
        {},
        {
            "text": text(3_000),
            "fields": array(text(2_000), 10),
            "accessory": IN_SECTION,
            "expand": flag,
        },
        _text_or_fields,
    ),
    "context": _block({"elements": array(_IN_CONTEXT, 10)}, {}, _no_rule),
    "divider": _block({}, {}, _no_rule),
    "actions": _block({"elements": array(IN_ACTIONS, 25)}, {}, _distinct_actions),
    "input": _block(
        {"label": plain(2_000), "element": IN_INPUT},
        {"hint": plain(2_000), "optional": flag, "dispatch_action": flag},
        _no_rule,
    ),
    "image": _block(
        {"alt_text": string(2_000)}, {**IMAGE_FIELDS, "title": plain(2_000)}, image_source
    ),
    "markdown": _block({"text": string(12_000)}, {}, _no_rule),
    "video": _block(
        {
            "alt_text": string(2_000),
            "title": plain(199),
            "thumbnail_url": URL,
            "video_url": URL,
        },
        {
            "title_url": URL,
            "author_name": string(49),
            "provider_name": string(50),
            "provider_icon_url": URL,
            "description": plain(200),
        },
        _no_rule,
    ),
    "file": _block({"external_id": ID, "source": choice("remote")}, {}, _no_rule),
    "card": _CARD,
    "carousel": _block({"elements": array(by_type({"card": _CARD}), 10)}, {}, _no_rule),
    "alert": _block(
        {"text": text(200)},
        {"level": choice("default", "info", "warning", "error", "success")},
        _no_rule,
    ),
    "rich_text": RICH_TEXT,
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
}


def check_block(block: Any, pointer: str, surface: Surface) -> Iterator[str]:
    """What is wrong with one block, where it stands on a surface."""
    kind = str((mapping(block) or {}).get("type"))
    if kind in BLOCKS and kind not in SURFACES[surface]:
        yield at(f"{pointer}/type", f"{kind} blocks are not allowed on this surface: {surface}")
    else:
        yield from by_type(BLOCKS)(block, pointer)
    element = mapping((mapping(block) or {}).get("element"))
    if element and element.get("type") == "file_input" and surface != "modal":
        yield at(f"{pointer}/element/type", "file_input is allowed in modals only")
