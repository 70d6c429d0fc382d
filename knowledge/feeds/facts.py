"""The texts of what is measured: facts, as sources' documents have them, the same for the same numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import floor

from knowledge.drafting.review import slug
from knowledge.editing.writing import Value, lines_of
from knowledge.periods import Period

FactText = dict[str, Value]

MOST_STATEMENT = 200
_HEAD = "# yaml-language-server: $schema=../schema/source.json\n# Rolecall writes this file itself, from feeds: what is edited in it is overwritten.\n"


def fact(
    id: str,
    statement: str,
    values: Sequence[float],
    unit: str,
    *,
    period: Period,
    year: int,
    section: str,
    n: int | None = None,
    topics: Sequence[str] = (),
    roles: Sequence[str] = (),
) -> FactText:
    """One fact; with `n` it is computed of so many posts or ads."""
    said: FactText = {
        "id": slug(id, 80),
        "statement": one_line(statement, MOST_STATEMENT),
        "values": [*values],
        "unit": unit,
        "period": str(period),
        "year": year,
    }
    if n is not None:
        said |= {"n": n, "computed": True}
    said["section"] = section
    if topics:
        said["topics"] = [*topics]
    if roles:
        said["roles"] = [*roles]
    return said


def source(
    title: str,
    label: str,
    kind: str,
    today: date,
    facts: Sequence[FactText],
    table: Mapping[str, Value] | None = None,
    of: Mapping[str, Value] | None = None,
) -> str:
    """A source's document; `of` are what else it says of itself, in place of Rolecall as its publisher."""
    document: dict[str, Value] = {
        "title": title,
        "label": label,
        "kind": kind,
        **(of if of is not None else {"publisher": "Rolecall"}),
        "year": today.year,
        "verified": today.isoformat(),
        "roles": [],
    }
    if table is not None:
        document["table"] = table
    if facts:
        document["facts"] = [*_told_apart(facts)]
    return _HEAD + "".join(
        f"{line}\n" for key, value in document.items() for line in lines_of(key, value, 0, None)
    )


def _told_apart(facts: Sequence[FactText]) -> Iterator[FactText]:
    """Facts, of which each has an id of its own."""
    seen: Counter[str] = Counter()
    for one in facts:
        id = str(one["id"])
        seen[id] += 1
        yield one if seen[id] == 1 else {**one, "id": f"{id[:75]}-{seen[id]}"}


def paths(id: str) -> tuple[str, str]:
    """The documents of a measured source: itself and its table."""
    return f"sources/{id}.yaml", f"sources/{id}.csv"


def one_line(text: str, most: int) -> str:
    """A text from outside on one line, without what cannot be seen, cut."""
    plain = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


def rounded(number: float, digits: int = 1) -> float:
    """A number as it is written: whole where it is."""
    short = round(number, digits)
    return int(short) if float(short).is_integer() else short


def percent(share: float) -> str:
    """A share in percent: `9.1%`, `23%`."""
    digits = 0 if share >= 9.95 else 1
    return f"{rounded(floor(share * 10**digits + 0.5) / 10**digits)}%"


def day(when: date) -> str:
    """A day of the year: `21 Nov`."""
    return f"{when.day} {_MONTHS[when.month - 1]}"


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

_DATES = re.compile(rf"\d{{4}}-\d\d-\d\d|\d{{1,2}} (?:{'|'.join(_MONTHS)})\b(?: \d{{4}})?")


def undated(text: str | None) -> str | None:
    """A measured document without its days: what differs in nothing else is no news."""
    return None if text is None else _DATES.sub("", text)


def number_of(count: int, thing: str, several: str | None = None) -> str:
    """`1 company`, `12 companies`."""
    return f"{count:,} {thing if count == 1 else several or f'{thing}s'}"
