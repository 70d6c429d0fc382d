"""Readers' reports: what is wrong with an answer reaches whoever keeps what it says, and the answer them."""

from typing import Any, cast

from slack_bolt import Ack, App

from handlers.curation.rights import Rights
from handlers.curation.scene import Scene
from handlers.deps import Deps, SlackClient
from handlers.incomplete import IncompleteError
from handlers.payloads import Click
from handlers.replies import Asked, Replies, asked
from handlers.submissions import Submission
from handlers.views.buttons import REPORT
from handlers.views.curation.buttons import CLOSE_REPORT
from handlers.views.curation.reports import (
    ANSWER,
    CLOSE_SENT,
    MAX_NOTE,
    NOTE,
    REPORT_SENT,
    close_form,
    closed_before_parts,
    closed_message,
    closed_parts,
    report_form,
    report_message,
    reported_parts,
)
from handlers.views.freshness import things_shown
from handlers.views.modal import answer_view
from handlers.views.parts import Paragraph, Part
from knowledge.answers import Answer
from knowledge.asking import answer_line
from knowledge.model import Role
from knowledge.revisions import Report

SENDING = "One moment, I am passing it on…"
MOST_TOLD = 20


class Reporting:
    """Passes notes on, and what came of them back."""

    def __init__(self, deps: Deps, replies: Replies, scene: Scene, rights: Rights) -> None:
        self._deps = deps
        self._replies = replies
        self._scene = scene
        self._rights = rights

    def register(self, app: App) -> None:
        """Listen to the button under every answer, to the closing of reports, and to their forms."""
        untyped = cast("Any", app)
        untyped.action(REPORT)(self.open)
        untyped.view(REPORT_SENT)(self.sent)
        untyped.action(CLOSE_REPORT)(self.open_closing)
        untyped.view(CLOSE_SENT)(self.close)

    def open(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Ask what is wrong."""
        ack()
        click = Click.model_validate(body)
        line = click.element.line
        if asked(line) is None:
            raise IncompleteError

        def work() -> None:
            self._scene.open(click, client, report_form(line, line))

        self._scene.click(click, client, work, in_place=False, opens=True)

    def sent(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Keep the note, and tell whoever keeps what it is about."""
        submission = Submission.model_validate(body)
        note = submission.view.entered(NOTE)
        question = asked(submission.view.private_metadata)
        if question is None:
            raise IncompleteError
        if not note or len(note) > MAX_NOTE:
            said = f"A note of at most {MAX_NOTE:,} characters, please"
            ack(response_action="errors", errors={NOTE: said})
            return
        ack(response_action="update", view=answer_view((Paragraph((SENDING,)),)))
        self._scene.submit(
            submission, client, lambda: self._keep(client, submission, question, note)
        )

    def open_closing(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Ask for a word to the reader, for admins and for who keeps what the report is about."""
        ack()
        click = Click.model_validate(body)
        id = click.element.line

        def work() -> tuple[Part, ...] | None:
            report, refused = self._closable(client, click.user.id, id)
            if report is not None:
                self._scene.open(click, client, close_form(report, id))
            return refused

        self._scene.click(click, client, work, in_place=False, opens=True)

    def close(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Close a report, and tell its reader how it ended."""
        submission = Submission.model_validate(body)
        id, user = submission.view.private_metadata, submission.user.id
        answer = submission.view.entered(ANSWER)
        if len(answer) > MAX_NOTE:
            said = f"An answer of at most {MAX_NOTE:,} characters, please"
            ack(response_action="errors", errors={ANSWER: said})
            return
        ack(response_action="update", view=answer_view((Paragraph((SENDING,)),)))

        def work() -> tuple[Part, ...]:
            report, refused = self._closable(client, user, id)
            if report is None:
                return refused
            closed = self._deps.reports.close(
                id, user, answer, lambda one: closed_message(one, user, answer)
            )
            return closed_parts(answer) if closed else closed_before_parts()

        self._scene.submit(submission, client, work)

    def _closable(
        self, client: SlackClient, user: str, id: str
    ) -> tuple[Report | None, tuple[Part, ...]]:
        """A report that somebody may close; else None, and what to say to them."""
        report = next((one for one in self._deps.reports.open() if one.id == id), None)
        if report is None:
            return None, closed_before_parts()
        question = asked(report.line)
        keeps = question is not None and user in self._owners(question)
        if not keeps and not self._rights.is_admin(client, user):
            return None, self._rights.refused()
        return report, ()

    def _keep(
        self, client: SlackClient, submission: Submission, question: Asked, note: str
    ) -> tuple[Part, ...]:
        team, line = submission.team.id, submission.view.private_metadata
        owners = self._owners(question)
        told = (owners or self._deps.admins.told(client))[:MOST_TOLD]
        answer = self._replies.parts(question)
        self._deps.reports.add(
            team, submission.user.id, line, note, told, lambda one: report_message(one, answer)
        )
        return reported_parts(len(told), kept=bool(owners))

    def _owners(self, question: Asked) -> tuple[str, ...]:
        """Who keeps the roles and sources of an answer."""
        library = self._deps.library()
        answer = answer_line(library, question.command, question.text)
        things = [*_role_of(answer), *things_shown(answer, library)]
        return tuple(sorted({thing.owner for thing in things if thing.owner}))


def _role_of(answer: Answer) -> tuple[Role, ...]:
    """The role that an answer is about, beside the sources that it shows."""
    role = getattr(answer, "role", None)
    return (role,) if isinstance(role, Role) else ()
