"""The amounts of an offer: every figure near each of them by itself, and what is not compared."""

from collections import Counter

from handlers.views.offer.position import summary, verdict
from handlers.views.parts import Bold, Bullets, Inline, Line, Note, Paragraph, Part
from handlers.views.salary import figure_measure
from handlers.views.words import ViewContext, count, figure_source, listed
from knowledge.amounts import stated
from knowledge.answers_offer import AmountCheck, CheckedSet, FigureCheck, OfferAnswer
from knowledge.asking.pay import figure_subject
from knowledge.offers import OfferAmount, amount_words
from knowledge.offers.terms import part_name

PERIODS = {"year": "yearly", "month": "monthly", "week": "weekly", "day": "daily", "hour": "hourly"}


def amounts_parts(answer: OfferAnswer, context: ViewContext) -> tuple[Part, ...]:
    """Where each amount falls, set by set; or why it is compared with nothing."""
    if not answer.checks:
        return (Paragraph(("I didn't find a pay amount in this text.",)),)
    return tuple(part for check in answer.checks for part in _amount_parts(check, answer, context))


def _amount_parts(check: AmountCheck, answer: OfferAnswer, context: ViewContext) -> list[Part]:
    if check.not_comparable is not None:
        return [Paragraph(_why_not(check, answer, context))]
    if not answer.has_figures:
        return []
    name = _amount_name(check.amount, context)
    if not check.sets:
        part = part_name(context.library, check.amount.component)
        return [Paragraph((Bold(name), f": no source gives a {part} figure for this role."))]
    parts: list[Part] = [Paragraph((Bold(name), ": ", *summary(check)))]
    if not check.together:
        parts.append(Paragraph(_missing(check, answer)))
    alone = check.together and len(check.sets) == 1
    parts.extend(_set_part(found, check.amount, context, alone=alone) for found in check.sets)
    return [*parts, *_left_out(check, context)]


def _amount_name(amount: OfferAmount, context: ViewContext) -> str:
    library = context.library
    only = [library.name("levels", level) for level in amount.levels]
    only += [library.name("places", place) for place in amount.places]
    label = f"{', '.join(only)}: " if only else ""
    part = part_name(library, amount.component)
    return f"{label}{part[:1].upper()}{part[1:]} {amount_words(amount)}"


def _why_not(check: AmountCheck, answer: OfferAnswer, context: ViewContext) -> Line:
    """Why an amount is compared with nothing."""
    name = Bold(_amount_name(check.amount, context))
    periods = listed([PERIODS[period] for period in answer.periods]) or "no"
    currencies = listed(answer.currencies) or "no currency"
    match check.not_comparable:
        case "currency":
            why = (
                f"not comparable: the sources state pay in {currencies}, "
                "and I don't convert amounts."
            )
        case "currency unclear":
            why = "not comparable: the currency isn't clear. Name it, such as USD or CAD."
        case "period":
            given = PERIODS.get(check.amount.period or "", "such")
            why = (
                f"not comparable: this is {given} pay, the sources give {periods} pay, "
                "and I don't convert between them."
            )
        case "period unclear":
            why = f"not comparable: the pay period isn't clear. The sources give {periods} pay."
        case _:
            why = f"not comparable: it's a one-time payment, and the sources give {periods} pay."
    return (name, f" is {why}")


def _missing(check: AmountCheck, answer: OfferAnswer) -> Line:
    """Say plainly that nothing meets all of it, and what the figures below are instead."""
    line: list[Inline] = [
        f"No comparable {answer.role.name} figure for ",
        Bold(listed(check.filters)),
    ]
    if len(check.filters) > 1:
        line.append(" together")
    line.append(".")
    if check.unmet and len(check.filters) > 1:
        line.append(f" None at all for {listed(check.unmet)}.")
    line.append(" Closest:")
    return tuple(line)


def _set_part(
    found: CheckedSet, amount: OfferAmount, context: ViewContext, *, alone: bool
) -> Bullets:
    lines = tuple(_line(check, amount, context) for check in found.checks)
    heading = found.label if found.counted else f"{found.label} (not counted)"
    hint = "Name a level, a place or a company to see them"
    return Bullets(lines, None if alone else heading, if_cut=hint)


def _line(check: FigureCheck, amount: OfferAmount, context: ViewContext) -> Line:
    figure = check.figure
    measure = figure_measure(figure, context)
    unstated = amount.component != "unspecified" and figure.component == "unspecified"
    part = ", part of pay not stated" if unstated else ""
    return (
        Bold(stated(figure)),
        f"  {verdict(check)} · {figure_subject(context.library, figure)} · {measure}{part} · ",
        figure_source(figure, context),
    )


def _left_out(check: AmountCheck, context: ViewContext) -> list[Part]:
    """How many figures of the same people are not compared, and why."""
    notes: list[Part] = []
    if check.other_parts:
        names = [part_name(context.library, figure.component) for figure in check.other_parts]
        parts = [f"{number} of {name}" for name, number in Counter(names).items()]
        figures = "figures that measure" if len(check.other_parts) > 1 else "a figure that measures"
        notes.append(Note((f"Not compared, {figures} another part of pay: {listed(parts)}",)))
    if check.amount.component == "unspecified" and any(
        one.figure.component != "unspecified" for found in check.sets for one in found.checks
    ):
        notes.append(
            Note(("Compared with every part of pay, because the offer doesn't say which.",))
        )
    if check.narrower:
        figures = count(len(check.narrower), "more figure")
        what = "a level, place, company or industry that the offer doesn't name"
        notes.append(Note((f"Not compared: {figures} of {what}",)))
    return notes
