"""Views of pay: one line that sums up, one compact table, and what has to be said alongside it."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.views.advertised import (
    ads_button,
    ads_lines,
    official_charts,
    official_lines,
    percentile_amounts,
    percentile_rows,
)
from handlers.views.buttons import (
    ASK_MORE,
    EDIT_OFFER,
    FILTER,
    areas_button,
    ask,
    report,
    share,
    sources_menu,
    with_other,
)
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Inline,
    Line,
    Menu,
    Note,
    Paragraph,
    Part,
    Table,
)
from handlers.views.official import kinds_apart_line
from handlers.views.pay_charts import salary_chart
from handlers.views.words import (
    COLUMNS,
    LEFT_OUT,
    SourceMarks,
    ViewContext,
    bullet_line,
    count,
    fact_line,
    figure_line,
    figure_row,
    figure_source,
    figure_words,
    listed,
    part_unstated,
    span_line,
)
from knowledge.answers import Disagreement, NoFigures, SalaryAnswer, YearsBands
from knowledge.fields import money
from knowledge.model import Figure, stated
from knowledge.query import Offer, OfferTerms, RoleQuery, SalaryQuery, TrendsQuery
from knowledge.vocabulary import VocabularyKind


def salary_parts(answer: SalaryAnswer, context: ViewContext) -> tuple[Part, ...]:
    """The answer in a line, then the figures nearest to the question, or all of them in a table."""
    parts: list[Part] = [Heading(" · ".join([answer.role.name, *answer.filters]))]
    of_level = bool(answer.query.filters.levels or answer.query.filters.years)
    said = [Paragraph(_lead(answer, context) if answer.matching else _missing(answer, context))]
    official = official_lines(answer.official, answer.role, answer.query.filters.places, context)
    ads = ads_lines(answer, context)
    stated = [*said, *ads] if answer.surveyed else [*ads, *said]
    # Official statistics know no levels: where one is asked for, what is known of it comes first.
    if not of_level:
        parts += [*official, *stated]
    else:
        parts += [*stated, *official] if answer.matching else [*ads, *official, *said]
    if answer.kinds_apart is not None:
        parts.append(Paragraph(kinds_apart_line(answer.kinds_apart, context)))
    if answer.matching and answer.unmet:
        parts.append(Paragraph((f"None of them is for {listed(answer.unmet)}.",)))
    differ = [_disagreement(one, context) for one in answer.disagreements]
    parts.extend(differ if answer.query.whole else differ[:1])
    parts.extend(_whole(answer, context) if answer.query.whole else [_few(answer, context)])
    parts.extend(_years(bands) for bands in answer.years)
    if answer.without_levels:
        labels = listed([source.label for source in answer.without_levels])
        parts.append(
            Note(
                (
                    f"By years of experience, not by level: {labels}. For example ",
                    context.command("salary", f"{answer.role.name} 5 years"),
                )
            )
        )
    if answer.without_years:
        labels = listed([source.label for source in answer.without_years])
        parts.append(Note((f"By level, not by years of experience: {labels}",)))
    if answer.facts:
        marks = SourceMarks(context.library)
        parts.append(
            Bullets(
                tuple(fact_line(fact, marks, context.today) for fact in answer.facts),
                "Shares of pay",
            )
        )
        parts.extend(marks.note())
    if any(map(_leaves_out, _all_figures(answer) if answer.query.whole else answer.few)):
        parts.append(Note((LEFT_OUT,)))
    if answer.elsewhere:
        asked = [" ".join([other.name, *answer.filters]) for other in answer.elsewhere]
        commands = [piece for text in asked for piece in ("  ", context.command("salary", text))]
        parts.append(Note(("Related roles with figures for this:", *commands)))
    parts.extend(_actions(answer, context))
    return tuple(parts)


def _actions(answer: SalaryAnswer, context: ViewContext) -> tuple[Actions, ...]:
    query, role = answer.query, answer.role
    shown = _all_figures(answer)
    whole: list[Button] = []
    percentiles = percentile_amounts(answer)
    if not query.whole and len(shown) + percentiles > len(answer.few):
        every = context.value(replace(query, whole=True))
        whole = [ask(f"All {len(shown) + percentiles} figures", every, number=1)]
    value = context.value(query)
    check = Button(
        "Check an offer",
        EDIT_OFFER,
        context.value(Offer(role.id, OfferTerms(filters=query.filters))),
    )
    more = (
        ("Role overview", context.value(RoleQuery(role.id))),
        ("Trends", context.value(TrendsQuery(roles=(role.id,)))),
    )
    return (
        Actions(
            "pay",
            (
                *whole,
                *ads_button(answer, context),
                Button("Filter", FILTER, value),
                check,
                *_areas(answer, context),
                share(value),
                Menu("More", ASK_MORE, more),
            ),
        ),
        with_other(role, sources_menu(answer.sources), report(value)),
    )


def _areas(answer: SalaryAnswer | NoFigures, context: ViewContext) -> list[Button]:
    """Where the occupation earns most, in the states that were asked for, where official tables say it."""
    within = tuple(filter(context.library.has_areas, answer.query.filters.places))
    return [areas_button(answer.role.id, within, context, number=3)] if answer.official else []


def _all_figures(answer: SalaryAnswer) -> tuple[Figure, ...]:
    """Every figure that the answer knows, each once."""
    sets = (*answer.nearest, *answer.wider)
    others = [figure for found in sets for figure in found.figures]
    return tuple({figure.id: figure for figure in (*answer.matching, *others)}.values())


def _lead(answer: SalaryAnswer, context: ViewContext) -> Line:
    """What the sources state of just this question: one figure whole, or a span for each part of pay."""
    if len(answer.lead) == 1:
        (figure,) = answer.lead
        words = figure_words(figure, context, answer.role.id)
        return (
            Bold(stated(figure)),
            f" {words}{part_unstated(figure)} · {figure_source(figure, context)}",
        )
    sources = count(len({source for one in answer.spans for source in one.sources}), "source")
    return (*span_line(answer.spans, context, answer.role.id), f" · {sources}")


def _missing(answer: SalaryAnswer, context: ViewContext) -> Line:
    """Say plainly that nothing meets all filters; what is nearest stands below."""
    only = (
        (f"Only {listed(answer.only_known)} pay is known for this role. ",)
        if answer.only_known
        else ()
    )
    places = answer.query.filters.places
    others = any(not places or pay.place in places for pay in answer.advertised)
    alone = (f" None at all for {listed(answer.unmet)}.",) if answer.unmet else ()
    several = len(answer.asked) > 1
    return (
        *only,
        "No other " if others else "No ",
        *wanted_words(answer, context),
        ".",
        *(alone if several else ()),
        " Closest:",
    )


def wanted_words(answer: SalaryAnswer, context: ViewContext) -> Line:
    """What was asked for: `base salary figure for a **senior** ML engineer in **San Francisco**`."""
    library, wanted = context.library, answer.query.filters

    def name(kind: VocabularyKind, ids: Sequence[str]) -> list[str]:
        return [library.name(kind, id) for id in ids]

    pay = [*name("statistics", wanted.statistics), *name("components", wanted.components)]
    level = " or ".join(name("levels", wanted.levels)).lower()
    article = "an" if (level or answer.role.name)[:1].lower() in "aeiou" else "a"
    line: list[Inline] = []
    if pay:
        line += [Bold(" or ".join(pay).lower()), " "]
    line.append(f"figure for {article} ")
    if level:
        line += [Bold(level), " "]
    line.append(answer.role.name)
    at = [*name("companies", wanted.companies), *name("company_kinds", wanted.company_kinds)]
    for word, said in (
        ("with", [str(years) for years in wanted.years]),
        ("in", name("places", wanted.places)),
        ("at", at),
        ("in", name("industries", wanted.industries)),
    ):
        if said:
            line += [f" {word} ", Bold(" or ".join(said))]
    return tuple(line)


def _few(answer: SalaryAnswer, context: ViewContext) -> Bullets:
    return Bullets(tuple(figure_line(figure, context, answer.role.id) for figure in answer.few))


def _leaves_out(figure: Figure) -> bool:
    """Whether a source leaves open what part of pay, what place or what statistic its amount is."""
    return figure.component == "unspecified" or figure.place is None or figure.statistic is None


def _whole(answer: SalaryAnswer, context: ViewContext) -> list[Part]:
    """Every figure in a table, what is wider than the question marked, with a chart where one is fit."""
    charts = (*official_charts(answer.official, context), salary_chart(answer, context))
    role = answer.role.id
    nearest = [figure for found in answer.nearest for figure in found.figures]
    rows = percentile_rows(answer, context)
    rows += [figure_row(figure, context, role) for figure in (*answer.matching, *nearest)]
    for found in answer.wider:
        rows += [figure_row(figure, context, role, "Wider: ") for figure in found.figures]
    hint = "Narrow the question by level, years, place or company to see them"
    return [*filter(None, charts), Table(COLUMNS, tuple(rows), if_cut=hint)]


def _years(bands: YearsBands) -> Note:
    def named(pairs: tuple[tuple[str | None, str], ...]) -> str:
        return listed([f"{level.lower()} ({band})" if level else band for level, band in pairs])

    label = bands.source.label
    if bands.matching:
        return Note((f"{label} counts these years as {named(bands.matching)}",))
    return Note((f"{label} has no band for these years: only {named(bands.others)}",))


def _disagreement(one: Disagreement, context: ViewContext) -> Paragraph:
    currency, sources = one.lower.currency, context.library.sources
    low, high = money(one.lower_amount, currency), money(one.higher_amount, currency)
    return Paragraph((
        Bold("Sources differ"), f" on {one.what}: {low} ({sources[one.lower.source].label}) to ",
        f"{high} ({sources[one.higher.source].label}), {one.percent:.0f}% apart",
    ))  # fmt: skip


def no_figures_parts(answer: NoFigures, context: ViewContext) -> tuple[Part, ...]:
    """Say that there is no figure, and where the nearest ones are."""
    marks = SourceMarks(context.library)
    rows = percentile_rows(answer, context)
    first = [
        *official_lines(answer.official, answer.role, answer.query.filters.places, context),
        *ads_lines(answer, context),
    ]
    known = first[::-1] if answer.query.filters.levels else first
    parts: list[Part] = [Heading(" · ".join([answer.role.name, *answer.filters]))]
    # It is denied of what was asked alone: wider or narrower, there may be more.
    asked = f" ({', '.join(answer.filters)})" if answer.filters else ""
    whose: Line = (Bold(answer.role.name), asked)
    if answer.wider:
        parts += [Paragraph(("No figure for ", *whose, ". What is known of its pay:")), *known]
    else:
        parts += [*known, Paragraph((f"No {'other ' if known else ''}figure for ", *whose, "."))]
    if answer.nearest is not None:
        text = " ".join([answer.nearest.name, *answer.filters])
        parts.append(Paragraph((
            "The closest role with figures is ", Bold(answer.nearest.name), ": ",
            context.command("salary", text),
        )))  # fmt: skip
    if answer.pay_notes:
        lines = tuple(bullet_line(bullet, marks) for bullet in answer.pay_notes)
        parts.append(Bullets(lines, "What sources say about its pay"))
    if rows and answer.query.whole:
        parts += [*official_charts(answer.official, context), Table(COLUMNS, tuple(rows))]
    buttons = [
        ask("Role overview", context.value(RoleQuery(answer.role.id))),
        *ads_button(answer, context),
        *_areas(answer, context),
    ]
    if rows and not answer.query.whole:
        every = context.value(replace(answer.query, whole=True))
        buttons.append(ask(f"All {percentile_amounts(answer)} figures", every, number=2))
    if answer.wider:
        whole = context.value(SalaryQuery(answer.role.id))
        buttons.append(ask(f"Salary: {answer.role.name}", whole, number=1))
    if answer.nearest is not None:
        same = context.value(replace(answer.query, role=answer.nearest.id))
        buttons.append(ask(f"Salary: {answer.nearest.name}", same, number=1))
    query = context.value(answer.query)
    menu = (sources_menu(answer.sources),) if answer.sources else ()
    row = with_other(answer.role, *menu, report(query))
    return (*parts, *marks.note(), Actions("pay", tuple(buttons)), row)
