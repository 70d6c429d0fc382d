"""A small edit, step by step in one modal: what, which one, its new values; then the difference."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from slack_bolt import Ack, App

from handlers.curation.drafts import Drafts
from handlers.curation.entries import (
    chosen_line,
    read_aliases,
    read_figure,
    read_line,
)
from handlers.curation.rewriting import Edit, propose_edit
from handlers.curation.rights import Rights, document
from handlers.curation.scene import Scene
from handlers.curation.subject import Subject, figure_of, thing_of
from handlers.deps import Deps, SlackClient
from handlers.payloads import Click
from handlers.submissions import FormView, Submission
from handlers.views.curation import forms
from handlers.views.curation.buttons import EDIT
from handlers.views.curation.drafts import WORKING
from handlers.views.modal import answer_view
from handlers.views.parts import Paragraph, Part
from knowledge.editing import (
    EditError,
    add_alias,
    add_bullet,
    change_bullet,
    change_figure,
    remove_alias,
)
from knowledge.model import Bullet, Role, Section, Source
from knowledge.revisions import reason_of

GONE = "This is gone meanwhile: begin again, please"


class Edits:
    """Leads through the forms; every step is answered from memory."""

    def __init__(self, deps: Deps, scene: Scene, rights: Rights, drafts: Drafts) -> None:
        self._deps = deps
        self._scene = scene
        self._rights = rights
        self._drafts = drafts

    def register(self, app: App) -> None:
        """Listen to the button and to the forms."""
        untyped = cast("Any", app)
        untyped.action(EDIT)(self.open)
        untyped.view(forms.EDIT_CHOSEN)(self.chosen)
        untyped.view(forms.FIGURE_CHOSEN)(self.figure_chosen)
        untyped.view(forms.LINE_CHOSEN)(self.line_chosen)
        untyped.view(forms.FIGURE_SENT)(self.figure_sent)
        untyped.view(forms.LINE_SENT)(self.line_sent)
        untyped.view(forms.ALIAS_SENT)(self.alias_sent)

    def open(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Open the first form, for who may; of a source, only a figure can be edited so."""
        ack()
        click = Click.model_validate(body)
        subject = Subject.read(click.element.line)

        def work() -> tuple[Part, ...] | None:
            thing = thing_of(self._deps.library(), subject)
            if not self._may(client, click.user.id, subject.path if thing else None):
                return self._rights.refused(thing.owner if thing else None)
            self._scene.open(click, client, _first_form(subject, thing))
            return None

        self._scene.click(click, client, work, in_place=False, opens=True)

    def chosen(self, ack: Ack, body: dict[str, Any]) -> None:
        """Go on to which one."""
        view = Submission.model_validate(body).view
        role = self._deps.library().roles.get(view.entered(forms.ROLE))
        if role is None:
            ack(response_action="errors", errors={forms.ROLE: GONE})
            return
        metadata = Subject(id=role.id).model_dump_json()
        match view.entered(forms.KIND):
            case "line":
                ack(response_action="update", view=forms.choose_line_form(role.name, metadata))
            case "alias":
                ack(response_action="update", view=forms.alias_form(role, metadata))
            case _:
                if not self._deps.library().figures_of(role.id):
                    none = "No source states an amount for this role"
                    ack(response_action="errors", errors={forms.ROLE: none})
                    return
                ack(response_action="update", view=forms.choose_figure_form(role.name, metadata))

    def figure_chosen(self, ack: Ack, body: dict[str, Any]) -> None:
        """Go on to the figure's amounts."""
        view = Submission.model_validate(body).view
        figure = figure_of(self._deps.library(), view.entered(forms.FIGURE))
        if figure is None:
            ack(response_action="errors", errors={forms.FIGURE: GONE})
            return
        metadata = Subject(kind="source", id=figure.source, target=figure.id).model_dump_json()
        form = forms.figure_form(figure, self._scene.context(), metadata)
        ack(response_action="update", view=form)

    def line_chosen(self, ack: Ack, body: dict[str, Any]) -> None:
        """Go on to the line's text and sources."""
        view = Submission.model_validate(body).view
        subject, role, found = self._line(view, view.entered(forms.LINE))
        if role is None or found is None:
            ack(response_action="errors", errors={forms.LINE: GONE})
            return
        metadata = subject.model_copy(update={"target": view.entered(forms.LINE)})
        form = forms.line_form(role, *found, self._scene.context(), metadata.model_dump_json())
        ack(response_action="update", view=form)

    def figure_sent(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Show what another amount would change."""
        submission = Submission.model_validate(body)
        subject = Subject.of(submission.view)
        figure = figure_of(self._deps.library(), subject.target)
        if figure is None:
            ack(response_action="errors", errors={forms.LOW: GONE})
            return
        values = read_figure(submission.view, figure)
        if values.keys() & {forms.LOW, forms.HIGH}:
            ack(response_action="errors", errors=values)
            return
        edit = partial(change_figure, figure=figure.id, changes=values)
        self._propose(ack, client, submission, subject, edit, "Edited a figure")

    def line_sent(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Show what another line would change."""
        submission = Submission.model_validate(body)
        subject = Subject.of(submission.view)
        _, role, found = self._line(submission.view, subject.target)
        if role is None or found is None:
            ack(response_action="errors", errors={forms.TEXT: GONE})
            return
        section, before = found
        bullet = read_line(submission.view, self._deps.library(), role, section, before)
        if not isinstance(bullet, Bullet):
            ack(response_action="errors", errors=bullet)
            return
        edit: Edit = partial(add_bullet, section=section, bullet=bullet)
        if before is not None:
            edit = partial(change_bullet, section=section, which=before.text, bullet=bullet)
        self._propose(ack, client, submission, subject, edit, f"Edited a line of {role.name}")

    def alias_sent(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Show what other names would change."""
        submission = Submission.model_validate(body)
        subject = Subject.of(submission.view)
        library = self._deps.library()
        role = library.roles.get(subject.id)
        if role is None:
            ack(response_action="errors", errors={forms.NEW_ALIAS: GONE})
            return
        names = read_aliases(submission.view, library, role)
        if not isinstance(names, tuple):
            ack(response_action="errors", errors=names)
            return
        added, removed = names

        def edit(text: str) -> str:
            text = add_alias(text, added) if added else text
            return remove_alias(text, removed) if removed else text

        self._propose(ack, client, submission, subject, edit, f"Edited names of {role.name}")

    def _propose(
        self,
        ack: Callable[..., object],
        client: SlackClient,
        submission: Submission,
        subject: Subject,
        edit: Edit,
        reason: str,
    ) -> None:
        """Show the difference in the form's place, for who may."""
        ack(response_action="update", view=answer_view((Paragraph((WORKING,)),)))
        path, user = subject.path, submission.user.id
        reason = reason_of(reason, submission.view.entered(forms.WHY))

        def work() -> tuple[Part, ...]:
            if not self._may(client, user, path):
                thing = document(self._deps.library(), path)
                return self._rights.refused(thing.owner if thing else None)
            try:
                return self._drafts.shown(
                    propose_edit(self._deps.curation, user, path, edit, reason)
                )
            except EditError as error:
                return (Paragraph((str(error),)),)

        self._scene.submit(submission, client, work)

    def _line(
        self, view: FormView, value: str
    ) -> tuple[Subject, Role | None, tuple[Section, Bullet | None] | None]:
        subject = Subject.of(view)
        role = self._deps.library().roles.get(subject.id)
        return subject, role, chosen_line(role, value) if role else None

    def _may(self, client: SlackClient, user: str, path: str | None) -> bool:
        if path is None:
            return self._rights.is_admin(client, user)
        return self._rights.may_keep(client, user, (path,))


def _first_form(subject: Subject, thing: Role | Source | None) -> dict[str, Any]:
    if isinstance(thing, Source):
        return forms.choose_figure_form(thing.label, subject.model_dump_json())
    return forms.edit_form(subject.model_dump_json(), thing)
