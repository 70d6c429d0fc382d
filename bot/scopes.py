"""What the bot asks leave for: one table that the manifest, the doctor and the README draw on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope of Slack's for the bot token, and what would not work without it."""

    name: str
    reason: str


BOT_SCOPES: tuple[Scope, ...] = (
    Scope("commands", "be asked with slash commands, and with the shortcut on a message"),
    Scope("chat:write", "answer mentions and direct messages"),
    Scope("app_mentions:read", "hear the messages in its channels that mention it, and no others"),
    Scope("im:history", "hear what members write in their direct messages with it"),
    Scope("users:read", "know who is an admin: some of the Home tab is for admins alone"),
)
"""The least that the listeners need; a scope that nothing needs is one that nobody has to grant."""

APP_SCOPE = Scope("connections:write", "open the connection of Socket Mode")
"""What the app-level token (`xapp-…`) is made with; no manifest can ask for it."""
