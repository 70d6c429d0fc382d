"""What feeds in Slack need from the world; `bot/feeds` implements it."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.feeds.stories import ListedAd


class ListedAds(Protocol):
    """The job ads that were read here, as far as they are kept."""

    def listed(
        self, role: str | None, level: str | None, place: str | None, most: int
    ) -> Sequence[ListedAd]:
        """The ads for a role at a level in a place or within it, the newest first; None is any.

        At most so many. In a fixed order, so that the first few of more are the same.
        """
        ...
