"""The command that shows the product without a Slack workspace."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.app import build_deps
from bot.cli.opening import library_or_exit, settings_or_exit
from bot.playground.demo import DEMO_PORT, run_demo
from bot.playground.hosting import PortTakenError
from bot.transport.http import build_wsgi


@click.command()
@click.option(
    "--port", default=DEMO_PORT, show_default=True, help="Where the page is, on loopback."
)
@click.option(
    "--browser/--no-browser", default=True, help="Open the page where there is a browser."
)
def demo(port: int, *, browser: bool) -> None:
    """Try everything in a browser: a local Slack with Rolecall in it. Ctrl-C stops it."""
    with TemporaryDirectory(prefix="rolecall-demo-") as folder:
        # A workspace that begins anew has no business in the state of a real one.
        fresh = {"rolecall_data": Path(folder), "database_url": None}
        settings = settings_or_exit().model_copy(update=fresh)
        library_or_exit(settings)
        try:
            run_demo(
                settings,
                lambda private: build_wsgi(private, build_deps(private)),
                port=port,
                echo=click.echo,
                with_browser=browser,
            )
        except PortTakenError as taken:
            raise click.ClickException(f"{taken}; take another: make demo PORT=8481") from None
