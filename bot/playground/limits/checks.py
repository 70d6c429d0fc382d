"""Small checks out of which the shape of every block is made; each yields what is wrong, and where.

The words are Slack's: `must be less than 151 characters [json-pointer:/blocks/0/text/text]`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

Check = Callable[[Any, str], Iterator[str]]
"""Takes a value and the JSON pointer to it."""

NOT_SENT = (
    "The playground knows only the blocks, elements and fields that Rolecall sends: if Slack takes "
    "this one, add it to bot/playground/limits and bot/playground/page."
)
"""Behind what is refused here for being unknown, for whoever sends something new."""


def at(pointer: str, words: str) -> str:
    """One problem as Slack words it."""
    return f"{words} [json-pointer:{pointer}]"


def mapping(value: object) -> dict[str, Any] | None:
    """The value where it is a JSON object."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def sequence(value: object) -> list[Any] | None:
    """The value where it is a JSON array."""
    return cast("list[Any]", value) if isinstance(value, list) else None


def anything(_value: Any, _pointer: str) -> Iterator[str]:
    """No demands."""
    yield from ()


def string(most: int, least: int = 1, choices: Iterable[str] = ()) -> Check:
    """A text of some length, or one of a few words."""
    words = tuple(choices)

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield at(pointer, "must provide a string")
        elif words and value not in words:
            yield at(pointer, f"must be one of: {', '.join(words)}")
        elif len(value) > most:
            yield at(pointer, f"must be less than {most + 1} characters")
        elif len(value) < least:
            yield at(pointer, f"must be more than {least - 1} characters")

    return check


def choice(*words: str) -> Check:
    """One of a few words."""
    return string(255, choices=words)


def flag(value: Any, pointer: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield at(pointer, "must provide a boolean")


def number(least: float | None = None, most: float | None = None, *, whole: bool = False) -> Check:
    """A number within bounds."""
    kinds = (int,) if whole else (int, float)

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, kinds) or isinstance(value, bool):
            yield at(pointer, "must provide an integer" if whole else "must provide a number")
        elif least is not None and value < least:
            yield at(pointer, f"must be at least {least}")
        elif most is not None and value > most:
            yield at(pointer, f"must be at most {most}")

    return check


def array(item: Check, most: int, least: int = 1) -> Check:
    """A list of some length."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        items = sequence(value)
        if items is None:
            yield at(pointer, "must provide an array")
            return
        if len(items) > most:
            yield at(pointer, f"no more than {most} items allowed")
        if len(items) < least:
            yield at(pointer, f"no fewer than {least} items allowed")
        for index, inner in enumerate(items):
            yield from item(inner, f"{pointer}/{index}")

    return check


def shape(
    required: Mapping[str, Check], optional: Mapping[str, Check], rule: Check = anything
) -> Check:
    """An object with these fields and no other; `rule` is for what concerns several of them."""
    known = {**required, **optional, "type": anything}

    def check(value: Any, pointer: str) -> Iterator[str]:
        fields = mapping(value)
        if fields is None:
            yield at(pointer, "must provide an object")
            return
        for name in required:
            if fields.get(name) is None:
                yield at(pointer, f"missing required field: {name}")
        for name, inner in fields.items():
            if name not in known:
                yield at(pointer, f"invalid additional property: {name}. {NOT_SENT}")
            elif inner is not None:
                yield from known[name](inner, f"{pointer}/{name}")
        yield from rule(fields, pointer)

    return check


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check it has to pass."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        fields = mapping(value)
        if fields is None:
            yield at(pointer, "must provide an object")
        elif fields.get("type") is None:
            yield at(pointer, "missing required field: type")
        elif str(fields["type"]) not in table:
            yield at(f"{pointer}/type", f"unsupported type: {fields['type']}. {NOT_SENT}")
        else:
            yield from table[str(fields["type"])](fields, pointer)

    return check
