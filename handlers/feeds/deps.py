"""What feeds in Slack need from the world; `bot/feeds` implements it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from knowledge.advertised import AdsRequest
from knowledge.drafting.article import Refusal
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedRead
from knowledge.feeds.stories import FeedState, ListedAd


class Feeds(Protocol):
    """How feeds are doing, and what one would read. Nothing here asks who may do what."""

    def states(self) -> Mapping[str, FeedState]:
        """How each feed is doing that was ever read, by its id."""
        ...

    def tried(self, feed: Feed) -> FeedRead | Refusal:
        """What a feed reads now, whether it is kept or not; nothing of it is stored. It takes some seconds."""
        ...

    def soon(self, id: str) -> None:
        """Read a feed as soon as possible; what it was paused for is forgotten."""
        ...


class ListedAds(Protocol):
    """The job ads that were read here, as far as they are kept."""

    def listed(self, asked: AdsRequest, most: int) -> Sequence[ListedAd]:
        """The ads that are asked for, those of a place with what is within it.

        Those that state pay come first, of them the newest. At most so many, always in the same order.
        """
        ...
