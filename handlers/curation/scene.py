"""Where answers appear that take their time: in a message, or in the modal that was clicked in."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError

from handlers.busy import TRIGGER_SECONDS
from handlers.deps import Deps, SlackClient
from handlers.errors import log_unheard
from handlers.incomplete import required
from handlers.payloads import Click
from handlers.placing import CLOSED
from handlers.replies import Replies
from handlers.slack_errors import error_code
from handlers.submissions import ClosedView, Submission
from handlers.views.blocks import MESSAGE, PLAIN_MESSAGE
from handlers.views.curation.buttons import draft_in
from handlers.views.curation.drafts import CheckResult
from handlers.views.message import Message, build_message, message_of_view
from handlers.views.modal import answer_view, lasting_view
from handlers.views.parts import Paragraph, Part
from handlers.views.words import ViewContext

SETTLED_SECONDS = 0.6
"""What changes a modal must reach Slack after the acknowledgement that changes it as well, which
leaves us only when the listener has returned: the later of the two is what stays on the screen."""


class Scene:
    """Works after the acknowledgement, and shows what came of it where it was asked."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies

    def context(self, prefix: str = "") -> ViewContext:
        """What the views need."""
        return self._replies.context(self._deps.library(), prefix)

    def message(self, parts: Sequence[Part]) -> Message:
        """The message for some parts."""
        return build_message(parts, MESSAGE if self._deps.newest_blocks else PLAIN_MESSAGE)

    def click(
        self,
        click: Click,
        client: SlackClient,
        work: Callable[[], Sequence[Part] | None],
        *,
        in_place: bool = True,
        opens: bool = False,
    ) -> None:
        """Do the work once however often Slack delivers the click, and show what it gives.

        Work that `opens` a modal is of no use once the click's trigger has expired.
        """

        def show(parts: Sequence[Part]) -> None:
            if click.is_in_view:
                self._update(client, click.modal_id, click, parts)
                return
            payload = self.message(parts).payload()
            replace = in_place and click.is_private
            self._deps.respond(click.response_url, {**payload, "replace_original": replace})

        def first_time() -> None:
            if self._deps.once.first(click.key):
                parts = work()
                if parts is not None:
                    show(parts)

        if opens:
            required(click.trigger_id)
        within = TRIGGER_SECONDS if opens else None
        self._deps.background(first_time, lambda text: self._say(click, client, text), within)

    def submit(
        self,
        submission: Submission,
        client: SlackClient,
        work: Callable[[], Sequence[Part]],
    ) -> None:
        """Do the work of a form once, and show what it gives in the form's place.

        The form was acknowledged with a view that says so.
        """
        required(submission.view.id)
        acknowledged = time.monotonic()

        def show(parts: Sequence[Part]) -> None:
            time.sleep(max(0.0, acknowledged + SETTLED_SECONDS - time.monotonic()))
            self._update(client, submission.view.id, submission, parts)

        def first_time() -> None:
            if self._deps.once.first(f"form:{submission.view.id}"):
                show(work())

        self._deps.background(first_time, lambda text: show((Paragraph((text,)),)))

    def open(self, click: Click, client: SlackClient, view: dict[str, Any]) -> None:
        """Open a modal, over the one that was clicked in where there is one."""
        if click.modal_id:
            client.views_push(trigger_id=click.trigger_id, view=view)
        else:
            client.views_open(trigger_id=click.trigger_id, view=view)

    def closed(self, closed: ClosedView) -> None:
        """A modal was closed that showed a check's result: unless that is settled, it becomes a message."""

        def work() -> None:
            draft = draft_in(closed.view.blocks)
            settled = draft is not None and self._deps.curation.find(draft) is None
            if not settled and self._deps.once.first(f"closed:{closed.view.id}"):
                message = message_of_view(closed.view.blocks)
                self._deps.tell(closed.team.id, closed.user.id, message)

        self._deps.background(work, log_unheard)

    def _say(self, click: Click, client: SlackClient, text: str) -> None:
        if click.is_in_view:
            self._update(client, click.modal_id, click, (Paragraph((text,)),))
        else:
            payload = {"response_type": "ephemeral", "replace_original": False, "text": text}
            self._deps.respond(click.response_url, payload)

    def _update(
        self, client: SlackClient, view: str, who: Click | Submission, parts: Sequence[Part]
    ) -> None:
        shown = lasting_view(parts) if isinstance(parts, CheckResult) else answer_view(parts)
        try:
            if view:
                client.views_update(view_id=view, view=shown)
                return
        except SlackApiError as error:
            if error_code(error) not in CLOSED:
                raise
        # There is none, or they closed it: what came of it must not be lost.
        self._deps.tell(who.team.id, who.user.id, self.message(parts))
