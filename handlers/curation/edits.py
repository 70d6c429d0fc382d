"""Small edits: their forms, the menus that offer what can be changed, what is entered, and the change."""

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from pydantic import ValidationError

from handlers.curation import drafts, rights
from handlers.curation.rights import Subject, figure_of, thing_of
from handlers.deps import Deps
from handlers.payloads import View
from handlers.placing import FieldErrors, Form, Later, NextTo, Options, Parts, said
from handlers.replies import context_of
from handlers.turn import Turn
from handlers.views.curation import forms
from handlers.views.curation.drafts import WORKING
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
from knowledge.editing import (
    EditError,
    add_alias,
    add_bullet,
    change_bullet,
    change_figure,
    remove_alias,
)
from knowledge.fields import SECTIONS, Bullet, Section
from knowledge.library import Library
from knowledge.model import Figure, Role, Source
from knowledge.revisions import Rewrite, reason_of
from knowledge.suggestions import suggest_roles

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


GONE = "This no longer exists. Please start over."


def open_form(turn: Turn, deps: Deps) -> Form | NextTo:
    """Open the first form, for those who may; of a source, only a figure can be edited so."""
    subject = Subject.read(turn.value)
    thing = thing_of(deps.library(), subject)
    if not _may(turn, deps, subject.path if thing else None):
        return NextTo(rights.refused(deps, thing.owner if thing else None))
    metadata = subject.model_dump_json()
    if isinstance(thing, Source):
        return Form(forms.choose_figure_form(thing.label, metadata))
    return Form(forms.edit_form(metadata, thing))


def chosen(turn: Turn, deps: Deps) -> Form | FieldErrors:
    """Go on to which one."""
    library = deps.library()
    role = library.roles.get(turn.view.entered(forms.ROLE))
    if role is None:
        return FieldErrors({forms.ROLE: GONE})
    metadata = Subject(id=role.id).model_dump_json()
    match turn.view.entered(forms.KIND):
        case "line":
            return Form(forms.choose_line_form(role.name, metadata))
        case "alias":
            return Form(forms.alias_form(role, metadata))
        case _ if library.written_figures_of(role.id):
            return Form(forms.choose_figure_form(role.name, metadata))
        case _:
            return FieldErrors({forms.ROLE: "No figure for this role"})


def figure_chosen(turn: Turn, deps: Deps) -> Form | FieldErrors:
    """Go on to the figure's amounts."""
    figure = figure_of(deps.library(), turn.view.entered(forms.FIGURE))
    if figure is None:
        return FieldErrors({forms.FIGURE: GONE})
    metadata = Subject(kind="source", id=figure.source, target=figure.id).model_dump_json()
    return Form(forms.figure_form(figure, context_of(deps), metadata))


def line_chosen(turn: Turn, deps: Deps) -> Form | FieldErrors:
    """Go on to the line's text and sources."""
    subject = Subject.of(turn.view)
    chosen = turn.view.entered(forms.LINE)
    role, found = _line(deps, subject, chosen)
    if role is None or found is None:
        return FieldErrors({forms.LINE: GONE})
    metadata = subject.model_copy(update={"target": chosen}).model_dump_json()
    return Form(forms.line_form(role, *found, context_of(deps), metadata))


def figure_sent(turn: Turn, deps: Deps) -> Later[Parts] | FieldErrors:
    """Show what another amount would change."""
    subject = Subject.of(turn.view)
    figure = figure_of(deps.library(), subject.target)
    if figure is None:
        return FieldErrors({forms.LOW: GONE})
    values = read_figure(turn.view, figure)
    if values.keys() & {forms.LOW, forms.HIGH}:
        return FieldErrors(values)
    edit = partial(change_figure, figure=figure.id, changes=values)
    return _proposed(turn, deps, subject, edit, "Edited a figure")


def line_sent(turn: Turn, deps: Deps) -> Later[Parts] | FieldErrors:
    """Show what another line would change."""
    subject = Subject.of(turn.view)
    role, found = _line(deps, subject, subject.target)
    if role is None or found is None:
        return FieldErrors({forms.TEXT: GONE})
    section, before = found
    bullet = read_line(turn.view, deps.library(), role, section, before)
    if not isinstance(bullet, Bullet):
        return FieldErrors(bullet)
    edit: Rewrite = partial(add_bullet, section=section, bullet=bullet)
    if before is not None:
        edit = partial(change_bullet, section=section, which=before.text, bullet=bullet)
    return _proposed(turn, deps, subject, edit, f"Edited a line of {role.name}")


def alias_sent(turn: Turn, deps: Deps) -> Later[Parts] | FieldErrors:
    """Show what other names would change."""
    subject = Subject.of(turn.view)
    library = deps.library()
    role = library.roles.get(subject.id)
    if role is None:
        return FieldErrors({forms.NEW_ALIAS: GONE})
    names = read_aliases(turn.view, library, role)
    if not isinstance(names, tuple):
        return FieldErrors(names)
    added, removed = names

    def edit(text: str) -> str:
        text = add_alias(text, added) if added else text
        return remove_alias(text, removed) if removed else text

    return _proposed(turn, deps, subject, edit, f"Edited names of {role.name}")


def _proposed(turn: Turn, deps: Deps, subject: Subject, edit: Rewrite, reason: str) -> Later[Parts]:
    """Show the difference in the form's place, for those who may."""
    path = subject.path
    reason = reason_of(reason, turn.view.entered(forms.WHY))

    def work() -> Parts:
        if not _may(turn, deps, path):
            return rights.refused(deps, rights.owner_of(deps.library(), path))
        try:
            return drafts.shown(deps.curation.propose_edit(path, edit, turn.user, reason))
        except EditError as error:
            return said(str(error))

    return Later(work, WORKING)


def _line(
    deps: Deps, subject: Subject, value: str
) -> tuple[Role | None, tuple[Section, Bullet | None] | None]:
    role = deps.library().roles.get(subject.id)
    return role, chosen_line(role, value) if role else None


def _may(turn: Turn, deps: Deps, path: str | None) -> bool:
    return rights.is_admin(turn, deps) if path is None else rights.may_keep(turn, deps, (path,))


def roles(turn: Turn, deps: Deps) -> Options:
    """Complete roles while one types."""
    return Options(suggest_roles(deps.library(), turn.text))


def figures(turn: Turn, deps: Deps) -> Options:
    """Complete figures of the role or source."""
    return Options(figure_options(context_of(deps), Subject.of(turn.view), turn.text))


def lines(turn: Turn, deps: Deps) -> Options:
    """Complete lines of the role."""
    role = thing_of(deps.library(), Subject.of(turn.view))
    return Options(
        line_options(context_of(deps), role, turn.text) if isinstance(role, Role) else []
    )


def sources(turn: Turn, deps: Deps) -> Options:
    """Complete sources while one types."""
    return Options(source_options(deps.library(), turn.text))
