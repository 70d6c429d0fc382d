"""Commands that connect to Slack: run, manifest."""

import click

from bot.cli.opening import library_or_exit
from bot.manifest import PLACEHOLDER_URL, manifest_text
from bot.settings import Settings


@click.command()
def run() -> None:
    """Serve Slack over HTTP on $PORT."""
    settings = Settings()
    missing = settings.missing_for_http()
    if missing:
        raise click.ClickException(
            f"{' and '.join(missing)} must be set (see .env.example). "
            "To try Rolecall without Slack: make demo"
        )
    library_or_exit(settings)
    # Granian is on the way of this command alone.
    from bot.transport.http import serve

    click.echo(f"Rolecall listens on {settings.host}:{settings.port}, path /slack/events")
    serve(settings)


@click.command()
@click.option("--prefix", default="", help="What to put before each command's name: acme-")
@click.option("--url", default=PLACEHOLDER_URL, show_default=True, help="Where Slack reaches us.")
def manifest(prefix: str, url: str) -> None:
    """Print the app manifest to paste into Slack."""
    click.echo(manifest_text(prefix, url.rstrip("/")), nl=False)
