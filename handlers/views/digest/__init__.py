"""Views of the weekly digest: a message that reads well on a phone, its details in the thread."""

from datetime import date

from handlers.views.buttons import ask
from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
    Table,
)
from handlers.views.words import (
    COLUMNS,
    OLD_AFTER_YEARS,
    ViewContext,
    count,
    figure_row,
    listed,
    source_name,
    span_line,
)
from knowledge.asking.pay import in_reading_order
from knowledge.digest.edition import Digest, News, NewsItem, Signal, Spotlight, Tip, TrendToWatch
from knowledge.model import Fact, Source, Trend
from knowledge.query import RoleQuery, SalaryQuery


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
        before = "" if change.before is None else f"{change.before} → "
        return (f"{change.what}: {before}", Bold(change.after or ""))
    new = change.kind == "added"
    said = (change.after if new else change.before) or ""
    if item.kind == "figure":
        return (f"{'New' if new else 'Removed'}: {change.what}: ", Bold(said))
    return (f"{'New' if new else 'Removed'} {item.kind}: ", Bold(change.what), f", {said}")


def source_of(statement: Fact | Trend, context: ViewContext) -> str:
    """The source of a statement, with the year that its section states."""
    return f"{context.library.sources[statement.source].label}, {statement.year or 'undated'}"


def number_source(fact: Fact, context: ViewContext) -> str:
    """The same for a number, with its age where that matters."""
    age = context.today.year - fact.year if fact.year is not None else 0
    old = f", {age} years old" if age > OLD_AFTER_YEARS else ""
    return f"{source_of(fact, context)}{old}"


def digest_details(digest: Digest, context: ViewContext) -> Message:
    """All changes, what each source says of each trend and number, the spotlight's figures."""
    parts: list[Part] = [Heading(f"In detail: {digest_title(digest)}")]
    if digest.news is not None and digest.news.items:
        lines = tuple(change_line(item) for item in digest.news.items)
        hint = "Ask for a role's salary to see its current figures"
        parts.append(Bullets(lines, f"All changes ({len(lines):,})", if_cut=hint))
    parts.extend(_trend(trend, context) for trend in digest.trends)
    if digest.signal is not None:
        facts = (digest.signal.fact, *digest.signal.elsewhere)
        parts.append(Bullets(tuple(_fact_line(f, context) for f in facts), "Market signal"))
    if digest.spotlight is not None:
        parts.extend(_figures(digest.spotlight, context))
    sources = _sources(digest, context)
    if sources:
        lines = tuple(map(_source_line, sources))
        parts.append(Bullets(lines, "Sources", if_cut="Every answer names its own"))
    return build_message(parts, MESSAGE)


def _trend(trend: TrendToWatch, context: ViewContext) -> Bullets:
    named = count(len(trend.sources), "document")
    lines: list[Line] = [
        (Bold(one.name), f"  {one.statement} ({_where(one, context)})") for one in trend.trends
    ]
    hint = "Ask for the topic's trends to see them"
    return Bullets(tuple(lines), f"{trend.name}: named by {named}", if_cut=hint)


def _fact_line(fact: Fact, context: ViewContext) -> Line:
    return (f"{fact.statement} ({_where(fact, context)})",)


def _where(statement: Fact | Trend, context: ViewContext) -> str:
    return f"{source_of(statement, context)}, section “{statement.section}”"


def _figures(spotlight: Spotlight, context: ViewContext) -> list[Part]:
    """The role's figures, in the order that puts what measures the same side by side."""
    role = spotlight.role
    figures = in_reading_order(context.library, context.library.figures_of(role.id))
    heading = f"{role.name}: {count(len(figures), 'figure')}, each as its source states it"
    hint = "Ask for the role's salary, by level or place, to see them"
    rows = tuple(figure_row(figure, context, role.id) for figure in figures)
    return [Paragraph((Bold(heading),)), Table(COLUMNS, rows, if_cut=hint)]


def _sources(digest: Digest, context: ViewContext) -> tuple[Source, ...]:
    """Every source that the digest draws on, in the order in which it does."""
    ids = [source.id for trend in digest.trends for source in trend.sources]
    if digest.signal is not None:
        ids += [fact.source for fact in (digest.signal.fact, *digest.signal.elsewhere)]
    if digest.spotlight is not None:
        ids += [source.id for source in digest.spotlight.sources]
        if digest.spotlight.remark is not None:
            ids += digest.spotlight.remark[1].sources
    return tuple(context.library.sources[id] for id in dict.fromkeys(ids))


def _source_line(source: Source) -> Line:
    kind = source.kind.replace("-", " ")
    dated = f"{kind}, {source.year}" if source.year else f"{kind}, year not stated"
    publisher = f", {source.publisher}" if source.publisher else ""
    return (Bold(source.label), f"  {source.title}{publisher} ({dated})")


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
    pay: Line = (f"Pay across {sources}: ", *span_line(spotlight.spans, context, role.id))
    lines = [pay]
    if spotlight.remark is not None:
        section, bullet = spotlight.remark
        named = "; ".join(source_name(context.library.sources[id]) for id in bullet.sources)
        about = context.library.section_name(section)
        lines.append((f"{about}: {bullet.text} ({named})",))
    card = ask("Role overview", context.value(RoleQuery(role.id)))
    salary = ask("Salary", context.value(SalaryQuery(role.id)), number=1)
    return [
        Bullets(tuple(lines), f"In the spotlight: {role.name}"),
        Actions("spotlight", (card, salary)),
    ]


def _tip_paragraph(tip: Tip, context: ViewContext) -> Paragraph:
    return Paragraph((Bold(tip.question), "  ", context.command(tip.command, tip.text)))


def _tip_button(tip: Tip | None, context: ViewContext) -> tuple[Button, ...]:
    if tip is None:
        return ()
    return (ask("Ask this", context.value(tip.query), number=2),)


def _feedback(digest_id: str) -> tuple[Button, ...]:
    if not digest_id:
        return ()
    return Button("Useful", DIGEST_USEFUL, digest_id), Button(
        "Not useful", DIGEST_NOT_USEFUL, digest_id
    )


def _where_next(context: ViewContext, *, is_preview: bool) -> Note:
    thread = "" if is_preview else "Every source and figure is in the thread. "
    return Note((thread, context.command("digest"), " changes or stops this digest."))
