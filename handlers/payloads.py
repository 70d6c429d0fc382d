"""What Slack sends us, typed; only the fields that we read."""

from pydantic import BaseModel, ConfigDict


class SlashCommand(BaseModel):
    """A slash command's form body (Slack: `command` is the name as installed, with its slash)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    command: str
    text: str = ""
