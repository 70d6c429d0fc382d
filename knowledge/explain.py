"""What does not fit the model, in an admin's words and at the place in the file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge.files import Document, Location
from knowledge.findings import Finding

MAX_LIKE_NAMES = 100
"""Characters beyond which a word is like no name that we know; comparing would take its time."""


def nearly(word: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?` where something known is close to the word, else nothing."""
    if len(word) > MAX_LIKE_NAMES:
        return ""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""


def model_findings(
    document: Document, model: type[BaseModel], error: ValidationError
) -> Iterator[Finding]:
    """One finding for each value of a document that does not fit its model."""
    seen: set[tuple[Location, str]] = set()
    for detail in error.errors(include_url=False, include_context=True):
        if detail["type"] != "extra_forbidden" and detail["loc"][-1:] == ("source",):
            continue  # the file's name once more, handed down to a statement
        at = _location_in_file(document, detail)
        message = _explain(detail, _keys_at(model, at[:-1]))
        if detail["loc"] == ("id",):
            message = f"the file's name: {message}"
        # A value that fits no arm of a union is one problem, not one an arm.
        if (at, message) not in seen:
            seen.add((at, message))
            if at not in document.unread:
                yield Finding(at, message)


def _location_in_file(document: Document, detail: ErrorDetails) -> Location:
    location = detail["loc"]
    if detail["type"] == "missing":
        return location
    while location and location not in document.positions:
        location = location[:-1]
    return location


def _keys_at(model: type[BaseModel], at: Location) -> list[str]:
    """The keys that the model knows at a location, for a suggestion."""
    current: type[BaseModel] | None = model
    for step in at:
        if isinstance(step, int) or current is None:
            continue
        found = current.model_fields.get(step)
        current = _model_within(found.annotation) if found else None
    by_name = ("source",) if at else ("id",)
    return [key for key in current.model_fields if key not in by_name] if current else []


def _model_within(annotation: object) -> type[BaseModel] | None:
    """The model that an annotation such as `tuple[Figure, ...]` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in cast("tuple[object, ...]", get_args(annotation)):
        found = _model_within(argument)
        if found is not None:
            return found
    return None


_NUMBER = "must be a number such as 132000, without quotes, commas or a currency sign"
_LIST = "must be a list"
_MAPPING = "must be a mapping of keys to values"

EXPECTED: Mapping[str, str] = {
    "int_type": _NUMBER,
    "float_type": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_type": "must be true or false",
    "string_type": "must be text (put it in quotes)",
    "tuple_type": _LIST,
    "list_type": _LIST,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "day_form": "must be a date such as 2026-11-21 (year-month-day)",
}
"""What a value has to be, by the type of pydantic's error."""


def _explain(detail: ErrorDetails, keys: list[str]) -> str:
    """One pydantic error in an admin's words; pydantic's own where nothing is plainer."""
    given = detail["input"]
    context = detail.get("ctx", {})
    expected = EXPECTED.get(detail["type"])
    if expected == _NUMBER and isinstance(given, float):
        return f"must be a whole number; got {_shown(given)}"
    if expected is not None:
        return f"{expected}; got {_shown(given)}"
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return f"unknown key{nearly(str(detail['loc'][-1]), keys)}"
        case "literal_error":
            options = [option.strip("'") for option in _options(str(context["expected"]))]
            if given is None:
                return f"is empty: choose one of {', '.join(options)}"
            return (
                f"{_shown(given)} is not one of {', '.join(options)}{nearly(str(given), options)}"
            )
        case "string_pattern_mismatch":
            return _explain_pattern(str(context["pattern"]), given)
        case "string_too_long":
            return f"is longer than {context['max_length']} characters ({len(str(given))})"
        case "too_short":
            return "must have at least one entry"
        case "value_error":
            return str(context["error"])
        case _:
            return detail["msg"][:1].lower() + detail["msg"][1:]


def _explain_pattern(pattern: str, given: object) -> str:
    if pattern.startswith(r"^\S"):
        return f"must be one line without leading or trailing spaces; got {_shown(given)}"
    if pattern.startswith("^[a-z0-9]"):
        return f"{_shown(given)} must be lowercase words joined by hyphens"
    if pattern.startswith("^[UW]"):
        return f"{_shown(given)} is not a Slack user id, such as U0MAYA"
    return f"{_shown(given)} does not have the form {pattern}"


def _options(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").split(", ")


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    # Quoted as JSON does, so that a line break within does not break the line of the problem.
    return json.dumps(f"{text[:60]}…" if len(text) > 60 else text, ensure_ascii=False)
