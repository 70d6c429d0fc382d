"""What comes back from a form."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from handlers.payloads import Payload, Reference


class FormState(Payload):
    """`view.state.values` of Slack: block id → action id → what was entered."""

    values: Mapping[str, Mapping[str, Mapping[str, Any]]] = Field(
        default_factory=dict[str, Mapping[str, Mapping[str, Any]]]
    )


class FormView(Payload):
    """A submitted view."""

    id: str
    private_metadata: str = ""
    state: FormState = FormState()

    def entered(self, name: str) -> str:
        """What was entered or chosen in a field; empty where nothing was."""
        for entry in self.state.values.get(name, {}).values():
            chosen: Mapping[str, Any] = entry.get("selected_option") or {}
            return str(chosen.get("value") or entry.get("value") or "").strip()
        return ""


class Submission(Payload):
    """A `view_submission` payload."""

    user: Reference
    team: Reference | None = None
    view: FormView
