"""What owners do with what is due: say that it holds, or hand it over."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from pydantic import BaseModel
from slack_bolt import Ack, App

from handlers.curation.rewriting import publish_edit
from handlers.curation.rights import Rights, document
from handlers.curation.scene import Scene
from handlers.deps import Deps, SlackClient
from handlers.payloads import Click
from handlers.submissions import Submission
from handlers.views.curation.buttons import HAND_OVER, VERIFY
from handlers.views.curation.drafts import WORKING, problems_parts
from handlers.views.curation.forms import HAND_OVER_SENT, NEW_OWNER, hand_over_form
from handlers.views.curation.freshness import (
    MINE,
    handed_line,
    handed_message,
    reminder_parts,
    stale_parts,
    verified_before_line,
    verified_line,
)
from handlers.views.curation.words import MEMBER
from handlers.views.modal import answer_view
from handlers.views.parts import Paragraph, Part
from knowledge.editing import EditError, hand_over, mark_verified
from knowledge.freshness import due, stale
from knowledge.model import Source
from knowledge.uploads import Refused


class Item(BaseModel):
    """A role or a source, by the kind and the id that stand in a button's value."""

    kind: str
    id: str

    @classmethod
    def read(cls, value: str) -> "Item":
        """Of `source:ml-engineer-jobs`."""
        kind, _, id = value.partition(":")
        return cls(kind=kind, id=id)

    @property
    def path(self) -> str:
        """Its document's."""
        return f"{self.kind}s/{self.id}.yaml"


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
        item = Item.read(click.element.line)

        def work() -> tuple[Part, ...]:
            refused = self._refused(client, click.user.id, item)
            return refused or (*self._verified(click.user.id, item), *self._still_due(click))

        self._scene.click(click, client, work)

    def open_hand_over(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Ask to whom."""
        ack()
        click = Click.model_validate(body)
        item = Item.read(click.element.line)

        def work() -> tuple[Part, ...] | None:
            refused = self._refused(client, click.user.id, item)
            if refused is None:
                view = hand_over_form(self._name(item), item.model_dump_json())
                self._scene.open(click, client, view)
            return refused

        self._scene.click(click, client, work, in_place=False)

    def hand_over(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Publish who keeps it from now on, and tell them."""
        submission = Submission.model_validate(body)
        owner = submission.view.entered(NEW_OWNER)
        if not MEMBER.fullmatch(owner):
            ack(response_action="errors", errors={NEW_OWNER: "Somebody of this workspace, please"})
            return
        ack(response_action="update", view=answer_view((Paragraph((WORKING,)),)))
        item = Item.model_validate_json(submission.view.private_metadata)
        team = submission.team.id if submission.team else ""
        self._scene.submit(
            submission,
            client,
            lambda: self._handed(client, team, submission.user.id, item, owner),
        )

    def _verified(self, user: str, item: Item) -> tuple[Part, ...]:
        name = self._name(item)
        edit = partial(mark_verified, day=self._deps.today())
        outcome = self._publish(user, item, edit, f"Verified {name}")
        match outcome:
            case None:
                return (verified_before_line(name),)
            case tuple():
                return outcome
            case _:
                return (verified_line(name, user, outcome.revision),)

    def _handed(
        self, client: SlackClient, team: str, user: str, item: Item, owner: str
    ) -> tuple[Part, ...]:
        refused = self._refused(client, user, item)
        if refused is not None:
            return refused
        name = self._name(item)
        edit = partial(hand_over, owner=owner)
        outcome = self._publish(user, item, edit, f"Handed over {name}")
        if outcome is None:
            return (Paragraph((f"{name} is kept by them already.",)),)
        if isinstance(outcome, tuple):
            return outcome
        thing = document(self._deps.library(), item.path)
        waiting = stale(thing, self._deps.today()) if thing else None
        if waiting is not None and owner != user:
            self._deps.tell(team, owner, handed_message(waiting, user, self._scene.context()))
        return (handed_line(name, owner, outcome.revision),)

    def _publish(self, user: str, item: Item, edit: Callable[[str], str], reason: str):
        """What was published; None where nothing differs, or what to say where it cannot be."""
        try:
            outcome = publish_edit(self._deps.curation, user, item.path, edit, reason)
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

    def _refused(self, client: SlackClient, user: str, item: Item) -> tuple[Part, ...] | None:
        """What to say to who may not, or where there is no such thing any more."""
        thing = document(self._deps.library(), item.path)
        if thing is None:
            return (Paragraph((f"There is no {item.path} any more.",)),)
        if self._rights.may_keep(client, user, (item.path,)):
            return None
        return self._rights.refused(thing.owner)

    def _name(self, item: Item) -> str:
        thing = document(self._deps.library(), item.path)
        if thing is None:
            return item.id
        return thing.label if isinstance(thing, Source) else thing.name
