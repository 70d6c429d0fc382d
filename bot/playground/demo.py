"""The playground and the whole app, started together on this machine."""

import secrets
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from wsgiref.types import WSGIApplication

from pydantic import SecretStr

from bot.manifest import manifest
from bot.playground.clock import MovableClock
from bot.playground.server import Playground, serve_wsgi
from bot.settings import Settings

DEMO_PORT = 8480
EVENTS_PATH = "/slack/events"

BuildWsgi = Callable[[Settings, MovableClock], WSGIApplication]
"""Makes the app that Slack would send to, out of settings and the playground's clock."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A running playground and the app behind it."""

    playground: Playground
    stop: Callable[[], None]


def start_demo(settings: Settings, build_wsgi: BuildWsgi, port: int = DEMO_PORT) -> Demo:
    """Start the playground on a port of loopback, and the app on another that is free.

    The app gets the settings with a made-up secret and token, and the playground for its Slack.
    Its clock moves as people move the playground's.
    Raises `PortTakenError`.
    """
    secret, token = secrets.token_hex(16), f"xoxb-playground-{secrets.token_hex(8)}"
    playground = Playground.start(
        secret, bot_token=token, port=port, manifest=manifest(agent=settings.rolecall_agent)
    )
    try:
        private = settings.model_copy(
            update={
                "slack_signing_secret": SecretStr(secret),
                "slack_bot_token": SecretStr(token),
                "slack_api_url": playground.api_url,
            }
        )
        app = serve_wsgi(build_wsgi(private, playground.workspace.clock))
    except BaseException:
        playground.stop()
        raise
    playground.connect(app.url + EVENTS_PATH)

    def stop() -> None:
        app.stop()
        playground.stop()

    return Demo(playground, stop)


def run_demo(
    settings: Settings,
    build_wsgi: BuildWsgi,
    *,
    port: int = DEMO_PORT,
    echo: Callable[[str], None] = print,
    with_browser: bool = True,
) -> None:
    """Start the demo, say where it is, open it where there is a browser, and wait for Ctrl-C.

    Raises `PortTakenError`.
    """
    demo = start_demo(settings, build_wsgi, port)
    try:
        echo(f"Rolecall's playground is at {demo.playground.url}")
        echo("Ctrl-C stops it.")
        if with_browser:
            open_browser(demo.playground.url)
        # An event's wait cannot be interrupted on Windows; a sleep can. In short ones: a signal that comes
        # just before one begins is noticed only when it ends.
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        echo("")
    finally:
        demo.stop()


def open_browser(url: str) -> bool:
    """Show an address in a window; False where there is none to show it in.

    A browser in the terminal would take the terminal away, so it does not count.
    """
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser or type(browser).__name__ == "Elinks":
        return False
    return browser.open(url)
