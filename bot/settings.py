"""Settings: the one place that reads the environment (and `.env`)."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.fetching.addresses import Network
from knowledge.explaining import bounds

SLACK_API_URL = "https://slack.com/api/"
ENV_FILE = Path(".env")
MEMBER_OR_GROUP = re.compile(r"[UWS][A-Z0-9]{2,}")
CONTENT = Path(__file__).parent.parent / "knowledge" / "content"


class Settings(BaseSettings):
    """How Rolecall is run; every field is an environment variable of its upper-case name."""

    # `PORT=` and the like, as in a copied .env.example, are settings left at their default.
    model_config = SettingsConfigDict(
        # With or without the mark that Windows' editors write before UTF-8.
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    slack_signing_secret: SecretStr | None = Field(
        default=None, description="Slack: Basic Information → App Credentials → Signing Secret"
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, description="Slack: OAuth & Permissions → Bot User OAuth Token, xoxb-…"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="Slack: Basic Information → App-Level Tokens, xapp-…; Socket Mode"
    )
    slack_api_url: Annotated[str, NoDecode] = Field(
        default=SLACK_API_URL, description="Another address, only for a stand-in for Slack"
    )
    port: int = Field(default=3000, ge=1, le=65535, description="The port to listen on")
    host: str = Field(default="0.0.0.0", description="The address to listen on")  # noqa: S104 — a container's front door
    rolecall_content: Path = Field(default=CONTENT, description="The folder of knowledge files")
    rolecall_data: Path = Field(
        default=Path(".rolecall"), description="Where the store of published knowledge is kept"
    )

    rolecall_url: str | None = Field(
        default=None, description="The public address, https://…, where assistants ask over MCP"
    )
    database_url: SecretStr | None = Field(
        default=None, description="PostgreSQL, for more than one machine; SQLite in the data folder"
    )
    rolecall_newest_blocks: bool = Field(
        default=True, description="Draw pay with Slack's charts of 2026; false: bars of text"
    )

    rolecall_agent: bool = Field(
        default=False, description="The app is an agent: installed from `rolecall manifest --agent`"
    )

    rolecall_admins: Annotated[frozenset[str], NoDecode] = Field(
        default=frozenset(),
        description="Who can change every digest, in addition to the workspace's admins: ids, separated by commas",
    )

    rolecall_contact: str | None = Field(
        default=None,
        description="Your email or web address, which is told to every site that a page is fetched from",
    )
    rolecall_fetch_networks: Annotated[frozenset[Network], NoDecode] = Field(
        default=frozenset(),
        description="Private networks that pages may be fetched from, separated by commas: 10.1.0.0/16",
    )

    @field_validator("*", mode="before")
    @classmethod
    def _without_line_end(cls, value: object) -> object:
        """A secret that comes out of a file (Kubernetes, `echo … | base64`) ends its line."""
        return value.strip() if isinstance(value, str) else value

    @field_validator("slack_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        try:
            url = urlsplit(value)
            good = url.scheme in ("http", "https") and url.hostname and url.port != 0
        except ValueError:
            good = False
        if not good:
            raise ValueError(f"not an address such as {SLACK_API_URL}")
        return value

    @field_validator("rolecall_url")
    @classmethod
    def _public(cls, value: str | None) -> str | None:
        try:
            good = value is None or urlsplit(value).hostname
        except ValueError:
            good = False
        if not good:
            raise ValueError("not an address such as https://rolecall.example.com")
        return value

    @field_validator("rolecall_contact")
    @classmethod
    def _contact(cls, value: str | None) -> str | None:
        """It goes into a header."""
        if value is not None and not re.fullmatch(r"[!-~]{3,200}", value):
            raise ValueError("not an email or web address, in letters that every header can hold")
        return value

    @field_validator("rolecall_admins", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        """Ids of members (U…, W…) and of user groups (S…), as Slack shows them in a profile."""
        if not isinstance(value, str):
            return value
        ids = frozenset(id.strip() for id in value.split(",")) - {""}
        if wrong := sorted(id for id in ids if not MEMBER_OR_GROUP.fullmatch(id)):
            raise ValueError(f"not the id of a member or a user group: {', '.join(wrong)}")
        return ids

    @field_validator("rolecall_fetch_networks", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        """Networks as in 10.1.0.0/16; a single address is one too."""
        if not isinstance(value, str):
            return value
        said = filter(None, (one.strip() for one in value.split(",")))
        try:
            return frozenset(map(ip_network, said))
        except ValueError:
            raise ValueError("not networks such as 10.1.0.0/16, separated by commas") from None

    @field_validator("*", mode="before")
    @classmethod
    def _without_quotes(cls, value: object) -> object:
        """Before every other validator: pydantic runs the last one first."""
        if isinstance(value, str) and re.fullmatch(r"(?s)(['\"]).*\1", value):
            raise ValueError("is in quotes, which docker's --env-file keeps: remove them")
        return value

    @property
    def state(self) -> str | Path:
        """Where the state database is: a URL, or a SQLite file in the data folder."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return self.rolecall_data / "state.db"

    @property
    def store_path(self) -> Path:
        """The store of the revision that is served."""
        return self.rolecall_data / "knowledge.json"

    @property
    def files_store_path(self) -> Path:
        """The store of what the content folder says, for commands that ask the files alone."""
        return self.rolecall_data / "files.json"

    def missing_for_http(self) -> list[str]:
        """The variables without which Slack cannot be served over HTTP."""
        return self._missing("slack_signing_secret", "slack_bot_token")

    def missing_for_socket_mode(self) -> list[str]:
        """The variables without which Slack cannot be served through Socket Mode."""
        return self._missing("slack_app_token", "slack_bot_token")

    def _missing(self, *names: str) -> list[str]:
        secrets: dict[str, SecretStr | None] = {name: getattr(self, name) for name in names}
        return [name.upper() for name, secret in secrets.items() if not secret]


class SettingsError(Exception):
    """Settings that cannot be used; the message says which and why, and holds no secret."""


def read_settings() -> Settings:
    """The settings of the environment and of `.env`. Raises `SettingsError`."""
    try:
        flaw = _flaw_of_text(ENV_FILE.read_bytes()) if ENV_FILE.is_file() else ""
        if flaw:
            raise SettingsError(flaw)
        return Settings()
    except OSError as error:
        raise SettingsError(f"{ENV_FILE} cannot be read: {error.strerror}") from None
    except ValidationError as error:
        # Without what was set: it may be a secret.
        wrong = [
            f"{str(one['loc'][0]).upper()}: {bounds(one) or one['msg'].removeprefix('Value error, ')}"
            for one in error.errors(include_input=False)
        ]
        raise SettingsError("; ".join(wrong)) from None


def _flaw_of_text(data: bytes) -> str:
    """Why `.env` cannot be read; empty where it can be."""
    if b"\0" in data:
        return f"{ENV_FILE} is in UTF-16, as PowerShell writes files: save it as UTF-8"
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"{ENV_FILE}, line {line}: not UTF-8, but perhaps Latin-1: save it as UTF-8"
    return ""
