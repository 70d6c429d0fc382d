"""What adding to the knowledge needs from the world; `bot/` implements it."""

from collections.abc import Callable
from typing import Protocol

from knowledge.drafting.article import Article, Refusal
from knowledge.drafting.review import KeptReview, Review
from knowledge.drafting.rows import Sheet
from knowledge.uploads import UploadedFile

ReadSpreadsheet = Callable[[UploadedFile], tuple[Sheet, ...] | Refusal]
"""The sheets of a file, read within bounds; a workbook takes a second."""


class Articles(Protocol):
    """Texts of others, fetched and read within bounds; either takes some seconds."""

    def at(self, url: str) -> Article | Refusal:
        """What is at an address of the web; no address of this network is asked."""
        ...

    def of(self, file: UploadedFile) -> Article | Refusal:
        """What a file says, by its name and content."""
        ...


class Reviews(Protocol):
    """Reviews that are under way. Nothing here asks who may change what."""

    def keep(self, user: str, review: Review) -> KeptReview:
        """Keep a new one."""
        ...

    def find(self, id: str) -> KeptReview | None:
        """A review; None where there is none any more."""
        ...

    def change(self, id: str, change: Callable[[Review], Review]) -> KeptReview | None:
        """Change it as it is now, so that of two who decide at once nobody's decision is lost."""
        ...

    def discard(self, id: str) -> bool:
        """Forget it; False where there is none any more."""
        ...

    def every(self) -> tuple[KeptReview, ...]:
        """All of them, the newest first."""
        ...
