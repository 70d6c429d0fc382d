"""What curating the knowledge and adding to it need from the world; `bot/` implements it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from handlers.views.formatting import Message
from knowledge.difference import Difference
from knowledge.drafting.article import Article, Refusal
from knowledge.drafting.review import KeptReview, Review
from knowledge.drafting.rows import Sheet
from knowledge.files import Problem
from knowledge.gaps import Gap, Rated
from knowledge.revisions import (
    Applied,
    Changes,
    Conflict,
    Draft,
    Moved,
    Proposal,
    Report,
    Revision,
    Rewrite,
)
from knowledge.uploads import Refused, UploadedFile

NEEDS_SCOPE = "can't be downloaded: the bot needs `files:read`"
"""What is said of a file that Slack doesn't let the bot have."""


class Curation(Protocol):
    """The knowledge over time. Nothing here asks who may change what."""

    def current(self) -> Revision:
        """The revision that is served."""
        ...

    def history(self, most: int) -> tuple[Revision, ...]:
        """Recent revisions, the newest first."""
        ...

    def difference_of(self, number: int) -> Difference | None:
        """What a revision changed; None where there is no such revision."""
        ...

    def counted(self, number: int) -> str:
        """How much a revision changed, in a few words; empty where there is no such revision."""
        ...

    def problems(self) -> tuple[Problem, ...]:
        """What the whole check has against the revision that is served: warnings, if anything."""
        ...

    def effect(self, changes: Changes) -> Difference | Refused:
        """What changes would make different; they are checked, and nothing of them is kept."""
        ...

    def edit(self, path: str, edit: Rewrite, by: str, why: str) -> Applied | Refused | None:
        """Publish an edit of one document, as it is now; None where the edit changes nothing.

        Raises `EditError` where the edit cannot be made, or others publish all the time.
        """
        ...

    def propose_edit(
        self, path: str, edit: Rewrite, by: str, why: str
    ) -> Proposal | Refused | None:
        """The same, kept as a draft until it is applied or discarded."""
        ...

    def propose(self, user: str, changes: Changes, reason: str) -> Proposal | Refused | None:
        """Check a change and keep it as a draft; None, and no draft, where nothing differs."""
        ...

    def propose_upload(
        self, user: str, files: Sequence[UploadedFile], why: str = ""
    ) -> Proposal | Refused | None:
        """The same with uploaded files: YAML, or zips of it; with the reason in their own words."""
        ...

    def propose_rollback(self, user: str, number: int, why: str = "") -> Proposal | Refused | None:
        """The same with the documents of an earlier revision; None too where there is none."""
        ...

    def apply(self, draft: str, user: str) -> Applied | Moved | Refused | None:
        """Make a draft the next revision; None where it was applied or discarded before.

        Where the knowledge has moved since, nothing is applied: the draft is made anew for the
        revision of now, to be shown again.
        """
        ...

    def find(self, draft: str) -> Draft | None:
        """A draft; None where it was applied or discarded."""
        ...

    def discard(self, draft: str, user: str) -> bool:
        """Forget a draft; False where there is none."""
        ...

    def file_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the knowledge files on this machine, as they were last read."""
        ...

    def conflicts(self) -> tuple[Conflict, ...]:
        """Documents that were edited as files and in Slack, and nobody has settled yet."""
        ...

    def settle(
        self, conflict: str, take: Literal["file", "current"], user: str
    ) -> Applied | Refused | None:
        """Settle a conflict; None where that needs no revision, or somebody has done it."""
        ...


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that somebody gave Slack: its name, and where Slack hands it out to the bot."""

    name: str
    url: str


class Files(Protocol):
    """Files that people shared with the bot."""

    def fetch(self, file: SharedFile, most: int) -> UploadedFile | Problem:
        """Read one, up to so many bytes and one byte more; or why it cannot be read.

        The bot's token goes to Slack alone.
        """
        ...


class Reports(Protocol):
    """Problems that readers reported, until somebody closes them."""

    def add(
        self,
        team: str,
        reader: str,
        asked: str,
        note: str,
        owners: Sequence[str],
        letter: Callable[[Report], Message],
    ) -> Report:
        """Keep a report, and send its owners a letter about it."""
        ...

    def open(self) -> tuple[Report, ...]:
        """Those that nobody has closed, the oldest first."""
        ...

    def close(
        self, report: str, user: str, answer: str, letter: Callable[[Report], Message]
    ) -> Report | None:
        """Close one with an answer, which may be empty, and send its reader a letter.

        None where somebody has closed it.
        """
        ...


class Gaps(Protocol):
    """What was asked and not found, by its words."""

    def count(self, team: str, subjects: Sequence[str]) -> None:
        """Count it; nothing, where the database is away."""
        ...

    def request(self, team: str, subject: str) -> bool:
        """Keep that somebody requests something; whether nobody has before."""
        ...

    def most(self, team: str, count: int) -> tuple[Gap, ...]:
        """What was requested and asked most."""
        ...

    def rate(self, team: str, subject: str, *, helped: bool) -> None:
        """Count whether an answer helped, by what was asked."""
        ...

    def rated(self, team: str, count: int) -> tuple[Rated, ...]:
        """The questions whose answers were rated, those first that helped least."""
        ...


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
