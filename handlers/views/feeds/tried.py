"""What a feed reads when it is tried: its title, how much there is, and the first few."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.views.curation.buttons import APPLY, DISCARD
from handlers.views.curation.drafts import difference_parts, problems_part
from handlers.views.feeds.listed import MOST_NAMED, MOST_WORDS, all_feeds_actions
from handlers.views.formatting import CheckResult
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
    clip,
)
from handlers.views.words import ViewContext, count
from knowledge.feeds.measured_series import with_unit
from knowledge.feeds.model import KIND_NAMES, Feed
from knowledge.feeds.reading import FeedItem, FeedRead, JobAd, SeriesValue
from knowledge.revisions import Proposal, Revision

TRYING = "One moment, trying it. This takes a few seconds…"

MOST_SHOWN = 5
MOST_PLACES = 3
MOST_NOTES = 5

HINTS = {
    "workable": "Workable doesn't document this API, so it may stop working one day.",
}
"""What a person should know of a kind before they rely on it."""


def tried_parts(feed: Feed, read: FeedRead) -> tuple[Part, ...]:
    """What a feed reads now."""
    title = read.title or feed.name
    lines = [
        *map(_item, read.items),
        *map(_ad, read.ads),
        *(_value(one, feed) for one in _newest(read.values)),
    ]
    shown = tuple(lines[:MOST_SHOWN])
    notes = [clip(note, MOST_WORDS) for note in read.notes[:MOST_NOTES]]
    notes += [f"License: {feed.license}"] if feed.license else []
    hint = HINTS.get(feed.kind)
    return (
        Heading(clip(title, MOST_NAMED)),
        Paragraph((Bold(_counted(read)), f" · {KIND_NAMES[feed.kind]}")),
        *((Bullets(shown, "The first" if len(lines) > len(shown) else None),) if shown else ()),
        *(Note((note,)) for note in (*notes, *([hint] if hint else ()))),
    )


def _counted(read: FeedRead) -> str:
    with_pay = sum(bool(ad.pay) for ad in read.ads)
    found = [
        count(len(read.items), "post") if read.items else "",
        f"{count(len(read.ads), 'job ad')}, {with_pay:,} with pay" if read.ads else "",
        count(len(read.values), "value") if read.values else "",
    ]
    return " · ".join(filter(None, found)) or "It can be read, and has nothing in it now"


def _item(item: FeedItem) -> Line:
    dated = item.published or item.updated
    return (clip(item.title or "No title", MOST_NAMED), f" · {_day(dated)}")


def _ad(ad: JobAd) -> Line:
    places = [clip(place, MOST_NAMED) for place in ad.locations[:MOST_PLACES]]
    said = [
        ad.organization and clip(ad.organization, MOST_NAMED),
        "; ".join(places) or ("remote" if ad.location_type else ""),
        *(clip(pay.words, MOST_NAMED) for pay in ad.pay[:1]),
        _day(ad.date_posted),
    ]
    return (clip(ad.title, MOST_NAMED), "".join(f" · {word}" for word in said if word))


def _newest(values: Sequence[SeriesValue]) -> list[SeriesValue]:
    return sorted(values, key=lambda one: one.day, reverse=True)


def _value(value: SeriesValue, feed: Feed) -> Line:
    name = f"{clip(value.name, MOST_NAMED)}: " if value.name else ""
    return (f"{name}{with_unit(f'{value.value:g}', feed.unit)} · {_day(value.day)}",)


def _day(day: date | datetime | None) -> str:
    return f"{day:%b} {day.day}, {day.year}" if day else "not dated"


def refusal_line(name: str, why: str) -> str:
    """Why a feed can't be read, as one sentence."""
    return f"{clip(name, MOST_NAMED)} {clip(why, MOST_WORDS)}".rstrip(".") + "."


def refused_try_parts(name: str, why: str, after: str, context: ViewContext) -> tuple[Part, ...]:
    """Why a feed can't be read, and what became of it."""
    line = f"{refusal_line(name, why)} {after}".rstrip()
    return (Paragraph((line,)), all_feeds_actions(context))


def only_tried_parts(feed: Feed, read: FeedRead, context: ViewContext) -> tuple[Part, ...]:
    """What a feed that is kept reads, with the way back."""
    nothing = Note(("Nothing of this was stored.",))
    return (*tried_parts(feed, read), nothing, all_feeds_actions(context))


def turned_on_parts(
    feed: Feed, read: FeedRead, revision: Revision | None, context: ViewContext
) -> tuple[Part, ...]:
    """What a feed reads that was turned on just now; no revision where it was on before."""
    published = f" Published as revision {revision.number}." if revision else ""
    said = "Turned on." + published + _NO_NEWS * bool(read.items)
    return (*tried_parts(feed, read), Paragraph((said,)), all_feeds_actions(context))


_NO_NEWS = " What's in it now isn't news: digests begin with what comes next."


def to_save_parts(feed: Feed, read: FeedRead, proposal: Proposal) -> CheckResult:
    """What a new feed reads, and what saving it would change."""
    warnings = proposal.warnings
    row = (
        Button("Save and turn on", APPLY, proposal.draft.id, primary=True),
        Button("Discard", DISCARD, proposal.draft.id),
    )
    return CheckResult((
        *tried_parts(feed, read),
        *difference_parts(proposal.difference),
        *((problems_part(warnings, f"{count(len(warnings), 'warning')}"),) if warnings else ()),
        Actions("draft", row),
    ))  # fmt: skip
