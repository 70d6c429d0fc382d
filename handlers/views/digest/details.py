"""What stands in a digest's thread: everything that its message leaves out, with its source."""

from handlers.views.blocks import MESSAGE
from handlers.views.digest.lines import change_line, digest_title, source_of
from handlers.views.message import Message, build_message
from handlers.views.parts import Bold, Bullets, Heading, Line, Paragraph, Part, Table
from handlers.views.salary import COLUMNS, figure_row
from handlers.views.words import ViewContext, count
from knowledge.asking.pay import in_reading_order
from knowledge.digest.edition import Digest, Spotlight, TrendToWatch
from knowledge.model import Fact, Source, Trend


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
    rows = tuple(figure_row(figure, context) for figure in figures)
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
