"""One payload of each kind that Slack sends us, complete, and what becomes of it where a value is missing.

The files are written as Slack documents them and sends them; no workspace, person or token in them exists.
"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

FORM, JSON = "application/x-www-form-urlencoded", "application/json"

Json = dict[str, Any]
Place = tuple[str | int, ...]
"""Where in a payload a value stands: the keys and indexes that lead to it."""

NAMES = tuple(sorted(file.stem for file in Path(__file__).parent.glob("*.json")))


def recorded(name: str) -> Json:
    """A payload of its own."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))


def places(value: object, here: Place = ()) -> Iterator[Place]:
    """Every place in a payload."""
    if isinstance(value, dict):
        inner = list(cast("Json", value).items())
    elif isinstance(value, list):
        inner = list(enumerate(cast("list[object]", value)))
    else:
        return
    for key, one in inner:
        yield (*here, key)
        yield from places(one, (*here, key))


def nulled(payload: Json, place: Place) -> Json:
    """A payload with null in one place."""
    changed, holder = _holder(payload, place)
    holder[place[-1]] = None
    return changed


def removed(payload: Json, place: Place) -> Json:
    """A payload without what stands in one place."""
    changed, holder = _holder(payload, place)
    del holder[place[-1]]
    return changed


def _holder(payload: Json, place: Place) -> tuple[Json, Any]:
    changed = copy.deepcopy(payload)
    holder: Any = changed
    for key in place[:-1]:
        holder = holder[key]
    return changed, holder


def wire(name: str, payload: Json) -> tuple[str, str]:
    """A payload of a kind as it comes over HTTP: its body and the content type."""
    if name == "slash_command":
        said = {key: value for key, value in payload.items() if value is not None}
        return urlencode(said), FORM
    if name.startswith(("block_", "view_", "message_action")):
        return urlencode({"payload": json.dumps(payload)}), FORM
    return json.dumps(payload), JSON
