"""The job ads behind what was computed of them, out of the state database."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from bot.state import job_ads
from bot.state.database import Database
from knowledge.advertised import ADS_DAYS
from knowledge.feeds.stories import ListedAd
from knowledge.library import Library


class StoredAds:
    """The ads that were open in the days that are counted."""

    def __init__(
        self, database: Database, library: Callable[[], Library], now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._library = library
        self._now = now

    def listed(
        self, role: str, level: str | None, place: str | None, most: int
    ) -> Sequence[ListedAd]:
        """The ads for a role at a level in a place or within it; None is any."""
        library = self._library()

        def is_there(places: Collection[str]) -> bool:
            return place is None or any(place in (one, *library.around(one)) for one in places)

        since = self._now() - timedelta(days=ADS_DAYS)
        with self._database.connect() as connection:
            return job_ads.listed_ads(connection, role, level, is_there, since, most)
