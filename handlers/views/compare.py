"""View of a comparison: a table with one column a role."""

from collections.abc import Mapping, Sequence

from handlers.views.advertised import advertised_cell, advertised_notes, all_levels_cell
from handlers.views.buttons import ASK_MORE, ask, report, share
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Heading,
    Line,
    Menu,
    Note,
    Paragraph,
    Part,
    Table,
)
from handlers.views.official import official_cell
from handlers.views.pay_charts import comparison_chart
from handlers.views.words import LEFT_OUT, ViewContext, choice_parts, figure_measure, listed
from knowledge.answers import ComparedRole, CompareWithWhat, Comparison
from knowledge.asking.pay import MAIN_PARTS
from knowledge.fields import Bullet
from knowledge.model import Figure, stated
from knowledge.query import RoleQuery, SalaryQuery

MOST_SKILLS = 4
MOST_FIGURES = 2
MOST_LEVELS = 3


def compare_parts(answer: Comparison, context: ViewContext) -> tuple[Part, ...]:
    """Pay first, part by part and level by level, then what is each one's own and what they share."""
    names = [column.role.name for column in answer.columns]
    rows = _section_rows(answer, context) if answer.query.sections else _rows(answer, context)
    whole = not answer.query.sections
    return (
        Heading(" · ".join([" vs ".join(names), *answer.filters])),
        *_undescribed(answer),
        *(_without_pay(answer) if whole else ()),
        Table(("What", *names), tuple(rows), if_cut="Ask for one role at a time", named=True),
        *_apart(answer, context),
        *(_shared(answer) if whole else ()),
        *([chart] if whole and (chart := comparison_chart(answer, context)) else []),
        *(_footnote(answer, context) if whole else ()),
        *_left_out(answer),
        _actions(answer, context),
    )


def _section_rows(answer: Comparison, context: ViewContext) -> list[tuple[str, ...]]:
    """The sections that were asked for, the first lines of each role with their sources."""
    sources = context.library.sources

    def cell(bullets: Sequence[Bullet]) -> str:
        lines = (
            f"• {one.text} ({listed([sources[id].label for id in one.sources])})" for one in bullets
        )
        return "\n".join(lines) or "not described"

    return [
        (
            context.library.section_name(section),
            *(cell(dict(column.sections)[section]) for column in answer.columns),
        )
        for section in answer.query.sections
    ]


def _rows(answer: Comparison, context: ViewContext) -> list[tuple[str, ...]]:
    """Pay, part by part and level by level, then what is each one's own."""
    library = context.library
    # Official statistics take the room of a figure in each cell, unless what is asked for leaves some.
    official = any(column.official is not None for column in answer.columns)
    most = MOST_FIGURES - (official and not answer.filters)
    pay = [
        (
            _part(component, context),
            *(_amounts(dict(c.pay), component, context, most) for c in answer.columns),
        )
        for component in answer.components
        if component in MAIN_PARTS
    ]
    of_all_levels = _row(
        "Job ads",
        [all_levels_cell(column.advertised, context) for column in answer.columns],
        "not counted",
    )
    levels = [
        (
            library.name("levels", level),
            *(
                _amounts(
                    dict(c.levels), level, context, most, parts=True, first=_ads(c, level, context)
                )
                for c in answer.columns
            ),
        )
        for level in answer.levels[: MOST_LEVELS - bool(of_all_levels)]
    ]
    return [
        *_row("Official", _official(answer.columns, context), "not counted"),
        *of_all_levels,
        *pay,
        *levels,
        *_work(answer),
        *_row("Own skills", [_skills(column.own_skills) for column in answer.columns]),
        *_row("Education", [_bullets(column.education) for column in answer.columns]),
    ]


def _footnote(answer: Comparison, context: ViewContext) -> list[Part]:
    """What a cell leaves open, its source does; and whose the job ads are."""
    ads = {column.role.name: column.advertised for column in answer.columns}
    whose = [Note(line) for line in advertised_notes(ads, context)]
    return [*whose, Note((LEFT_OUT,))] if answer.components or answer.levels else []


def _apart(answer: Comparison, context: ViewContext) -> list[Part]:
    """What sources say that tells the roles apart, in a line a pair."""
    sources = context.library.sources
    lines: tuple[Line, ...] = tuple(
        (
            Bold(f"{role.name}: "),
            f"{line.text} ({listed([sources[id].label for id in line.sources])})",
        )
        for role, line in answer.apart
    )
    return [Bullets(lines)] if lines else []


def _work(answer: Comparison) -> list[tuple[str, ...]]:
    """What one in each role does, where no line tells them apart."""
    if answer.apart:
        return []
    return _row("Work", [_bullets(column.tasks) for column in answer.columns])


def _undescribed(answer: Comparison) -> list[Part]:
    """Say first where no source tells what one in a role does."""
    names = [column.role.name for column in answer.columns if not column.described]
    if not names:
        return []
    return [Paragraph(("No source describes the work of ", Bold(listed(names)), "."))]


def _without_pay(answer: Comparison) -> list[Part]:
    names = [
        c.role.name for c in answer.columns if not (c.official or c.advertised or c.pay or c.levels)
    ]
    if not names:
        return []
    asked = f" ({', '.join(answer.filters)})" if answer.filters else ""
    return [Paragraph(("No figure for ", Bold(listed(names)), f"{asked}."))]


def _shared(answer: Comparison) -> list[Part]:
    if not answer.shared_skills:
        return []
    return [Paragraph((Bold("Shared skills: "), _skills(answer.shared_skills)))]


def _left_out(answer: Comparison) -> list[Part]:
    if not answer.left_out:
        return []
    left = listed([role.name for role in answer.left_out])
    return [Note((f"Only three roles fit; left out: {left}",))]


def _actions(answer: Comparison, context: ViewContext) -> Actions:
    """Each role's card and all its figures, where what the table leaves out stands."""
    roles = [column.role for column in answer.columns]
    cards = [
        ask(role.name, context.value(RoleQuery(role.id)), number=number)
        for number, role in enumerate(roles)
    ]
    filters = answer.query.filters
    pay = tuple(
        (f"Pay: {role.name}", context.value(SalaryQuery(role.id, filters, whole=True)))
        for role in roles
    )
    value = context.value(answer.query)
    menu = Menu("All figures", ASK_MORE, pay)
    return Actions("compared", (*cards, menu, share(value), report(value)))


def _part(component: str, context: ViewContext) -> str:
    """The part of pay that a row is about."""
    if component == "unspecified":
        return "Pay, part not stated"
    return context.library.name("components", component)


def _amounts(
    groups: Mapping[str, tuple[Figure, ...]],
    key: str,
    context: ViewContext,
    most: int,
    *,
    parts: bool = False,
    first: Sequence[str] = (),
) -> str:
    """Figures, each with what it measures and its source; `parts` names the part of pay as well.

    What comes first takes the room of figures.
    """
    figures = groups.get(key, ())
    lines = [*first]
    most -= len(lines)
    for figure in figures[:most]:
        measure = figure_measure(figure, context, parts=parts)
        source = context.library.sources[figure.source].label
        lines.append(f"{' '.join(filter(None, [measure, stated(figure)]))} ({source})")
    if len(figures) > most:
        lines.append(f"and {len(figures) - most} more")
    return "\n".join(lines) or "not stated"


def _ads(column: ComparedRole, level: str, context: ViewContext) -> list[str]:
    """What job ads say of a level of a role."""
    return [advertised_cell(pay, context) for pay in column.advertised if pay.level == level]


def _official(columns: Sequence[ComparedRole], context: ViewContext) -> list[str]:
    """The official pay of the occupations that list the roles' titles: `median … for Data Scientists, Texas`."""
    paid = [column.official for column in columns]
    return [
        ""
        if pay is None
        else "the same: one occupation counts both"
        if pay in paid[:number]
        else official_cell(pay, context)
        for number, pay in enumerate(paid)
    ]


def _row(label: str, cells: Sequence[str], none: str = "not described") -> list[tuple[str, ...]]:
    """A row of words; none where no source says a thing of any of the roles."""
    return [(label, *(cell or none for cell in cells))] if any(cells) else []


def _skills(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_SKILLS} more" if len(names) > MOST_SKILLS else ""
    return ", ".join(names[:MOST_SKILLS]) + more


def _bullets(bullets: Sequence[Bullet]) -> str:
    return "\n".join(f"• {bullet.text}" for bullet in bullets)


def compare_with_what_parts(answer: CompareWithWhat, context: ViewContext) -> tuple[Part, ...]:
    """Only one role was named: offer its neighbours."""
    return (
        Heading(f"Compare {answer.role.name} with …"),
        Paragraph(("A comparison needs two or three different roles. Related roles:",)),
        choice_parts(answer.choices, context),
    )
