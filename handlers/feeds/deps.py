"""What feeds in Slack need from the world; `bot/feeds` implements it."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.feeds.stories import ListedAd


class ListedAds(Protocol):
    """The job ads that were read here, as far as they are kept."""

    def listed(
        self, role: str, level: str | None, place: str | None, most: int
    ) -> Sequence[ListedAd]:
        """The ads for a role at a level in a place or within it; None is any.

        Those that state pay come first, of them the newest. At most so many, always in the same order.
        """
        ...
