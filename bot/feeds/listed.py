"""The job ads behind what was computed of them, out of the state database."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from bot.state import job_ads
from bot.state.database import Database
from knowledge.advertised import ADS_DAYS, AdsRequest
from knowledge.feeds.keys import company_key
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

    def listed(self, asked: AdsRequest, most: int) -> Sequence[ListedAd]:
        """See `handlers.feeds.deps.ListedAds`."""
        library, place = self._library(), asked.place

        def is_there(places: Collection[str]) -> bool:
            return place is None or any(place in (one, *library.around(one)) for one in places)

        company = library.term("companies", asked.company) if asked.company else None
        names = (
            {company_key(one) for one in (company.name, *company.aliases)}
            if company
            else set[str]()
        )

        def is_of(organization: str) -> bool:
            return asked.company is None or company_key(organization) in names

        since = self._now() - timedelta(days=ADS_DAYS)
        with self._database.connect() as connection:
            return job_ads.listed_ads(connection, asked, is_there, is_of, since, most)
