"""One job of a text, and which of several a place of the text speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.pay.statement import Whose


@dataclass(frozen=True, slots=True)
class Job:
    """One job, or what its text says of another one that the writer has or had.

    All words are as written, None where the text has none. `whose` is None for the job itself.
    """

    start: int
    end: int
    title: str | None = None
    level: str | None = None
    years: str | None = None
    place: str | None = None
    company: str | None = None
    whose: Whose | None = None


def job_at(jobs: Sequence[Job], place: int) -> Job | None:
    """The job that a place of the text speaks of: the one of the least that lies around it."""
    around = [job for job in jobs if job.start <= place < job.end]
    return min(around, key=lambda job: job.end - job.start, default=None)
