"""Offer checks besides the command: a shortcut on a job post, and the form that puts it right."""

from handlers.deps import Deps
from handlers.posts import post_text
from handlers.replies import asked, context_of
from handlers.results import FieldErrors, Form
from handlers.router import Route
from handlers.turn import Turn
from handlers.views import answer_parts
from handlers.views.modal import OFFER_CHECK, offer_form
from handlers.views.offer import EDIT_OFFER
from knowledge.asking import CHECK, answer_read_offer
from knowledge.offers import (
    Offer,
    OfferFields,
    UnclearOffer,
    fields_of,
    offer_from_fields,
    parse_offer,
)

CHECK_PAY = "check_pay"
"""The message shortcut's callback id, as the manifest declares it."""


def check_post(turn: Turn, deps: Deps) -> Form:
    """Read the post and show where its pay falls, and what was understood."""
    return _checked(deps, post_text(turn.payload))


def edit(turn: Turn, deps: Deps) -> Form:
    """Open the form with what was typed."""
    question = asked(turn.value)
    typed = question.text if question else ""
    return _checked(deps, typed.strip().removeprefix(CHECK).strip())


def check_again(turn: Turn, deps: Deps) -> Form | FieldErrors:
    """Check what the form says now, or say at each field what is wrong with it."""
    fields = OfferFields(
        **{name: turn.view.entered(name) or None for name in OfferFields.__dataclass_fields__}
    )
    offer = offer_from_fields(deps.library(), fields)
    if isinstance(offer, Offer):
        return _form(deps, offer, fields)
    return FieldErrors({str(name): wrong for name, wrong in offer.items()})


def _checked(deps: Deps, text: str) -> Form:
    offer = parse_offer(deps.library(), text)
    return _form(deps, offer, fields_of(offer))


def _form(deps: Deps, offer: Offer | UnclearOffer, fields: OfferFields) -> Form:
    context = context_of(deps)
    shown = answer_parts(answer_read_offer(context.library, offer), context)
    return Form(offer_form(context, fields, shown))


ROUTES = (
    Route("shortcut", CHECK_PAY, check_post, "opens"),
    Route("click", EDIT_OFFER, edit, "opens"),
    Route("form", OFFER_CHECK, check_again),
)
