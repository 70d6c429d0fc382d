"""Numbers about the job market in a sentence: how much it grows, and which share of it something has."""

import re
from collections.abc import Iterator, Sequence

from knowledge.pay.about import About
from knowledge.pay.around import around_sums, nearest
from knowledge.pay.context import Context
from knowledge.pay.money import Money
from knowledge.pay.parts import MARKET
from knowledge.pay.statement import Statement
from knowledge.pay.structure import Piece

OF_THE_MARKET = re.compile(
    r"\b(?:jobs?|openings?|vacanc(?:y|ies)|postings?|listings?|employment|demand|hiring|roles?|positions?|salaries|salary|pay|wages?|workers|market"
    r"|salarios?|sueldos?|vacantes|empleo|ofertas)(?!\w)",
    re.IGNORECASE,
)


def read_percentages(
    percents: Sequence[Money], passage: Piece, text: str, read: About, context: Context
) -> Iterator[Statement]:
    """Percentages about the job market; never sure, for a sentence says in many ways what they measure."""
    if not percents or not OF_THE_MARKET.search(text):
        return
    for one in around_sums(text, percents):
        found = [(d, kind) for kind, words in MARKET if (d := nearest(words, one)) is not None]
        if not found:
            continue
        yield Statement(
            kind="market",
            quote=passage.text[: len(text)],
            start=passage.start + one.money.start,
            end=passage.start + one.money.end,
            low=one.money.low,
            high=one.money.high,
            statistic=min(found)[1],
            unit="%",
            section=context.section(passage.start),
            doubts=("statistic",),
        ).of(read)
