"""`rolecall demo`."""

from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.cli.opening import library_or_exit, settings_or_exit
from bot.playground.clock import MovableClock
from bot.playground.demo import DEMO_PORT, run_demo
from bot.playground.feeds.knowledge import demo_feeds
from bot.playground.server import PortTakenError
from bot.settings import Settings
from bot.transport.http import build_service
from bot.world import World, build_world
from handlers.errors import UnavailableError, log_failure

LOOPBACK = frozenset({ip_network("127.0.0.1/32")})
"""Where the demo's own feeds are."""

TICK_SECONDS = 1
"""Whoever moves the clock waits for the digest."""


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=DEMO_PORT,
    show_default=True,
    help="The page's port, on loopback; 0 picks a free one.",
)
@click.option("--agent", is_flag=True, help="Installed as an agent: direct messages are threads.")
@click.option("--browser/--no-browser", default=True, help="Open the page, if there is a browser.")
def demo(port: int, *, agent: bool, browser: bool) -> None:
    """Try everything in a browser: a local Slack with Rolecall in it. Ctrl-C stops it."""
    with TemporaryDirectory(prefix="rolecall-demo-") as folder:
        # A workspace that begins again has no business in the state of a real one.
        fresh = {"rolecall_data": Path(folder), "database_url": None, "rolecall_agent": agent}
        settings = settings_or_exit().model_copy(update=fresh)
        library_or_exit(settings)
        try:
            run_demo(
                settings,
                lambda private, clock: build_service(private, living_world(private, clock)),
                port=port,
                echo=click.echo,
                with_browser=browser,
            )
        except PortTakenError as taken:
            raise click.ClickException(f"{taken}; try another: make demo PORT=8481") from None
        except PermissionError:
            raise click.ClickException(
                f"port {port} needs more permissions, like every port below 1024; try another: make demo PORT=8481"
            ) from None


def living_world(settings: Settings, clock: MovableClock) -> World:
    """The whole app with the playground's own feeds turned on, which its server has at the address of its Slack.

    Before the clock gets to a moment, what feeds have by then is read: a digest that is due has it.
    """
    reachable = settings.rolecall_fetch_networks | LOOPBACK
    settings = settings.model_copy(update={"rolecall_fetch_networks": reachable})
    world = start_world(settings, clock)
    checked = world.knowledge.check(demo_feeds(settings.slack_api_url.removesuffix("/api/")))
    world.knowledge.publish(checked, author="files", origin="files", reason="The demo's feeds")

    def read() -> None:
        try:
            world.collector.round()
        except UnavailableError as error:
            log_failure(error, "feeds")

    clock.before_moved(read)
    world.collector.soon()
    return world


def start_world(settings: Settings, clock: MovableClock) -> World:
    """The whole app, with digests that are delivered by the playground's clock as people move it."""
    world = build_world(settings, clock=clock)
    world.start(TICK_SECONDS)
    clock.when_moved(world.delivery.soon)
    return world
