"""The composition root: the Bolt app out of settings and what the listeners need."""

import logging
from datetime import date

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.settings import Settings
from handlers import commands, errors
from handlers.deps import Deps
from handlers.replies import Replies
from knowledge.files import Problem
from knowledge.library import Library
from knowledge.serving import open_library
from knowledge.store import KnowledgeStore

log = logging.getLogger(__name__)


class KnowledgeError(Exception):
    """The knowledge files have errors and there is no earlier good state to serve."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems in the knowledge files")
        self.problems = problems


def build_app(settings: Settings, deps: Deps) -> App:
    """The Bolt app with every listener; it calls nobody while it is built.

    Raises ValueError where the signing secret or the bot token is missing.
    """
    if settings.slack_signing_secret is None or settings.slack_bot_token is None:
        raise ValueError("a signing secret and a bot token are needed")
    token = settings.slack_bot_token.get_secret_value()

    def authorize() -> AuthorizeResult:
        # One workspace, one token: known without asking Slack on the way to an answer.
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    app = App(
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        client=WebClient(base_url=settings.slack_api_url),
        authorize=authorize,
        # Answers come from memory: the reply is the acknowledgement, in one round trip. (Bolt's
        # default polls for it every 10 ms.)
        process_before_response=True,
    )
    commands.register(app, Replies(deps))
    errors.register(app)
    return app


def build_deps(settings: Settings) -> Deps:
    """The real world: the library of the settings' content folder, and the system's clock.

    Raises `KnowledgeError` where there is nothing good to serve.
    """
    library = load_library(settings)
    return Deps(library=lambda: library, today=date.today)


def load_library(settings: Settings) -> Library:
    """The library to serve, with every problem of the files in the log."""
    opened = open_library(settings.rolecall_content, KnowledgeStore(settings.store_path))
    for problem in opened.problems:
        log.warning("knowledge: %s", problem)
    if opened.library is None:
        raise KnowledgeError(opened.problems)
    return opened.library
