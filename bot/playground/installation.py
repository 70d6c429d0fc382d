"""The app as it is installed in the workspace."""

from dataclasses import dataclass, field
from typing import Any

from bot.playground.records import Json


@dataclass(frozen=True, slots=True)
class Installation:
    """The app as installed: its ids in the workspace and what its manifest declares."""

    bot_user: str = "U0ROLECALL"
    bot_id: str = "B0ROLECALL"
    app_id: str = "A0ROLECALL"
    manifest: Json = field(default_factory=dict[str, Any])

    @property
    def name(self) -> str:
        """The bot's name."""
        bot_user = self.manifest.get("features", {}).get("bot_user", {})
        return str(bot_user.get("display_name", "Rolecall"))

    @property
    def commands(self) -> tuple[Json, ...]:
        """The slash commands: command, description, usage_hint."""
        return tuple(self.manifest.get("features", {}).get("slash_commands", ()))

    @property
    def shortcuts(self) -> tuple[Json, ...]:
        """The shortcuts: name, type (message or global), callback_id."""
        return tuple(self.manifest.get("features", {}).get("shortcuts", ()))

    @property
    def scopes(self) -> frozenset[str]:
        """The bot scopes that are asked for, and so granted."""
        scopes = self.manifest.get("oauth_config", {}).get("scopes", {})
        return frozenset(scopes.get("bot", ()))

    @property
    def events(self) -> frozenset[str]:
        """The events that the bot subscribed to, such as `message.im`."""
        settings = self.manifest.get("settings", {})
        return frozenset(settings.get("event_subscriptions", {}).get("bot_events", ()))

    @property
    def interactive(self) -> bool:
        """Whether clicks, submissions and shortcuts are sent at all."""
        settings = self.manifest.get("settings", {})
        return bool(settings.get("interactivity", {}).get("is_enabled", False))

    @property
    def has_home(self) -> bool:
        """Whether the app has a Home tab."""
        app_home = self.manifest.get("features", {}).get("app_home", {})
        return bool(app_home.get("home_tab_enabled", False))
