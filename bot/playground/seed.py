"""The workspace that the playground begins with, and the app as it is installed in it."""

from dataclasses import dataclass, field
from typing import Any

from bot.playground.records import Channel, Json, User

TEAM_ID = "T0PLAYGROUND"
TEAM_NAME = "Playground"
TEAM_DOMAIN = "playground"

MAYA = User("U0MAYA", "maya", "Maya Chen", "Europe/Berlin")
ALEX = User("U0ALEX", "alex", "Alex Rivera", "America/Los_Angeles", is_admin=True)
SAM = User("U0SAM", "sam", "Sam Okafor", "Asia/Tokyo")
ROLECALL = User("U0ROLECALL", "rolecall", "Rolecall", "Etc/UTC", is_bot=True)
SLACKBOT = User("USLACKBOT", "slackbot", "Slackbot", "Etc/UTC", is_bot=True)
PEOPLE = (MAYA, ALEX, SAM)

_EVERYONE = frozenset(person.id for person in PEOPLE)

CHANNELS = (
    Channel("C0GENERAL", "general", _EVERYONE, topic="Everything for everyone"),
    Channel("C0DATA", "data-jobs", _EVERYONE | {ROLECALL.id}, topic="Openings in data and AI"),
    Channel("C0RANDOM", "random", _EVERYONE, topic="Rolecall isn't in here"),
    *(
        Channel(f"D0{person.id[2:]}", "rolecall", frozenset({person.id, ROLECALL.id}), person.id)
        for person in PEOPLE
    ),
)

POSTS = (
    (
        "C0GENERAL",
        SAM.id,
        (
            "Morning! Rolecall knows what data roles are and what they pay. "
            "There's a job post to check in #data-jobs."
        ),
    ),
    (
        "C0GENERAL",
        MAYA.id,
        (
            "*Pay in data teams: our survey of 2026*\n"
            "• Data engineers earn $128,000 a year on average.\n"
            "• AI engineers earn $152,000 a year on average.\n"
            "• Data scientists earn about $139,000."
        ),
    ),
    (
        "C0DATA",
        ALEX.id,
        (
            "We are hiring: *Senior Machine Learning Engineer*, Austin TX, hybrid. "
            "Base $150k-$185k plus bonus and equity. 5+ years with Python and PyTorch."
        ),
    ),
    (
        "C0DATA",
        SAM.id,
        (
            "A friend is looking for a Data Engineer (mid level, 3-5 years) in New York. "
            "$120,000 base, remote two days a week. Ping me!"
        ),
    ),
    (
        "C0DATA",
        MAYA.id,
        "Contract: AI Engineer for six months, $95 an hour, fully remote in the US, start soon.",
    ),
)
"""(channel, author, text), oldest first."""


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
    def is_agent(self) -> bool:
        """Whether each direct message begins a thread."""
        return "agent_view" in self.manifest.get("features", {})

    @property
    def prompts(self) -> tuple[Json, ...]:
        """What an agent suggests to ask: title, message."""
        view = self.manifest.get("features", {}).get("agent_view", {})
        return tuple(view.get("suggested_prompts", ()))

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
