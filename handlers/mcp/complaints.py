"""What is wrong with the arguments of a call, in words that an assistant can mend it by."""

from collections.abc import Sequence
from itertools import groupby

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from handlers.mcp.calls import Arguments
from knowledge.explaining import bounds, options_of
from knowledge.wording import nearly, quoted


def complaints(arguments: type[Arguments], error: ValidationError) -> str:
    """What is wrong with each argument, without its value: it may be somebody's pay."""
    names = list(arguments.model_fields)
    # A value that fits no arm of a union has an error an arm, one behind the other.
    each = groupby(error.errors(include_url=False), key=_place)
    return "; ".join(_complaint(place, list(details), names) for place, details in each)


def _place(detail: ErrorDetails) -> tuple[str, int | None]:
    """An argument, and which of its entries."""
    name, *within = detail["loc"]
    return str(name), next((step for step in within if isinstance(step, int)), None)


def _complaint(
    place: tuple[str, int | None], details: Sequence[ErrorDetails], names: Sequence[str]
) -> str:
    name, entry = place
    named = quoted(name)
    if details[0]["type"] == "extra_forbidden":
        likely = nearly(name, names) or f": this tool takes {', '.join(names)}"
        return f"{named} isn't an argument{likely}"
    whose = named if entry is None else f"{named}, entry {entry + 1},"
    return f"{whose} {_wrong(details)}"


def _wrong(details: Sequence[ErrorDetails]) -> str:
    match details[0]["type"]:
        case "string_type":
            return "must be text"
        case "list_type":
            return "must be a list"
        case "bool_type":
            return "must be true or false"
        case "literal_error":
            options = [option for detail in details for option in options_of(detail)]
            given = details[0]["input"]
            likely = nearly(given, options) if isinstance(given, str) else ""
            return f"must be one of {', '.join(options)}{likely}"
        case _:
            return bounds(details[0]) or "can't be read"
