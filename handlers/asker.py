"""Who asks for something, and from which conversation."""

from dataclasses import dataclass

from handlers.payloads import Click, SlashCommand


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody in a conversation, and the prefix of the commands in their workspace.

    `is_there` where Slack itself says so: a command comes from who typed it in that conversation. A
    button may be an old one, and a form may name any channel.
    """

    team: str
    user: str
    channel: str
    channel_name: str = ""
    prefix: str = ""
    is_there: bool = False

    @classmethod
    def of_command(cls, typed: SlashCommand, prefix: str) -> "Asker":
        """Who typed a command."""
        return cls(
            typed.team_id,
            typed.user_id,
            typed.channel_id,
            typed.channel_name,
            prefix,
            is_there=True,
        )

    @classmethod
    def of_click(cls, click: Click, prefix: str) -> "Asker":
        """Who clicked something; no channel where it was no message."""
        return cls(click.team_id, click.user.id, click.channel_id, click.channel.name, prefix)

    @property
    def in_dm(self) -> bool:
        """Whether two are by themselves; one of them may be the bot."""
        return self.channel.startswith("D")
