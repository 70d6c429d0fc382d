"""The lines of a digest: each says one thing, with its source."""

import re
from datetime import date

from handlers.views.mrkdwn import Bold, Line, Link, clip
from handlers.views.words import (
    ViewContext,
    count,
    figure_measure,
)
from knowledge.asking.pay import OVERALL, figure_subject
from knowledge.digest.ads import AdRange
from knowledge.digest.contrasts import Contrast
from knowledge.digest.edition import AdPayNews, Move, NewsItem, ReleasedPay, Tip, TopStory
from knowledge.feeds.stories import Story
from knowledge.fields import money, span
from knowledge.model import Fact, Figure, Source, Trend, stated
from knowledge.official import OccupationPay
from knowledge.over_years import PayOverYears, change
from knowledge.words import normalise

MAX_TITLE = 140
"""Characters of a story's title: two lines on a phone, and a little."""

MAX_GIST = 160

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_SENTENCE_END = re.compile(r"(?<=[.!?…]) +(?=[A-Z0-9“\"])")


AD_ENDS = "p25 of lows to p75 of highs"
"""What the ends of pay in ads are."""


def short_date(day: date) -> str:
    """`9 Nov`."""
    return f"{day.day} {day:%b}"


def story_title(one: TopStory) -> Link:
    """A story's title, which leads to it; without the quotation marks in which another feed put all of it."""
    quoted = _QUOTED.fullmatch(one.story.title)
    return Link(
        clip(quoted[1] or quoted[2] if quoted else one.story.title, MAX_TITLE), one.story.link
    )


def story_line(one: TopStory) -> Line:
    """The title as a link, the feed that had it first, why it is here."""
    said = (*list(one.feeds.values())[:1], one.clause)
    return (story_title(one), "".join(f" · {text}" for text in said))


def gist_of(story: Story) -> str:
    """The first sentence of what a story's feed says of it; empty where that is nothing but the title."""
    sentence = _SENTENCE_END.split(" ".join(story.summary.split()), maxsplit=1)[0]
    is_title = normalise(sentence) == normalise(story.title)
    return "" if is_title else clip(sentence, MAX_GIST)


def move_line(move: Move) -> Line:
    """What was measured, as its source states it."""
    return (move.fact.statement,)


def pay_line(pay: AdPayNews | ReleasedPay, context: ViewContext) -> Line:
    """What ads offer, or what an official release says."""
    if isinstance(pay, AdPayNews):
        return ads_line(pay, context)
    return release_line(pay, context)


def ads_line(pay: AdPayNews, context: ViewContext) -> Line:
    """`Data Engineer, job ads of the last 90 days: base salary $94,000–$216,000 (p25 of lows to p75 of highs; 6 ads …)`."""
    now, library = pay.now, context.library
    subject = ad_subject(now, context)
    since = f" ({short_date(pay.since)})" if pay.since else ""
    before = f"{ad_amount(pay.before)}{since} → " if pay.before else ""
    part = (
        "" if now.component == "unspecified" else library.name("components", now.component).lower()
    )
    return (
        f"{subject}, job ads of the last 90 days: {f'{part} {before}'.lstrip()}",
        Bold(ad_amount(now)),
        f" ({AD_ENDS}; {ad_base(now)})",
    )


def ad_subject(now: AdRange, context: ViewContext) -> str:
    """The role, the level and the place."""
    library = context.library
    level = library.name("levels", now.level) if now.level else ""
    place = library.name("places", now.place) if now.place else ""
    return ", ".join(filter(None, [library.roles[now.role].name, level, place]))


def ad_amount(one: AdRange) -> str:
    """The range, with its period where that is not a year."""
    period = "" if one.period == "year" else f" a{'n' if one.period == 'hour' else ''} {one.period}"
    return f"{span(one.low, one.high, one.currency)}{period}"


def ad_base(now: AdRange) -> str:
    """`37 ads of 12 companies`."""
    ads = count(now.n, "ad") if now.n is not None else "job ads"
    companies = (
        ""
        if now.companies is None
        else f" of {now.companies:,} compan{'y' if now.companies == 1 else 'ies'}"
    )
    return f"{ads}{companies}"


def release_line(pay: ReleasedPay, context: ViewContext) -> Line:
    """`Data scientists, United States: median base $112,590 in 2024 → $115,000 in 2025, +2.1% (BLS, May 2025)`."""
    before, now = pay.pay.years[-2], pay.pay.latest
    moved = change(before, now)
    by = "" if moved is None else f", {moved:+.1f}%"
    place = context.library.name("places", now.place) if now.place else ""
    subject = ", ".join(filter(None, [counted_as(pay.pay), place]))
    said = f"median pay {_median(before)} in {before.year} → "
    return (
        f"{subject}: {said}",
        Bold(f"{_median(now)} in {now.year}"),
        f"{by} ({now.source.label})",
    )


def counted_as(pay: PayOverYears) -> str:
    """The occupation, and the role that was meant where that has another name."""
    name = pay.role.name if pay.role else ""
    is_same = name.lower() in pay.occupation.name.lower()
    return pay.occupation.name if is_same else f"{name}, counted among {pay.occupation.name}"


def _median(pay: OccupationPay) -> str:
    median = pay.amounts["median"]
    more = "+" if median.at_least else ""
    return f"{money(median.amount, pay.currency)}{more}"


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


def contrast_line(contrast: Contrast, context: ViewContext) -> Line:
    """Both statements, each with its source; of pay the subject once."""
    one, other = contrast.one, contrast.other
    if isinstance(one, Figure) and isinstance(other, Figure):
        return _pay_contrast(one, other, contrast.subject, context)
    return (*_said(one, context), " against ", *_said(other, context))


def _said(side: Fact | Figure, context: ViewContext) -> Line:
    if isinstance(side, Fact):
        return (f"{side.statement} ({source_of(side, context)})",)
    n = f"{side.n:,} " if side.n is not None else ""
    is_of_ads = context.library.sources[side.source].kind == "job-ads"
    in_ads = f" of {n}ends of ranges in job ads" if is_of_ads else ""
    measure = f" {figure_measure(side, context)}".rstrip()
    return (Bold(stated(side)), f"{measure}{in_ads} ({_figure_source(side, context)})")


def _figure_source(figure: Figure, context: ViewContext) -> str:
    """A figure's source, and the year of the figure."""
    label = context.library.sources[figure.source].label
    is_known = figure.year is None or str(figure.year) in label
    return label if is_known else f"{label}, figures of {figure.year}"


def _pay_contrast(one: Figure, other: Figure, role: str, context: ViewContext) -> Line:
    # Sources draw the years of a level in different places: the contrast is of the level.
    of_level = one.model_copy(update={"years_min": None, "years_max": None})
    subject = figure_subject(context.library, of_level, role)
    name = context.library.roles[role].name
    about = name if subject == OVERALL else f"{name}, {subject}"
    return (f"{about}: ", *_said(one, context), " against ", *_said(other, context))


def number_line(fact: Fact, elsewhere: tuple[Fact, ...], context: ViewContext) -> Line:
    """The number; sources that give the very same are named with it."""
    same = [other for other in elsewhere if other.values == fact.values and other.id == fact.id]
    sources = "; ".join(source_of(one, context) for one in (fact, *same))
    return (Bold(fact.statement), f" ({sources})")


def question_line(tip: Tip, context: ViewContext) -> Line:
    """A question, and how it is typed."""
    return (f"{tip.question}  ", context.command(tip.command, tip.text))


def source_of(statement: Fact | Trend, context: ViewContext) -> str:
    """The source of a statement, with the year that its section states."""
    source = context.library.sources[statement.source]
    if statement.year is not None and str(statement.year) in source.label:
        return source.label
    return f"{source.label}, {statement.year or 'undated'}"


def source_line(source: Source) -> Line:
    """A source with what it is."""
    kind = source.kind.replace("-", " ")
    dated = f"{kind}, {source.year}" if source.year else f"{kind}, year not stated"
    publisher = f", {source.publisher}" if source.publisher else ""
    return (Bold(source.label), f"  {source.title}{publisher} ({dated})")
