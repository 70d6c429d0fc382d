"""Bolt middleware: what comes in is of a known kind, complete, and of our workspace; and what is loaded for it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, Literal, TypeVar, cast

from pydantic import ValidationError
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from handlers.payloads import Click, Interaction, Payload, SlashCommand
from handlers.replies import command_line
from knowledge.commands import CommandName

RequestKind = (
    CommandName | Literal["click", "event", "modal", "options", "other", "shortcut", "verification"]
)
"""A command of ours under whatever prefix, or what Slack's `type` of a payload comes to."""

_BY_TYPE: Mapping[str, RequestKind] = {
    "block_actions": "click",
    "block_suggestion": "options",
    "event_callback": "event",
    "message_action": "shortcut",
    "shortcut": "shortcut",
    "url_verification": "verification",
    "view_closed": "modal",
    "view_submission": "modal",
}


def request_kind(payload: Mapping[str, Any]) -> RequestKind:
    """The kind of a payload of Slack's."""
    command = payload.get("command")
    if isinstance(command, str):
        return _of_command(command)
    return _BY_TYPE.get(str(payload.get("type")), "other")


@lru_cache(maxsize=64)
def _of_command(name: str) -> RequestKind:
    found = command_line(name)
    return "other" if found is None else found.command


INCOMPLETE = (
    "Slack left out something I need to answer this, so nothing was changed. Please try again."
)

UNREADABLE = "I can't read what this button asks for, so nothing was changed. Please ask again."

NO_WORKSPACE = (
    "Slack didn't say which workspace this comes from, as happens when an app is installed for a "
    "whole organization. Rolecall doesn't support that yet: please ask an admin to install it in "
    "this workspace. Nothing was changed."
)

INTERACTIONS = ("block_actions", "view_submission", "message_action", "shortcut")


class IncompleteError(Exception):
    """A payload lacks what its answer rests on; the message is what the person is told."""

    def __init__(self, words: str = INCOMPLETE) -> None:
        super().__init__(words)


def required(value: str) -> str:
    """A value without which there is no answer. Raises `IncompleteError` where it is not there."""
    if not value:
        raise IncompleteError
    return value


class Completeness(Middleware):
    """Lets commands and interactions in that say who asks, in which workspace, and about what.

    Events are looked at by their listeners, for most of them concern nobody.
    """

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 — Bolt hands it over by its name
        next: Callable[[], BoltResponse],
    ) -> BoltResponse | None:
        """Go on, or raise `IncompleteError`."""
        if "command" in req.body:
            typed = SlashCommand.model_validate(req.body)
            check_who(typed.team_id, typed.user_id)
        elif req.body.get("type") in INTERACTIONS:
            _check_interaction(req.body)
        return next()


def check_who(team: str, user: str) -> None:
    """Raise `IncompleteError` where it is not said who asks, in which workspace."""
    if not team:
        raise IncompleteError(NO_WORKSPACE)
    required(user)


def _check_interaction(body: Mapping[str, Any]) -> None:
    done = Interaction.model_validate(body)
    check_who(done.team.id, done.user.id)
    if done.type == "block_actions":
        click = Click.model_validate(body)
        # Bolt would look for the action's id, and take it for granted.
        required(click.element.action_id)
        if not click.is_in_view:
            required(click.response_url)


P = TypeVar("P", bound=Payload)


def in_metadata(kind: type[P], metadata: str) -> P:
    """What a form carries in its metadata. Raises `IncompleteError` where that is nothing of its kind."""
    try:
        return kind.model_validate_json(metadata)
    except ValidationError:
        raise IncompleteError(UNREADABLE) from None


class OurWorkspace(Middleware):
    """Takes whatever comes in for our workspace's: what is kept is kept under that one alone.

    Slack names the other workspace as `team` of a form that is sent there, and as `team_id` of events.
    Bolt knows where each of them says in which one the app is installed.
    """

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 — the library's
        next: Callable[[], BoltResponse],
    ) -> BoltResponse | None:
        """Put our workspace in place of the other one."""
        ours, body = req.context.team_id, req.body
        named: object = body.get("team")
        if ours and isinstance(named, dict) and cast("dict[str, Any]", named).get("id") != ours:
            req.body = {**body, "team": {"id": ours}}
        elif ours and named is None and body.get("team_id", ours) != ours:
            req.body = {**body, "team_id": ours}
        return next()


class WhenNeeded(Middleware):
    """Does something once, before the first request that comes so far."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._lock = Lock()
        self._is_done = False

    def process(
        self,
        *,
        req: BoltRequest,  # noqa: ARG002 — Bolt hands it over by its name
        resp: BoltResponse,  # noqa: ARG002 — as well
        next: Callable[[], BoltResponse],
    ) -> BoltResponse | None:
        """Go on when it is done."""
        if not self._is_done:
            with self._lock:
                if not self._is_done:
                    self._work()
                    self._is_done = True
        return next()
