"""A text of others with what it says of itself, or why there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """A document as text: headings, lists and tables in Markdown, a JobPosting as a block of ```json.

    What it doesn't say of itself is None. `published` is the day, ISO 8601, on which it says it came out.
    `note` is what a person should know of how it was read.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    license: str | None = None
    note: str | None = None

    @property
    def year(self) -> int | None:
        """The year in which it came out."""
        return int(self.published[:4]) if self.published else None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document isn't read, as the end of a sentence that begins with its name."""

    why: str


def line_of(said: object) -> str | None:
    """What a document says of itself, on one line that can be printed; None where it says nothing."""
    plain = "".join(char if char.isprintable() else " " for char in str(said or ""))
    return " ".join(plain.split())[:200].strip() or None
