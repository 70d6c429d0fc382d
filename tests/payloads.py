"""Whether Slack would take a payload: slack_sdk's parser, and the limits that it does not know."""

import json
from collections.abc import Iterator
from typing import Any, cast

from slack_sdk.models.blocks import Block

MAX_BLOCKS = 50
MAX_CHARACTERS = 12_000
MAX_TEXT = 40_000
MAX_SECTION = 3_000
MAX_TABLE_ROWS = 100
MAX_TABLE_COLUMNS = 20
KNOWN_TO_SDK = {"header", "section", "context", "divider", "actions", "table"}
NOT_SHOWN = {"type", "block_id", "response_type", "action_id", "value", "style"}


def assert_slack_takes(payload: dict[str, Any]) -> None:
    """Fail where Slack would refuse the payload or cut it."""
    assert payload["response_type"] == "ephemeral"
    assert payload["text"].strip()
    assert len(payload["text"]) <= MAX_TEXT
    blocks = cast("list[dict[str, Any]]", payload["blocks"])
    assert 0 < len(blocks) <= MAX_BLOCKS
    for block in blocks:
        if block["type"] == "data_visualization":
            _assert_chart(block)
            continue
        assert block["type"] in KNOWN_TO_SDK, block["type"]
        parsed = cast("Any", Block).parse(block)
        assert parsed is not None
        parsed.validate_json()
        _assert_within_limits(block)
    ids = [block["block_id"] for block in blocks]
    assert len(set(ids)) == len(ids)
    assert sum(block["type"] == "table" for block in blocks) <= 1
    assert len(shown_text(blocks)) <= MAX_CHARACTERS
    for text in strings(payload):
        assert "<" not in text
        assert ">" not in text
    json.dumps(payload)


def _assert_within_limits(block: dict[str, Any]) -> None:
    match block["type"]:
        case "header":
            assert 1 <= len(block["text"]["text"]) <= 150
        case "section":
            assert 1 <= len(block["text"]["text"]) <= MAX_SECTION
        case "context":
            assert 1 <= len(block["elements"]) <= 10
            assert all(element["text"] for element in block["elements"])
        case "table":
            rows = block["rows"]
            assert 2 <= len(rows) <= MAX_TABLE_ROWS
            assert {len(row) for row in rows} == {len(rows[0])}
            assert len(rows[0]) <= MAX_TABLE_COLUMNS
            assert all(cell["text"] for row in rows for cell in row)
        case _:
            pass


def _assert_chart(block: dict[str, Any]) -> None:
    """Hold a chart to Slack's limits; slack_sdk does not know the block yet."""
    assert 1 <= len(block["title"]) <= 50
    chart = block["chart"]
    assert chart["type"] == "bar"
    categories = chart["axis_config"]["categories"]
    assert 1 <= len(categories) <= 20
    assert len(set(categories)) == len(categories)
    assert 1 <= len(chart["series"]) <= 6
    for series in chart["series"]:
        assert [point["label"] for point in series["data"]] == categories
        assert all(len(label) <= 20 for label in categories)


def shown_text(blocks: list[dict[str, Any]]) -> str:
    """Every text of the blocks, one a line."""
    return "\n".join(
        text
        for block in blocks
        for text in strings({k: v for k, v in block.items() if k != "type"})
    )


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value that people see: no ids, no types, nothing that a click sends."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in cast("dict[str, object]", value).items():
            if key not in NOT_SHOWN:
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            yield from strings(inner)
