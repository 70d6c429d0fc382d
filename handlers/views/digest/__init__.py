"""Views of the weekly digest: one message that reads well on a phone."""

from datetime import date

from handlers.views.blocks import MESSAGE
from handlers.views.buttons import ask
from handlers.views.digest.details import digest_details
from handlers.views.digest.lines import (
    change_line,
    digest_title,
    number_source,
    short_date,
    source_of,
)
from handlers.views.message import Message, build_message
from handlers.views.parts import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
)
from handlers.views.words import ViewContext, count, listed, source_name, span_line
from knowledge.digest.edition import Digest, News, Signal, Spotlight, Tip, TrendToWatch

__all__ = ["DIGEST_NOT_USEFUL", "DIGEST_USEFUL", "digest_details", "digest_message"]

DIGEST_USEFUL = "digest_useful"
DIGEST_NOT_USEFUL = "digest_not_useful"
"""The ids of the feedback buttons; their value is the digest's id."""

MOST_CHANGES = 5
MOST_MISSED = 3


def digest_message(digest: Digest, context: ViewContext, digest_id: str) -> Message:
    """The digest, to be posted; with no id it is a preview, which asks for no feedback."""
    parts: list[Part] = [Heading(digest_title(digest))]
    if digest.missed:
        parts.append(Note((_missed(digest.missed),)))
    if digest.news is not None:
        parts.extend(_news_parts(digest.news))
    if digest.trends:
        heading = "Trend to watch" if len(digest.trends) == 1 else "Trends to watch"
        parts.append(Bullets(tuple(_trend_line(t, context) for t in digest.trends), heading))
    if digest.signal is not None:
        parts.append(Bullets(_signal_lines(digest.signal, context), "Market signal"))
    if digest.spotlight is not None:
        parts.extend(_spotlight_parts(digest.spotlight, context))
    if digest.tip is not None:
        parts.append(_tip_paragraph(digest.tip, context))
    if len(parts) == 1:
        parts.append(Paragraph(("Nothing new this week.",)))
    parts.append(_where_next(context, is_preview=not digest_id))
    buttons = [*_tip_button(digest.tip, context), *_feedback(digest_id)]
    if buttons:
        parts.append(Actions("digest", tuple(buttons)))
    return build_message(parts, MESSAGE)


def _missed(days: tuple[date, ...]) -> str:
    if len(days) == 1:
        return f"The digest of {short_date(days[0])} couldn't be posted."
    if len(days) <= MOST_MISSED:
        return f"The digests of {listed([short_date(day) for day in days])} couldn't be posted."
    first, last = short_date(days[0]), short_date(days[-1])
    return f"{len(days)} digests, from {first} to {last}, couldn't be posted."


def _news_parts(news: News) -> list[Part]:
    since = short_date(news.since)
    if not news.items:
        return [Paragraph((f"No figure, role or source has changed since {since}.",))]
    lines = tuple(change_line(item) for item in news.items[:MOST_CHANGES])
    parts: list[Part] = [Bullets(lines, f"What changed since {since}")]
    rest = len(news.items) - MOST_CHANGES
    if rest > 0:
        parts.append(Note((f"… and {count(rest, 'more change')} in the thread",)))
    return parts


def _trend_line(trend: TrendToWatch, context: ViewContext) -> Line:
    first = trend.trends[0]
    named = f" ({len(trend.sources)} documents name it)" if len(trend.sources) > 1 else ""
    return (Bold(trend.name), f"{named}  {first.statement} ({source_of(first, context)})")


def _signal_lines(signal: Signal, context: ViewContext) -> tuple[Line, ...]:
    """The number; sources that give the very same are named with it, others have their own line."""
    same = [fact for fact in signal.elsewhere if fact.values == signal.fact.values]
    others = [fact for fact in signal.elsewhere if fact.values != signal.fact.values]
    sources = "; ".join(number_source(fact, context) for fact in (signal.fact, *same))
    return (
        (Bold(signal.fact.statement), f" ({sources})"),
        *((Bold(fact.statement), f" ({number_source(fact, context)})") for fact in others),
    )


def _spotlight_parts(spotlight: Spotlight, context: ViewContext) -> list[Part]:
    role = spotlight.role
    sources = count(len(spotlight.sources), "source")
    pay: Line = (f"Pay across {sources}: ", *span_line(spotlight.spans, context))
    lines = [pay]
    if spotlight.remark is not None:
        section, bullet = spotlight.remark
        named = "; ".join(source_name(context.library.sources[id]) for id in bullet.sources)
        about = context.library.section_name(section)
        lines.append((f"{about}: {bullet.text} ({named})",))
    card = ask("Role overview", context.line("role", role.id))
    salary = ask("Salary", context.line("salary", role.id), number=1)
    return [
        Bullets(tuple(lines), f"In the spotlight: {role.name}"),
        Actions("spotlight", (card, salary)),
    ]


def _tip_paragraph(tip: Tip, context: ViewContext) -> Paragraph:
    return Paragraph((Bold(tip.question), "  ", context.command(tip.command, tip.text)))


def _tip_button(tip: Tip | None, context: ViewContext) -> tuple[Button, ...]:
    if tip is None:
        return ()
    return (ask("Ask this", context.line(tip.command, tip.text), number=2),)


def _feedback(digest_id: str) -> tuple[Button, ...]:
    if not digest_id:
        return ()
    return Button("Useful", DIGEST_USEFUL, digest_id), Button(
        "Not useful", DIGEST_NOT_USEFUL, digest_id
    )


def _where_next(context: ViewContext, *, is_preview: bool) -> Note:
    thread = "" if is_preview else "Every source and figure is in the thread. "
    return Note((thread, context.command("digest"), " changes or stops this digest."))
