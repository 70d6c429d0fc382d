"""Settings: the one place that reads the environment (and `.env`)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

CONTENT = Path(__file__).parent.parent / "knowledge" / "content"


class Settings(BaseSettings):
    """How Rolecall is run; every field is an environment variable of its upper-case name."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    slack_signing_secret: SecretStr | None = Field(
        default=None, description="Slack: Basic Information → App Credentials → Signing Secret"
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, description="Slack: OAuth & Permissions → Bot User OAuth Token, xoxb-…"
    )
    slack_api_url: Annotated[str, NoDecode] = Field(
        default="https://slack.com/api/", description="Another address only for a stand-in of Slack"
    )
    port: int = Field(default=3000, ge=1, le=65535, description="The port to listen on")
    host: str = Field(default="0.0.0.0", description="The address to listen on")  # noqa: S104 — a container's front door
    rolecall_content: Path = Field(default=CONTENT, description="The folder of knowledge files")
    rolecall_data: Path = Field(
        default=Path(".rolecall"), description="Where the store of published knowledge is kept"
    )

    @property
    def store_path(self) -> Path:
        """The file of published knowledge."""
        return self.rolecall_data / "knowledge.json"

    def missing_for_http(self) -> list[str]:
        """The variables without which Slack cannot be served over HTTP."""
        needed = {
            "SLACK_SIGNING_SECRET": self.slack_signing_secret,
            "SLACK_BOT_TOKEN": self.slack_bot_token,
        }
        return [name for name, value in needed.items() if not (value and value.get_secret_value())]
