"""What Slack refuses: the limits of messages and views, block by block and as a whole.

Of Block Kit, only what Rolecall sends is known. The numbers are Slack's documented ones; where it
names none, the strictest that was seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.playground.limits.checks import (
    NOT_SENT,
    Check,
    anything,
    array,
    at,
    by_type,
    choice,
    flag,
    mapping,
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
_FEEDBACK = shape({"text": plain(75), "value": string(2_000)}, {"accessibility_label": string(75)})
CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": shape(
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": ID}
    ),
}
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
    "users_select": shape({}, {**SELECT, "initial_user": ID}),
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


Surface = Literal["message", "modal", "home"]


def _distinct_actions(value: Any, pointer: str) -> Iterator[str]:
    seen: set[str] = set()
    for index, element in enumerate(sequence(value.get("elements")) or ()):
        action = (mapping(element) or {}).get("action_id")
        if isinstance(action, str) and action in seen:
            yield at(f"{pointer}/elements/{index}/action_id", f'`action_id` "{action}" repeats')
        elif isinstance(action, str):
            seen.add(action)


def _dispatches_text(value: Any, pointer: str) -> Iterator[str]:
    kind = (mapping(value.get("element")) or {}).get("type")
    if value.get("dispatch_action") and kind != "plain_text_input":
        yield at(f"{pointer}/dispatch_action", f"unsupported for {kind}. {NOT_SENT}")


def _equal_rows(value: Any, pointer: str) -> Iterator[str]:
    rows = map(sequence, sequence(value.get("rows")) or ())
    if len({len(row) for row in rows if row is not None}) > 1:
        yield at(f"{pointer}/rows", "all rows must have the same number of cells")


def _one_point_a_category(value: Any, pointer: str) -> Iterator[str]:
    categories = sequence((mapping(value.get("axis_config")) or {}).get("categories")) or []
    if len(set(map(str, categories))) != len(categories):
        yield at(f"{pointer}/axis_config/categories", "categories must be unique")
    series = [mapping(one) or {} for one in sequence(value.get("series")) or ()]
    names = [one.get("name") for one in series]
    if len(set(map(str, names))) != len(names):
        yield at(f"{pointer}/series", "series names must be unique")
    for index, one in enumerate(series):
        points = [mapping(point) or {} for point in sequence(one.get("data")) or ()]
        if sorted(str(p.get("label")) for p in points) != sorted(map(str, categories)):
            yield at(
                f"{pointer}/series/{index}/data", "must have exactly one point for every category"
            )


_CELL = by_type({"raw_text": shape({"text": string(3_000)}, {})})
_LABEL = string(20)
_POINTS = array(shape({"label": _LABEL, "value": number()}, {}), 20)
_SERIES = shape(
    {
        "series": array(shape({"name": _LABEL, "data": _POINTS}, {}), 6),
        "axis_config": shape({"categories": array(_LABEL, 20)}, {"y_label": string(50)}),
    },
    {},
    _one_point_a_category,
)

_BLOCK: dict[str, Check] = {"block_id": ID}
BLOCKS: dict[str, Check] = {
    "header": shape({"text": plain(150)}, _BLOCK),
    "section": shape({"text": mrkdwn(3_000)}, _BLOCK),
    "context": shape({"elements": array(mrkdwn(3_000), 10)}, _BLOCK),
    "context_actions": shape(
        {"elements": array(by_type(CONTEXT_ACTIONS), 5)}, _BLOCK, _distinct_actions
    ),
    "divider": shape({}, _BLOCK),
    "actions": shape({"elements": array(by_type(ACTIONS), 25)}, _BLOCK, _distinct_actions),
    "input": shape(
        {"label": plain(2_000), "element": by_type(INPUTS)},
        {**_BLOCK, "optional": flag, "dispatch_action": flag},
        _dispatches_text,
    ),
    "table": shape(
        {"rows": array(array(_CELL, 20), 100)},
        {**_BLOCK, "column_settings": array(shape({}, {"is_wrapped": flag}), 20, 0)},
        _equal_rows,
    ),
    "data_visualization": shape(
        {"title": string(50), "chart": by_type({"bar": _SERIES, "line": _SERIES})}, _BLOCK
    ),
}

IN_MESSAGES_ALONE = {"table", "data_visualization", "context_actions"}
"""The data blocks are kept to messages here, though some accounts saw them on Home."""


def check_block(block: Any, pointer: str, surface: Surface) -> Iterator[str]:
    """What is wrong with one block, where it stands on a surface."""
    fields = mapping(block) or {}
    kind = str(fields.get("type"))
    if surface != "message" and kind in IN_MESSAGES_ALONE:
        yield at(f"{pointer}/type", f"{kind} blocks are not allowed on this surface: {surface}")
    else:
        yield from by_type(BLOCKS)(block, pointer)
    element = mapping(fields.get("element"))
    if element and element.get("type") == "file_input" and surface != "modal":
        yield at(f"{pointer}/element/type", "file_input is allowed in modals only")


MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_TEXT = 40_000
"""Slack cuts a message's `text` above."""
MOST_CHARACTERS = 12_000
"""All text of a message's blocks. Undocumented; refusals were seen from 11,341 to 13,200 on."""
MOST_CHARTS = 2
MOST_VIEW_BYTES = 250_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why Slack refuses: its error code, and a line a problem."""

    code: str
    problems: tuple[str, ...]


def problems(blocks: object, surface: Surface = "message") -> list[str]:
    """Everything that Slack would refuse these blocks for; empty where it takes them."""
    refused = refusal(blocks, surface)
    return list(refused.problems) if refused else []


def refusal(blocks: object, surface: Surface = "message", at_pointer: str = "") -> Refusal | None:
    """Slack's refusal of some blocks, None where it takes them."""
    pointer = f"{at_pointer}/blocks"
    items = sequence(blocks)
    if items is None:
        return Refusal("invalid_blocks_format", (at(pointer, "must provide an array"),))
    wrong = list(_one_by_one(items, pointer, surface))
    if wrong:
        return Refusal("invalid_blocks", tuple(wrong))
    if surface == "message":
        return _too_much(items)
    return None


def view_refusal(view: object) -> Refusal | None:
    """Slack's refusal of a view, None where it takes it."""
    fields = mapping(view)
    if fields is None:
        return Refusal("invalid_arguments", (at("/view", "must provide an object"),))
    wrong = list(by_type({"modal": _MODAL, "home": _HOME})(fields, "/view"))
    if not wrong:
        surface: Surface = "modal" if fields["type"] == "modal" else "home"
        refused = refusal(fields["blocks"], surface, "/view")
        wrong = list(refused.problems) if refused else []
    if wrong:
        return Refusal("invalid_arguments", tuple(wrong))
    if len(str(fields).encode()) > MOST_VIEW_BYTES:
        return Refusal("view_too_large", (at("/view", "must be less than 250 kB"),))
    return None


def options_problems(answer: Mapping[str, Any]) -> list[str]:
    """What is wrong with an app's answer to a query for options."""
    # An empty list is how an app says that nothing fits.
    return list(shape({"options": array(OPTION, 100, 0)}, {})(answer, ""))


def characters(value: object) -> int:
    """How much text blocks show, as Slack counts it: every `text` and every plain part of it."""
    fields, items = mapping(value), sequence(value)
    if fields is not None:
        return sum(
            len(inner) if name == "text" and isinstance(inner, str) else characters(inner)
            for name, inner in fields.items()
        )
    return sum(map(characters, items)) if items is not None else 0


def _one_by_one(items: list[Any], pointer: str, surface: Surface) -> Iterator[str]:
    most = MOST_BLOCKS[surface]
    if len(items) > most:
        yield at(pointer, f"no more than {most} items allowed")
    seen: set[str] = set()
    for index, block in enumerate(items):
        yield from check_block(block, f"{pointer}/{index}", surface)
        name = (mapping(block) or {}).get("block_id")
        if isinstance(name, str) and name in seen:
            yield at(f"{pointer}/{index}/block_id", f'`block_id` "{name}" already exists')
        elif isinstance(name, str):
            seen.add(name)


def _too_much(items: list[Any]) -> Refusal | None:
    kinds = [block["type"] for block in items]
    if kinds.count("table") > 1:
        return Refusal("invalid_attachments", ("only_one_table_allowed",))
    if kinds.count("data_visualization") > MOST_CHARTS:
        line = at("/blocks", f"no more than {MOST_CHARTS} charts allowed")
        return Refusal("invalid_blocks", (line,))
    total = characters(items)
    if total > MOST_CHARACTERS:
        return Refusal("msg_blocks_too_long", (at("/blocks", f"{total} characters are too many"),))
    return None


def _submit_with_input(value: Any, pointer: str) -> Iterator[str]:
    blocks = sequence(value.get("blocks")) or []
    has_input = any((mapping(block) or {}).get("type") == "input" for block in blocks)
    if has_input and value.get("submit") is None:
        yield at(pointer, "`submit` is required when there is an input block")


_METADATA = string(3_000, 0)
_BLOCKS = array(anything, 1_000, 0)
_MODAL = shape(
    {"title": plain(24), "blocks": _BLOCKS},
    {
        "close": plain(24),
        "submit": plain(24),
        "private_metadata": _METADATA,
        "callback_id": string(255, 0),
        "external_id": string(255, 0),
        "clear_on_close": flag,
        "notify_on_close": flag,
    },
    _submit_with_input,
)
_HOME = shape(
    {"blocks": _BLOCKS},
    {
        "private_metadata": _METADATA,
        "callback_id": string(255, 0),
        "external_id": string(255, 0),
    },
)
