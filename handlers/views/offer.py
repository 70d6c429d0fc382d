"""View of an offer check: every figure by itself, with where the offer falls against it."""

from collections import Counter
from dataclasses import replace

from handlers.views.advertised import advertised_between
from handlers.views.buttons import EDIT_OFFER, ask, report, share
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Inline,
    Line,
    Note,
    Paragraph,
    Part,
)
from handlers.views.official import between_line, official_row, percentiles_chart
from handlers.views.verdict import verdict, verdict_sentence
from handlers.views.words import (
    ViewContext,
    choice_parts,
    count,
    figure_source,
    figure_words,
    listed,
)
from knowledge.advertised import AdvertisedPay
from knowledge.model import stated
from knowledge.offers.checked import (
    AmountCheck,
    CheckedSet,
    FigureCheck,
    OfferAnswer,
)
from knowledge.offers.terms import UnclearOffer, amount_words, describe, part_name, terms_names
from knowledge.official import Between
from knowledge.query import OfferAmount, OfferTerms, SalaryQuery

MOST_LINES = 4
"""As many comparisons as are read at a glance on a phone."""

LINES_OF_ADS = 2
"""As many comparisons as take the room of what job ads say."""

PERIODS = {"year": "yearly", "month": "monthly", "week": "weekly", "day": "daily", "hour": "hourly"}


def amounts_parts(answer: OfferAnswer, context: ViewContext) -> tuple[Part, ...]:
    """Where each amount falls, set by set; or why it is compared with nothing."""
    if answer.meant:
        asked = listed([choice.label for choice in answer.meant])
        return (Paragraph((f"Do you mean {asked}?",)), choice_parts(answer.meant, context))
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
    said = verdict_sentence(check, context)
    several = len(answer.checks) > 1
    parts: list[Part] = [Paragraph((Bold(f"{name}: {said}" if several else said),))]
    if not check.together:
        parts.append(Paragraph(_missing(check)))
    if not answer.offer.whole:
        role, counted = answer.role.id, check.counted[: _most_lines(answer)]
        lines = tuple(_line(one, check.amount, context, role) for one in counted)
        return [*parts, Bullets(lines), *_every_part(check)]
    alone = check.together and len(check.sets) == 1
    role = answer.role.id
    parts.extend(_set_part(found, check.amount, context, role, alone=alone) for found in check.sets)
    return [*parts, *_left_out(check, context)]


def _most_lines(answer: OfferAnswer) -> int:
    ads = _of_first_source(answer)
    if len(ads) != 1:
        return MOST_LINES
    # Ranges come with their base, and take the room of one more.
    return MOST_LINES - LINES_OF_ADS - ads[0][0].pay.is_of_ranges


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
                f"not comparable. No figure is in {check.amount.currency}: the sources state pay in "
                f"{currencies}, and I don't convert amounts."
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


def _missing(check: AmountCheck) -> Line:
    """Say plainly that nothing meets all of it, and what the figures below are instead."""
    line: list[Inline] = ["No comparable figure for ", Bold(listed(check.filters))]
    if len(check.filters) > 1:
        line.append(" together")
    line.append(".")
    if check.unmet and len(check.filters) > 1:
        line.append(f" None at all for {listed(check.unmet)}.")
    line.append(" Closest:")
    return tuple(line)


def _set_part(
    found: CheckedSet, amount: OfferAmount, context: ViewContext, role: str, *, alone: bool
) -> Bullets:
    lines = tuple(_line(check, amount, context, role) for check in found.checks)
    heading = found.label if found.counted else f"{found.label} (not counted)"
    hint = "Name a level, a place or a company to see them"
    return Bullets(lines, None if alone else heading, if_cut=hint)


def _line(check: FigureCheck, amount: OfferAmount, context: ViewContext, role: str) -> Line:
    """A figure and where the offer is against it; its source stands under it."""
    figure = check.figure
    unstated = amount.component != "unspecified" and figure.component == "unspecified"
    about = [figure_words(figure, context, role), "part of pay not stated" if unstated else ""]
    said = f" {', '.join(filter(None, about))}".rstrip()
    return (
        Bold(stated(figure)),
        f"{said}: {verdict(check)}\n    {figure_source(figure, context)}",
    )


def _every_part(check: AmountCheck) -> list[Part]:
    """Say that parts of pay are mixed, where the offer does not name its own."""
    if check.amount.component == "unspecified" and any(
        one.figure.component != "unspecified" for found in check.sets for one in found.checks
    ):
        return [Note(("Compared with every part of pay, because the offer doesn't say which.",))]
    return []


def _left_out(check: AmountCheck, context: ViewContext) -> list[Part]:
    """How many figures of the same people are not compared, and why."""
    notes: list[Part] = []
    if check.other_parts:
        names = [
            f"{part_name(context.library, figure.component)}"
            f"{f' including {figure.includes}' if figure.includes else ''}"
            for figure in check.other_parts
        ]
        parts = [f"{number} of {name}" for name, number in Counter(names).items()]
        figures = "figures that measure" if len(check.other_parts) > 1 else "a figure that measures"
        notes.append(Note((f"Not compared, {figures} another part of pay: {listed(parts)}",)))
    notes += _every_part(check)
    if check.narrower:
        figures = count(len(check.narrower), "more figure")
        what = "a level, place, company or industry that the offer doesn't name"
        notes.append(Note((f"Not compared: {figures} of {what}",)))
    return notes


UNCLEAR_HEADINGS = {
    "several": "Which one do you mean?",
    "unknown": "Role not covered",
    "missing": "Which role is the offer for?",
}


def offer_parts(answer: OfferAnswer, context: ViewContext) -> tuple[Part, ...]:
    """What was understood, where each amount falls, and what was not taken into account."""
    terms = answer.offer.terms
    parts: list[Part] = [Heading(f"Offer check: {answer.role.name}")]
    if not answer.has_figures and not answer.advertised:
        parts.append(Paragraph(("No figure for ", Bold(answer.role.name), ".")))
        if answer.nearest is not None:
            command = context.typed(answer.nearest.query)
            name = Bold(answer.nearest.label)
            parts.append(Paragraph(("The closest role with figures is ", name, ": ", command)))
    return (
        *parts,
        *amounts_parts(answer, context),
        *_official(answer, context),
        *_advertised(answer, context),
        Note((f"Understood: {describe(answer.offer, context.library)}",)),
        *_terms_notes(terms),
        _actions(answer, context),
    )


def _official(answer: OfferAnswer, context: ViewContext) -> list[Part]:
    """Between which official percentiles the offer lies: in the nearest place, or in all around it."""
    lines = [between_line(ends, context) for ends in answer.official]
    if answer.offer.whole and lines:
        nearest = answer.official[0]
        chart = percentiles_chart(nearest[0].pay, context, [end.amount for end in nearest])
        what, released = official_row(nearest[0].pay, context)
        drawn = [chart, Note((f"{what}: ", released.replace("\n", " · ")))] if chart else []
        return [*drawn, Bullets(tuple(lines), "Official statistics")]
    return [Paragraph(line) for line in lines[:1]]


def _advertised(answer: OfferAnswer, context: ViewContext) -> list[Part]:
    """Between which percentiles of job ads the offer lies; of each level where nothing else is known."""
    if answer.offer.whole and answer.advertised:
        lines = tuple(advertised_between(ends, context) for ends in answer.advertised)
        return [Bullets(lines, "Ends of ranges in job ads")]
    first = _of_first_source(answer)
    is_short = len(first) == 1 or not answer.has_figures
    return [Paragraph(advertised_between(ends, context)) for ends in first if is_short]


def _of_first_source(answer: OfferAnswer) -> list[tuple[Between[AdvertisedPay], ...]]:
    """What the first source of job ads says: of the offer's level, else of all levels, else of each."""
    whose = [
        ends
        for ends in answer.advertised
        if ends[0].pay.source is answer.advertised[0][0].pay.source
    ]
    return [ends for ends in whose if ends[0].pay.level is None] or whose


def _actions(answer: OfferAnswer, context: ViewContext) -> Actions:
    value = context.value(answer.offer)
    shown = sum(min(len(check.counted), _most_lines(answer)) for check in answer.checks)
    compared = sum(len(found.checks) for check in answer.checks for found in check.sets)
    percentiles = len(answer.official) + len(answer.advertised)
    unsaid = len(answer.official) > 1 or len(answer.advertised) > 1
    left_out = any(check.other_parts or check.narrower for check in answer.checks)
    whole = (
        [
            ask(
                f"All {compared + percentiles} comparisons",
                context.value(replace(answer.offer, whole=True)),
                number=1,
            )
        ]
        if not answer.offer.whole and (compared > shown or unsaid or left_out)
        else []
    )
    figures = SalaryQuery(answer.role.id, answer.offer.terms.filters)
    return Actions(
        "offer",
        (
            *whole,
            Button("Change…", EDIT_OFFER, value),
            ask("Salary", context.value(figures)),
            share(value),
            report(value),
        ),
    )


def unclear_offer_parts(answer: UnclearOffer, context: ViewContext) -> tuple[Part, ...]:
    """Ask for the role, with the rest of the offer kept."""
    parts: list[Part] = [Heading(UNCLEAR_HEADINGS[answer.why])]
    if answer.why == "several":
        parts.append(Paragraph((f"“{answer.typed}” could be:",)))
    elif answer.why == "unknown":
        parts.append(Paragraph((f"“{answer.typed}” isn't covered yet. Closest names:",)))
    parts.append(choice_parts(answer.choices, context))
    understood = " · ".join(terms_names(context.library, answer.terms))
    parts.append(Paragraph((Bold("Understood so far"), f"  {understood}")))
    return (*parts, *_terms_notes(answer.terms))


def _terms_notes(terms: OfferTerms) -> list[Part]:
    notes: list[Part] = []
    if terms.set_aside:
        aside = [f"“{note.typed}” ({note.why})" for note in terms.set_aside[:12]]
        more = f" and {len(terms.set_aside) - 12} more" if len(terms.set_aside) > 12 else ""
        notes.append(Note((f"Not counted as pay: {', '.join(aside)}{more}",)))
    if terms.used:
        used = ", ".join(f"“{words}”" for words in terms.used)
        notes.append(Note((f"Read from the post, and nothing else: {used}",)))
    return notes
