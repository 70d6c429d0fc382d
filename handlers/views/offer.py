"""View of an offer check: every figure by itself, with where the offer falls against it."""

from collections import Counter
from collections.abc import Sequence

from handlers.views.buttons import ask, report, share
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
from handlers.views.salary import figure_measure
from handlers.views.words import ViewContext, choice_parts, count, figure_source, listed
from knowledge.answers import AmountCheck, CheckedSet, FigureCheck, Gap, OfferAnswer
from knowledge.asking.salary import figure_subject
from knowledge.model import money, stated
from knowledge.offers import OfferAmount, OfferTerms, UnclearOffer, amount_words, describe
from knowledge.offers.terms import check_text, part_name, terms_names
from knowledge.query import filter_names

RANGE_WORDS = {
    "below": "below",
    "into": "partly below",
    "inside": "inside",
    "open": "in the open end of",
    "beyond": "partly above",
    "above": "above",
    "spans": "wider than",
}

SINGLE_WORDS = {"below": "below", "equal": "equal to", "above": "above", "spans": "across"}


def summary(check: AmountCheck) -> tuple[Inline, ...]:
    """How many ranges and single amounts the offer is above, inside or below."""
    counted = check.counted
    pieces = [
        _tally([c for c in counted if c.is_range], RANGE_WORDS, "range"),
        _tally([c for c in counted if not c.is_range], SINGLE_WORDS, "single amount"),
    ]
    figures = count(len(counted), "figure")
    sources = count(len({c.figure.source for c in counted}), "source")
    ends = _one_end(check.amount)
    return (Bold("; ".join(filter(None, pieces))), f" ({figures} from {sources}{ends})")


def _tally(checks: Sequence[FigureCheck], words: dict[str, str], thing: str) -> str:
    if not checks:
        return ""
    tally = Counter(check.position for check in checks)
    if len(checks) == 1:
        return f"{words[checks[0].position]} the {thing}"
    said = [f"{words[position]} {tally[position]}" for position in words if tally[position]]
    said[0] += f" of {len(checks)} {thing}s"
    return ", ".join(said)


def _one_end(amount: OfferAmount) -> str:
    if amount.low is None:
        return "; comparing the offer's upper end"
    if amount.high is None:
        return "; comparing the offer's lower end"
    return ""


def verdict(check: FigureCheck) -> str:
    """Where the offer is against one figure, in money and in percent."""
    currency = check.figure.currency
    gaps = [_gap(gap, currency) for gap in check.gaps]
    match check.position:
        case "inside":
            return "inside"
        case "equal":
            return "equal to it"
        case "below":
            return f"below by {_from_to(tuple(reversed(check.gaps)), currency)}"
        case "above":
            return f"above by {_from_to(check.gaps, currency)}"
        case "into":
            return f"overlaps: the low end is {gaps[0]} under"
        case "beyond":
            return f"overlaps: the high end is {gaps[0]} over"
        case "spans":
            return f"spans it: {gaps[0]} under to {gaps[1]} over"
        case "open":
            if check.figure.high is None:
                return "at or above it; no upper limit"
            return f"at or above {money(check.figure.high, currency)}, where it is open-ended"


def _from_to(gaps: Sequence[Gap], currency: str) -> str:
    """The gaps of an offer's ends, the smaller first: `$5,000 (3%) to $20,000 (12%)`."""
    up_to = "up to " if len(gaps) > 1 and not gaps[0].amount else ""
    return up_to + " to ".join(_gap(gap, currency) for gap in gaps if gap.amount)


def _gap(gap: Gap, currency: str) -> str:
    percent = abs(gap.percent)
    shown = f"{percent:.0f}%" if percent >= 0.5 else "under 1%"
    return f"{money(abs(gap.amount), currency)} ({shown})"


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


EDIT_OFFER = "edit_offer"

UNCLEAR_HEADINGS = {
    "several": "Which one do you mean?",
    "unknown": "Role not covered",
    "missing": "Which role is the offer for?",
}


def offer_parts(answer: OfferAnswer, context: ViewContext) -> tuple[Part, ...]:
    """What was understood, where each amount falls, and what was not taken into account."""
    terms = answer.offer.terms
    parts: list[Part] = [
        Heading(f"Offer check: {answer.role.name}"),
        Paragraph((Bold("Understood"), f"  {describe(answer.offer, context.library)}")),
    ]
    if not answer.has_figures:
        parts.append(Paragraph(("No source states an amount for ", Bold(answer.role.name), ".")))
        if answer.nearest is not None:
            command = context.command("salary", answer.nearest.text)
            line = (
                "The closest role with figures is ",
                Bold(answer.nearest.label),
                ": ",
                command,
            )
            parts.append(Paragraph(line))
    return (
        *parts,
        *amounts_parts(answer, context),
        *_terms_notes(terms),
        *_every_figure(answer, context),
        _actions(answer, context),
    )


def _actions(answer: OfferAnswer, context: ViewContext) -> Actions:
    line = context.line("salary", check_text(context.library, answer.offer.terms, answer.role.name))
    return Actions(
        "offer",
        (
            Button("Change…", EDIT_OFFER, line),
            ask("Salary", context.line("salary", answer.role.id)),
            share(line),
            report(line),
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


def _every_figure(answer: OfferAnswer, context: ViewContext) -> list[Part]:
    if not answer.has_figures:
        return []
    asked = [answer.role.name, *filter_names(context.library, answer.offer.terms.filters)]
    return [Note(("Every figure: ", context.command("salary", " ".join(asked))))]
