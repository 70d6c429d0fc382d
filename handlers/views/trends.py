"""Views of industry trends and market numbers, and of how official pay has moved over the years."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from handlers.views.buttons import ask, report, share, sources_menu
from handlers.views.feeds.ads import ads_of
from handlers.views.formatting import MESSAGE, build_blocks
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Chart,
    ChartBar,
    Code,
    Heading,
    Inline,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    Table,
    clip,
)
from handlers.views.official import amount, chart_of, listed_there, wage_error, where
from handlers.views.words import SourceMarks, ViewContext, aged, count, day_words, fact_line, listed
from knowledge.advertised import AdsRequest
from knowledge.answers import NoTrends, TopicTrends, TrendsAnswer
from knowledge.commands import PAY_GROWTH
from knowledge.feeds.documents import ADS, is_measured
from knowledge.feeds.stories import LatestPost
from knowledge.model import Fact, Source, Trend
from knowledge.over_years import PayOverYears, change
from knowledge.query import TrendsQuery
from knowledge.words import forms_of

COLUMNS = ("Year", "Median", "Change")


def pay_lines(series: Sequence[PayOverYears], marks: SourceMarks, context: ViewContext) -> Bullets:
    """The newest median of each occupation, and how it has changed."""
    lines = tuple(_line(one, marks, context) for one in series)
    return Bullets(lines, "Official pay", if_cut="Ask for a role to see its occupation")


def _line(series: PayOverYears, marks: SourceMarks, context: ViewContext) -> Line:
    """`Data Scientists, United States: median **$120,230** in 2025, up 6.8% on 2024 (computed from both)`."""
    before, latest = series.years[-2:]
    listed = listed_there(latest, series.role, context) if series.role else ""
    line: list[Inline] = [
        f"{series.occupation.name}{where(latest, context)}{listed}: median ",
        Bold(amount(latest, "median")), f" in {latest.year}{wage_error(latest)}",
    ]  # fmt: skip
    percent = change(before, latest)
    if percent is not None:
        computed = f"{wage_error(before)} (computed from both)" if percent else ""
        line.append(f", {_moved(percent)} {before.year}{computed}")
    named = [latest.source.id, before.source.id]
    if listed and latest.listing is not None:
        named.append(latest.listing.source)
    return (*line, marks.mark(named))


def _moved(percent: float) -> str:
    """`up 6.8% on`."""
    said = f"{abs(percent):.1f}%"
    if said == "0.0%":
        return "almost the same as in" if percent else "the same as in"
    return f"{'up' if percent > 0 else 'down'} {said} on"


def years_parts(series: PayOverYears, context: ViewContext) -> tuple[Part, ...]:
    """Every year of one occupation, drawn and in a table, and where it begins."""
    rows = [
        (
            str(pay.year),
            f"{amount(pay, 'median')}{wage_error(pay)}",
            _on_year_before(series, number),
        )
        for number, pay in enumerate(series.years)
    ]
    parts: list[Part] = [years_chart(series, context), Table(COLUMNS, tuple(reversed(rows)))]
    if series.begins_late:
        code, first = series.occupation.code, series.years[0].year
        parts.append(Note((f"Nothing before {first}: no table has code {code} for it.",)))
    return tuple(parts)


def _on_year_before(series: PayOverYears, number: int) -> str:
    if number == 0:
        return "first year"
    before = series.years[number - 1]
    percent = change(before, series.years[number])
    if percent is None:
        return "not computable"
    return f"{_moved(percent)} {before.year}{', computed' if percent else ''}"


def years_chart(series: PayOverYears, context: ViewContext) -> Chart:
    """The median over the years."""
    points = tuple(
        ChartBar(str(pay.year), one.amount, one.amount, amount(pay, "median"))
        for pay in series.years
        for one in [pay.amounts["median"]]
    )
    return chart_of(series.latest, "median", points, context, kind="line")


FEW_TOPICS = 3
"""Up to so many topics, each is shown with all that every document says of it."""

STRONGEST = 5
"""As many topics, and as many numbers, as are read at a glance."""

MOST_MEASURED, MOST_NEXT_TO_MEASURED = 4, 3
"""The same of what was measured, and of the others next to it."""

LATEST = "Latest posts"

MOST_TITLE, MOST_OUTLET = 90, 40

MOST_LETTERS = 1_600
"""Of all texts of an answer about trends, for it to be read on a phone."""

ASK_FOR_TOPIC = "Ask for a topic to see them"


def trends_parts(answer: TrendsAnswer, context: ViewContext) -> tuple[Part, ...]:
    """The strongest trends, those that most documents name; all of them, and the numbers, in full."""
    marks = SourceMarks(context.library)
    title = "Industry trends" if answer.subject is None else f"Industry trends · {answer.subject}"
    parts: list[Part] = [Heading(title)]
    most = MOST_NEXT_TO_MEASURED if answer.measured else STRONGEST
    topics = answer.topics if answer.query.whole else answer.topics[:most]
    facts = _numbers(answer, most)
    measured = answer.measured if answer.query.whole else answer.measured[:MOST_MEASURED]
    if measured:
        lines = tuple(fact_line(fact, marks, context.today) for fact in measured)
        parts.append(Bullets(lines, "Measured in posts and job ads", if_cut=ASK_FOR_TOPIC))
    if answer.pay:
        parts.append(pay_lines(answer.pay, marks, context))
    if len(answer.pay) == 1 and PAY_GROWTH in answer.query.topics:
        parts += years_parts(answer.pay[0], context)
    if topics and len(answer.topics) <= FEW_TOPICS:
        parts.extend(_whole_topic(topic, marks, context) for topic in topics)
    elif topics:
        lines = tuple(_topic_line(topic, marks, context) for topic in topics)
        heading = "What documents say" if measured else None
        parts.append(Bullets(lines, heading, if_cut="Ask for a topic by name to see it"))
    if facts:
        lines = tuple(fact_line(fact, marks, context.today) for fact in facts)
        parts.append(Bullets(lines, "Market numbers", if_cut=ASK_FOR_TOPIC))
    dated = _undated([*facts, *(trend for topic in topics for trend in topic.trends)])
    clickable = _actions(answer, topics, (*measured, *facts), context)
    before = (*parts, *marks.note(dated))
    posts = _latest(answer.query.topics, context, measured=bool(measured))
    return (*before, *_fitting(posts, (*before, *clickable)), *clickable)


def _latest(topics: Sequence[str], context: ViewContext, *, measured: bool) -> tuple[Part, ...]:
    """The latest posts about a topic that was asked for alone; where it isn't measured, that is said."""
    if len(topics) != 1:
        return ()
    posts = context.latest().by_topic.get(topics[0], ())
    lines = tuple(_post_line(post) for post in posts)
    if measured or not lines:
        return (Bullets(lines, LATEST),) if lines else ()
    return (Bullets(lines, f"{LATEST} (too few posts yet to measure)"),)


def _post_line(post: LatestPost) -> Line:
    title = clip(post.title, MOST_TITLE)
    named = Link(title, post.link) if post.link else Bold(title)
    return (named, f" · {clip(post.outlet, MOST_OUTLET)}, {day_words(post.day)}")


def _fitting(posts: tuple[Part, ...], others: Sequence[Part]) -> tuple[Part, ...]:
    """The latest posts, where a phone has room for them."""
    blocks = build_blocks([*others, *posts], MESSAGE)
    return posts if sum(map(len, _texts(blocks))) <= MOST_LETTERS else ()


def _texts(value: object) -> Iterator[str]:
    """Every text in blocks, those on buttons and in menus too."""
    if isinstance(value, dict):
        for name, inner in cast("dict[str, object]", value).items():
            yield from [inner] if name == "text" and isinstance(inner, str) else _texts(inner)
    elif isinstance(value, list):
        for one in cast("list[object]", value):
            yield from _texts(one)


def _undated(stated: Sequence[Fact | Trend]) -> dict[str, str]:
    """What is said behind the name of a source whose statements have no year, or not all of them."""
    with_year = {one.source for one in stated if one.year}
    return {
        one.source: ", undated unless a year is given" if one.source in with_year else ", undated"
        for one in stated
        if not one.year and not is_measured(one.source)
    }


def _numbers(answer: TrendsAnswer, most: int) -> tuple[Fact, ...]:
    """The market numbers that are shown: few of them, and none beside trends of every kind."""
    if answer.query.whole:
        return answer.facts
    return () if answer.subject is None and answer.topics else answer.facts[:most]


def _actions(
    answer: TrendsAnswer,
    topics: Sequence[TopicTrends],
    facts: Sequence[Fact],
    context: ViewContext,
) -> list[Actions]:
    """A button for each topic that is not told in full, and for all that is not shown."""
    value = context.value(answer.query)
    told = topics if len(answer.topics) > FEW_TOPICS and not answer.query.whole else ()
    rows: list[Actions] = []
    if told:
        buttons = [
            ask(topic.name, context.value(TrendsQuery(topics=(topic.id,))), number=number)
            for number, topic in enumerate(told, 1)
        ]
        rows.append(Actions("topics", tuple(buttons)))
    whole: list[Button] = []
    numbers = len(answer.measured) + len(answer.facts)
    if len(topics) < len(answer.topics) or len(facts) < numbers:
        counts = [
            count(number, thing)
            for number, thing in ((len(answer.topics), "trend"), (numbers, "number"))
            if number
        ]
        every = replace(answer.query, whole=True)
        whole = [ask(f"All: {listed(counts)}", context.value(every))]
    ads: list[Button] = []
    if len(answer.query.roles) == 1 and any(fact.source == ADS for fact in facts):
        ads = [ads_of(AdsRequest(answer.query.roles[0]), context)]
    elif (skill := _only_skill(answer.query, context)) is not None:
        ads = [ads_of(AdsRequest(skill=skill), context)]
    rows.append(Actions("trends", (*whole, *ads, share(value), report(value))))
    if answer.pay:
        # One role: its sources open with what they say of it.
        role = answer.query.roles[0] if len(answer.query.roles) == 1 else ""
        rows.append(Actions(f"sources:{role}", (sources_menu(_of_pay(answer.pay, context)),)))
    return rows


def _only_skill(query: TrendsQuery, context: ViewContext) -> str | None:
    """The skill that was asked for and nothing else, where ads are read here."""
    if query.topics or query.roles or ADS not in context.library.sources:
        return None
    asked = forms_of(" ".join(query.words))
    named = (
        term.id
        for term in context.library.terms("skills")
        if any(asked == forms for forms, _ in term.names)
    )
    return next(named, None)


def _of_pay(series: Sequence[PayOverYears], context: ViewContext) -> list[Source]:
    every = [pay for one in series for pay in reversed(one.years)]
    ids = [pay.source.id for pay in every]
    ids += [pay.listing.source for pay in every if pay.listing is not None]
    return [context.library.sources[id] for id in dict.fromkeys(ids)]


def _topic_line(topic: TopicTrends, marks: SourceMarks, context: ViewContext) -> Line:
    year = topic.trends[0].year
    dated = [aged(year, context.today)] if year else []
    named = ", ".join([count(len(topic.sources), "document"), *dated])
    return (
        Bold(topic.name), f" ({named})  {topic.trends[0].statement}",
        marks.mark(source.id for source in topic.sources),
    )  # fmt: skip


def _whole_topic(topic: TopicTrends, marks: SourceMarks, context: ViewContext) -> Bullets:
    named = count(len(topic.sources), "document")
    lines: list[Line] = [
        (Bold(trend.name), f"  {_stated(trend, context)}", marks.mark([trend.source]))
        for trend in topic.trends
    ]
    return Bullets(tuple(lines), f"{topic.name} · named by {named}")


def _stated(trend: Trend, context: ViewContext) -> str:
    """What a document says, with its year and age where it states one."""
    return trend.statement + (f" ({aged(trend.year, context.today)})" if trend.year else "")


def _nothing_of(answer: NoTrends, context: ViewContext) -> Line:
    subject = Bold(answer.subject)
    if answer.asked and any(feed.enabled for feed in context.library.feeds.values()):
        return ("Too few posts yet to measure ", subject, ", and no document names a trend.")
    return ("No document names a trend or a number about ", subject, ".")


def no_trends_parts(answer: NoTrends, context: ViewContext) -> tuple[Part, ...]:
    """Nothing is known of it: name the topics that there are."""
    return (
        Heading("Industry trends"),
        Paragraph(_nothing_of(answer, context)),
        *_latest(answer.asked, context, measured=True),
        Bullets(
            tuple((Code(topic),) for topic in answer.topics),
            "Available topics",
            if_cut="Type the command alone to see them all",
        ),
        Note(
            ("For example ", context.command("trends", answer.topics[0] if answer.topics else ""))
        ),
    )
