"""The ids that Slack gives to blocks and elements which came without one."""

from collections.abc import Iterable

from bot.playground.records import Json


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
    match block["type"]:
        case "actions":
            return block["elements"]
        case "input":
            return [block["element"]]
        case _:
            return []


def _with_actions(block: Json) -> Json:
    match block["type"]:
        case "actions":
            return {**block, "elements": [_act(one, n) for n, one in enumerate(block["elements"])]}
        case "input":
            return {**block, "element": _act(block["element"], 0)}
        case _:
            return block


def _act(element: Json, index: int) -> Json:
    return element if element.get("action_id") else {**element, "action_id": f"act{index}"}
