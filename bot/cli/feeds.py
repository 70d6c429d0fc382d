"""The commands for feeds: what one brings, before anybody turns it on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from bot.cli.choice import OneOf
from bot.cli.opening import library_or_exit, settings_or_exit
from bot.cli.output import data
from handlers.views.words import count
from knowledge.drafting.article import Refusal
from knowledge.feeds.ads import with_prose_pay
from knowledge.feeds.measured_series import with_unit
from knowledge.feeds.model import FEED_KINDS, Feed, FeedKind
from knowledge.feeds.reading import AdPay, FeedItem, FeedRead, JobAd, SeriesValue

SHOWN = 10
"""Items that a person is shown: enough to see whether it is read right."""


@click.group()
def feeds() -> None:
    """Feeds, job boards and series."""


@feeds.command("try")
@click.argument("kind", type=OneOf(FEED_KINDS), metavar="KIND")
@click.argument("source", metavar="FILE|URL")
@click.option("--json", "as_json", is_flag=True, help="One item, ad or value a line, for programs.")
def try_(kind: FeedKind, source: str, *, as_json: bool) -> None:
    """Print what a feed, a board or a series brings, and keep nothing.

    KIND is feed, series, jobposting, hn-hiring, or the vendor of a job board, such as greenhouse. A file is one
    answer; of an address, everything that a reading fetches is read, such as further pages.
    """
    is_address = source.lower().startswith(("http://", "https://"))
    read = _at(kind, source) if is_address else _of_file(kind, source)
    if isinstance(read, Refusal):
        raise click.ClickException(f"{source} {read.why}")
    series = _known_series(source) if is_address and read.values else None
    if read.ads:
        library = library_or_exit(settings_or_exit())
        read = replace(read, ads=tuple(with_prose_pay(library, ad) for ad in read.ads))
    if as_json:
        for one in records(read, series):
            data(json.dumps(one, ensure_ascii=False) + "\n")
    else:
        _show(read, series)
    for note in read.notes:
        click.echo(note, err=True)


def _of_file(kind: FeedKind, source: str) -> FeedRead | Refusal:
    from bot.feeds.carried import Answer
    from bot.feeds.reading import read_answer

    try:
        body = Path(source).read_bytes()
    except OSError as error:
        return Refusal(f"can't be read: {error.strerror}")
    return read_answer(kind, Answer("", "", body))


def _at(kind: FeedKind, url: str) -> FeedRead | Refusal:
    from bot.feeds.visiting import LIMITS, visit
    from bot.feeds.visits import Failed, Read, Validators
    from bot.fetching.fetcher import Fetcher

    settings = settings_or_exit()
    fetcher = Fetcher(settings.rolecall_contact, settings.rolecall_fetch_networks, LIMITS)
    try:
        feed = Feed(id="tried", name="Tried", kind=kind, address=url)
    except ValueError:
        return Refusal("isn't the address of a page")
    match visit(fetcher, feed, Validators()):
        case Read(read, _, moved_to):
            # A board that doesn't say whose ads it has is named by its feed, which this one isn't.
            ads = tuple(
                replace(ad, organization=None) if ad.organization == feed.name else ad
                for ad in read.ads
            )
            moved = (f"It has moved to {moved_to}",) if moved_to else ()
            return replace(read, ads=ads, notes=(*read.notes, *moved))
        case Failed(words):
            return Refusal(words)
        case _:
            return Refusal("says that nothing is new, though nobody asked for that")


def _known_series(address: str) -> Feed | None:
    """The series of the knowledge that reads an address: its file says the unit and the license."""
    feeds = library_or_exit(settings_or_exit()).feeds.values()
    return next((one for one in feeds if one.kind == "series" and one.address == address), None)


def records(read: FeedRead, series: Feed | None = None) -> Sequence[Mapping[str, object]]:
    """What was read, one record an item, ad or value: Atom's and schema.org's names, moments in ISO 8601.

    `series` is the feed that values are of, where that is known.
    """
    return [
        *map(_item, read.items),
        *map(_ad, read.ads),
        *(_value(one, series) for one in read.values),
    ]


def _item(item: FeedItem) -> Mapping[str, object]:
    return {
        "id": item.id,
        "link": item.link,
        "title": item.title,
        "published": _moment(item.published),
        "updated": _moment(item.updated),
        "summary": item.summary,
    }


def _ad(ad: JobAd) -> Mapping[str, object]:
    return {
        "identifier": ad.identifier,
        "title": ad.title,
        "hiringOrganization": ad.organization,
        "url": ad.url,
        "jobLocation": list(ad.locations),
        "jobLocationType": ad.location_type,
        "employmentType": ad.employment_type,
        "datePosted": _moment(ad.date_posted),
        "dateModified": _moment(ad.date_modified),
        "validThrough": _moment(ad.valid_through),
        "baseSalary": [*map(_pay, ad.pay)],
    }


def _pay(pay: AdPay) -> Mapping[str, object]:
    return {
        "minValue": pay.min_value,
        "maxValue": pay.max_value,
        "currency": pay.currency,
        "unitText": pay.unit,
        "component": pay.component,
        "place": pay.place,
        "words": pay.words,
        "stated_in": pay.stated_in,
        "doubtful": pay.doubtful,
    }


def _value(value: SeriesValue, series: Feed | None) -> Mapping[str, object]:
    return {
        "date": value.day.isoformat(),
        "value": value.value,
        "name": value.name,
        "unit": series and series.unit,
        "license": series and series.license,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment and moment.isoformat()


def _show(read: FeedRead, series: Feed | None) -> None:
    if read.title:
        click.echo(read.title)
    kinds = ((read.items, "item"), (read.ads, "ad"), (read.values, "value"))
    told = [count(len(things), name) for things, name in kinds if things]
    click.echo(", ".join(told) or "Nothing was read.")
    for item in read.items[:SHOWN]:
        click.echo(f"  {_day(item.published or item.updated)}  {item.title or item.summary[:80]}")
    for ad in read.ads[:SHOWN]:
        pay = "; ".join(f"{one.words}{' (doubtful)' if one.doubtful else ''}" for one in ad.pay)
        parts = (ad.title, ad.organization, ", ".join(ad.locations[:3]), pay)
        click.echo(f"  {_day(ad.date_posted)}  {' · '.join(filter(None, parts))}")
    for value in read.values[-SHOWN:]:
        shown = with_unit(f"{value.value:g}", series and series.unit)
        click.echo(f"  {value.day.isoformat()}  {shown}  {value.name}".rstrip())
    if series and series.license:
        click.echo(f"  License: {series.license}")
    left = max(len(things) - SHOWN for things, _ in kinds)
    if left > 0:
        click.echo(f"  … and {left:,} more")


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else "no date   "
