"""Slack's app manifest, made from the table of commands."""

import json
from typing import Any

from knowledge.commands import COMMANDS

PLACEHOLDER_URL = "https://rolecall.example.com"


def manifest(prefix: str = "", url: str = PLACEHOLDER_URL) -> dict[str, Any]:
    """The manifest of an app that is reached at `url`, its commands named with `prefix`."""
    return {
        "display_information": {
            "name": "Rolecall",
            "description": "What AI, ML and data roles are and pay, every figure with its source",
        },
        "features": {
            "bot_user": {"display_name": "Rolecall", "always_online": True},
            "slash_commands": [
                {
                    "command": f"/{prefix}{command.name}",
                    "url": f"{url}/slack/events",
                    "description": command.summary,
                    "usage_hint": command.usage,
                    "should_escape": False,
                }
                for command in COMMANDS
            ],
        },
        "oauth_config": {"scopes": {"bot": ["commands"]}},
        "settings": {
            "org_deploy_enabled": False,
            "socket_mode_enabled": False,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(prefix: str = "", url: str = PLACEHOLDER_URL) -> str:
    """The manifest as it is pasted into Slack."""
    return json.dumps(manifest(prefix, url), indent=2, ensure_ascii=False) + "\n"
