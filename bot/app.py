"""The composition root: the Bolt app out of settings and what the listeners need."""

import logging
import secrets
from datetime import UTC, date, datetime, timedelta

from pydantic import SecretStr
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.background import ThreadBackground
from bot.library import load_library
from bot.responding import respond
from bot.settings import Settings
from handlers import actions, commands, errors, home, messages, modals, offers
from handlers.deps import Background, Deps
from handlers.replies import Replies

REMEMBERED = timedelta(days=30)
"""How long a delivery is known as handled; Slack's last retry comes within minutes."""


def build_app(settings: Settings, deps: Deps) -> App:
    """The Bolt app with every listener; it calls nobody while it is built.

    Raises ValueError where the bot token is missing. Without a signing secret, as in Socket Mode, no
    request over HTTP is ever taken for Slack's.
    """
    if settings.slack_bot_token is None:
        raise ValueError("a bot token is needed")
    token = settings.slack_bot_token.get_secret_value()
    signing_secret = settings.slack_signing_secret or SecretStr(secrets.token_hex())

    def authorize() -> AuthorizeResult:
        # One workspace, one token: known without asking Slack on the way to an answer.
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    # Bolt's warnings are advice to its developers (a token in the environment "will be unused",
    # code for an unhandled request): they would mislead whoever runs us. All its loggers take their
    # level from the one that it is given.
    bolt_log = logging.getLogger("slack_bolt")
    bolt_log.setLevel(logging.ERROR)
    app = App(
        logger=bolt_log,
        signing_secret=signing_secret.get_secret_value(),
        client=WebClient(base_url=settings.slack_api_url),
        authorize=authorize,
        # Answers come from memory: the reply is the acknowledgement, in one round trip. (Bolt's
        # default polls for it every 10 ms.)
        process_before_response=True,
    )
    replies = Replies(deps)
    for room in (commands, actions, modals, offers, home, messages):
        room.register(app, deps, replies)
    errors.register(app)
    return app


def build_deps(settings: Settings, background: Background | None = None) -> Deps:
    """The real world: the settings' content folder and state database, the system's clock.

    Whoever hands in the background can wait for its end.

    Raises `KnowledgeError` where there is nothing good to serve, and `StateError` where the state
    database cannot be used.
    """
    # Loaded here: what only answers in this process (`rolecall ask`) starts without a database.
    from bot.state.database import open_database
    from bot.state.follows import Follows
    from bot.state.once import Once

    library = load_library(settings)
    database = open_database(settings.state)
    once = Once(database)
    once.forget_before(datetime.now(UTC) - REMEMBERED)
    return Deps(
        library=lambda: library,
        today=date.today,
        background=background or ThreadBackground(),
        respond=respond,
        follows=Follows(database),
        once=once,
        newest_blocks=settings.rolecall_newest_blocks,
    )
