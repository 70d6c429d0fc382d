"""The blocks that show data: `table`, `data_table`, `data_visualization`."""

from collections.abc import Iterator
from typing import Any

from bot.playground.limits.checks import (
    Check,
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
from bot.playground.limits.objects import ID
from bot.playground.limits.rich_text import RICH_TEXT

MOST_TABLE_CHARACTERS = 10_000
"""Slack: all cells of a message's data tables together."""

LABEL = string(20)
AXIS_TITLE = string(50)

_RAW_TEXT = shape({"text": string(3_000)}, {"emoji": flag})
_RAW_NUMBER = shape({"value": number()}, {"text": string(255)})


def _equal_rows(value: Any, pointer: str) -> Iterator[str]:
    rows = map(sequence, sequence(value.get("rows")) or ())
    if len({len(row) for row in rows if row is not None}) > 1:
        yield at(f"{pointer}/rows", "all rows must have the same number of cells")


def _plain_header(value: Any, pointer: str) -> Iterator[str]:
    yield from _equal_rows(value, pointer)
    rows = sequence(value.get("rows")) or [[]]
    header = sequence(rows[0]) or []
    for index, cell in enumerate(header):
        if (mapping(cell) or {}).get("type") == "rich_text":
            yield at(f"{pointer}/rows/0/{index}", "header cells cannot be rich text")
    column = value.get("row_header_column_index")
    if isinstance(column, int) and column >= max(len(header), 1):
        yield at(f"{pointer}/row_header_column_index", "must be the index of a column")


TABLE = shape(
    {"rows": array(array(by_type({"raw_text": _RAW_TEXT, "rich_text": RICH_TEXT}), 20), 100)},
    {
        "block_id": ID,
        "column_settings": array(
            shape({}, {"align": choice("left", "center", "right"), "is_wrapped": flag}), 20, 0
        ),
    },
    _equal_rows,
)

DATA_TABLE = shape(
    {
        "caption": string(255),
        "rows": array(
            array(
                by_type({"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER, "rich_text": RICH_TEXT}),
                20,
            ),
            101,
            2,
        ),
    },
    {
        "block_id": ID,
        "page_size": number(1, 100, whole=True),
        "row_header_column_index": number(0, whole=True),
    },
    _plain_header,
)


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


def _positive(value: Any, pointer: str) -> Iterator[str]:
    yield from number()(value, pointer)
    if isinstance(value, int | float) and value <= 0:
        yield at(pointer, "must be more than 0")


_POINTS = array(shape({"label": LABEL, "value": number()}, {}), 20)
_AXIS_CHART = shape(
    {
        "series": array(shape({"name": LABEL, "data": _POINTS}, {}), 6),
        "axis_config": shape(
            {"categories": array(LABEL, 20)}, {"x_label": AXIS_TITLE, "y_label": AXIS_TITLE}
        ),
    },
    {},
    _one_point_a_category,
)
_CHARTS: dict[str, Check] = {
    "pie": shape({"segments": array(shape({"label": LABEL, "value": _positive}, {}), 6)}, {}),
    **dict.fromkeys(("bar", "line", "area"), _AXIS_CHART),
}

DATA_VISUALIZATION = shape({"title": string(50), "chart": by_type(_CHARTS)}, {"block_id": ID})
