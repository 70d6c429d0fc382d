"""What is entered in the forms of a small edit: read, or what is wrong with it at each field."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from handlers.curation.rights import Subject, thing_of
from handlers.payloads import View
from handlers.views.curation.forms import (
    APPROXIMATE,
    HIGH,
    LOW,
    MARKS,
    NEW_ALIAS,
    OLD_ALIAS,
    OPEN_ENDED,
    SOURCES,
    TEXT,
    figure_named,
)
from handlers.views.words import ViewContext
from knowledge.fields import SECTIONS, Bullet, Section
from knowledge.library import Library
from knowledge.model import Figure, Role, Source

Errors = dict[str, str]
Values = dict[str, Any]

AMOUNT = re.compile(r"(\d{1,3}(?:[, ']\d{3})+|\d+)(\.\d+)?\s*(k?)", re.IGNORECASE)
MOST_OPTIONS = 100
NEW = "new"


def read_figure(view: View, figure: Figure) -> Values | Errors:
    """The figure's new amounts as they are written in a file, None for what is left out.

    Errors have the names of fields as keys, and values those of the figure.
    """
    errors: Errors = {}
    values: Values = {}
    for field, key in ((LOW, "low"), (HIGH, "high")):
        typed = view.entered(field)
        amount = amount_entered(typed) if typed else None
        if typed and amount is None:
            errors[field] = "Enter an amount such as 155000"
        values[key] = amount
    if errors:
        return errors
    if values["low"] is None and values["high"] is None:
        return {LOW: "Enter a low, a high or both"}
    if None not in values.values() and values["low"] > values["high"]:
        return {HIGH: "The high is below the low"}
    marks = view.chosen(MARKS)
    values |= {name: name in marks for name in (OPEN_ENDED, APPROXIMATE)}
    try:
        Figure.model_validate({**figure.model_dump(), **values})
    except ValidationError:
        return {LOW if values["low"] else HIGH: "Enter an amount up to 1,000,000,000"}
    return {**values, **{name: values[name] or None for name in (OPEN_ENDED, APPROXIMATE)}}


def amount_entered(typed: str) -> int | float | None:
    """An amount as people type it: `155000`, `$155,000`, `155k`; None for anything else."""
    found = AMOUNT.fullmatch(typed.strip().lstrip("$€£").strip())
    if found is None:
        return None
    whole, fraction, thousands = found.groups()
    number = float(re.sub(r"[, ']", "", whole) + (fraction or "")) * (1_000 if thousands else 1)
    return int(number) if number == int(number) else number


def read_line(
    view: View, library: Library, role: Role, section: Section, before: Bullet | None
) -> Bullet | Errors:
    """The line as it is to be, in the group of the one before it."""
    text = " ".join(view.entered(TEXT).split())
    sources = tuple(id for id in view.chosen(SOURCES) if id in library.sources)
    if not sources:
        return {SOURCES: "Choose at least one source that supports this line"}
    others = [bullet.text for bullet in role.sections.of(section) if bullet != before]
    if text in others:
        return {TEXT: "This section already says that"}
    try:
        kept = {"group": before.group, "versus": before.versus} if before else {}
        return Bullet(text=text, sources=sources, **kept)
    except ValidationError:
        return {TEXT: "Enter one line of up to 200 characters"}


def read_aliases(view: View, library: Library, role: Role) -> tuple[str, str] | Errors:
    """The name to add and the one to take away, each empty where there is none."""
    added = " ".join(view.entered(NEW_ALIAS).split())
    place = view.entered(OLD_ALIAS)
    removed = role.aliases[int(place)] if place.isdigit() and int(place) < len(role.aliases) else ""
    if not added and not removed:
        return {NEW_ALIAS: "Enter a name to add, or choose one to remove"}
    for other in library.roles.values():
        if added.casefold() in (name.casefold() for name in (other.name, *other.aliases)):
            return {NEW_ALIAS: f"{other.name} already uses this name"[:150]}
    return added, removed


def figure_options(context: ViewContext, subject: Subject, typed: str) -> list[tuple[str, str]]:
    """A subject's figures as (id, words) in which all that is typed stands."""
    thing = thing_of(context.library, subject)
    if thing is None:
        return []
    figures = (
        thing.figures if isinstance(thing, Source) else context.library.written_figures_of(thing.id)
    )
    # The role or the source that all of them share would only fill a line of 75 characters.
    shared = f"{thing.name} · " if isinstance(thing, Role) else ""
    named = ((one.id, "".join(figure_named(one, context)).removeprefix(shared)) for one in figures)
    return [(id, words) for id, words in named if _fits(words, typed)][:MOST_OPTIONS]


def line_options(context: ViewContext, role: Role, typed: str) -> list[tuple[str, str]]:
    """A new line in each section, then every line that there is, in which all that is typed stands."""
    new = [
        (f"{section}:{NEW}", f"New line: {context.library.section_name(section)}")
        for section in SECTIONS
    ]
    options = [
        *new,
        *(
            (
                f"{section}:{_mark(bullet)}",
                f"{context.library.section_name(section)}: {bullet.text}",
            )
            for section, bullet in _lines(role)
        ),
    ]
    return [(value, words) for value, words in options if _fits(words, typed)][:MOST_OPTIONS]


def chosen_line(role: Role, value: str) -> tuple[Section, Bullet | None] | None:
    """The section, and the line in it unless a new one is wanted; None where there is none such."""
    named, _, mark = value.partition(":")
    for section in SECTIONS:
        if section == named and mark == NEW:
            return section, None
    for section, bullet in _lines(role):
        if section == named and _mark(bullet) == mark:
            return section, bullet
    return None


def source_options(library: Library, typed: str) -> list[tuple[str, str]]:
    """Sources as (id, label) in whose label or title all that is typed stands."""
    return [
        (source.id, source.label)
        for source in library.sources.values()
        if _fits(f"{source.label} {source.title}", typed)
    ][:MOST_OPTIONS]


def _lines(role: Role) -> Iterator[tuple[Section, Bullet]]:
    for section in SECTIONS:
        for bullet in role.sections.of(section):
            yield section, bullet


def _mark(bullet: Bullet) -> str:
    # Slack: 150 characters an option's value; a line may have 200.
    return hashlib.sha256(bullet.text.encode()).hexdigest()[:16]


def _fits(words: str, typed: str) -> bool:
    folded = words.casefold()
    return all(word in folded for word in typed.casefold().split())
