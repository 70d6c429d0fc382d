"""Whether Slack would take a payload: two libraries' models, Slack's limits, and our own budget."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.playground.limits import MOST_CHARACTERS, MOST_TEXT, problems, view_refusal
from tests.judge import judged

UNKNOWN_TO_SDK = {"data_visualization"}
NOT_READ_BY_SLACKBLOCKS = {"context_actions"}
"""Blocks that slackblocks can write, and not read."""
OUR_MARKUP = re.compile(
    r"<(@[UW][A-Z0-9]+|#[CDG][A-Z0-9]+|!date\^\d+\^\{date_short_pretty\} at \{time\}\|[^|<>^]+"
    r"|(?i:https?)://[^|<>\s]+\|[^<>|]*)>"
)
"""Members, channels, moments and links, as digests name them; everything else in brackets is a text's own."""

NOT_SHOWN = {
    "type", "block_id", "response_type", "action_id", "value", "style", "callback_id",
    "private_metadata",
}  # fmt: skip


def assert_slack_takes(payload: dict[str, Any]) -> None:
    """Fail where Slack would refuse a private answer or cut it."""
    assert payload["response_type"] == "ephemeral"
    assert payload["text"].strip()
    assert len(payload["text"]) <= MOST_TEXT
    blocks = cast("list[dict[str, Any]]", payload["blocks"])
    assert_blocks_fit(blocks)
    assert_nothing_marked_up(payload)


def assert_blocks_fit(blocks: list[dict[str, Any]]) -> None:
    """Fail where Slack would refuse a message's blocks, or a block shows nothing."""
    assert blocks
    assert not problems(blocks), problems(blocks)
    # Stricter than Slack, which does not say what it counts: labels and options count as well.
    assert len(shown_text(blocks)) <= MOST_CHARACTERS
    assert all(len(block["rows"]) > 1 for block in blocks if block["type"] == "table")
    _assert_models_take(blocks)


def assert_slack_takes_view(view: dict[str, Any]) -> None:
    """Fail where Slack would refuse a modal or a Home tab."""
    assert view["blocks"]
    refused = view_refusal(view)
    assert refused is None, refused
    cast("Any", View)(**view).validate_json()
    _assert_models_take(view["blocks"])
    assert_nothing_marked_up(view)


def _assert_models_take(blocks: list[dict[str, Any]]) -> None:
    for block in blocks:
        _assert_models_take_one(json.dumps(block))


@lru_cache(maxsize=5_000)
def _assert_models_take_one(written: str) -> None:
    """Judges that did not make the block: slackblocks keeps what it knows, slack_sdk checks lengths.

    Most blocks come up again and again, and one that was taken is taken.
    """
    block = json.loads(written)
    if block["type"] not in NOT_READ_BY_SLACKBLOCKS:
        assert judged(block) == block
    if block["type"] not in UNKNOWN_TO_SDK:
        parsed = cast("Any", Block).parse(block)
        assert parsed is not None, block["type"]
        parsed.validate_json()


def assert_nothing_marked_up(payload: dict[str, Any]) -> None:
    """Fail where a text could mention or link, or cannot go over the wire."""
    for text in strings(payload):
        assert "<" not in text
        assert ">" not in text
    json.dumps(payload, ensure_ascii=False).encode()


def without_our_markup(payload: dict[str, Any]) -> dict[str, Any]:
    """A payload with a word in place of each member, channel and moment."""
    said = json.dumps(payload, ensure_ascii=False)
    return cast("dict[str, Any]", json.loads(OUR_MARKUP.sub("somebody", said)))


def our_markup(payload: dict[str, Any]) -> set[str]:
    """The members, channels and moments that a payload names, without their brackets."""
    return set(OUR_MARKUP.findall(json.dumps(payload, ensure_ascii=False)))


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
