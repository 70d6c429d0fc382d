"""The block types that Rolecall sends: their fields, and the surfaces that take them."""

from collections.abc import Iterator
from typing import Any, Literal

from bot.playground.limits.checks import (
    NOT_SENT,
    Check,
    array,
    at,
    by_type,
    flag,
    mapping,
    number,
    sequence,
    shape,
    string,
)
from bot.playground.limits.elements import ACTIONS, ID, INPUTS, mrkdwn, plain

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
_BARS = shape(
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
    "data_visualization": shape({"title": string(50), "chart": by_type({"bar": _BARS})}, _BLOCK),
}

IN_MESSAGES_ALONE = {"table", "data_visualization"}
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
