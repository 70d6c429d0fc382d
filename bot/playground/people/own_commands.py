"""The slash commands that are Slack's own."""

from dataclasses import dataclass

from bot.playground.people.managing import Managing
from bot.playground.people.outcomes import Outcome, failed
from bot.playground.records import Channel


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """A command that Slack itself carries out."""

    command: str
    description: str
    names_someone: bool = False


OWN_COMMANDS = (
    OwnCommand("/invite", "Add someone to this channel, or the app", names_someone=True),
    OwnCommand("/kick", "Remove someone from this channel, or the app", names_someone=True),
    OwnCommand("/remove", "The same as /kick", names_someone=True),
    OwnCommand("/archive", "Archive this channel"),
    OwnCommand("/unarchive", "Open this archived channel again"),
)


class Commanding(Managing):
    """What one can tell Slack itself."""

    def _own_command(self, user: str, channel: Channel, name: str, text: str) -> Outcome | None:
        """Carry out a command of Slack's own; None where it is none."""
        known = [one for one in OWN_COMMANDS if one.command == name]
        if not known:
            return None
        if channel.is_im:
            return failed(f"{name} works in channels only")
        whom = self._named(text)
        if known[0].names_someone and whom is None:
            return failed(f"{name} needs a name, such as @{self.workspace.installation.name}")
        match name:
            case "/invite":
                return self.invite(user, channel.id, whom)
            case "/archive":
                return self.archive(user, channel.id)
            case "/unarchive":
                return self.unarchive(user, channel.id)
            case _:
                return self.kick(user, channel.id, whom)

    def _named(self, text: str) -> str | None:
        wanted = text.strip().lstrip("<@").rstrip(">").casefold()
        for user in self.workspace.users.values():
            if wanted in (user.id.casefold(), user.name.casefold(), user.real_name.casefold()):
                return user.id
        return None
