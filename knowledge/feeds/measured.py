"""Everything that is measured of feeds, as the documents that are published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.feeds.facts import undated
from knowledge.feeds.kept import FeedSpans, KeptAd, KeptItem
from knowledge.feeds.measured_ads import measured_ads
from knowledge.feeds.measured_posts import measured_posts
from knowledge.feeds.measured_series import measured_series
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import SeriesValue
from knowledge.feeds.weeks import Weeks
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is kept of feeds and measured: posts and ads of sixteen weeks, the values of series by feed."""

    items: Iterable[KeptItem]
    ads: Iterable[KeptAd]
    series: Mapping[str, tuple[Feed, Sequence[SeriesValue]]]
    spans: FeedSpans


def measured(library: Library, gathered: Gathered, now: datetime) -> Mapping[str, str | None]:
    """The text of each measured document by its path, None for one that is not to be; the same for the same input."""
    weeks = Weeks.before(now.date())
    return {
        **measured_posts(library, gathered.items, gathered.spans, weeks),
        **measured_ads(library, gathered.ads, gathered.spans, now),
        **measured_series(library, gathered.series, now.date()),
    }


def changes(
    before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> Mapping[str, str | None]:
    """What is to be published: all that is measured, where anything of it differs but in its days."""
    differs = any(undated(before.get(path)) != undated(text) for path, text in after.items())
    return (
        {
            path: text
            for path, text in after.items()
            if text is not None or before.get(path) is not None
        }
        if differs
        else {}
    )
