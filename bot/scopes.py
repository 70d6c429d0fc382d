"""What the bot asks leave for: one table that the manifest, the doctor and the README draw on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope of Slack's for the bot token, and what would not work without it."""

    name: str
    reason: str


BOT_SCOPES: tuple[Scope, ...] = (
    Scope("commands", "answer slash commands and the shortcut on a message"),
    Scope("chat:write", "answer mentions and direct messages, and post digests"),
    Scope("app_mentions:read", "see messages in its channels that mention it, and no others"),
    Scope("im:history", "see the direct messages that members send it"),
    Scope("im:write", "message members: their own digest, and news about their channel's"),
    Scope("users:read", "know who is an admin, and each member's time zone"),
    Scope("usergroups:read", "know who is in a user group that `ROLECALL_ADMINS` names"),
    Scope(
        "channels:read",
        "see whether it is in a channel, and when the channel is archived or deleted",
    ),
    Scope(
        "groups:read",
        "see the same for private channels that it is in, and who may see their digest",
    ),
    Scope("files:read", "read the knowledge files that admins upload"),
    Scope("files:write", "send admins an export or a template"),
    Scope("channels:history", "check, after a crash, whether a digest it posted arrived"),
    Scope("groups:history", "check the same in private channels that it is in"),
)
"""The least that the listeners need; a scope that nothing needs is one that nobody has to grant."""

APP_SCOPE = Scope("connections:write", "open the Socket Mode connection")
"""What the app-level token (`xapp-…`) is made with; no manifest can ask for it."""
