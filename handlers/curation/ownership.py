"""What owners do with what is due: say that it holds, or hand it over."""

from functools import partial
from typing import Any, cast

from slack_bolt import Ack, App

from handlers.curation.rewriting import Edit, publish_edit
from handlers.curation.rights import Rights, document
from handlers.curation.scene import Scene
from handlers.curation.subject import Subject
from handlers.deps import Deps, SlackClient
from handlers.payloads import Click
from handlers.submissions import Submission
from handlers.views.curation.buttons import HAND_OVER, VERIFY
from handlers.views.curation.drafts import WORKING, problems_parts
from handlers.views.curation.forms import HAND_OVER_SENT, NEW_OWNER, WHY, hand_over_form
from handlers.views.curation.freshness import (
    MINE,
    handed_line,
    overtaken_parts,
    reminder_parts,
    stale_parts,
    verified_before_line,
    verified_line,
)
from handlers.views.curation.words import MEMBER
from handlers.views.modal import answer_view
from handlers.views.parts import Paragraph, Part
from knowledge.editing import EditError, hand_over, mark_verified
from knowledge.freshness import due
from knowledge.model import Source
from knowledge.revisions import Applied, reason_of
from knowledge.uploads import Refused


class Ownership:
    """Answers owners and admins."""

    def __init__(self, deps: Deps, scene: Scene, rights: Rights) -> None:
        self._deps = deps
        self._scene = scene
        self._rights = rights

    def register(self, app: App) -> None:
        """Listen to Verify and Hand over, and to the form that asks to whom."""
        untyped = cast("Any", app)
        untyped.action(VERIFY)(self.verify)
        untyped.action(HAND_OVER)(self.open_hand_over)
        untyped.view(HAND_OVER_SENT)(self.hand_over)

    def verify(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Publish that something was checked today, and show what is still due."""
        ack()
        click = Click.model_validate(body)
        subject = Subject.read(click.element.line)

        def work() -> tuple[Part, ...]:
            refused = self._refused(client, click.user.id, subject)
            return refused or (*self._verified(click.user.id, subject), *self._still_due(click))

        self._scene.click(click, client, work)

    def open_hand_over(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Ask to whom."""
        ack()
        click = Click.model_validate(body)
        subject = Subject.read(click.element.line)

        def work() -> tuple[Part, ...] | None:
            refused = self._refused(client, click.user.id, subject)
            if refused is None:
                seen = subject.model_copy(update={"target": self._keeper(subject) or ""})
                view = hand_over_form(self._name(subject), seen.model_dump_json())
                self._scene.open(click, client, view)
            return refused

        self._scene.click(click, client, work, in_place=False, opens=True)

    def hand_over(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Publish who keeps it from now on; that revision tells them."""
        submission = Submission.model_validate(body)
        owner, why = submission.view.entered(NEW_OWNER), submission.view.entered(WHY)
        if not MEMBER.fullmatch(owner):
            ack(response_action="errors", errors={NEW_OWNER: "Somebody of this workspace, please"})
            return
        ack(response_action="update", view=answer_view((Paragraph((WORKING,)),)))
        subject = Subject.of(submission.view)
        self._scene.submit(
            submission,
            client,
            lambda: self._handed(client, submission.user.id, subject, owner, why),
        )

    def _verified(self, user: str, subject: Subject) -> tuple[Part, ...]:
        name = self._name(subject)
        edit = partial(mark_verified, day=self._deps.today())
        outcome = self._publish(user, subject, edit, f"Verified {name}")
        match outcome:
            case None:
                return (verified_before_line(name),)
            case tuple():
                return outcome
            case _:
                return (verified_line(name, user, outcome.revision),)

    def _handed(
        self, client: SlackClient, user: str, subject: Subject, owner: str, why: str
    ) -> tuple[Part, ...]:
        refused = self._refused(client, user, subject)
        if refused is not None:
            return refused
        name, seen = self._name(subject), subject.target or None
        if self._keeper(subject) not in (seen, owner):
            return overtaken_parts(name, self._keeper(subject), subject.value)
        edit = partial(hand_over, owner=owner, kept_by=seen)
        reason = reason_of(f"Handed over {name}", why)
        outcome = self._publish(user, subject, edit, reason)
        if outcome is None:
            return (Paragraph((f"{name} is kept by them already. Nothing was changed.",)),)
        if isinstance(outcome, tuple):
            return outcome
        return (handed_line(name, owner, outcome.revision),)

    def _publish(
        self, user: str, subject: Subject, edit: Edit, reason: str
    ) -> Applied | tuple[Part, ...] | None:
        """What was published; None where nothing differs, or what to say where it cannot be."""
        try:
            outcome = publish_edit(self._deps.curation, user, subject.path, edit, reason)
        except EditError as error:
            return (Paragraph((str(error),)),)
        return problems_parts(outcome.problems) if isinstance(outcome, Refused) else outcome

    def _still_due(self, click: Click) -> tuple[Part, ...]:
        """The list that was clicked in, as it is now."""
        context = self._scene.context()
        items = due(context.library, self._deps.today())
        if not click.element.block_id.startswith(MINE):
            return stale_parts(items, context)
        return reminder_parts([one for one in items if one.owner == click.user.id], context)

    def _refused(self, client: SlackClient, user: str, subject: Subject) -> tuple[Part, ...] | None:
        """What to say to who may not, or where there is no such thing any more."""
        thing = document(self._deps.library(), subject.path)
        if thing is None:
            return (Paragraph((f"There is no {subject.path} any more.",)),)
        if self._rights.may_keep(client, user, (subject.path,)):
            return None
        return self._rights.refused(thing.owner)

    def _keeper(self, subject: Subject) -> str | None:
        thing = document(self._deps.library(), subject.path)
        return thing.owner if thing else None

    def _name(self, subject: Subject) -> str:
        thing = document(self._deps.library(), subject.path)
        if thing is None:
            return subject.id
        return thing.label if isinstance(thing, Source) else thing.name
