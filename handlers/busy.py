"""When there is more to do after acknowledgements than can be done: nothing is begun, and that is said."""

from slack_bolt import BoltRequest, BoltResponse

from handlers.plain_answer import JSON, in_acknowledgement, private
from handlers.slack_errors import error_code

TRIGGER_SECONDS = 3.0
"""Slack: a trigger_id opens a view within three seconds. Later there is no use in trying."""

BUSY = "I'm overloaded and didn't start this, so nothing was changed. Please try again in a minute."

TOO_LATE = "I was too slow to open this: Slack allows three seconds. Please try again."


class BusyError(Exception):
    """Nothing of what was asked for was begun, nor will it be."""


def came_too_late(error: Exception) -> bool:
    """Whether Slack no longer let a view be opened, because its three seconds were over."""
    return error_code(error) == "expired_trigger_id"


def busy_answer(request: BoltRequest) -> BoltResponse:
    """The acknowledgement that says so, as far as Slack shows one.

    A click that is not answered with 200 gets Slack's warning sign, and an event is delivered
    again (Slack: at once, after a minute and after five).
    """
    told = in_acknowledgement(request.body, BUSY)
    return told or BoltResponse(status=503, headers=JSON, body=private(BUSY))
