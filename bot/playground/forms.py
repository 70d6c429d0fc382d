"""What people enter: the state of inputs and choices, as Slack's clients keep and check it."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from bot.playground.identifiers import elements
from bot.playground.limits.checks import mapping
from bot.playground.records import Json

FIELDS: dict[str, tuple[str, str | None]] = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", None),
    "conversations_select": ("selected_conversation", None),
    "timepicker": ("selected_time", "initial_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "plain_text_input": ("value", "initial_value"),
    "file_input": ("files", None),
}
"""Where a kind of element keeps its value, and where it is given at first."""

REQUIRED = "Please complete this required field."
"""Slack's own words."""


def state_of(blocks: Iterable[Json], entered: Json) -> Json:
    """`state.values` of a message or view: what is there at first, and over it what was entered."""
    values: Json = {}
    for block in blocks:
        for element in elements(block):
            if element["type"] == "button":
                continue
            action = element["action_id"]
            given = entered.get(block["block_id"], {}).get(action)
            values.setdefault(block["block_id"], {})[action] = given or _at_first(element)
    return values


def _at_first(element: Json) -> Json:
    name, initial = FIELDS[element["type"]]
    value = element.get(initial) if initial else None
    if value is None and name.endswith("s"):
        value = []
    return {"type": element["type"], name: value}


def entered(element: Json, given: Any, suggested: Iterable[Json] = ()) -> Json:
    """One element's value as Slack sends it.

    `given` is that already, or only what it says: a text, an option's value, a time, a list of
    options' values; None empties the element. Raises LookupError for an option that is not offered.
    """
    name, _ = FIELDS[element["type"]]
    fields = mapping(given)
    if fields is not None:
        return {"type": element["type"], **fields}
    if given is not None and name == "selected_option":
        given = option_of(element, given, suggested)
    elif name == "selected_options":
        given = [option_of(element, one, suggested) for one in given or ()]
    elif isinstance(given, tuple):
        given = list(cast("tuple[Any, ...]", given))
    return {"type": element["type"], name: given}


def option_of(element: Json, given: Any, suggested: Iterable[Json] = ()) -> Json:
    """The option with this value.

    Raises LookupError where the element offers none.
    """
    fields = mapping(given)
    if fields is not None:
        return fields
    for option in [*(element.get("options") or ()), *suggested]:
        if option["value"] == given:
            return option
    raise LookupError(f"{element['action_id']} offers no option {given!r}")


def complaints(blocks: Iterable[Json], values: Json) -> dict[str, str]:
    """What a Slack client says under the inputs of a modal before it sends anything."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element: Json = block["element"]
        value = values[block["block_id"]][element["action_id"]].get(FIELDS[element["type"]][0])
        for complaint in _complaints(block, element, value):
            found.setdefault(block["block_id"], complaint)
    return found


def _complaints(block: Json, element: Json, value: Any) -> Iterator[str]:
    most: int = element.get("max_length", 3_000)
    if value in (None, "", []):
        if not block.get("optional"):
            yield REQUIRED
    elif element["type"] == "plain_text_input" and len(str(value)) > most:
        yield f"Please enter at most {most} characters."
