"""The secrets of a Slack app: what each looks like, where it stands, what is wrong with one."""

import re
from collections.abc import Iterable, Iterator

from pydantic import SecretStr

from bot.settings import Settings

CONNECTIONS = "connections:write"
"""The scope of an app-level token that opens Socket Mode's connection."""

WHERE_TO_FIND = {
    "SLACK_BOT_TOKEN": "copy the Bot User OAuth Token from OAuth & Permissions (xoxb-…)",
    "SLACK_APP_TOKEN": (
        "create one under Basic Information → App-Level Tokens, with the scope "
        f"{CONNECTIONS} (xapp-…)"
    ),
    "SLACK_SIGNING_SECRET": (
        "copy the Signing Secret from Basic Information → App Credentials (32 digits and letters a–f)"
    ),
}
"""Where in the settings of a Slack app (api.slack.com/apps) each secret stands."""

SHAPES = {
    "SLACK_BOT_TOKEN": r"xoxb-[A-Za-z0-9-]+",
    "SLACK_APP_TOKEN": r"xapp-[A-Za-z0-9-]+",
    "SLACK_SIGNING_SECRET": r"[0-9a-f]{32}",
}

KINDS = {
    "xoxb-": "a bot token",
    "xapp-": "an app-level token",
    "xoxp-": "a member's token",
    "xoxe": "a token that expires (Rolecall needs an app without token rotation)",
    "xoxc-": "a browser's token",
}


def complaints(settings: Settings, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the shapes of secrets that are set, without a word of them."""
    secrets = secrets_of(settings)
    for name in names:
        complaint = _complaint(name, secrets[name].get_secret_value()) if name in secrets else ""
        if complaint:
            yield name, complaint


def secrets_of(settings: Settings) -> dict[str, SecretStr]:
    """Those that are set."""
    secrets = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_APP_TOKEN": settings.slack_app_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
    }
    return {name: secret for name, secret in secrets.items() if secret}


def _complaint(name: str, secret: str) -> str:
    """What is wrong with a secret's shape, without a word of the secret; empty where nothing is."""
    if re.fullmatch(SHAPES[name], secret):
        return ""
    if re.search(r"[\s\"'<>]", secret):
        return "contains spaces, quotes or brackets"
    for start, kind in KINDS.items():
        if secret.startswith(start) and not re.match(start, SHAPES[name]):
            return f"is {kind}"
    if name == "SLACK_SIGNING_SECRET" and re.fullmatch(r"[0-9a-fA-F]+", secret):
        return f"has {len(secret)} characters instead of 32 lowercase ones"
    return "doesn't look like one"
