"""What kind of thing somebody did: few enough to be counted apart, whatever a payload says."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

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
