"""`rolecall run`, `rolecall demo` and `rolecall doctor`."""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from pydantic import SecretStr

from bot.cli.output import (
    data,
    knowledge_or_exit,
    library_or_exit,
    open_state,
    settings_or_exit,
    tokens_or_exit,
)
from bot.doctor import examine
from bot.doctor.finding import Finding, Verdict, wrong
from bot.logs import configure_logging
from bot.manifest import EVENTS_PATH, manifest_text
from bot.playground.clock import MovableClock
from bot.playground.demo import DEMO_PORT, run_demo
from bot.playground.hosting import PortTakenError
from bot.settings import Settings
from bot.transport.http import build_service, share_memory
from bot.world import World, build_world

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
    with open_state(settings, within=START_SECONDS) as database:
        # The store is written beside. A worker that is forked meanwhile would have the lock on its folder
        # as well, and wait for itself for good.
        knowledge_or_exit(settings, database).settle()
    if settings.slack_app_token:
        _run_socket_mode(settings, settings.slack_app_token)
    else:
        _run_http(settings)


def _run_socket_mode(settings: Settings, app_token: SecretStr) -> None:
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
    from bot.doctor.local import CannotListenError, listening_address

    try:
        return listening_address(settings.host, settings.port)
    except CannotListenError as error:
        raise click.ClickException(str(error)) from None


def _run_http(settings: Settings) -> None:
    share_memory()
    # Granian is on the way of this command alone.
    from bot.transport.http import serve

    log.info("Rolecall is listening on %s:%d, path %s", settings.host, settings.port, EVENTS_PATH)
    try:
        serve(settings)
    except (RuntimeError, ValueError) as error:  # a port that is taken; a host that is no IP
        raise click.ClickException(
            f"cannot listen on {settings.host}:{settings.port}: {error}"
        ) from None


def _prefix(_context: click.Context, _parameter: click.Parameter, prefix: str) -> str:
    """A prefix under which every command is recognised and that Slack accepts."""
    if not re.fullmatch(r"([a-z0-9][a-z0-9_-]{0,20}[-_])?", prefix):
        raise click.BadParameter("lowercase letters and digits, then - or _: acme-")
    return prefix


def _url(_context: click.Context, _parameter: click.Parameter, url: str | None) -> str | None:
    """An address without a path; people paste it with the path as well."""
    if url is None:
        return None
    address = url.rstrip("/").removesuffix(EVENTS_PATH)
    if not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]+)?", address):
        raise click.BadParameter("Slack only calls https://, such as https://rolecall.example.com")
    return address


@click.command()
@click.option(
    "--prefix", default="", callback=_prefix, help="A prefix for each command's name, such as acme-"
)
@click.option("--socket", is_flag=True, help="For Socket Mode, without a public address (default).")
@click.option("--url", callback=_url, help="For HTTP: the address Slack calls, https://…")
def manifest(prefix: str, url: str | None, *, socket: bool) -> None:
    """Print the app manifest to paste into Slack, for Socket Mode or for HTTP."""
    if socket and url:
        raise click.UsageError("use --socket or --url, not both")
    data(manifest_text(prefix, url))


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
@click.option("--browser/--no-browser", default=True, help="Open the page, if there is a browser.")
def demo(port: int, *, browser: bool) -> None:
    """Try everything in a browser: a local Slack with Rolecall in it. Ctrl-C stops it."""
    with TemporaryDirectory(prefix="rolecall-demo-") as folder:
        # A workspace that begins again has no business in the state of a real one.
        fresh = {"rolecall_data": Path(folder), "database_url": None}
        settings = settings_or_exit().model_copy(update=fresh)
        library_or_exit(settings)
        try:
            run_demo(
                settings,
                lambda private, clock: build_service(private, start_world(private, clock)),
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


def start_world(settings: Settings, clock: MovableClock) -> World:
    """The whole app, with digests that are delivered by the playground's clock as people move it."""
    world = build_world(settings, clock=clock)
    world.start(TICK_SECONDS)
    clock.when_moved(world.delivery.soon)
    return world


MARKS: dict[Verdict, str] = {"ok": "✓", "warning": "!", "wrong": "✗"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON, for tools.")
def doctor(*, as_json: bool) -> None:
    """Check tokens, scopes, Slack, clock, knowledge and state, and say what to fix.

    Exits with 1 if something is wrong (warnings alone don't count).
    """
    findings: list[Finding] = []
    for finding in _findings():
        findings.append(finding)
        if not as_json:
            click.echo(_line(finding))
    if as_json:
        data(json.dumps([asdict(one) for one in findings], ensure_ascii=False) + "\n")
    found_wrong = sum(finding.verdict == "wrong" for finding in findings)
    if not as_json:
        click.echo(f"\n{found_wrong} to fix." if found_wrong else "\nEverything looks good.")
    if found_wrong:
        raise SystemExit(1)


def _findings() -> Iterator[Finding]:
    try:
        settings = settings_or_exit()
    except click.ClickException as error:
        yield wrong("settings", error.message, "fix it in the environment or in .env")
        return
    yield from examine(settings)


def _line(finding: Finding) -> str:
    line = f"{MARKS[finding.verdict]} {finding.check}: {finding.says}"
    return f"{line}\n    → {finding.fix}" if finding.fix else line
