"""Readers' reports: what is wrong with an answer reaches whoever keeps what it says."""

from typing import Any, cast

from slack_bolt import Ack, App

from handlers.curation.rights import Rights
from handlers.curation.scene import Scene
from handlers.deps import Deps, SlackClient
from handlers.payloads import Click
from handlers.replies import Asked, Replies, asked
from handlers.submissions import Submission
from handlers.views.buttons import REPORT
from handlers.views.curation.buttons import CLOSE_REPORT
from handlers.views.curation.reports import (
    MAX_NOTE,
    NOTE,
    REPORT_SENT,
    closed_before_parts,
    closed_parts,
    report_form,
    report_message,
    reported_parts,
    thanks_message,
)
from handlers.views.freshness import things_shown
from handlers.views.modal import answer_view
from handlers.views.parts import Paragraph, Part
from knowledge.answers import Answer
from knowledge.asking import answer_line
from knowledge.model import Role

SENDING = "One moment, I am passing it on…"
MOST_TOLD = 20


class Reporting:
    """Passes notes on, and thanks for them."""

    def __init__(self, deps: Deps, replies: Replies, scene: Scene, rights: Rights) -> None:
        self._deps = deps
        self._replies = replies
        self._scene = scene
        self._rights = rights

    def register(self, app: App) -> None:
        """Listen to the button under every answer, to its form, and to the closing of reports."""
        untyped = cast("Any", app)
        untyped.action(REPORT)(self.open)
        untyped.view(REPORT_SENT)(self.sent)
        untyped.action(CLOSE_REPORT)(self.close)

    def open(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Ask what is wrong."""
        ack()
        click = Click.model_validate(body)
        line = click.element.line
        if asked(line) is None:
            raise ValueError("a button without a command line of ours")

        def work() -> None:
            self._scene.open(click, client, report_form(line, line))

        self._scene.click(click, client, work, in_place=False, opens=True)

    def sent(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Keep the note, and tell whoever keeps what it is about."""
        submission = Submission.model_validate(body)
        note = submission.view.entered(NOTE)
        question = asked(submission.view.private_metadata)
        if question is None:
            raise ValueError("a form without a command line of ours")
        if not note or len(note) > MAX_NOTE:
            said = f"A note of at most {MAX_NOTE:,} characters, please"
            ack(response_action="errors", errors={NOTE: said})
            return
        ack(response_action="update", view=answer_view((Paragraph((SENDING,)),)))
        self._scene.submit(
            submission, client, lambda: self._keep(client, submission, question, note)
        )

    def close(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Close a report, for admins and for who keeps what it is about; its reader is thanked."""
        ack()
        click = Click.model_validate(body)
        id = click.element.line

        def work() -> tuple[Part, ...]:
            report = next((one for one in self._deps.reports.open() if one.id == id), None)
            if report is None:
                return closed_before_parts()
            question = asked(report.line)
            keeps = question is not None and click.user.id in self._owners(question)
            if not keeps and not self._rights.is_admin(client, click.user.id):
                return self._rights.refused()
            closed = self._deps.reports.close(id, click.user.id)
            if closed is None:
                return closed_before_parts()
            self._deps.tell(click.team_id, closed.reader, thanks_message(closed, click.user.id))
            return closed_parts()

        self._scene.click(click, client, work)

    def _keep(
        self, client: SlackClient, submission: Submission, question: Asked, note: str
    ) -> tuple[Part, ...]:
        team, line = submission.team.id if submission.team else "", submission.view.private_metadata
        told = (self._owners(question) or self._rights.admins.told(client))[:MOST_TOLD]
        report = self._deps.reports.add(team, submission.user.id, line, note, told)
        message = report_message(report, self._replies.parts(question))
        for user in told:
            self._deps.tell(team, user, message)
        return reported_parts(len(told))

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
