"""What Slack sends us, typed; only the fields that we read."""

from pydantic import BaseModel, ConfigDict


class Payload(BaseModel):
    """Slack adds fields as it likes: those that we do not know are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SlashCommand(Payload):
    """A slash command's form body (`command` is the name as installed, with its slash)."""

    command: str
    text: str = ""
    team_id: str = ""
    channel_id: str = ""
    channel_name: str = ""
    user_id: str = ""
    trigger_id: str = ""
    response_url: str = ""


class Reference(Payload):
    """A user, a team or a channel; of these, Slack gives a channel's name."""

    id: str
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

    type: str
    message_ts: str = ""
    is_ephemeral: bool = False
    view_id: str = ""


class Option(Payload):
    """A chosen option."""

    value: str


class ClickedElement(Payload):
    """What was clicked."""

    action_id: str
    block_id: str = ""
    value: str | None = None
    selected_option: Option | None = None
    action_ts: str = ""

    @property
    def line(self) -> str:
        """What the click asks: the value of the button, or of the option that was chosen."""
        if self.selected_option is not None:
            return self.selected_option.value
        return self.value or ""


class ClickedView(Payload):
    """The view that something was clicked in."""

    id: str
    type: str
    private_metadata: str = ""


class Click(Payload):
    """A `block_actions` payload."""

    user: Reference
    team: Reference | None = None
    channel: Reference | None = None
    container: Container
    view: ClickedView | None = None
    trigger_id: str = ""
    response_url: str = ""
    actions: tuple[ClickedElement, ...]

    @property
    def element(self) -> ClickedElement:
        """The element that was clicked; Slack sends one at a time."""
        return self.actions[0]

    @property
    def team_id(self) -> str:
        """The workspace."""
        return self.team.id if self.team else ""

    @property
    def is_private(self) -> bool:
        """Whether only who clicked sees the message: ephemeral, or in their DM with us."""
        in_dm = self.channel is not None and self.channel.id.startswith("D")
        return self.container.is_ephemeral or in_dm

    @property
    def key(self) -> str:
        """The same for every delivery of one click, different for each click."""
        return (
            f"click:{self.team_id}:{self.user.id}:{self.element.action_id}:{self.element.action_ts}"
        )
