"""What the bot asks leave for: one table that the manifest, the doctor and the README draw on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope of Slack's for the bot token, and what would not work without it."""

    name: str
    reason: str


BOT_SCOPES: tuple[Scope, ...] = (
    Scope("commands", "be asked with slash commands, and with the shortcut on a message"),
    Scope("chat:write", "answer mentions and direct messages, and post digests"),
    Scope("app_mentions:read", "hear the messages in its channels that mention it, and no others"),
    Scope("im:history", "hear what members write in their direct messages with it"),
    Scope("im:write", "write to members: their own digest, and what becomes of their channel's"),
    Scope("users:read", "know who is an admin, and in which time zone somebody is"),
    Scope("usergroups:read", "know who is in a user group that `ROLECALL_ADMINS` names"),
    Scope(
        "channels:read", "see whether it is in a channel, and hear when that is archived or gone"
    ),
    Scope(
        "groups:read",
        "see and hear the same of private channels that it is in, and who may see their digest",
    ),
    Scope("files:read", "read the knowledge files that admins hand in"),
    Scope("files:write", "hand admins an export, or a file to fill in"),
    Scope("channels:history", "see, after a crash, whether a digest that it posted has arrived"),
    Scope("groups:history", "see the same in private channels that it is in"),
)
"""The least that the listeners need; a scope that nothing needs is one that nobody has to grant."""

APP_SCOPE = Scope("connections:write", "open the connection of Socket Mode")
"""What the app-level token (`xapp-…`) is made with; no manifest can ask for it."""
