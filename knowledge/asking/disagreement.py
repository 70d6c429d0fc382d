"""Where sources that measure the same are notably apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.answers import Disagreement
from knowledge.asking.pay import years_band
from knowledge.library import Library
from knowledge.model import Figure

NOTABLE_PERCENT = 10
"""Sources that measure the same and differ by less than this are taken to agree."""

MOST_DISAGREEMENTS = 3


def disagreements(library: Library, figures: Sequence[Figure]) -> tuple[Disagreement, ...]:
    """Where figures that measure the same in the same circumstances are notably apart."""
    groups: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.level is None and years_band(figure) is not None:
            continue
        kind = "range" if figure.statistic == "range" else figure.statistic
        place = None if library.is_national(figure.place) else figure.place
        groups[
            kind, figure.component, figure.currency, figure.period, figure.level, place,
            figure.company, figure.company_kind, figure.industry,
        ].append(figure)  # fmt: skip
    found: list[Disagreement] = []
    for group in groups.values():
        if len({figure.source for figure in group}) > 1:
            found.extend(_apart(library, group))
    found.sort(key=lambda one: -one.percent)
    return tuple(found[:MOST_DISAGREEMENTS])


def _apart(library: Library, group: Sequence[Figure]) -> Iterable[Disagreement]:
    what = _what(library, group[0])
    if group[0].statistic != "range":
        lows = [(f.low if f.low is not None else f.high, f) for f in group]
        highs = [(f.high if f.high is not None else f.low, f) for f in group]
        yield from _if_notable(what, lows, highs)
        return
    for end, amounts in (
        ("lower end", [(f.low, f) for f in group]),
        ("upper end", [(f.high, f) for f in group if not f.open_ended]),
    ):
        yield from _if_notable(f"{what}, {end}", amounts, amounts)


def _if_notable(
    what: str,
    lows: Sequence[tuple[float | None, Figure]],
    highs: Sequence[tuple[float | None, Figure]],
) -> Iterable[Disagreement]:
    bottom = [(amount, f) for amount, f in lows if amount]
    top = [(amount, f) for amount, f in highs if amount]
    if not bottom or not top:
        return
    low, lower = min(bottom, key=lambda pair: pair[0])
    high, higher = max(top, key=lambda pair: pair[0])
    found = Disagreement(what, lower, higher, low, high)
    if lower.source != higher.source and found.percent >= NOTABLE_PERCENT:
        yield found


def _what(library: Library, figure: Figure) -> str:
    """What figures of a group measure: "Average, base salary" or "Senior, range"."""
    parts = [
        library.name("levels", figure.level) if figure.level else "",
        library.name("statistics", figure.statistic) if figure.statistic else "",
        "" if figure.component == "unspecified" else library.name("components", figure.component),
        library.name("places", figure.place)
        if figure.place and not library.is_national(figure.place)
        else "",
    ]
    return ", ".join(part for part in parts if part) or "Pay"
