"""The answer's own card for Slackbot, of the blocks that it takes; what can be clicked calls a tool.

(Slack: a block of another type, or any broken limit, drops all of them; 50 blocks, 10,000 characters a
table; a button's `action_id` is `tool:<name>`, its `value` the arguments as JSON, and an id stands once
in its row.)
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handlers.mcp.calls import call_of
from handlers.values import carried
from handlers.views.elements import plain
from handlers.views.formatting import Surface, build_blocks
from handlers.views.mrkdwn import Actions, Button, Choices, Part
from knowledge.library import Library
from knowledge.query import WholeQuery

Json = dict[str, Any]

MOST_BLOCKS = 50
MOST_ROWS = 6
"""Rows of buttons: what can be asked next is no longer a card beyond that."""

MOST_VALUE = 2_000
MOST_LABEL = 75

SURFACE = Surface(blocks=MOST_BLOCKS - MOST_ROWS, characters=9_500, tables=True)


def card(library: Library, parts: Sequence[Part]) -> list[Json]:
    """The blocks for the parts of an answer."""
    shown = [part for part in parts if not isinstance(part, Actions | Choices)]
    buttons = [button for part in parts for button in _buttons(part)]
    return [*build_blocks(shown, SURFACE), *_rows(list(_calls(library, buttons)))]


def _buttons(part: Part) -> Iterator[Button]:
    match part:
        case Actions(elements=elements):
            yield from (one for one in elements if isinstance(one, Button))
        case Choices(choices=choices):
            yield from choices
        case _:
            return


def _calls(library: Library, buttons: Sequence[Button]) -> Iterator[Json]:
    """The buttons that ask something, each once; all others do what only the app in Slack can."""
    seen = set[tuple[str, str]]()
    for button in buttons:
        found = carried(button.value)
        # What asks the answer itself again is there to share, follow or report it.
        if not button.action_id.startswith("ask") or found is None:
            continue
        if not isinstance(found.what, WholeQuery):
            continue
        call = call_of(library, found.what)
        value = json.dumps(dict(call.arguments), ensure_ascii=False)
        if len(value) > MOST_VALUE or (call.tool, value) in seen:
            continue
        seen.add((call.tool, value))
        yield {
            "type": "button",
            "text": plain(button.label, MOST_LABEL),
            "action_id": f"tool:{call.tool}",
            "value": value,
        }


def _rows(buttons: Sequence[Mapping[str, Any]]) -> list[Json]:
    """The buttons in as few rows as have no action id twice."""
    rows: list[list[Mapping[str, Any]]] = []
    for button in buttons:
        free = (row for row in rows if all(b["action_id"] != button["action_id"] for b in row))
        row = next(free, None)
        if row is None:
            rows.append(row := [])
        row.append(button)
    return [
        {"type": "actions", "block_id": f"calls{number}", "elements": row}
        for number, row in enumerate(rows[:MOST_ROWS])
    ]
