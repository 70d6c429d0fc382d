"""The levels and places that label single amounts of an offer: "Berlin 80k, Munich 90k"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.library import Library
from knowledge.offers.amounts import PaySum
from knowledge.offers.terms import SALARY_PARTS
from knowledge.query import SalaryFilters
from knowledge.reading import Reader


@dataclass(frozen=True, slots=True)
class Label:
    """The levels or the places for which alone an amount is given."""

    levels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def of_the_whole_offer(filters: SalaryFilters, labels: Sequence[Label]) -> SalaryFilters:
    """What narrows the offer as a whole, without what only labels one of its amounts."""
    places = {place for label in labels for place in label.places}
    return replace(
        filters,
        levels=() if any(label.levels for label in labels) else filters.levels,
        places=tuple(place for place in filters.places if place not in places),
    )


def labels_of(library: Library, text: str, sums: Sequence[PaySum]) -> list[Label]:
    """The levels and the places for which alone each amount is given, where a text gives several.

    They count only where every salary of the text has such a label of its own, all before their
    amounts or all behind them.
    """
    none = [Label() for _ in sums]
    salaries = [index for index, one in enumerate(sums) if one.component in SALARY_PARTS]
    parts = [sums[index].component for index in salaries]
    if len(set(parts)) == len(parts):
        return none
    for before in (True, False):
        levels, places = list(none), list(none)
        for index in salaries:
            reader = Reader(
                library, QUESTIONS_BY_NAME["salary"], _beside(text, sums, index, before=before)
            )
            levels[index] = Label(levels=reader.ids("levels"))
            places[index] = Label(places=reader.ids("places"))
        for labels in (levels, places):
            given = [labels[index] for index in salaries]
            if Label() not in given and len(set(given)) == len(given):
                return labels
    return none


def _beside(text: str, sums: Sequence[PaySum], index: int, *, before: bool) -> str:
    """What stands between an amount and its neighbor, or the end of the line."""
    if before:
        start = sums[index - 1].money.end if index else 0
        piece = text[start : sums[index].money.start]
        return re.split(r"[\n;|]", piece)[-1]
    end = sums[index + 1].money.start if index + 1 < len(sums) else len(text)
    return re.split(r"[\n;|]", text[sums[index].money.end : end])[0]
