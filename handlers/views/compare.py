"""View of a comparison: a table with one column a role."""

from handlers.views.buttons import ask, report, share
from handlers.views.mrkdwn import Actions, Bold, Heading, Note, Paragraph, Part, Table
from handlers.views.salary import comparison_chart
from handlers.views.words import ViewContext, choice_parts, listed
from knowledge.answers import ComparedRole, CompareWithWhat, Comparison
from knowledge.model import Bullet, Figure, span, stated

MOST_SKILLS = 12


def compare_parts(answer: Comparison, context: ViewContext) -> tuple[Part, ...]:
    """Pay by level, skills, education and challenges, side by side."""
    names = [column.role.name for column in answer.columns]
    levels = [
        (
            f"Pay, {context.library.name('levels', level).lower()}",
            *(_figures(dict(column.levels)[level], context) for column in answer.columns),
        )
        for level in answer.levels
    ]
    rows: list[tuple[str, ...]] = [
        ("Pay per year, lowest to highest", *(_pay(column, context) for column in answer.columns)),
        *levels,
        ("Distinct skills", *(_skills(column.own_skills) for column in answer.columns)),
        ("Education", *(_bullets(column.education) for column in answer.columns)),
        ("Challenges", *(_bullets(column.challenges) for column in answer.columns)),
    ]
    parts: list[Part] = [Heading(" vs ".join(names))]
    parts.extend(
        Paragraph((Bold(column.role.name), f"  {column.role.summary}")) for column in answer.columns
    )
    shared = _skills(answer.shared_skills) if answer.shared_skills else "sources name none"
    parts.append(Paragraph((Bold("Shared core skills"), f"  {shared}")))
    chart = comparison_chart(answer, context)
    if chart is not None:
        parts.append(chart)
    parts.append(
        Table(("What", *names), tuple(rows), if_cut="Ask for one role at a time", named=True)
    )
    if answer.left_out:
        left = listed([role.name for role in answer.left_out])
        parts.append(Note((f"Only three roles fit; left out: {left}",)))
    commands = [piece for name in names for piece in ("  ", context.command("salary", name))]
    parts.append(Note(("Every figure: ", *commands)))
    cards = [
        ask(name, context.line("role", name), number=number) for number, name in enumerate(names)
    ]
    line = context.line("compare", " vs ".join(names))
    parts.append(Actions("compared", (*cards, share(line), report(line))))
    return tuple(parts)


def _pay(column: ComparedRole, context: ViewContext) -> str:
    library = context.library
    lines: list[str] = []
    for one in column.pay:
        name = "" if one.component == "unspecified" else library.name("components", one.component)
        amount = span(one.low, one.high, one.currency, open_ended=one.open_ended)
        labels = ", ".join(library.sources[id].label for id in one.sources)
        lines.append(f"{name} {amount} ({labels})".lstrip())
    return "\n".join(lines) or "no source states an amount"


def _figures(figures: tuple[Figure, ...], context: ViewContext) -> str:
    lines: list[str] = []
    for figure in figures[:4]:
        source = context.library.sources[figure.source].label
        kind = (
            context.library.name("company_kinds", figure.company_kind)
            if figure.company_kind
            else ""
        )
        statistic = "average " if figure.statistic == "mean" else ""
        lines.append(f"{statistic}{stated(figure)} ({', '.join(filter(None, [kind, source]))})")
    if len(figures) > 4:
        lines.append(f"and {len(figures) - 4} more")
    return "\n".join(lines) or "not stated"


def _skills(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - MOST_SKILLS} more" if len(names) > MOST_SKILLS else ""
    return (", ".join(names[:MOST_SKILLS]) + more) or "sources name none"


def _bullets(bullets: tuple[Bullet, ...]) -> str:
    return "\n".join(f"• {bullet.text}" for bullet in bullets) or "not described"


def compare_with_what_parts(answer: CompareWithWhat, context: ViewContext) -> tuple[Part, ...]:
    """Only one role was named: offer its neighbours."""
    return (
        Heading(f"Compare {answer.role.name} with …"),
        Paragraph(("A comparison needs two or three different roles. Related roles:",)),
        choice_parts(answer.choices, context),
    )
