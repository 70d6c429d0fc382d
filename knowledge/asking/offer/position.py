"""Where an amount of an offer falls against one figure of a source."""

from knowledge.answers_offer import FigureCheck, Gap, Position
from knowledge.model import Figure
from knowledge.offers import OfferAmount


def check_figure(amount: OfferAmount, figure: Figure) -> FigureCheck:
    """Where an amount falls against one figure of the same currency, period and part of pay."""
    ends = [end for end in (amount.low, amount.high) if end is not None]
    ends = list(dict.fromkeys(ends))
    is_range = figure.open_ended or figure.low != figure.high
    if is_range:
        return _against_range(figure, ends[0], ends[-1])
    single = figure.low or 0.0
    gaps = tuple(_gap(end, single) for end in ends)
    position: Position = "spans"
    if ends[0] == ends[-1] == single:
        position = "equal"
    elif ends[0] >= single:
        position = "above"
    elif ends[-1] <= single:
        position = "below"
    return FigureCheck(figure, is_range, position, gaps)


def _against_range(figure: Figure, low: float, high: float) -> FigureCheck:
    bottom = figure.low
    top = None if figure.open_ended else figure.high
    under = (_gap(low, bottom),) if bottom is not None and low < bottom else ()
    over = (_gap(high, top),) if top is not None and high > top else ()
    position: Position = "inside"
    gaps = (*under, *over)
    if bottom is not None and high < bottom:
        position, gaps = "below", tuple(_gap(end, bottom) for end in dict.fromkeys((low, high)))
    elif top is not None and low > top:
        position, gaps = "above", tuple(_gap(end, top) for end in dict.fromkeys((low, high)))
    elif under and over:
        position = "spans"
    elif under:
        position = "into"
    elif over:
        position = "beyond"
    elif figure.open_ended and low >= (figure.high if figure.high is not None else bottom or 0):
        position = "open"
        gaps = (_gap(low, figure.high),) if figure.high is not None else ()
    return FigureCheck(figure, is_range=True, position=position, gaps=gaps)


def _gap(end: float, reference: float) -> Gap:
    return Gap(end - reference, 100 * (end - reference) / reference if reference else 0.0)
