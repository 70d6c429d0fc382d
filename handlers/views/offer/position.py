"""Where an offer falls against the sources' figures, in words: of one figure, and of all that count."""

from collections import Counter
from collections.abc import Sequence

from handlers.views.parts import Bold, Inline
from handlers.views.words import count
from knowledge.amounts import money
from knowledge.answers_offer import AmountCheck, FigureCheck, Gap
from knowledge.offers import OfferAmount

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
