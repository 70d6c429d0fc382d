"""What Slack refuses: the limits of messages and views, block by block and as a whole.

Of Block Kit, only what Rolecall sends is known. The numbers are Slack's documented ones; where it
names none, the strictest that was seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.limits.blocks import Surface, check_block
from bot.playground.limits.checks import (
    anything,
    array,
    at,
    by_type,
    flag,
    mapping,
    sequence,
    shape,
    string,
)
from bot.playground.limits.elements import OPTION, plain

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
