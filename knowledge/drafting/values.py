"""A statement in the terms of a knowledge file: ids in place of names, and what it lacks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.model import IDENTITY
from knowledge.pay.statement import Statement
from knowledge.query import Reading, SalaryQuery
from knowledge.vocabulary import VocabularyKind
from knowledge.words import normalise
from knowledge.years import years_entered

Values = Mapping[str, Any]
"""A figure or a fact as its source's file has it, field by field; what is not said is left out."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "pay": ("role", "amount", "currency", "period"),
    "market": ("statement", "values", "unit"),
}
"""What a figure and what a market number cannot be kept without."""

NO_SECTION = "Text"
"""Where a text has no headings."""

MOST_QUOTED = 500
MOST_IN_LINE = 200

_NAMES: Mapping[str, VocabularyKind] = {
    "level": "levels",
    "place": "places",
    "company": "companies",
    "industry": "industries",
}


def values_of(library: Library, statement: Statement) -> Values:
    """The statement as it would be kept; a name that the vocabulary lacks is left out."""
    role, level = _role(library, statement.title)
    named = {field: _id(library, field, getattr(statement, field)) for field in _NAMES}
    section = clipped(statement.section or NO_SECTION, MOST_IN_LINE)
    told: Values = {
        "section": section,
        "roles": [role] if role else None,
        "year": statement.year,
        "quote": clipped(statement.quote, MOST_QUOTED),
    }
    if statement.kind == "market":
        ends = dict.fromkeys(_number(end) for end in (statement.low, statement.high))
        return _said({
            "statement": clipped(statement.quote, MOST_IN_LINE),
            "values": [end for end in ends if end is not None],
            # As the files have it.
            "unit": "percent" if statement.unit == "%" else statement.unit,
            "place": named["place"],
            **told,
        })  # fmt: skip
    years = years_entered(statement.years or "") or ()
    return _said({
        **told,
        "title": clipped(statement.title or "", MOST_IN_LINE),
        "statistic": statement.statistic,
        # A signing bonus comes once, and a figure is pay for a period.
        "component": None if statement.component == "signing" else statement.component,
        "low": _number(statement.low),
        "high": _number(statement.high),
        "open_ended": statement.open_ended,
        "approximate": statement.approximate,
        "currency": statement.currency,
        "period": None if statement.period == "once" else statement.period,
        **named,
        "level": named["level"] or (None if statement.level else level),
        "years_min": years[0].low if years else None,
        "years_max": years[0].high if years else None,
    })  # fmt: skip


def lacking(kind: str, values: Values) -> tuple[str, ...]:
    """What has to be filled in before it can be kept, as `NEEDED` names it."""
    stated = {
        "role": values.get("roles"),
        "amount": values.get("low") is not None or values.get("high") is not None,
    }
    return tuple(name for name in NEEDED[kind] if not stated.get(name, values.get(name)))


def unknown_names(library: Library, statement: Statement) -> tuple[tuple[str, str], ...]:
    """The fields whose names the vocabulary lacks, with the names as they are written."""
    written = ((field, getattr(statement, field)) for field in _NAMES)
    return tuple(
        (field, name) for field, name in written if name and _id(library, field, name) is None
    )


def told_apart(figures: Iterable[Values]) -> list[Values]:
    """Figures of which no two differ in their amounts alone, which no source may have.

    A text that states a thing twice in one section does so in its second place: `Pay (2)`.
    """
    kept: list[Values] = []
    before: Counter[str] = Counter()
    for values in figures:
        same = repr([values.get(name) for name in ("roles", *IDENTITY)])
        before[same] += 1
        if before[same] > 1:
            values = {**values, "section": f"{values['section']} ({before[same]})"}
        kept.append(values)
    return kept


def clipped(text: str, most: int) -> str:
    """A text on one line, with an ellipsis where it is longer than that."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _role(library: Library, title: str | None) -> tuple[str | None, str | None]:
    """The role that a title names to the letter, and the level in it."""
    if not title:
        return None, None
    query = parse(library, "salary", title)
    if not isinstance(query, SalaryQuery) or query.reading != Reading():
        return None, None
    return query.role, next(iter(query.filters.levels), None)


def _id(library: Library, field: str, name: str | None) -> str | None:
    """The one thing that a name stands for in the vocabulary; None where it is none, or several."""
    if not name:
        return None
    kind = _NAMES[field]
    meant = library.phrase_book((kind,)).exact(" ".join(normalise(name)))
    return meant[0].id if len(meant) == 1 else None


def _number(amount: float | None) -> int | float | None:
    return int(amount) if amount is not None and float(amount).is_integer() else amount


def _said(values: Values) -> Values:
    return {name: value for name, value in values.items() if value not in (None, False, "", [])}
