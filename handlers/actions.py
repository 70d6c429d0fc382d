"""Clicks: each asks something, and the answer appears where the click was made."""

import re
from collections.abc import Callable
from typing import Any, cast

from slack_bolt import Ack, App

from handlers.busy import TRIGGER_SECONDS
from handlers.deps import Deps, SlackClient
from handlers.incomplete import IncompleteError, required
from handlers.modals import open_salary_form
from handlers.payloads import Click
from handlers.replies import Asked, Replies, asked
from handlers.showing import Stage
from handlers.views.buttons import COMPARE_WITH, FILTER, FOLLOW, SHARE, UNFOLLOW
from knowledge.changes import role_state

GONE_ROLE = "This role isn't covered anymore, so nothing was changed."


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to everything that can be clicked under an answer."""
    listener = ActionListener(deps, replies)
    untyped = cast("Any", app)
    untyped.action(re.compile(r"^ask(:\d+|_more)?$"))(listener.ask)
    untyped.action(COMPARE_WITH)(listener.compare)
    untyped.action(re.compile(rf"^({FOLLOW}|{UNFOLLOW}):"))(listener.follow)
    untyped.action(SHARE)(listener.share)
    untyped.action(FILTER)(listener.filter)


class ActionListener:
    """Answers clicks."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies
        self._stage = Stage(deps, replies)

    def ask(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Ask the question that the button or the option holds."""
        ack()
        click = Click.model_validate(body)
        self._show(click, client, _question(click.element.line))

    def compare(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Compare the role of the row with the one that was chosen."""
        ack()
        click = Click.model_validate(body)
        library = self._deps.library()
        ids = (click.element.block_id.partition(":")[2], click.element.line)
        names = [library.roles[id].name for id in ids if id in library.roles]
        self._show(click, client, Asked("compare", " vs ".join(names)))

    def follow(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Follow or unfollow a role, and show that in the answer itself."""
        ack()
        click = Click.model_validate(body)
        verb, _, role = click.element.action_id.partition(":")
        library = self._deps.library()
        if role not in library.roles:
            raise IncompleteError(GONE_ROLE)
        question = _question(click.element.line)

        def work() -> None:
            if verb == FOLLOW:
                seen = role_state(library, role)
                self._deps.follows.follow(click.team_id, click.user.id, role, seen)
            else:
                self._deps.follows.unfollow(click.team_id, click.user.id, role)
            following = frozenset({role}) if verb == FOLLOW else frozenset[str]()
            self._stage.show(click, client, question, following)

        self._later(click, client, work)

    def share(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Post the answer for everybody: once for each message, however often it is clicked."""
        ack()
        click = Click.model_validate(body)
        question = _question(click.element.line)
        message = click.container.message_ts or click.key
        key = (
            f"share:{click.team_id}:{click.channel_id}:{message}:{click.user.id}:"
            f"{click.element.line}"
        )

        def work() -> None:
            if self._deps.once.first(key):
                self._stage.share(click, question)

        self._later(click, client, work)

    def filter(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Open the form that narrows a salary question."""
        ack()
        click = Click.model_validate(body)
        open_salary_form(
            self._deps,
            self._replies,
            client,
            _question(click.element.line),
            trigger_id=required(click.trigger_id),
            response_url=click.response_url,
            replace=click.container.is_ephemeral,
        )

    def _show(self, click: Click, client: SlackClient, question: Asked) -> None:
        self._later(click, client, lambda: self._stage.show(click, client, question), harmless=True)

    def _later(
        self,
        click: Click,
        client: SlackClient,
        work: Callable[[], object],
        *,
        harmless: bool = False,
    ) -> None:
        """Do the work after the acknowledgement, once however often Slack delivers the click.

        What asks and changes nothing is `harmless`: it needs no database.
        """

        def first_time() -> None:
            if self._deps.once.first(click.key, harmless=harmless):
                work()

        opens = click.is_in_view and not click.modal_id
        if opens:
            required(click.trigger_id)
        within = TRIGGER_SECONDS if opens else None
        self._deps.background(first_time, lambda text: self._stage.say(click, client, text), within)


def _question(line: str) -> Asked:
    question = asked(line)
    if question is None:
        raise IncompleteError
    return question
