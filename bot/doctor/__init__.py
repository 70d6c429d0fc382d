"""The doctor: everything that Rolecall needs is looked at, and what is wrong is said in plain words."""

from collections.abc import Iterator

from bot.doctor.checks import examine_app_token, examine_bot_token, examine_slack, examine_tokens
from bot.doctor.finding import Finding
from bot.doctor.local import examine_knowledge, examine_port, examine_state
from bot.manifest import AGENT_SCOPES, BOT_SCOPES
from bot.settings import Settings


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, one finding after the other; nothing that is found holds a secret.

    A token that doesn't look like one is never sent to Slack. Nothing is made that the first start
    would make, and nothing is changed.
    """
    tokens = yield from examine_tokens(settings)
    url = settings.slack_api_url
    if (yield from examine_slack(url)):
        if tokens.bot:
            needed = AGENT_SCOPES if settings.rolecall_agent else BOT_SCOPES
            yield from examine_bot_token(url, tokens.bot, needed)
        if tokens.app:
            yield from examine_app_token(url, tokens.app)
    if tokens.over_http:
        yield from examine_port(settings.host, settings.port)
    yield from examine_knowledge(settings.rolecall_content, settings.store_path)
    yield from examine_state(settings.state)
