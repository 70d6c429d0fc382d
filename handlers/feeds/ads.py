"""The job ads behind what was computed of them, in a modal, page by page."""

from handlers.deps import Deps
from handlers.middleware import UNREADABLE, IncompleteError
from handlers.placing import Form, Parts
from handlers.replies import context_of
from handlers.turn import Turn
from handlers.values import carried
from handlers.views.feeds.ads import MOST_ON_PAGE, ads_parts
from handlers.views.modal import answer_view
from knowledge.advertised import AdsRequest


def open_ads(turn: Turn, deps: Deps) -> Form:
    """Open the ads that a button stands for."""
    return Form(answer_view(turn_to(turn, deps)))


def turn_to(turn: Turn, deps: Deps) -> Parts:
    """Show another page of them in their place."""
    found = carried(turn.value)
    if found is None or not isinstance(asked := found.what, AdsRequest):
        raise IncompleteError(UNREADABLE)
    # One more than is shown says whether there are more.
    through = (asked.page + 1) * MOST_ON_PAGE
    known = deps.ads.listed(asked, through + 1)
    shown = known[through - MOST_ON_PAGE : through]
    context = context_of(deps, found.prefix)
    return ads_parts(asked, shown, context, more=len(known) > through)
