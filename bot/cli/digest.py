"""`rolecall digest`: what is due, what was posted, a preview, and a year to read through."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.cli.opening import (
    knowledge_or_exit,
    library_or_exit,
    open_state,
    settings_or_exit,
    tokens_or_exit,
    written_or_exit,
)
from bot.settings import Settings
from handlers.views.digest import digest_message
from handlers.views.digest.thread import digest_details
from handlers.views.words import ViewContext
from knowledge.digest.compose import UsedUp, nothing_came_in, used_up, year_of
from knowledge.digest.edition import Brief, Digest
from knowledge.digest.subscription import Focus, PastDigest, Subscription
from knowledge.documents import read_documents
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.query import RoleQuery

if TYPE_CHECKING:
    # SQLAlchemy takes its time to load, and `rolecall digest year` needs none.
    from bot.delivery.digests import StoredDigests
    from bot.delivery.due import Due
    from bot.state.database import Database
    from bot.state.waiting import WaitingPost

MONDAY = 0
MOST_UPCOMING = 20
MOST_WEEKS = 12
NO_SUBSCRIBER = "No one has subscribed to a digest."


@click.command()
def due() -> None:
    """List what is due, what is waiting in the outbox, and the next digests."""
    from bot.state import subscriptions
    from bot.state.waiting import waiting_posts

    now = datetime.now(UTC)
    with open_state(settings_or_exit(), make=False) as database, database.connect() as connection:
        upcoming = subscriptions.upcoming(connection, MOST_UPCOMING)
        waiting = waiting_posts(connection)
    if not upcoming:
        click.echo(NO_SUBSCRIBER)
    for one in sorted(upcoming, key=lambda one: one.next_run):
        click.echo(_upcoming_line(one, now))
    for post in waiting:
        click.echo(_waiting_line(post))


@click.command()
@click.option("--dry-run", is_flag=True, help="Print what would be posted, and change nothing.")
def run(*, dry_run: bool) -> None:
    """Post everything that is due, in one round. Safe to run alongside a running Rolecall."""
    settings = settings_or_exit()
    if dry_run:
        _print_what_would_be_posted(settings)
        return
    if settings.slack_bot_token is None:
        raise click.ClickException("can't post without SLACK_BOT_TOKEN; see --dry-run")
    tokens_or_exit(settings, "SLACK_BOT_TOKEN")
    from bot.state.waiting import posted_since, waiting_posts
    from bot.world import build_world

    with open_state(settings, make=False) as database:
        begun = datetime.now(UTC)
        knowledge_or_exit(settings, database)
        world = build_world(settings)
        world.delivery.round()
        world.stop()
        with database.connect() as connection:
            posted, waiting = posted_since(connection, begun), waiting_posts(connection)
    click.echo(f"Posted: {posted}")
    for post in waiting:
        click.echo(_waiting_line(post))


@click.command()
@click.argument("channel")
def preview(channel: str) -> None:
    """Print a channel's next digest (by its id, or that of direct messages), as of now."""
    from handlers.views.digest import digest_message
    from handlers.views.digest.thread import digest_details
    from handlers.views.words import ViewContext

    settings = settings_or_exit()
    with open_state(settings, make=False) as database:
        one = _subscription(database, channel)
        desk = _desk(settings, database)
        digest = desk.digests.edition(one)
    context = ViewContext(desk.library, digest.day)
    click.echo(f"{one.channel_id}: {_moment(one.next_run, one.schedule.zone)}\n")
    click.echo(unescape(digest_message(digest, context, digest_id="").text))
    details = digest_details(digest, context, one.subscriber)
    if details is not None:
        click.echo(f"\nIn its thread:\n\n{unescape(details.text)}")


@click.command()
@click.argument("channel", required=False)
def history(channel: str | None) -> None:
    """Print what happened in the last weeks of a channel, or of all of them."""
    from bot.state import digests, subscriptions

    with open_state(settings_or_exit(), make=False) as database:
        chosen = (_subscription(database, channel),) if channel else None
        with database.connect() as connection:
            every = chosen or subscriptions.upcoming(connection, None)
            if not every:
                click.echo(NO_SUBSCRIBER)
            for one in every:
                click.echo(f"{one.channel_id}, set up by {one.subscriber}")
                weeks = digests.history(connection, one.id, MOST_WEEKS)
                click.echo("\n".join(map(_week_line, weeks)) or "  none due yet")


@dataclass(frozen=True, slots=True)
class _Desk:
    """What composes digests, without anything that posts them."""

    library: Library
    due: "Due"
    digests: "StoredDigests"


def _desk(settings: Settings, database: "Database") -> _Desk:
    from bot.delivery.digests import StoredDigests
    from bot.delivery.due import Due
    from bot.delivery.editor import Editor
    from bot.state.feed_items import stories

    def now() -> datetime:
        return datetime.now(UTC)

    knowledge = knowledge_or_exit(settings, database)
    editor = Editor(lambda: knowledge.standing, now, stories)
    due = Due(database, editor, now, newest_blocks=settings.rolecall_newest_blocks)
    digests = StoredDigests(database, editor, due, now, tick=lambda: None)
    return _Desk(knowledge.library(), due, digests)


def _print_what_would_be_posted(settings: Settings) -> None:
    from bot.state.waiting import waiting_posts

    with open_state(settings, make=False) as database:
        due = _desk(settings, database).due
        with database.begin() as connection:
            while due.write_some(connection):
                pass
            waiting = waiting_posts(connection)
            connection.rollback()
    if not waiting:
        click.echo("Nothing would be posted.")
    for post in waiting:
        place = f"{post.channel_id}, in its thread" if post.is_reply else post.channel_id
        text = unescape(str(post.payload["text"]))
        click.echo(f"{_waiting_line(post) if post.error else f'--- {place}'}\n{text}\n")


def _subscription(database: "Database", channel: str) -> Subscription:
    from bot.state import subscriptions

    with database.connect() as connection:
        every = subscriptions.upcoming(connection, None)
    for one in every:
        if one.channel_id == channel:
            return one
    known = ", ".join(sorted(one.channel_id for one in every)[:MOST_UPCOMING])
    raise click.ClickException(
        f"no digest goes to {channel}; "
        + (f"digests go to: {known}" if known else "there are none")
    )


def _upcoming_line(one: Subscription, now: datetime) -> str:
    run = one.next_run
    wait = "due now" if run <= now else f"in {_span(run - now)}"
    notes = [wait]
    if one.is_paused(now):
        notes.append("paused")
    if one.unreachable:
        notes.append(f"unreachable: {one.unreachable}")
    return f"{one.channel_id}  {_moment(run, one.schedule.zone)}  {', '.join(notes)}"


def _waiting_line(post: "WaitingPost") -> str:
    what = "details" if post.is_reply else "message"
    why = f" ({post.error})" if post.error else ""
    return f"{post.channel_id}  {what} {post.state}, from {post.not_before:%Y-%m-%d %H:%M} UTC{why}"


def _week_line(week: PastDigest) -> str:
    from handlers.views.digest.states import OUTCOMES

    late = "" if week.late is None else f", {_span(timedelta(seconds=week.late))} late"
    rated = f", useful {week.useful}, not useful {week.not_useful}" if week.ts else ""
    return f"  {week.slot.period}  {week.slot.local_date}  {OUTCOMES[week.outcome]}{late}{rated}"


def _moment(moment: datetime, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%a %Y-%m-%d %H:%M} {zone} ({moment:%Y-%m-%d %H:%M} UTC)"


def _span(span: timedelta) -> str:
    return str(timedelta(seconds=round(span.total_seconds())))


@click.group()
def digest() -> None:
    """The weekly digest: preview it, and post what is due."""


for _command in (due, history, preview, run):
    digest.add_command(_command)


@digest.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--roles", default="", help="Roles the channel cares about, separated by commas.")
@click.option(
    "--channel", default="year", show_default=True, help="A different word gives a different order."
)
@click.option(
    "--from",
    "first",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day; next Monday if not given.",
)
@click.option("--feeds", is_flag=True, help="With the demo's made-up feeds and job boards.")
def year(file: Path, roles: str, channel: str, first: datetime | None, *, feeds: bool) -> None:
    """Write a year of Mondays as Markdown.

    Each one comes with its thread, and at the end you see when everything had its turn.
    """
    settings = settings_or_exit()
    library = library_or_exit(settings)
    day = first.date() if first else _next_monday(date.today())  # noqa: DTZ011 — the reader's own day
    focus = Focus(roles=tuple(_role(library, name) for name in roles.split(",") if name.strip()))
    library_on: Callable[[date], Library] = lambda _: library  # noqa: E731
    incoming = nothing_came_in
    if feeds:
        if day.weekday() != MONDAY:
            raise click.ClickException(f"{day} isn't a Monday: the made-up feeds come by the week")
        from bot.playground.feeds.year import Year

        made_up = Year(read_documents(settings.rolecall_content)[0], day)
        library_on, incoming = made_up.library, made_up.incoming
    digests = year_of(library_on, Brief(channel, day, focus), incoming=incoming)
    with written_or_exit():
        file.write_text(year_in_markdown(library_on, digests), encoding="utf-8")
    click.echo(f"Wrote {len(digests)} digests, {day} to {digests[-1].day}, to {file}")


def _role(library: Library, name: str) -> str:
    read = parse(library, "role", name)
    if not isinstance(read, RoleQuery):
        raise click.ClickException(f"“{name.strip()}” doesn't name exactly one role")
    return read.role


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def year_in_markdown(library_on: Callable[[date], Library], digests: Sequence[Digest]) -> str:
    """Every digest's message and thread as plain text, and at the end what was used up when."""
    lines: list[str] = [f"# {len(digests)} weekly digests"]
    for digest in digests:
        library = library_on(digest.day)
        context = ViewContext(library, digest.day)
        # Any id will do: what it is for is not shown in the text.
        message = digest_message(digest, context, digest_id="read")
        thread = digest_details(digest, context)
        lines += ["", f"## {digest.day:%A} {digest.day}", "", *_lines(message.text)]
        if thread is not None:
            lines += ["", "### In the thread", "", *_lines(thread.text)]
    lines += ["", "## What was used up when", ""]
    lines += [f"- {_used(one)}" for one in used_up(library_on(digests[0].day), digests)]
    return "\n".join([*lines, ""])


def _lines(text: str) -> Iterator[str]:
    """Each line by itself: Markdown runs lines together that do not end with two spaces."""
    return (f"{line}  " for line in _LINK.sub(r"[\2](\1)", text).split("\n"))


_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
"""A link as Slack writes it."""


def _used(one: UsedUp) -> str:
    if not one.there_is:
        return f"{one.name}: none"
    if one.day is None:
        return f"{one.name}: {one.seen} of {one.there_is} seen, so none came twice"
    return f"{one.name}: {one.there_is}, all seen by {one.day.day} {one.day:%b %Y}"
