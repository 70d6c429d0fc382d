"""What Slack takes as an app manifest: the rules of its published schema (slackapi/manifest-schema).

Only what a manifest of ours has; any other key is refused, as Slack refuses keys that it does not
know.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


def text(most: int, least: int = 1, pattern: str | None = None) -> StringConstraints:
    """A text of so many characters."""
    return StringConstraints(min_length=least, max_length=most, pattern=pattern)


Url = Annotated[str, text(3_000, pattern=r"^https?://")]
Named = Annotated[str, text(50)]


class Rules(BaseModel):
    """An object of the manifest."""

    model_config = ConfigDict(extra="forbid", strict=True)


class DisplayInformation(Rules):
    """How the app is shown."""

    name: Annotated[str, text(35)]
    description: Annotated[str, text(140)] | None = None
    long_description: Annotated[str, text(4_000, least=175)] | None = None


class AppHome(Rules):
    """The tabs of the app's own page."""

    home_tab_enabled: bool
    messages_tab_enabled: bool
    messages_tab_read_only_enabled: bool


class BotUser(Rules):
    """The bot as a member."""

    display_name: Annotated[str, text(80)]
    always_online: bool


class Shortcut(Rules):
    """An entry of the menu of a message, or of the app."""

    name: Annotated[str, text(24)]
    type: Literal["message", "global"]
    callback_id: Annotated[str, text(255)]
    description: Annotated[str, text(150)]


class SlashCommand(Rules):
    """A slash command."""

    command: Annotated[str, text(32, least=2, pattern=r"^/[a-z0-9_-]+$")]
    url: Url | None = None
    description: Annotated[str, text(2_000)]
    usage_hint: Annotated[str, text(1_000)] | None = None
    should_escape: bool = False


class SuggestedPrompt(Rules):
    """What an agent suggests to ask."""

    title: Annotated[str, text(75)]
    message: Annotated[str, text(2_000)]


class AgentView(Rules):
    """The app as an agent."""

    agent_description: Annotated[str, text(300)]
    suggested_prompts: Annotated[list[SuggestedPrompt], Field(max_length=4)]


class Features(Rules):
    """What members see of the app."""

    agent_view: AgentView | None = None

    app_home: AppHome
    bot_user: BotUser
    shortcuts: Annotated[list[Shortcut], Field(min_length=1, max_length=10)]
    slash_commands: Annotated[list[SlashCommand], Field(min_length=1, max_length=50)]


class Scopes(Rules):
    """What the app may do."""

    bot: Annotated[list[Named], Field(max_length=255)]


class OAuthConfig(Rules):
    """How the app is installed."""

    scopes: Scopes


class EventSubscriptions(Rules):
    """What the app hears of."""

    request_url: Url | None = None
    bot_events: Annotated[list[Named], Field(max_length=100)]


class Interactivity(Rules):
    """Where clicks, submissions and queries for options go."""

    is_enabled: bool
    request_url: Url | None = None
    message_menu_options_url: Url | None = None


class Settings(Rules):
    """How Slack reaches the app."""

    event_subscriptions: EventSubscriptions
    interactivity: Interactivity
    org_deploy_enabled: bool
    socket_mode_enabled: bool
    token_rotation_enabled: bool


class Manifest(Rules):
    """The whole manifest."""

    display_information: DisplayInformation
    features: Features
    oauth_config: OAuthConfig
    settings: Settings
