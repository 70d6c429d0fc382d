"""View of an offer check: every figure by itself, with where the offer falls against it."""

from handlers.views.buttons import ask, report, share
from handlers.views.offer.amounts import amounts_parts
from handlers.views.parts import (
    Actions,
    Bold,
    Button,
    Heading,
    Note,
    Paragraph,
    Part,
)
from handlers.views.words import ViewContext, choice_parts
from knowledge.answers_offer import OfferAnswer
from knowledge.offers import OfferTerms, UnclearOffer, describe
from knowledge.offers.terms import check_text, terms_names
from knowledge.query import filter_names

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
