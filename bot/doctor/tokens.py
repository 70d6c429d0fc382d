"""Are the tokens there, and does each look like what it should be?"""

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from pydantic import SecretStr

from bot.doctor.finding import Finding, ok, warning, wrong
from bot.scopes import APP_SCOPE
from bot.settings import Settings

WHERE_TO_FIND = {
    "SLACK_BOT_TOKEN": "copy the Bot User OAuth Token from OAuth & Permissions (xoxb-…)",
    "SLACK_APP_TOKEN": (
        "create one under Basic Information → App-Level Tokens, with the scope "
        f"{APP_SCOPE.name} (xapp-…)"
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


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that look right, for asking Slack about them."""

    bot: SecretStr | None
    app: SecretStr | None
    over_http: bool


def examine_tokens(settings: Settings) -> Generator[Finding, None, Tokens]:
    """Look at each secret's shape; gives those that may be shown to Slack."""
    for_socket_mode, for_http = settings.missing_for_socket_mode(), settings.missing_for_http()
    yield _way(for_socket_mode, for_http)
    secrets = _secrets(settings)
    found = dict(complaints(settings, secrets))
    for name in secrets:
        if name in found:
            yield wrong(name, found[name], WHERE_TO_FIND[name])
        else:
            yield ok(name, "looks right")
    good = {name: secret for name, secret in secrets.items() if name not in found}
    over_http = bool(for_socket_mode) and not for_http
    return Tokens(good.get("SLACK_BOT_TOKEN"), good.get("SLACK_APP_TOKEN"), over_http)


def complaints(settings: Settings, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the shapes of secrets that are set, without a word of them."""
    secrets = _secrets(settings)
    for name in names:
        complaint = _complaint(name, secrets[name].get_secret_value()) if name in secrets else ""
        if complaint:
            yield name, complaint


def _secrets(settings: Settings) -> dict[str, SecretStr]:
    """Those that are set."""
    secrets = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_APP_TOKEN": settings.slack_app_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
    }
    return {name: secret for name, secret in secrets.items() if secret}


def _way(for_socket_mode: list[str], for_http: list[str]) -> Finding:
    check = "connection"
    if not for_socket_mode and not for_http:
        return warning(
            check, "Socket Mode; SLACK_SIGNING_SECRET is for HTTP and ignored", "remove it"
        )
    if not for_socket_mode:
        return ok(check, "Socket Mode")
    if not for_http:
        return ok(check, "HTTP")
    return wrong(
        check,
        f"for Socket Mode {_listed(for_socket_mode)} missing, for HTTP {_listed(for_http)}",
        "set them in the environment or in .env in this folder: "
        + "; ".join(f"{name}: {WHERE_TO_FIND[name]}" for name in for_socket_mode),
    )


def _listed(names: list[str]) -> str:
    return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'}"


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
