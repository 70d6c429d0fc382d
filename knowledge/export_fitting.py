"""Which salary figures schema.org's terms for an Occupation's pay can say without a loss."""

from knowledge.library import Library
from knowledge.model import Figure


def misfit(library: Library, figure: Figure) -> str | None:
    """Why a figure stays out; None where it fits. The first reason counts."""
    place = library.term("places", figure.place) if figure.place else None
    reasons = {
        "with no statistic stated": figure.statistic is None,
        "a mean, a minimum or a maximum": figure.statistic in ("mean", "min", "max"),
        "open-ended": figure.open_ended or figure.low is None or figure.high is None,
        "a percentile given as a span": figure.statistic != "range" and figure.low != figure.high,
        "approximate": figure.approximate,
        "of one company or kind of company": bool(figure.company or figure.company_kind),
        "of one industry": figure.industry is not None,
        "worldwide or remote": place is not None and place.place_kind in ("world", "remote"),
    }
    return next((reason for reason, applies in reasons.items() if applies), None)
