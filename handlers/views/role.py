"""Views of a role: its card, whole sections, and what an authority says is done in its occupations."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from handlers.views.advertised import advertised_line
from handlers.views.buttons import ask, role_actions
from handlers.views.mrkdwn import Actions, Bold, Bullets, Heading, Line, Note, Paragraph, Part
from handlers.views.official import official_line
from handlers.views.words import (
    SourceMarks,
    ViewContext,
    bullet_line,
    count,
    fact_line,
    listed,
    span_line,
)
from knowledge.answers import MentionAnswer, OccupationTasks, RoleCard, RoleSectionsAnswer
from knowledge.commands import QuestionName
from knowledge.fields import AskedSection, Bullet
from knowledge.model import Role
from knowledge.query import CompareQuery, RoleQuery, SalaryQuery, TrendsQuery, WholeQuery

MOST_TITLES = 20


def occupations_parts(told: Sequence[OccupationTasks], marks: SourceMarks) -> list[Part]:
    """Each occupation's tasks, then its tools and titles by name; at the end, what licenses ask for."""
    parts = [part for one in told for part in _parts_of(one, marks)]
    attributions = dict.fromkeys(one.source.attribution for one in told)
    return [*parts, *(Note((said,)) for said in attributions if said)]


def _parts_of(told: OccupationTasks, marks: SourceMarks) -> Iterator[Part]:
    occupation, source = told.occupation, told.source
    shared = f", under which it lists {told.roles} of the roles here" if told.roles > 1 else ""
    told_so = f" ({occupation.code}), told in our words{marks.mark([source.id])}."
    whole = f" It describes the whole occupation{shared}."
    yield Paragraph((f"{source.label}, for ", Bold(occupation.name), told_so, whole))
    yield Bullets(
        tuple(
            (task.text, " (supplemental)" if task.supplemental else "") for task in occupation.tasks
        ),
        if_cut=f"The rest is in occupations/{occupation.id}.yaml",
    )
    if occupation.tools:
        yield Paragraph((Bold("Tools in demand: "), ", ".join(occupation.tools)))
    if occupation.titles:
        more = len(occupation.titles) - MOST_TITLES
        titles = [*occupation.titles[:MOST_TITLES], *([f"{more} more"] if more > 0 else [])]
        yield Paragraph((Bold("Titles under it: "), ", ".join(titles)))


def role_card_parts(card: RoleCard, context: ViewContext) -> tuple[Part, ...]:
    """Summary, pay, the lines that matter most, and the outlook; the rest is behind the buttons."""
    marks = SourceMarks(context.library)
    role = card.role
    middle = _about_asked(card, marks, context) if card.asked else _overview(card, marks, context)
    actions = role_actions(role, RoleQuery(role.id), context)
    return (Heading(role.name), *middle, *marks.note(), *actions)


def _overview(card: RoleCard, marks: SourceMarks, context: ViewContext) -> list[Part]:
    return [
        _summary(card, marks),
        *_apart(card, marks),
        Paragraph(_pay_line(card, context)),
        *_lines(card, marks, context),
    ]


def _summary(card: RoleCard, marks: SourceMarks) -> Paragraph:
    return Paragraph((card.role.summary, marks.mark(card.role.summary_sources)))


def _about_asked(card: RoleCard, marks: SourceMarks, context: ViewContext) -> list[Part]:
    """The lines that have the words asked for, which name no section; that there are none, if so."""
    if card.lines:
        said = f"What sources say with “{card.asked}”:"
        lines = _lines(card, marks, context)
        return [
            Paragraph((said,)),
            *lines,
            _summary(card, marks),
            Paragraph(_pay_line(card, context)),
        ]
    none = f"What sources say about this role doesn't mention “{card.asked}”. What it is:"
    return [Paragraph((none,)), _summary(card, marks)]


def _lines(card: RoleCard, marks: SourceMarks, context: ViewContext) -> list[Part]:
    lines: list[Line] = []
    section_before = None
    for section, bullet in card.lines:
        name = f"{context.library.section_name(section)}: " if section != section_before else ""
        lines.append((Bold(name), *bullet_line(bullet, marks)))
        section_before = section
    lines += [(Bold("Outlook: "), *bullet_line(bullet, marks)) for bullet in card.outlook]
    return [Bullets(tuple(lines))] if lines else []


def _apart(card: RoleCard, marks: SourceMarks) -> list[Part]:
    """What sets the role apart from those that are taken for it."""
    lines = tuple(bullet_line(line, marks) for line in card.apart)
    return [Bullets(lines)] if lines else []


def _pay_line(card: RoleCard, context: ViewContext) -> Line:
    if card.pay:
        sources = count(len(card.pay_sources), "source")
        return (Bold("Pay: "), *span_line(card.pay, context, card.role.id), f" · {sources}")
    if card.official is not None:
        return (Bold("Pay: "), *official_line(card.official, card.role, context))
    if card.advertised:
        return advertised_line(card.advertised, context)
    none = (Bold("Pay: "), "no figure for this role.")
    if card.pay_elsewhere is None:
        return none
    other = card.pay_elsewhere.name
    return (*none, " The closest role with figures: ", context.command("salary", other))


def _further(role: Role, sections: Sequence[AskedSection], context: ViewContext) -> Note:
    names = [context.library.section_name(section).lower() for section in sections]
    example = context.command("role", f"{role.name} {names[0]}") if names else ""
    return Note((f"Ask for a section: {', '.join(names)}. For example ", example))


def role_sections_parts(answer: RoleSectionsAnswer, context: ViewContext) -> tuple[Part, ...]:
    """Whole sections, in groups where the role file has them."""
    marks = SourceMarks(context.library)
    role = answer.role
    told: tuple[AskedSection, ...] = ("tasks",) if answer.occupations else ()
    asked: tuple[AskedSection, ...] = (*(section for section, _ in answer.sections), *told)
    names = [context.library.section_name(section) for section in asked]
    parts: list[Part] = [Heading(f"{role.name} · {listed(names)}" if names else role.name)]
    if any(section == "salary" for section, _ in answer.sections):
        parts.append(
            Paragraph(("Amounts that sources state: ", context.command("salary", role.name)))
        )
    for section, bullets in answer.sections:
        name = context.library.section_name(section)
        if len(names) > 1:
            parts.append(Paragraph((Bold(name),)))
        parts.extend(_groups(bullets, marks, role))
    if answer.occupations and len(names) > 1:
        parts.append(Paragraph((Bold(names[-1]),)))
    parts.extend(occupations_parts(answer.occupations, marks))
    if answer.absent:
        absent = listed([context.library.section_name(s).lower() for s in answer.absent])
        parts.append(Paragraph((f"No source covers {absent} for this role.",)))
        parts.append(_further(role, answer.known, context))
    query = RoleQuery(role.id, asked)
    return (*parts, *marks.note(), *role_actions(role, query, context))


def mention_parts(answer: MentionAnswer, context: ViewContext) -> tuple[Part, ...]:
    """What sources say of jobs that they only mention, and the roles that they describe instead."""
    marks = SourceMarks(context.library)
    parts: list[Part] = [Heading(listed([title.name for title in answer.titles]))]
    for title in answer.titles:
        lines = [(mention.statement, marks.mark([mention.source])) for mention in title.mentions]
        heading = f"{title.name}: mentioned, not described" if len(answer.titles) > 1 else None
        parts.append(Bullets(tuple(lines), heading, if_cut="The rest is in the sources' files"))
    if answer.facts:
        parts.append(
            Bullets(
                tuple(fact_line(fact, marks, context.today) for fact in answer.facts), "Numbers"
            )
        )
    parts.append(
        Paragraph(("The sources only mention this job: they give no figures and no requirements.",))
    )
    known = answer.roles or answer.near
    parts.append(Paragraph((Bold("Closest roles"), "  ", listed([role.name for role in known]))))
    return (*parts, *marks.note(), *_mention_actions(answer, known, context))


def _mention_actions(
    answer: MentionAnswer, known: Sequence[Role], context: ViewContext
) -> tuple[Actions, ...]:
    """The same question about the roles that are described."""
    ids = tuple(role.id for role in known)
    if answer.command == "compare" and len(ids) > 1:
        rest = " vs ".join(role.name for role in known)
        buttons = (ask(f"Compare {rest}", context.value(CompareQuery(ids))),)
    else:
        queries: list[WholeQuery] = [_same_about(id, answer.command) for id in ids]
        buttons = tuple(
            ask(role.name, context.value(query), number=number)
            for number, (role, query) in enumerate(zip(known, queries, strict=True))
        )
    return (Actions("mention", buttons),) if buttons else ()


def _same_about(role: str, command: QuestionName) -> WholeQuery:
    match command:
        case "salary":
            return SalaryQuery(role)
        case "trends":
            return TrendsQuery(roles=(role,))
        case _:
            return RoleQuery(role)


def _groups(bullets: Sequence[Bullet], marks: SourceMarks, role: Role) -> list[Bullets]:
    """Bullets by group; where one is too long, the file that holds the rest is named."""
    return [
        Bullets(
            tuple(bullet_line(bullet, marks) for bullet in group),
            heading=heading,
            if_cut=f"The rest is in roles/{role.id}.yaml",
        )
        for heading, group in groupby(bullets, key=lambda bullet: bullet.group)
    ]
