"""What admins do with a review: go through it, decide, fill in, and make the draft."""

import json
from collections.abc import Callable

from handlers.curation import drafts, rights
from handlers.deps import Deps
from handlers.drafting.entered import about_entered, number_entered, pay_entered
from handlers.middleware import UNREADABLE, IncompleteError, in_metadata
from handlers.payloads import Payload
from handlers.placing import FieldErrors, Form, Later, NextTo, Parts, said
from handlers.replies import context_of
from handlers.turn import Turn
from handlers.views.drafting.forms import about_form, item_form
from handlers.views.drafting.review import (
    discarded_review_parts,
    pages,
    review_gone_parts,
    review_parts,
    reviews_parts,
)
from handlers.views.words import ViewContext
from knowledge.drafting import review as reviewing
from knowledge.drafting.review import KeptReview, Review, source_path, source_text
from knowledge.library import Library
from knowledge.pay.statement import Kind


class Spot(Payload):
    """What a button or a form of a review is about."""

    review: str = ""
    page: int = 0
    place: int = -1
    kind: Kind = "pay"

    @classmethod
    def of(cls, value: str) -> "Spot":
        """Of a button's value: `<review>:<page>`, and `:<place>` of a statement."""
        review, *numbers = value.split(":")
        try:
            return cls(
                review=review, **dict(zip(("page", "place"), map(int, numbers), strict=False))
            )
        except ValueError:
            raise IncompleteError(UNREADABLE) from None


def listed(deps: Deps, context: ViewContext) -> Parts:
    """Reviews whose source is not there yet."""
    return reviews_parts(unfinished(deps, context.library), context)


def unfinished(deps: Deps, library: Library) -> tuple[KeptReview, ...]:
    """Those that have not become a source."""
    return tuple(one for one in deps.reviews.every() if one.review.about.id not in library.sources)


def show(turn: Turn, deps: Deps) -> Parts:
    """A page of a review."""
    spot = Spot.of(turn.value)
    kept = _open(turn, deps, spot)
    return _page(deps, kept, spot.page) if isinstance(kept, KeptReview) else kept


def take(turn: Turn, deps: Deps) -> Parts:
    """Take a statement as it is."""
    spot = Spot.of(turn.value)
    return _changed(turn, deps, spot, lambda review: reviewing.take(review, [spot.place]))


def leave(turn: Turn, deps: Deps) -> Parts:
    """Leave a statement out."""
    spot = Spot.of(turn.value)
    return _changed(turn, deps, spot, lambda review: reviewing.leave(review, spot.place))


def take_sure(turn: Turn, deps: Deps) -> Parts:
    """Take every statement of the page about which nothing is doubtful."""
    spot = Spot.of(turn.value)

    def taken(review: Review) -> Review:
        every = pages(review)
        shown = every[spot.page] if spot.page in range(len(every)) else range(0)
        return reviewing.take(review, [place for place in review.sure if place in shown])

    return _changed(turn, deps, spot, taken)


def open_about(turn: Turn, deps: Deps) -> Form | NextTo:
    """Open what the source is."""
    spot = Spot.of(turn.value)
    kept = _open(turn, deps, spot)
    if not isinstance(kept, KeptReview):
        return NextTo(kept)
    return Form(about_form(kept.review.about, _metadata(turn, deps, spot)))


def about_sent(turn: Turn, deps: Deps) -> FieldErrors | Later[Parts]:
    """Keep what the form says of the source."""
    spot = in_metadata(Spot, turn.value)
    about = about_entered(turn.view, deps.library())
    if isinstance(about, FieldErrors):
        return about
    return Later(lambda: _changed(turn, deps, spot, lambda review: reviewing.tell(review, about)))


def open_item(turn: Turn, deps: Deps) -> Form | NextTo:
    """Open every field of a statement."""
    spot = Spot.of(turn.value)
    kept = _open(turn, deps, spot)
    if not isinstance(kept, KeptReview):
        return NextTo(kept)
    if spot.place not in range(len(kept.review.items)):
        raise IncompleteError(UNREADABLE)
    item = kept.review.items[spot.place]
    metadata = _metadata(turn, deps, spot.model_copy(update={"kind": item.statement.kind}))
    return Form(item_form(item, context_of(deps), metadata))


def item_sent(turn: Turn, deps: Deps) -> FieldErrors | Later[Parts]:
    """Take a statement as the form says it."""
    spot = in_metadata(Spot, turn.value)
    library = deps.library()
    found = pay_entered(turn.view, library) if spot.kind == "pay" else number_entered(turn.view)
    if isinstance(found, FieldErrors):
        return found
    return Later(
        lambda: _changed(
            turn, deps, spot, lambda review: reviewing.change(review, spot.place, found)
        )
    )


def make_draft(turn: Turn, deps: Deps) -> NextTo:
    """Show what was taken as a draft, next to the review, which stays."""
    kept = _open(turn, deps, Spot.of(turn.value))
    if not isinstance(kept, KeptReview):
        return NextTo(kept)
    review = kept.review
    if not (review.about.is_confirmed and review.taken):
        return NextTo(said("Check the source's data and take a statement first."))
    if review.about.id in deps.library().sources:
        return NextTo(said(f"There is a source {review.about.id} already. Give yours another id."))
    reason = f"Added {review.about.label}"
    changes = {source_path(review): source_text(review)}
    return NextTo(drafts.shown(deps.curation.propose(turn.user, changes, reason)))


def discard(turn: Turn, deps: Deps) -> Parts:
    """Forget a review."""
    kept = _open(turn, deps, Spot.of(turn.value))
    if not isinstance(kept, KeptReview):
        return kept
    return discarded_review_parts() if deps.reviews.discard(kept.id) else review_gone_parts()


def _open(turn: Turn, deps: Deps, spot: Spot) -> KeptReview | Parts:
    """The review that was clicked, for admins; else what to say."""
    if not rights.is_admin(turn, deps):
        return rights.refused(deps)
    return deps.reviews.find(spot.review) or review_gone_parts()


def _changed(turn: Turn, deps: Deps, spot: Spot, change: Callable[[Review], Review]) -> Parts:
    """The page after a change, for admins."""
    if not rights.is_admin(turn, deps):
        return rights.refused(deps)
    kept = deps.reviews.change(spot.review, change)
    return review_gone_parts() if kept is None else _page(deps, kept, spot.page)


def _page(deps: Deps, kept: KeptReview, page: int) -> Parts:
    return review_parts(kept, page, context_of(deps))


def _metadata(turn: Turn, deps: Deps, spot: Spot) -> str:
    """What a form keeps: where its answer goes, and what it is about."""
    return json.dumps({**json.loads(turn.origin(deps.now())), **spot.model_dump()})
