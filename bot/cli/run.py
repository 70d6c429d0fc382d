"""`rolecall run`."""

import ctypes
import logging
import os

import click
from pydantic import SecretStr

from bot.cli.opening import knowledge_or_exit, open_state, settings_or_exit, tokens_or_exit
from bot.loading import loading
from bot.logs import configure_logging
from bot.settings import Settings
from bot.transport.listening import EVENTS_PATH, CannotListenError, listening_address

M_ARENA_MAX = -8
"""The parameter's number in glibc's malloc.h."""

ARENAS = 2

JEMALLOC = "_RJEM_MALLOC_CONF"
"""The variable that Granian's jemalloc reads once, as it is loaded."""


def share_memory() -> None:
    """Have all threads share what they gave back. Comes before any thread, and before Granian is loaded.

    Python runs one thread at a time, so heaps of their own save them no waiting; but what one thread
    gave back is not there for the others, and the HTTP server may have thousands. By default glibc has
    eight arenas for each core: that was 10 to 20 of 160 MB after a minute of `make load`. (With another
    C library nothing is changed.) jemalloc keeps a cache for each thread: after a thousand connections
    at once, 150 kB for each body of 1 MB that came to the next one.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, ARENAS)
    os.environ.setdefault(JEMALLOC, "tcache:false")


log = logging.getLogger(__name__)

START_SECONDS = 60
"""For how long a server of the state database is waited for, that starts alongside us."""


@click.command()
def run() -> None:
    """Serve Slack: through Socket Mode if SLACK_APP_TOKEN is set, otherwise over HTTP on $PORT."""
    settings = settings_or_exit()
    for_socket_mode, for_http = settings.missing_for_socket_mode(), settings.missing_for_http()
    if for_socket_mode and for_http:
        raise click.ClickException(
            f"Rolecall can't connect to Slack yet. For Socket Mode, set {' and '.join(for_socket_mode)}; "
            f"for HTTP, {' and '.join(for_http)} (see .env.example). "
            "To try Rolecall without Slack: make demo"
        )
    way = "SLACK_APP_TOKEN" if settings.slack_app_token else "SLACK_SIGNING_SECRET"
    tokens_or_exit(settings, "SLACK_BOT_TOKEN", way)
    if not settings.slack_app_token:
        settings = settings.model_copy(update={"host": _address_or_exit(settings)})
    configure_logging(as_service=True)
    with loading(), open_state(settings, within=START_SECONDS) as database:
        # Held from here on: a worker that is forked takes over what was read, where it still stands.
        knowledge = knowledge_or_exit(settings, database)
        # The store is written beside. A worker that is forked meanwhile would have the lock on its folder
        # as well, and wait for itself for good.
        knowledge.settle()
    if settings.slack_app_token:
        _run_socket_mode(settings, settings.slack_app_token)
    else:
        _run_http(settings)


def _run_socket_mode(settings: Settings, app_token: SecretStr) -> None:
    with loading():
        from bot.transport.socket_mode import RefusedError, serve

    log.info("Rolecall connects to Slack through Socket Mode")
    if settings.slack_signing_secret:
        log.info("SLACK_SIGNING_SECRET is for HTTP; with SLACK_APP_TOKEN set, it is ignored")
    try:
        serve(settings, app_token.get_secret_value())
    except RefusedError as error:
        raise click.ClickException(
            f"Slack rejects SLACK_APP_TOKEN: {error} (see `rolecall doctor`)"
        ) from None


def _address_or_exit(settings: Settings) -> str:
    """Before anything is made: the HTTP server wants an IP address, and fails without words."""
    try:
        return listening_address(settings.host, settings.port)
    except CannotListenError as error:
        raise click.ClickException(str(error)) from None


def _run_http(settings: Settings) -> None:
    share_memory()
    with loading():
        from bot.transport.http import serve

    log.info("Rolecall is listening on %s:%d, path %s", settings.host, settings.port, EVENTS_PATH)
    try:
        serve(settings)
    except (RuntimeError, ValueError) as error:  # a port that is taken; a host that is no IP
        raise click.ClickException(
            f"cannot listen on {settings.host}:{settings.port}: {error}"
        ) from None
