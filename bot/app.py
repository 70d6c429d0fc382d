"""The Bolt app with every listener, out of settings and what the listeners need."""

import logging
import secrets
from typing import Any, cast

from pydantic import SecretStr
from slack_bolt import App

from bot.incoming import authorized
from bot.settings import Settings
from bot.web_api import web_client
from handlers import agent, ask, failures, home, messages, offers, routes
from handlers.deps import Deps
from handlers.feeds import routes as feeds
from handlers.middleware import Completeness, OurWorkspace
from handlers.router import Router


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
    app = App(
        # Without a name Bolt looks for one in the files of the whole call stack.
        name="rolecall",
        logger=bolt_log,
        signing_secret=signing_secret.get_secret_value(),
        client=web_client(settings.slack_api_url, patient=True),
        authorize=authorized(token),
        # Answers come from memory: the reply is the acknowledgement, in one round trip. (Bolt's
        # default polls for it every 10 ms.)
        process_before_response=True,
        # What nobody listens to is answered like a failure, in words (Bolt's default is a bare 404).
        raise_error_for_unhandled_request=True,
    )
    for middleware in (OurWorkspace(), Completeness()):
        cast("Any", app).use(middleware)
    # Bolt asks every listener in turn: what is used most stands first.
    router = Router(app, deps)
    for listed in (
        ask.ROUTES,
        offers.ROUTES,
        home.ROUTES,
        messages.ROUTES,
        routes.DIGESTS,
        routes.CURATION,
        routes.DRAFTING,
        feeds.ROUTES,
        *([agent.ROUTES] if deps.is_agent else []),
    ):
        router.add(listed)
    failures.register(app, deps)
    return app
