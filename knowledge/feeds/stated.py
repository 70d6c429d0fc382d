"""What fields of others state: of any type, missing, empty, or nonsense, and never trusted to be otherwise."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import cast

from knowledge.feeds.links import canonical
from knowledge.feeds.plain import line, plain

MOST_TEXT = 30_000
"""Characters of an ad's text: the longest have 20,000."""

EARLIEST, LATEST = 1970, 2200
"""Years of what is posted; those outside stand for none."""

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]?(.*))?", re.DOTALL)


def is_object(value: object) -> bool:
    """Whether a value is an object of JSON."""
    return isinstance(value, dict)


def is_list(value: object) -> bool:
    """Whether a value is a list of JSON."""
    return isinstance(value, list)


def fields(value: object) -> Mapping[str, object]:
    """An object's fields; none where it is no object."""
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def at(value: object, *path: str) -> object:
    """The value at a path of fields, None where there is none."""
    for name in path:
        value = fields(value).get(name)
    return value


def elements(value: object) -> Sequence[object]:
    """A list's elements; one that stands alone is a list of one, and None is none."""
    if isinstance(value, list):
        return cast("list[object]", value)
    return () if value is None else (value,)


def objects(value: object) -> Sequence[Mapping[str, object]]:
    """Those of a list's elements that are objects."""
    return [fields(one) for one in elements(value) if is_object(one)]


def text(value: object) -> str:
    """A text, empty where it is none; a number's digits."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def words(value: object, most: int = 500) -> str | None:
    """A text on one line, None where there is none."""
    return line(text(value), most) or None


def body(*html: object) -> str:
    """The plain text of several pieces of HTML, one below the other, cut."""
    return "\n".join(filter(None, (plain(text(one), MOST_TEXT) for one in html)))[:MOST_TEXT]


def number(value: object) -> float | None:
    """A finite number, or a text that is nothing else."""
    if isinstance(value, str):
        value = float(value) if _NUMBER.fullmatch(value := value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Integers of JSON have no end; no amount has that many digits.
    return float(value) if abs(value) < 1e15 and math.isfinite(value) else None


def amount(value: object) -> float | None:
    """A number above zero: boards write zero for none."""
    found = number(value)
    return found if found and found > 0 else None


def moment(value: object) -> datetime | None:
    """A day or a moment in ISO 8601, `2026-06-01 09:52:38 UTC` too; without a zone it is UTC. In UTC."""
    stated = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if stated is None:
        return None
    day, time = stated[1], (stated[2] or "").strip()
    time = re.sub(r"\s*(?:UTC|GMT)$", "+00:00", time)
    try:
        found = datetime.fromisoformat(f"{day}T{time}" if time else day)
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return found if EARLIEST <= found.year < LATEST else None


def moment_of_seconds(value: object) -> datetime | None:
    """Seconds since 1970, as a moment."""
    seconds = number(value)
    if seconds is None:
        return None
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return found if EARLIEST <= found.year < LATEST else None


def address(value: object, base: str | None = None) -> str | None:
    """An address, as it is kept (see `canonical`)."""
    stated = text(value)
    return canonical(stated, base) if stated else None


def currency(value: object) -> str | None:
    """An ISO 4217 code."""
    code = text(value).strip().upper()
    return code if re.fullmatch(r"[A-Z]{3}", code) else None


def places(*values: object) -> tuple[str, ...]:
    """Places as they are stated, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, (words(one, 200) for one in values))))


def joined(*parts: object) -> str | None:
    """The parts of a place with commas between them; None where all are empty."""
    told = dict.fromkeys(filter(None, (words(part, 100) for part in parts)))
    return ", ".join(told) or None
