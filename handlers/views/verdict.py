"""Where an offer falls against figures: in a sentence that a person would say, and figure by figure."""

from collections.abc import Mapping, Sequence

from handlers.views.words import ViewContext
from knowledge.asking.pay import years_band
from knowledge.fields import money
from knowledge.model import Figure
from knowledge.offers.checked import (
    AmountCheck,
    FigureCheck,
    Gap,
    Position,
)
from knowledge.offers.terms import part_name
from knowledge.query import OfferAmount

WORDS: Mapping[Position, str] = {
    "inside": "inside",
    "equal": "equal to",
    "open": "in the open end of",
    "into": "partly below",
    "beyond": "partly above",
    "spans": "wider than",
    "below": "below",
    "above": "above",
}

NOUNS = {"mean": "average", "median": "median", "max": "maximum", "min": "minimum"}


def verdict_sentence(check: AmountCheck, context: ViewContext) -> str:
    """Where an amount falls, as a person would say it: against what is nearest to it on each side.

    `Below ML Data Engineer guide's senior range ($177k–$189k+); above its Texas average ($150k).`
    """
    said: list[str] = []
    source = ""
    for position, word in WORDS.items():
        at = [one for one in check.counted if one.position == position]
        if not at:
            continue
        one = min(at, key=_distance)
        label = context.library.sources[one.figure.source].label
        whose = "its" if label == source else f"{label}'s"
        source = label
        said.append(f"{word} {whose} {_what(one.figure, context)} ({_short(one.figure)})")
    sentence = "; ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}.{_one_end(check.amount)}"


def _distance(check: FigureCheck) -> float:
    return min((abs(gap.amount) for gap in check.gaps), default=0.0)


def _what(figure: Figure, context: ViewContext) -> str:
    """What a figure is, in a few words: `senior range`, `Texas average`, `average base salary`."""
    library = context.library
    several = figure.open_ended or figure.low != figure.high
    noun = NOUNS.get(figure.statistic or "", "range" if several else "amount")
    if (figure.statistic or "").startswith("p"):
        noun = library.name("statistics", figure.statistic or "").lower()
    band = years_band(figure)
    words = [
        library.name("levels", figure.level).lower() if figure.level else "",
        f"{band}-year" if band and not figure.level else "",
        "" if library.is_national(figure.place) else library.name("places", figure.place or ""),
        library.name("companies", figure.company) if figure.company else "",
        library.name("company_kinds", figure.company_kind).lower() if figure.company_kind else "",
        noun,
        "" if figure.component == "unspecified" else part_name(library, figure.component),
    ]
    return " ".join(filter(None, words))


def _short(figure: Figure) -> str:
    """The amount in thousands, where it has some: `$177k–$189k+`; the whole one stands below."""
    ends = [end for end in (figure.low, figure.high) if end is not None]
    thousands = [
        f"{money(round(end / 1_000), figure.currency)}k"
        if end >= 10_000
        else money(end, figure.currency)
        for end in dict.fromkeys(ends)
    ]
    up_to = "up to " if figure.low is None else ""
    return f"{up_to}{'–'.join(thousands)}{'+' if figure.open_ended else ''}"


def _one_end(amount: OfferAmount) -> str:
    if amount.low is None:
        return " This compares the offer's upper end."
    if amount.high is None:
        return " This compares the offer's lower end."
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
