"""The Bolt app with every listener, out of settings and what the listeners need."""

import logging
import secrets
from collections.abc import Iterator, Sequence
from typing import Any, cast

from pydantic import SecretStr
from slack_bolt import App

from bot.incoming import authorized
from bot.loading import loading
from bot.settings import Settings
from bot.web_api import web_client
from handlers import ask, failures
from handlers.deps import Deps
from handlers.middleware import Completeness, OurWorkspace, WhenNeeded
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
        authorize=authorized(token),
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
