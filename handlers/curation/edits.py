"""Small edits: their forms, the menus that offer what can be changed, and the change."""

from functools import partial

from handlers.curation import drafts, rights
from handlers.curation.entries import (
    chosen_line,
    figure_options,
    line_options,
    read_aliases,
    read_figure,
    read_line,
    source_options,
)
from handlers.curation.rights import Subject, figure_of, thing_of
from handlers.deps import Deps
from handlers.placing import FieldErrors, Form, Later, NextTo, Options, Parts, said
from handlers.replies import context_of
from handlers.turn import Turn
from handlers.views.curation import forms
from handlers.views.curation.drafts import WORKING
from knowledge.editing import (
    EditError,
    add_alias,
    add_bullet,
    change_bullet,
    change_figure,
    remove_alias,
)
from knowledge.fields import Bullet, Section
from knowledge.model import Role, Source
from knowledge.revisions import Rewrite, reason_of
from knowledge.suggestions import suggest_roles

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
