"""Payloads that lack what an answer rests on: the error that says so, and the words for the person."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from handlers.payloads import Click, Interaction, SlashCommand

INCOMPLETE = (
    "Slack left out something I need to answer this, so nothing was changed. Please try again."
)

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
            _check(typed.team_id, typed.user_id)
        elif req.body.get("type") in INTERACTIONS:
            _check_interaction(req.body)
        return next()


def _check(team: str, user: str) -> None:
    if not team:
        raise IncompleteError(NO_WORKSPACE)
    required(user)


def _check_interaction(body: Mapping[str, Any]) -> None:
    done = Interaction.model_validate(body)
    _check(done.team.id, done.user.id)
    if done.type == "block_actions":
        click = Click.model_validate(body)
        # Bolt would look for the action's id, and take it for granted.
        required(click.element.action_id)
        if not click.is_in_view:
            required(click.response_url)
