"""Slack's app manifest and its scopes, made from the tables of commands and routes."""

import json
from dataclasses import dataclass
from typing import Any

from bot.tokens import CONNECTIONS
from bot.transport.listening import EVENTS_PATH, MCP_PATH
from handlers.agent import SESSION_STOPPED
from handlers.digests.clicks import CHANNEL_EVENTS
from handlers.drafting.reading import ADD_TO_KNOWLEDGE
from handlers.offers import CHECK_PAY
from knowledge.commands import COMMANDS


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope of Slack's for the bot token, and what would not work without it."""

    name: str
    reason: str


BOT_SCOPES: tuple[Scope, ...] = (
    Scope("commands", "answer slash commands and the shortcuts on a message"),
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
    Scope("files:read", "read the knowledge files and the articles that admins send"),
    Scope("files:write", "send admins an export or a template"),
    Scope("channels:history", "check, after a crash, whether a digest it posted arrived"),
    Scope("groups:history", "check the same in private channels that it is in"),
)
"""The least that the listeners need; a scope that nothing needs is one that nobody has to grant."""

AGENT_SCOPES = (*BOT_SCOPES, Scope("assistant:write", "work as an agent, with suggested prompts"))
"""Those of an app that is an agent."""

APP_SCOPE = Scope(CONNECTIONS, "open the Socket Mode connection")
"""What the app-level token (`xapp-…`) is made with; no manifest can ask for it."""


MCP_SCOPE = Scope("mcp:connect", "offer Slackbot its tools (`--mcp`)")
"""What an app needs besides that Slackbot may ask."""

BOT_EVENTS = ("app_home_opened", "app_mention", "message.im", *CHANNEL_EVENTS)

AGENT_EVENTS = (*BOT_EVENTS, SESSION_STOPPED)

NAME = "Rolecall"
DESCRIPTION = "What AI, ML and data roles are and pay, every figure with its source"
LONG_DESCRIPTION = (
    "Rolecall tells you what AI, machine learning and data roles are, what they require and what they "
    "pay, out of a curated set of documents. Every figure keeps its source, and where sources "
    "disagree you see both sides: nothing is averaged, and nothing is made up. Ask with a slash "
    "command, mention it in a channel, write to it, or check the pay in a job post. Answers are "
    "private until you share them."
)
CHECK_PAY_SHORTCUT = {
    # Slack: 24 characters at the most.
    "name": "Check pay in message",
    "type": "message",
    "callback_id": CHECK_PAY,
    "description": "Compares the pay in this message with what each source states",
}
ADD_SHORTCUT = {
    "name": "Add to knowledge",
    "type": "message",
    "callback_id": ADD_TO_KNOWLEDGE,
    "description": "For admins: review what this message, its link or its file says about pay",
}


AGENT_VIEW: dict[str, Any] = {
    # Slack: 300 characters at the most.
    "agent_description": (
        "Ask what a data or AI role is, what it requires and what it pays. Every figure comes with its "
        "source, and where sources disagree you see both sides."
    ),
    # Slack: four at the most.
    "suggested_prompts": [
        {"title": "What a data engineer does", "message": "What does a data engineer do?"},
        {
            "title": "What an ML engineer earns",
            "message": "What does a senior machine learning engineer earn?",
        },
        {"title": "Compare two roles", "message": "Compare data engineer and data scientist"},
        {
            "title": "Check an offer",
            "message": "Is $150k base good for a data engineer in New York?",
        },
    ],
}
"""What Slack shows of an agent. (Slack: an app that has it once never loses it.)"""


def manifest(
    prefix: str = "", url: str | None = None, *, agent: bool = False, mcp: bool = False
) -> dict[str, Any]:
    """The manifest of an app whose commands are named with `prefix`.

    It is reached over HTTP at `url` (without a path), or through Socket Mode where there is none. An
    `agent` answers through Slack's agent messages. With `mcp` Slackbot may ask it, for which it has to be
    reached over HTTP; else ValueError is raised.
    """
    if mcp and url is None:
        raise ValueError("Slackbot asks over HTTP alone")
    scopes, events = (AGENT_SCOPES, AGENT_EVENTS) if agent else (BOT_SCOPES, BOT_EVENTS)
    if mcp:
        scopes = (*scopes, MCP_SCOPE)
    reached_at = None if url is None else url + EVENTS_PATH
    return {
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
        },
        "features": {
            **({"agent_view": AGENT_VIEW} if agent else {}),
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [CHECK_PAY_SHORTCUT, ADD_SHORTCUT],
            "slash_commands": [
                {
                    "command": f"/{prefix}{command.name}",
                    **_at("url", reached_at),
                    "description": command.summary,
                    "usage_hint": command.usage,
                    "should_escape": False,
                }
                for command in COMMANDS
            ],
        },
        "oauth_config": {"scopes": {"bot": [scope.name for scope in scopes]}},
        **({"mcp_servers": {NAME: _mcp_server(f"{url}{MCP_PATH}")}} if mcp else {}),
        "settings": {
            "event_subscriptions": {
                **_at("request_url", reached_at),
                "bot_events": list(events),
            },
            "interactivity": {
                "is_enabled": True,
                **_at("request_url", reached_at),
                **_at("message_menu_options_url", reached_at),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": reached_at is None,
            "token_rotation_enabled": False,
        },
    }


def _mcp_server(url: str) -> dict[str, str]:
    """Slack signs what it asks there, and says for whom."""
    return {"url": url, "auth_type": "slack_identity_auth"}


def manifest_text(
    prefix: str = "", url: str | None = None, *, agent: bool = False, mcp: bool = False
) -> str:
    """The manifest as it is pasted into Slack."""
    made = manifest(prefix, url, agent=agent, mcp=mcp)
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _at(name: str, url: str | None) -> dict[str, str]:
    """An entry for an address; Slack refuses an empty one, so without an address there is none."""
    return {} if url is None else {name: url}
