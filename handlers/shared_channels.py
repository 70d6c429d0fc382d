"""Channels that are shared with another workspace (Slack Connect)."""

from collections.abc import Callable
from typing import Any, cast

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware


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
