"""How fresh the knowledge is: what was last verified when, and what is due to be verified anew."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from knowledge.feeds.documents import is_measured
from knowledge.library import Library
from knowledge.model import Role, Source

CLOCKS_APART = timedelta(days=1)
"""It may be tomorrow already where someone verifies."""


@dataclass(frozen=True, slots=True)
class StaleItem:
    """A role or a source that is due to be verified, or that someone keeps.

    `name` is the role's name or the source's label. The months are whole months that have gone by:
    since it was verified, and since it was due (0 in the first month). They are None where it was
    never verified, or on a day that is still to come.
    """

    kind: Literal["source", "role"]
    id: str
    name: str
    owner: str | None
    verified: date | None
    months_since: int | None
    months_overdue: int | None


def due(library: Library, today: date) -> tuple[StaleItem, ...]:
    """Everything that is due: what was never verified first, then what is longest overdue."""
    things: tuple[Source | Role, ...] = (*library.sources.values(), *library.roles.values())
    found = (item for thing in things if (item := stale(thing, today)) is not None)
    return tuple(sorted(found, key=_longest_overdue))


def stale(thing: Source | Role, today: date) -> StaleItem | None:
    """A role or a source as something that is due; None where it is not, as what Rolecall measures never is."""
    if isinstance(thing, Source) and is_measured(thing.id):
        return None
    if thing.verified is not None and thing.verified <= today + CLOCKS_APART:
        due_on = months_later(thing.verified, thing.verify_every)
        if today < due_on:
            return None
    return kept(thing, today)


def kept(thing: Source | Role, today: date) -> StaleItem:
    """A role or a source as something that its owner looks after, whether it is due or not."""
    since = overdue = None
    if thing.verified is not None and thing.verified <= today + CLOCKS_APART:
        due_on = months_later(thing.verified, thing.verify_every)
        since = months_between(thing.verified, today)
        overdue = months_between(due_on, today)
    is_source = isinstance(thing, Source)
    return StaleItem(
        kind="source" if is_source else "role",
        id=thing.id,
        name=thing.label if is_source else thing.name,
        owner=thing.owner,
        verified=thing.verified,
        months_since=since,
        months_overdue=overdue,
    )


def age_note(item: StaleItem) -> str:
    """How old the verification is: "last verified 14 months ago", "never verified"."""
    if item.verified is None:
        # Whoever took it over verifies it again, so it may well have been verified before.
        return "not yet verified by its owner" if item.owner else "never verified"
    if item.months_since is None:
        return f"marked as verified on {item.verified.isoformat()}, a date in the future"
    months = item.months_since
    return f"last verified {months} month{'' if months == 1 else 's'} ago"


def months_between(start: date, end: date) -> int:
    """Whole months from one day to a later one; from 31 January to 28 February is one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(0, months if months_later(start, months) <= end else months - 1)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _longest_overdue(item: StaleItem) -> tuple[bool, int, str, str, str]:
    overdue = item.months_overdue
    return overdue is not None, -(overdue or 0), item.name.casefold(), item.kind, item.id
