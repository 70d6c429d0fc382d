"""What is wrong with a value, in people's words: pydantic's are for those who write the model."""

from collections.abc import Mapping, Sequence

from pydantic_core import ErrorDetails

from knowledge.feeds.model import BOARD_FORM
from knowledge.wording import nearly, quoted

_NUMBER = "must be a number such as 132000, without quotes, commas or a currency sign"
_LIST = "must be a list"
_MAPPING = "must be a mapping of keys to values"

_EXPECTED: Mapping[str, str] = {
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
"""What a value in a file has to be, by the type of pydantic's error."""

_FORMS: Mapping[str, str] = {
    r"^\S(": "must be one line without leading or trailing spaces; got {}",
    "^[a-z0-9]": "{} must be lowercase words joined by hyphens",
    "^[UW]": "{} is not a Slack user id, such as U0MAYA",
    "^[A-Z]{3}": "{} is not a currency's code, such as USD",
    "^https?": "{} must begin with https:// or http:// and have no spaces",
    r"^\d\d-": "{} is not a code such as 15-2051.00",
    r"^\d{4}": "{} is not a code such as 2511.3",
    BOARD_FORM: "{} is no board name: write it as in the board's address, such as acme",
}
"""What a text in a file has to look like, by how the model's pattern begins."""


def bounds(detail: ErrorDetails) -> str | None:
    """What a value has to lie within, or be written as; None for what is wrong in another way.

    It names nothing of the value, which may be a secret.
    """
    context = detail.get("ctx", {})
    match detail["type"]:
        case "greater_than_equal":
            return f"must be at least {context['ge']}"
        case "less_than_equal":
            return f"must be at most {context['le']}"
        case "int_parsing":
            return "must be a whole number"
        case "bool_parsing":
            return "must be true or false"
        case "string_too_short":
            return "is empty"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters"
        case "too_short":
            return "must have at least one entry"
        case "too_long":
            return f"has more than {context['max_length']} entries"
        case "missing":
            return "is missing"
        case _:
            return None


def options_of(detail: ErrorDetails) -> list[str]:
    """The words of which a value has to be one."""
    expected = str(detail.get("ctx", {})["expected"])
    return [option.strip("'") for option in expected.replace(" or ", ", ").split(", ")]


def explain(detail: ErrorDetails, keys: Sequence[str]) -> str:
    """One error of a file in an admin's words; pydantic's own where nothing is plainer."""
    given = detail["input"]
    expected = _EXPECTED.get(detail["type"])
    if expected == _NUMBER and isinstance(given, float):
        return f"must be a whole number; got {_shown(given)}"
    if expected is not None:
        return f"{expected}; got {_shown(given)}"
    match detail["type"]:
        case "extra_forbidden":
            return f"unknown key{nearly(str(detail['loc'][-1]), keys)}"
        case "literal_error":
            return _explain_options(options_of(detail), given)
        case "string_pattern_mismatch":
            return _explain_pattern(str(detail.get("ctx", {})["pattern"]), given)
        case "string_too_long":
            return f"{bounds(detail)} ({len(str(given))})"
        case "value_error":
            return str(detail.get("ctx", {})["error"])
        case "at_key":
            return str(detail.get("ctx", {})["said"])
        case _:
            return bounds(detail) or detail["msg"][:1].lower() + detail["msg"][1:]


def _explain_options(options: Sequence[str], given: object) -> str:
    choice = ", ".join(options)
    if given is None:
        return f"is empty: choose one of {choice}"
    return f"{_shown(given)} is not one of {choice}{nearly(str(given), options)}"


def _explain_pattern(pattern: str, given: object) -> str:
    for begin, words in _FORMS.items():
        if pattern.startswith(begin):
            return words.format(_shown(given))
    return f"{_shown(given)} does not have the form {pattern}"


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return quoted(str(value))
