"""Are the tokens good, and what do they let us do?"""

from collections.abc import Iterator

from pydantic import SecretStr
from slack_sdk.errors import SlackApiError

from bot.doctor.asking import ask, refusal
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.doctor.tokens import WHERE_TO_FIND
from bot.scopes import APP_SCOPE, BOT_SCOPES
from bot.unreachable import PASSING_ERRORS
from handlers.slack_errors import error_code

MOST_CHANNELS = 999
"""Slack gives no more at once."""

MOST_NAMED = 10
CHANNEL_SCOPES = {"channels:read": "public_channel", "groups:read": "private_channel"}
"""The sorts of channels that each scope lets the bot see."""

INVITE = "commands work everywhere, mentions and digests after an /invite"


def examine_bot_token(api_url: str, token: SecretStr) -> Iterator[Finding]:
    """Look whether the bot token is valid, which scopes it has, and where the bot is a member."""
    try:
        answer = ask(api_url, "auth.test", token)
    except Exception as error:  # noqa: BLE001 — every failure becomes plain words
        yield _refused("bot token", "SLACK_BOT_TOKEN", error)
        return
    yield ok("bot token", f"valid: @{answer.data.get('user')} in {answer.data.get('team')}")
    granted = answer.headers.get("x-oauth-scopes")
    if granted is None:
        yield warning("scopes", "not checked: the answer doesn't name them")
        return
    scopes = frozenset(scope.strip() for scope in granted.split(",")) - {""}
    yield from _scopes(scopes)
    yield _channels(api_url, token, scopes)


def examine_app_token(api_url: str, token: SecretStr) -> Iterator[Finding]:
    """Look whether Slack would open a connection of Socket Mode; none is opened."""
    try:
        ask(api_url, "apps.connections.open", token)
    except Exception as error:  # noqa: BLE001 — every failure becomes plain words
        yield _refused("app token", "SLACK_APP_TOKEN", error)
    else:
        yield ok("app token", f"valid, with {APP_SCOPE.name}")


def _refused(check: str, variable: str, error: Exception) -> Finding:
    """Only what Slack itself says of a token counts against it."""
    code = error_code(error) if isinstance(error, SlackApiError) else ""
    if code == "unknown_method":
        return warning(check, f"not checked: {refusal(error)}")
    if not code or code in PASSING_ERRORS:
        return wrong(check, f"not checked: {refusal(error)}", "ask the doctor again in a minute")
    return wrong(check, f"{variable} is not accepted: {refusal(error)}", WHERE_TO_FIND[variable])


def _scopes(granted: frozenset[str]) -> Iterator[Finding]:
    where = "OAuth & Permissions → Bot Token Scopes"
    missing = [scope for scope in BOT_SCOPES if scope.name not in granted]
    for scope in missing:
        says = f"{scope.name} is missing: Rolecall cannot {scope.reason}"
        yield wrong("scopes", says, f"add it under {where}, then reinstall the app")
    superfluous = granted - {scope.name for scope in BOT_SCOPES}
    if superfluous:
        says = f"granted but not needed: {', '.join(sorted(superfluous))}"
        yield warning("scopes", says, f"remove them under {where}")
    if not missing and not superfluous:
        yield ok("scopes", "exactly what is needed")


def _channels(api_url: str, token: SecretStr, granted: frozenset[str]) -> Finding:
    sorts = [sort for scope, sort in CHANNEL_SCOPES.items() if scope in granted]
    if len(sorts) < len(CHANNEL_SCOPES):
        return warning("channels", f"not checked: that takes {' and '.join(CHANNEL_SCOPES)}")
    try:
        answer = ask(
            api_url,
            "users.conversations",
            token,
            types=",".join(sorts),
            exclude_archived=True,
            limit=MOST_CHANNELS,
        )
    except Exception as error:  # noqa: BLE001 — every failure becomes plain words
        return warning("channels", f"not checked: {refusal(error)}")
    names = sorted(f"#{channel['name']}" for channel in answer.data.get("channels", ()))
    if not names:
        return ok("channels", f"in no channel; {INVITE}")
    more = len(names) - MOST_NAMED
    listed = ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return ok("channels", f"in {listed}; {INVITE}")
