"""The ids that Slack gives to blocks and elements which came without one."""

from collections.abc import Iterable
from typing import Any

from bot.playground.records import Json

WITHOUT_ACTION = {"image", "plain_text", "mrkdwn"}


def with_ids(blocks: Iterable[Json]) -> tuple[Json, ...]:
    """The blocks, each with a `block_id`, each interactive element with an `action_id`."""
    blocks = list(blocks)
    taken = {block.get("block_id") for block in blocks}
    free = (name for name in (f"blk{n}" for n in range(len(blocks) * 2)) if name not in taken)
    return tuple(
        _with_actions({**block, "block_id": block.get("block_id") or next(free)})
        for block in blocks
    )


def elements(block: Json) -> list[Json]:
    """The elements of a block that one can act on."""
    held: list[Json] = []
    if block["type"] in ("actions", "carousel"):
        held = block["elements"]
    elif block["type"] == "input":
        held = [block["element"]]
    elif block["type"] == "card":
        held = block.get("actions") or []
    elif block.get("accessory"):
        held = [block["accessory"]]
    if block["type"] == "carousel":
        return [element for card in held for element in card.get("actions") or ()]
    return [element for element in held if element["type"] not in WITHOUT_ACTION]


def _with_actions(block: Json) -> Json:
    kind: str = block["type"]
    if kind in ("actions", "carousel"):
        return {**block, "elements": [_act(one, n) for n, one in enumerate(block["elements"])]}
    if kind == "card" and block.get("actions"):
        return {**block, "actions": [_act(one, n) for n, one in enumerate(block["actions"])]}
    for name in ("element", "accessory"):
        if block.get(name):
            return {**block, name: _act(block[name], 0)}
    return block


def _act(element: dict[str, Any], index: int) -> Json:
    if element["type"] == "card":
        return _with_actions(element)
    if element["type"] in WITHOUT_ACTION or element.get("action_id"):
        return element
    return {**element, "action_id": f"act{index}"}
