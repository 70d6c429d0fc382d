"""Lines that a digest's message and its thread share."""

from datetime import date

from handlers.views.parts import Bold, Line
from handlers.views.words import OLD_AFTER_YEARS, ViewContext, source_name
from knowledge.digest.edition import Digest, NewsItem
from knowledge.model import Fact, Trend


def digest_title(digest: Digest) -> str:
    """`Roles, pay and trends · 23 November 2026`."""
    return f"Roles, pay and trends · {digest.day.day} {digest.day:%B %Y}"


def short_date(day: date) -> str:
    """`9 Nov`."""
    return f"{day.day} {day:%b}"


def change_line(item: NewsItem) -> Line:
    """One thing that is new, gone or different; amounts read before → after."""
    change = item.change
    if change.kind == "changed":
        return (f"{change.what}: {change.before} → ", Bold(change.after or ""))
    new = change.kind == "added"
    said = (change.after if new else change.before) or ""
    if item.kind == "figure":
        return (f"{'New' if new else 'Removed'}: {change.what}: ", Bold(said))
    return (f"{'New' if new else 'Removed'} {item.kind}: ", Bold(change.what), f", {said}")


def source_of(statement: Fact | Trend, context: ViewContext) -> str:
    """The source of a statement, with its year."""
    return source_name(context.library.sources[statement.source])


def number_source(fact: Fact, context: ViewContext) -> str:
    """The same for a number, with its age where that matters."""
    year = context.library.sources[fact.source].year
    age = context.today.year - year if year is not None else 0
    old = f", {age} years old" if age > OLD_AFTER_YEARS else ""
    return f"{source_of(fact, context)}{old}"
