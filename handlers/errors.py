"""When something fails unexpectedly: a kind message to the member, the rest to the log."""

import logging
import secrets

from slack_bolt import App, BoltRequest, BoltResponse

log = logging.getLogger(__name__)


def register(app: App) -> None:
    """Answer any failure of a listener with a reference that also stands in the log."""
    app.error(answer_failure)


def answer_failure(error: Exception, request: BoltRequest) -> BoltResponse:
    """Log a failure under a reference and tell the member that reference, and nothing more.

    The log has no message text: what a member asks about pay is the member's business.
    """
    reference = secrets.token_hex(4)
    name = request.body.get("command") or request.body.get("type") or "request"
    log.error("failed ref=%s on %s", reference, name, exc_info=error)
    text = (
        "Sorry, something went wrong on my side, and nothing was changed. "
        f"Please try again; if it happens again, tell your admin this reference: {reference}"
    )
    body = {"response_type": "ephemeral", "text": text}
    return BoltResponse(status=200, body=body, headers={"content-type": "application/json"})
