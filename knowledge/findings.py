"""What is wrong with one document, whatever the others say, besides what does not fit its model.

It is looked for in plain values, so that a document that does not fit its model is checked as well, and
all of its problems are told in one go. At the `wrong` places something else is told already.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import cast

from knowledge.feeds.model import flaw_of_kind
from knowledge.fields import (
    COMPONENTS,
    NO_AMOUNT,
    NOT_ABOUT_ONE,
    SECTIONS,
    STATISTICS,
    ends_in_reverse,
    too_few,
)
from knowledge.files import Document, Location, Severity
from knowledge.model import IDENTITY, Figure

Entry = Mapping[str, object]
"""A mapping of keys to values, as it stands in a file."""


def list_at(holder: Entry, key: str) -> list[object]:
    """The entries of a list; none where no list stands there."""
    found = holder.get(key)
    return cast("list[object]", found) if isinstance(found, list) else []


def entry_of(value: object) -> Entry:
    """A mapping; an empty one where it is none."""
    return cast("Entry", value) if isinstance(value, dict) else {}


def entries(holder: Entry, key: str) -> Iterator[tuple[int, Entry]]:
    """The entries of a list that are mappings, with their indexes."""
    for index, value in enumerate(list_at(holder, key)):
        if isinstance(value, dict):
            yield index, cast("Entry", value)


def number_at(holder: Entry, key: str) -> int | float | None:
    """A number; None where none stands there."""
    value = holder.get(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def roles_in(figure: Entry) -> Iterator[tuple[Location, object]]:
    """What a figure names as its roles, and where in it: `roles`, or the `role` of older files."""
    if "roles" not in figure and "role" in figure:
        yield ("role",), figure["role"]
    for index, role in enumerate(list_at(figure, "roles")):
        yield ("roles", index), role


PLAUSIBLE_PAY: Mapping[str, tuple[float, float]] = {
    "year": (10_000, 2_000_000),
    "month": (800, 170_000),
    "week": (200, 40_000),
    "day": (40, 8_000),
    "hour": (5, 1_000),
}
"""Amounts for one period outside of which a figure is more likely a slip than a salary."""

_PLAIN = [key for key in IDENTITY if key != "role"]
_DEFAULTS = [Figure.model_fields[key].get_default() for key in _PLAIN]

CLOSED: Mapping[str, tuple[str, ...]] = {
    "components": COMPONENTS,
    "statistics": STATISTICS,
    "sections": (*SECTIONS, "tasks"),
}
"""The vocabularies of which the model names every term."""

ADDED_LATER: Mapping[str, AbstractSet[str]] = {"statistics": {"potential"}, "sections": {"tasks"}}
"""Terms that a vocabulary written for an earlier version goes without."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a value of a document; on which line it stands, its text tells."""

    at: Location
    message: str
    severity: Severity = "error"


def findings_in(document: Document, wrong: AbstractSet[Location]) -> Iterator[Finding]:
    """What is wrong with a document by itself."""
    match document.folder:
        case "sources":
            return _in_source(document.content, wrong)
        case "roles":
            return _in_role(document, wrong)
        case "occupations":
            return _in_occupation(document.content, wrong)
        case "feeds":
            return _in_feed(document.content, wrong)
        case _:
            return _in_vocabulary(document, wrong)


def _in_source(source: Entry, wrong: AbstractSet[Location]) -> Iterator[Finding]:
    spoilt = {at[:2] for at in wrong}
    seen: dict[tuple[object, ...], int] = {}
    for index, figure in entries(source, "figures"):
        at: Location = ("figures", index)
        yield from _unlikely_amounts(figure, at, wrong)
        if at in spoilt:
            if at not in wrong:
                yield from _amounts_that_do_not_fit(figure, at, wrong)
            continue
        same = seen.setdefault(_identity(figure), index)
        if same != index:
            yield Finding(
                at,
                f"differs from figures.{same} only in its amount: "
                "tell them apart (title, section, level, place …) or keep one",
            )
    for index, fact in entries(source, "facts"):
        if fact.get("computed") is True and fact.get("n") is None:
            yield Finding(("facts", index), "what is computed needs `n`")
    yield from _repeated(source, "facts", ("id",), wrong)
    yield from _repeated(source, "trends", ("topic", "name"), wrong)
    yield from _repeated(source, "mentions", ("title", "section"), wrong)


def _identity(figure: Entry) -> tuple[object, ...]:
    """As `Figure.identity`, of the plain values."""
    first = next((role for _, role in roles_in(figure)), None)
    return (first, figure.get("occupation"), *map(figure.get, _PLAIN, _DEFAULTS))


def _unlikely_amounts(
    figure: Entry, at: Location, wrong: AbstractSet[Location]
) -> Iterator[Finding]:
    period, currency = figure.get("period"), figure.get("currency")
    if not isinstance(period, str) or period not in PLAUSIBLE_PAY:
        return
    least, most = PLAUSIBLE_PAY[period]
    # An additional payment may be small; only its upper bound tells of a slip.
    bottom = 0 if figure.get("component") in ("additional", "bonus", "equity") else least
    for key in ("low", "high"):
        amount = number_at(figure, key) if (*at, key) not in wrong else None
        if amount is not None and not bottom <= amount <= most:
            yield Finding(
                (*at, key),
                f"{amount:,} {currency} a {period} is unlikely (expected {least:,} to {most:,})",
                "warning",
            )


def _amounts_that_do_not_fit(
    figure: Entry, at: Location, wrong: AbstractSet[Location]
) -> Iterator[Finding]:
    """What the model says of a figure as a whole, which it looks at where each of its values fits."""
    roles = any(True for _ in roles_in(figure)) or any(one[:3] == (*at, "roles") for one in wrong)
    if roles is (figure.get("occupation") is not None):
        yield Finding(at, NOT_ABOUT_ONE)
    few = too_few(number_at(figure, "n"), number_at(figure, "companies"))
    if figure.get("computed") is True and few:
        yield Finding(at, few)
    if not any(figure.get(key) is not None or (*at, key) in wrong for key in ("low", "high")):
        yield Finding(at, NO_AMOUNT)
    low, high, years_min, years_max = (
        number_at(figure, key) if (*at, key) not in wrong else None
        for key in ("low", "high", "years_min", "years_max")
    )
    reversed_ends = "; ".join(ends_in_reverse(low, high, years_min, years_max))
    if reversed_ends:
        yield Finding(at, reversed_ends)


def _in_role(role: Document, wrong: AbstractSet[Location]) -> Iterator[Finding]:
    for index, other in enumerate(list_at(role.content, "related")):
        if other == role.id:
            yield Finding(("related", index), "a role is not related to itself")
    sections = entry_of(role.content.get("sections"))
    for section in SECTIONS:
        for number, bullet in entries(sections, section):
            other, at = bullet.get("versus"), ("sections", section, number, "versus")
            if other is not None and section != "differences":
                yield Finding(at, "only lines of `differences` tell a role from another")
            elif other == role.id:
                yield Finding(at, "a role does not differ from itself")
    yield from _repeated(role.content, "occupations", ("occupation",), wrong)


def _in_occupation(occupation: Entry, wrong: AbstractSet[Location]) -> Iterator[Finding]:
    yield from _repeated(occupation, "tasks", ("id",), wrong)


def _in_feed(feed: Entry, wrong: AbstractSet[Location]) -> Iterator[Finding]:
    """What the model says of a feed as a whole, which it looks at where each of its values fits."""
    kind = feed.get("kind")
    keys = ("address", "board") if kind is None else ("kind", "address", "board")
    if wrong and wrong.isdisjoint((key,) for key in keys):
        flaw = flaw_of_kind(kind, feed.get("address"), feed.get("board"))
        if flaw:
            yield Finding((flaw[0],), flaw[1])


def _in_vocabulary(vocabulary: Document, wrong: AbstractSet[Location]) -> Iterator[Finding]:
    yield from _repeated(vocabulary.content, "terms", ("id",), wrong)
    yield from _repeated(vocabulary.content, "terms", ("code",), wrong)
    if vocabulary.id not in CLOSED:
        return
    expected = sorted(CLOSED[vocabulary.id])
    _, given, is_unclear = ids_given(vocabulary, wrong)
    needed = set(expected) - given - ADDED_LATER.get(vocabulary.id, frozenset())
    lacking = [f'"{id}"' for id in sorted(needed)]
    if lacking and not is_unclear:
        what = "a term" if len(lacking) == 1 else "terms"
        yield Finding(("terms",), f"lacks {what} for {first_few(lacking)}")
    for index, term in entries(vocabulary.content, "terms"):
        id = term.get("id")
        if id not in expected and ("terms", index, "id") not in wrong:
            yield Finding(("terms", index), f'"{id}" is not one of {", ".join(expected)}')


def _repeated(
    holder: Entry, key: str, called: Sequence[str], wrong: AbstractSet[Location]
) -> Iterator[Finding]:
    """Entries of a list that are called what one before them is."""
    seen: set[str] = set()
    for index, entry in entries(holder, key):
        if any(entry.get(name) is None or (key, index, name) in wrong for name in called):
            continue
        name = ": ".join(str(entry.get(name)) for name in called)
        if name in seen:
            yield Finding((key, index), f'"{name}" appears twice in this file')
        seen.add(name)


def ids_given(document: Document, wrong: AbstractSet[Location]) -> tuple[str, frozenset[str], bool]:
    """The ids that a document gives others to refer to: their kind, and those that can be read.

    With them, whether more may be meant. (The id of a role, an occupation, a source or a feed is its file's name.)
    """
    match document.folder:
        case "sources":
            kind, key, name = "topics", "trends", "topic"
        case "roles" | "occupations" | "feeds":
            return document.folder, frozenset(), False
        case _:
            kind, key, name = document.id, "terms", "id"
    given = {
        id
        for index, entry in entries(document.content, key)
        if isinstance(id := entry.get(name), str) and (key, index, name) not in wrong
    }
    is_unclear = any(at[:1] == (key,) and at[2:3] in ((), (name,)) for at in wrong)
    return kind, frozenset(given), is_unclear


def first_few(things: Sequence[str], most: int = 3) -> str:
    """`a`, `a and b`, `a, b, c and 5 more`."""
    shown = [*things[:most]]
    if len(things) > most:
        shown.append(f"{len(things) - most:,} more")
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
