"""The whole app around knowledge of a test's own, with nothing asked of it yet."""

from bot.offline import Loopback, offline_deps, open_loopback
from bot.settings import Settings
from knowledge.crosscheck import Knowledge
from knowledge.library import Library
from tests.conftest import TODAY, Reply
from tests.payloads import assert_slack_takes


def fresh_app(settings: Settings, knowledge: Knowledge) -> Loopback:
    """An app that has answered nothing yet, and a library with no index built."""
    library = Library(knowledge, "fresh")
    return open_loopback(settings, offline_deps(lambda: library, lambda: TODAY))


def asked(app: Loopback, line: str) -> Reply:
    """The checked answer to one line."""
    payload = app.ask(line)
    assert "blocks" in payload, f"{line}: {payload['text']}"
    assert_slack_takes(payload)
    return Reply(payload)
