"""What comes back from a form."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from handlers.payloads import Interaction, Payload, SlackFile


class FormState(Payload):
    """`view.state.values` of Slack: block id → action id → what was entered."""

    values: Mapping[str, Mapping[str, Mapping[str, Any]]] = Field(
        default_factory=dict[str, Mapping[str, Mapping[str, Any]]]
    )


class FormView(Payload):
    """A submitted view."""

    id: str = ""
    private_metadata: str = ""
    state: FormState = FormState()

    def entered(self, name: str) -> str:
        """What was entered or chosen in a field; empty where nothing was."""
        entry = self._entry(name)
        chosen: Mapping[str, Any] = entry.get("selected_option") or {}
        picked = (
            entry.get("selected_time")
            or entry.get("selected_conversation")
            or entry.get("selected_user")
        )
        return _keepable(str(chosen.get("value") or picked or entry.get("value") or "")).strip()

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values of all options that were chosen in a field."""
        options: list[Mapping[str, Any]] = self._entry(name).get("selected_options") or []
        return tuple(str(option["value"]) for option in options if option.get("value"))

    def files(self, name: str) -> tuple[SlackFile, ...]:
        """The files that were given in a field."""
        return tuple(SlackFile.model_validate(one) for one in self._entry(name).get("files") or ())

    def _entry(self, name: str) -> Mapping[str, Any]:
        entries = self.state.values.get(name, {})
        return next(iter(entries.values()), dict[str, Any]())


def _keepable(text: str) -> str:
    """The text without what no database keeps: half of a character (an emoji cut in two), and NUL."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")


class ShownView(Payload):
    """A view that was closed, as it was shown."""

    id: str = ""
    blocks: tuple[dict[str, Any], ...] = ()


class ClosedView(Interaction):
    """A `view_closed` payload."""

    view: ShownView = ShownView()


class Submission(Interaction):
    """A `view_submission` payload."""

    view: FormView = FormView()
