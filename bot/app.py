"""The Bolt app with every listener, out of settings and what the listeners need."""

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Any, cast

from pydantic import SecretStr
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bot.loading import loading
from bot.settings import Settings
from bot.web_api import use_our_opener, web_client
from handlers import ask, failures
from handlers.deps import Deps
from handlers.middleware import Completeness, OurWorkspace
from handlers.router import Questions, Route, Router


def build_app(settings: Settings, deps: Deps) -> App:
    """The Bolt app with every listener; it calls nobody while it is built.

    Raises ValueError where the bot token is missing. Without a signing secret, as in Socket Mode, no
    request over HTTP is ever taken for Slack's.
    """
    if settings.slack_bot_token is None:
        raise ValueError("a bot token is needed")
    token = settings.slack_bot_token.get_secret_value()
    signing_secret = settings.slack_signing_secret or SecretStr(secrets.token_hex())

    def authorize(client: WebClient) -> AuthorizeResult:
        # Bolt makes listeners a new client for each request.
        use_our_opener(client)
        # One workspace, one token: known without asking Slack on the way to an answer.
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    # Bolt's warnings are advice to its developers (a token in the environment "will be unused",
    # code for an unhandled request): they would mislead whoever runs us. All its loggers take their
    # level from the one that it is given.
    bolt_log = logging.getLogger("slack_bolt")
    bolt_log.setLevel(logging.ERROR)
    router = Router(deps)
    app = App(
        # Without a name Bolt looks for one in the files of the whole call stack.
        name="rolecall",
        logger=bolt_log,
        signing_secret=signing_secret.get_secret_value(),
        client=web_client(settings.slack_api_url, patient=True),
        before_authorize=Questions(router, ask.TYPED),
        authorize=authorize,
        # Answers come from memory: the reply is the acknowledgement, in one round trip. (Bolt's
        # default polls for it every 10 ms.)
        process_before_response=True,
        # What nobody listens to is answered like a failure, in words (Bolt's default is a bare 404).
        raise_error_for_unhandled_request=True,
    )
    failures.register(app, deps)
    router.add(app, ask.ROUTES)

    def listen() -> None:
        with loading():
            for routes in all_else(is_agent=deps.is_agent):
                router.add(app, routes)

    for middleware in (OurWorkspace(), Completeness(), WhenNeeded(listen)):
        cast("Any", app).use(middleware)
    return app


def all_else(*, is_agent: bool) -> Iterator[Sequence[Route]]:
    """Whatever is listened to besides questions, what is used most first (Bolt asks listeners in turn).

    Loaded when it is first needed: most of what comes are questions, and a command asks nothing else.
    """
    from handlers import home, messages, offers, routes
    from handlers.feeds import routes as feeds

    yield from (offers.ROUTES, home.ROUTES, messages.ROUTES, routes.DIGESTS)
    yield from (routes.CURATION, routes.DRAFTING, feeds.ROUTES)
    if is_agent:
        from handlers import agent

        yield agent.ROUTES


class WhenNeeded(Middleware):
    """Does something once, before the first request that comes so far."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._lock = Lock()
        self._is_done = False

    def process(
        self,
        *,
        req: BoltRequest,  # noqa: ARG002 — Bolt hands it over by its name
        resp: BoltResponse,  # noqa: ARG002 — as well
        next: Callable[[], BoltResponse],
    ) -> BoltResponse | None:
        """Go on when it is done."""
        if not self._is_done:
            with self._lock:
                if not self._is_done:
                    self._work()
                    self._is_done = True
        return next()
