"""When there is more to do after acknowledgements than can be done: nothing is begun, and that is said."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from slack_bolt import BoltRequest, BoltResponse

from handlers.slack_errors import error_code

TRIGGER_SECONDS = 3.0
"""Slack: a trigger_id opens a view within three seconds. Later there is no use in trying."""

BUSY = (
    "I have more to do right now than I can manage, so I did not begin with this, "
    "and nothing was changed. Please try again in a minute."
)

TOO_LATE = "I was too slow to open this: Slack allows three seconds. Please try again."

JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json"}


class BusyError(Exception):
    """Nothing of what was asked for was begun, nor will it be."""


def came_too_late(error: Exception) -> bool:
    """Whether Slack no longer let a view be opened, because its three seconds were over."""
    return error_code(error) == "expired_trigger_id"


def busy_answer(request: BoltRequest) -> BoltResponse:
    """The acknowledgement that says so, as far as Slack shows one.

    A command shows its text, and a form shows it at its first field and stays open with what was
    entered. A click that is not answered with 200 gets Slack's warning sign beside it, and an event
    is delivered again (Slack: at once, after a minute and after five).
    """
    body = request.body
    if body.get("command"):
        return BoltResponse(status=200, headers=JSON, body=_private(BUSY))
    field = _first_field(body) if body.get("type") == "view_submission" else None
    if field is not None:
        errors = {"response_action": "errors", "errors": {field: BUSY}}
        return BoltResponse(status=200, headers=JSON, body=errors)
    return BoltResponse(status=503, headers=JSON, body=_private(BUSY))


def _private(text: str) -> dict[str, str]:
    return {"response_type": "ephemeral", "text": text}


def _first_field(body: Mapping[str, Any]) -> str | None:
    """The block id of a form's first field; None where it has none to be filled in."""
    view = cast("Mapping[str, Any]", body.get("view") or {})
    blocks = cast("list[Mapping[str, Any]]", view.get("blocks") or [])
    fields = (str(block["block_id"]) for block in blocks if block.get("type") == "input")
    return next(fields, None)
