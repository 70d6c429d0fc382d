"""What Slack sends us, typed; only the fields that we read."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Payload(BaseModel):
    """Slack adds fields as it likes, and leaves them out: those that we do not know are ignored.

    What may be absent is read as empty; what an answer rests on is asked for where it is needed.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


class SlashCommand(Payload):
    """A slash command's form body (`command` is the name as installed, with its slash)."""

    command: str = ""
    text: str = ""
    team_id: str = ""
    channel_id: str = ""
    channel_name: str = ""
    user_id: str = ""
    trigger_id: str = ""
    response_url: str = ""


class Reference(Payload):
    """A user, a team or a channel; of these, Slack gives a channel's name."""

    id: str = ""
    name: str = ""


class SlackFile(Payload):
    """A file that was shared. Where Slack does not let the bot have it, much of this is empty."""

    id: str = ""
    name: str = ""
    url_private_download: str = ""
    mode: str = ""
    """`hosted`, `snippet` …; `external`, `tombstone` and `hidden_by_limit` have no content in Slack."""
    is_external: bool = False
    file_access: str = ""
    """`visible`; `check_file_info` asks for a call of files.info (Slack Connect); else why it is denied."""


class Container(Payload):
    """Where something was clicked: a message (which may be private) or a view."""

    type: str = ""
    message_ts: str = ""
    channel_id: str = ""
    thread_ts: str = ""
    is_ephemeral: bool = False
    view_id: str = ""


class Option(Payload):
    """A chosen option."""

    value: str = ""


class ClickedElement(Payload):
    """What was clicked."""

    action_id: str = ""
    block_id: str = ""
    value: str = ""
    selected_option: Option = Option()
    action_ts: str = ""

    @property
    def chosen(self) -> str:
        """What the click asks: the value of the button, or of the option that was chosen."""
        return self.selected_option.value or self.value


class FormState(Payload):
    """`view.state.values` of Slack: block id → action id → what was entered."""

    values: Mapping[str, Mapping[str, Mapping[str, Any]]] = Field(
        default_factory=dict[str, Mapping[str, Mapping[str, Any]]]
    )


class View(Payload):
    """A modal or the Home tab, as Slack sends it along."""

    id: str = ""
    type: str = ""
    private_metadata: str = ""
    state: FormState = FormState()
    blocks: tuple[dict[str, Any], ...] = ()

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


class Interaction(Payload):
    """What every click, form and shortcut says: who, in which workspace, and where to answer."""

    type: str = ""
    user: Reference = Reference()
    team: Reference = Reference()
    response_url: str = ""


class Click(Interaction):
    """A `block_actions` payload."""

    channel: Reference = Reference()
    container: Container = Container()
    view: View | None = None
    trigger_id: str = ""
    actions: tuple[ClickedElement, ...] = (ClickedElement(),)

    @property
    def element(self) -> ClickedElement:
        """The element that was clicked; Slack sends one at a time."""
        return self.actions[0]

    @property
    def team_id(self) -> str:
        """The workspace."""
        return self.team.id

    @property
    def channel_id(self) -> str:
        """The conversation of the message that was clicked in; empty in a view."""
        return self.channel.id or self.container.channel_id

    @property
    def is_in_view(self) -> bool:
        """Whether a modal or the Home tab was clicked in, and not a message."""
        return self.view is not None or self.container.type == "view"

    @property
    def modal_id(self) -> str:
        """The modal that was clicked in; empty in the Home tab and in a message."""
        if self.view is None or self.view.type != "modal":
            return ""
        return self.view.id or self.container.view_id

    @property
    def is_private(self) -> bool:
        """Whether only who clicked sees the message: ephemeral, or in their DM with us."""
        return self.container.is_ephemeral or self.channel_id.startswith("D")

    @property
    def key(self) -> str:
        """The same for every delivery of one click, different for each click."""
        moment = self.element.action_ts or self.trigger_id
        return f"click:{self.team_id}:{self.user.id}:{self.element.action_id}:{moment}"


class Shortcut(Interaction):
    """A `message_action` payload, with the message that the shortcut was chosen on."""

    trigger_id: str = ""
    message: Mapping[str, Any] = Field(default_factory=dict[str, Any])


class FormPayload(Interaction):
    """A `view_submission` or `view_closed` payload."""

    view: View = View()


class MenuPayload(Interaction):
    """A `block_suggestion` payload: `value` is what has been typed so far."""

    action_id: str = ""
    value: str = ""
    view: View = View()


class Event(Payload):
    """What we read of an event, of any of the types that we listen to."""

    type: str = ""
    channel: str = ""
    user: str = ""
    ts: str = ""
    event_ts: str = ""
    thread_ts: str = ""
    text: str = ""
    channel_type: str = ""

    @property
    def is_in_dm(self) -> bool:
        """Whether it is in direct messages; of a mention there Slack does not say so."""
        return self.channel_type == "im" or self.channel.startswith("D")


class Envelope(Payload):
    """What every event comes in: its workspace, and an id that redeliveries share."""

    team_id: str = ""
    event_id: str = ""
    event: Event = Event()
