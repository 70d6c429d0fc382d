"""What the doctor looks at in Slack: tokens, scopes, and who may do what."""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pydantic import SecretStr
from slack_sdk.errors import SlackApiError

from bot.doctor.finding import Answer, Finding, answer_of, ask, ok, refusal, warning, wrong
from bot.manifest import APP_SCOPE, BOT_SCOPES, Scope
from bot.settings import SLACK_API_URL, Settings
from bot.tokens import WHERE_TO_FIND, complaints, secrets_of
from bot.web_api import PASSING_ERRORS, proxy_for
from handlers.errors import error_code

SLOW_SECONDS = 1.5
"""Half of the three seconds within which Slack wants an answer."""

MOST_SKEW_SECONDS = 300
"""Slack: a request whose time is further off is not to be trusted, and Rolecall refuses it."""

SKEW_WORTH_KNOWING = 30


def examine_slack(api_url: str) -> Generator[Finding, None, bool]:
    """Ask Slack for nothing in particular; gives whether it answered."""
    begun = time.monotonic()
    try:
        answer = _asked(api_url)
    except Exception as error:  # noqa: BLE001 — every failure becomes plain words
        yield _unwilling(api_url, error)
        return False
    yield _latency(api_url, time.monotonic() - begun)
    yield _clock(answer.headers.get("date", ""))
    return True


def _asked(api_url: str) -> Answer:
    """The answer; a server that stands in for Slack need not know `api.test`."""
    try:
        return ask(api_url, "api.test")
    except SlackApiError as error:
        if error_code(error) == "unknown_method":
            return answer_of(error)
        raise


def _unwilling(api_url: str, error: Exception) -> Finding:
    code = error_code(error)
    if code:
        fix = "see https://slack-status.com, and ask the doctor again"
        return wrong("Slack", f"{api_url} answers {code}", fix)
    fix = "check the network, the proxy (HTTPS_PROXY) and the firewall"
    if api_url != SLACK_API_URL:
        fix += ", and remove SLACK_API_URL"
    return wrong("Slack", f"{api_url} cannot be reached{_way(api_url)}: {refusal(error)}", fix)


def _way(api_url: str) -> str:
    try:
        return " through the proxy" if proxy_for(api_url) else ""
    except ValueError:  # no address
        return ""


def _latency(api_url: str, seconds: float) -> Finding:
    says = f"{api_url} answers in {seconds * 1_000:.0f} ms"
    if api_url != SLACK_API_URL:
        says += "; this isn't Slack's own address"
        return warning("Slack", says, "remove SLACK_API_URL, unless it is a stand-in")
    if seconds > SLOW_SECONDS:
        return warning("Slack", f"{says}; that is slow", "run Rolecall closer to Slack")
    return ok("Slack", says)


def _clock(date: str) -> Finding:
    try:
        theirs = parsedate_to_datetime(date).astimezone(UTC)
    except ValueError:
        return warning("clock", "not checked: the server there doesn't say what time it is")
    skew = round((datetime.now(UTC) - theirs).total_seconds())
    says = f"{abs(skew)} seconds {'ahead of' if skew > 0 else 'behind'} Slack"
    fix = "set this machine's clock, and keep it in sync (NTP)"
    if abs(skew) > MOST_SKEW_SECONDS:
        return wrong("clock", f"{says}; requests are refused beyond {MOST_SKEW_SECONDS}", fix)
    if abs(skew) > SKEW_WORTH_KNOWING:
        return warning("clock", f"{says}; over {MOST_SKEW_SECONDS} is too much", fix)
    return ok("clock", "right")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that look right, for asking Slack about them."""

    bot: SecretStr | None
    app: SecretStr | None
    over_http: bool


def examine_tokens(settings: Settings) -> Generator[Finding, None, Tokens]:
    """Look at each secret's shape; gives those that may be shown to Slack."""
    for_socket_mode, for_http = settings.missing_for_socket_mode(), settings.missing_for_http()
    yield _way_of_tokens(for_socket_mode, for_http)
    secrets = secrets_of(settings)
    found = dict(complaints(settings, secrets))
    for name in secrets:
        if name in found:
            yield wrong(name, found[name], WHERE_TO_FIND[name])
        else:
            yield ok(name, "looks right")
    good = {name: secret for name, secret in secrets.items() if name not in found}
    over_http = bool(for_socket_mode) and not for_http
    return Tokens(good.get("SLACK_BOT_TOKEN"), good.get("SLACK_APP_TOKEN"), over_http)


def _way_of_tokens(for_socket_mode: list[str], for_http: list[str]) -> Finding:
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


MOST_CHANNELS = 999
"""Slack gives no more at once."""

MOST_NAMED = 10
CHANNEL_SCOPES = {"channels:read": "public_channel", "groups:read": "private_channel"}
"""The sorts of channels that each scope lets the bot see."""

INVITE = "commands work everywhere, mentions and digests after an /invite"


def examine_bot_token(
    api_url: str, token: SecretStr, needed: Sequence[Scope] = BOT_SCOPES
) -> Iterator[Finding]:
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
    yield from _scopes(scopes, needed)
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


def _scopes(granted: frozenset[str], needed: Sequence[Scope]) -> Iterator[Finding]:
    where = "OAuth & Permissions → Bot Token Scopes"
    missing = [scope for scope in needed if scope.name not in granted]
    for scope in missing:
        says = f"{scope.name} is missing: Rolecall cannot {scope.reason}"
        yield wrong("scopes", says, f"add it under {where}, then reinstall the app")
    superfluous = granted - {scope.name for scope in needed}
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
