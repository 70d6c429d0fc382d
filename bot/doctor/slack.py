"""Can Slack be reached, and how soon does it answer; is our clock right?"""

import time
from collections.abc import Generator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from slack_sdk.errors import SlackApiError

from bot.doctor.asking import Answer, answer_of, ask, refusal
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.settings import SLACK_API_URL
from bot.web_api import proxy_for
from handlers.slack_errors import error_code

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
