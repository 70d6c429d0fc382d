"""What the head of a table's column says, and what its cells hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.library import Library
from knowledge.pay.about import About, about
from knowledge.pay.money import find_money
from knowledge.pay.parts import PAY, PERIOD, STATISTICS
from knowledge.pay.structure import Table

Dimension = Literal["title", "level", "years", "place", "company", "industry", "year", "other"]

_HEADS: Sequence[tuple[Dimension, re.Pattern[str]]] = (
    ("other", re.compile(
        r"\b(?:notes?|comments?|sources?|fuente|quelle|skills?|why|description|details|focus|n|sample|respondents|count|responses|#"
        r"|openings|jobs|demand|link|stress|risk|difficulty|competition|interest|benefits?|language|remote|currency|examples?|key|requirements?|responsibilities|vs\.?)(?!\w)|^#$", re.IGNORECASE)),
    ("company", re.compile(r"\b(?:company|companies|employer|organi[sz]ation|empresa|firma|unternehmen|arbeitgeber)(?!\w)", re.IGNORECASE)),
    ("industry", re.compile(r"\b(?:industry|industries|sector|sectors|vertical|branche|industria)(?!\w)", re.IGNORECASE)),
    ("title", re.compile(
        r"\b(?:role|roles|title|job title|position|occupation|occupations|job|profession|designation|puesto|perfil|cargo|rol|stelle|métier|poste"
        r"|beruf|função|stanowisko)(?!\w)", re.IGNORECASE)),
    ("place", re.compile(
        r"\b(?:city|cities|location|locations|country|countries|region|province|provinz|provincia|bundesland|kanton|state|metro|metropolitan|markets?$|area|place|ciudad|pa[ií]s|país|ort|stadt|land"
        r"|ville|pays|cidade|hub|geography)(?!\w)", re.IGNORECASE)),
    ("level", re.compile(
        r"\b(?:level|levels|seniority|experience(?: level)?|experiencia|grade|band|tier|stage|career|nivel|poziom|erfahrung|expérience|niveau|nível)(?!\w)",
        re.IGNORECASE)),
    ("years", re.compile(r"\b(?:years?(?: of experience)?|yoe|yrs|años|anos)(?!\w)", re.IGNORECASE)),
)  # fmt: skip

NO_PAY_HEAD = re.compile(
    r"\b(?:cost|rent|price|prices|equivalent|premium|difference|increase|change|boost|uplift|gap|needed|baseline|savings?|budget|revenue|funding"
    r"|tuition|fee|capex|investment|market size|value|raise|raised|valuation|spend|total raised|roi)(?!\w)",
    re.IGNORECASE,
)
NEVER_PAY_ABOVE = re.compile(
    r"\b(?:equivalent|needed|required income|baseline|(?<!geo-)adjusted(?! ote)|tax(?:es)?(?! free)|cost[- ]of[- ]living|col|rent|purchasing power)(?!\w)",
    re.IGNORECASE,
)
"""What a heading, or the line above a table, says of sums that are nobody's pay."""
NEVER_PAY_HEAD = re.compile(
    rf"{NEVER_PAY_ABOVE.pattern}|\b(?:vs\.?|difference|change)(?!\w)", re.IGNORECASE
)
"""Heads over sums that are nobody's pay though they may name a salary."""
LEAST = re.compile(r"\b(?:low|min(?:imum)?|from|bottom|start)(?!\w)", re.IGNORECASE)
MOST = re.compile(r"\b(?:high|max(?:imum)?|to|top|upper)(?!\w)", re.IGNORECASE)
"""How the columns of a band's two ends are headed."""
MIDDLE = re.compile(
    r"\b(?:mid|middle|midpoint|target)(?!\w|[- ](?:level|career|senior))", re.IGNORECASE
)
"""How the middle of a band is headed, which is no level next to its ends."""

LEAST_BARE = 1_000
"""A number without any sign of money is money in a table of pay from this on."""


_NAMES = re.compile(
    r"\b(?:top|bottom|percentile|quartile|decile|oberste|unterste)\b", re.IGNORECASE
)
"""Words of a cell that names a part of the market, and is no percentage: "top 10 %"."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column's head says, and whether its cells hold money, percentages or words."""

    head: str
    holds: Literal["money", "percent", "words"]
    dimension: Dimension | None
    about: About


def dimension_of(head: str) -> Dimension | None:
    """What the words below a head name."""
    return next((kind for kind, words in _HEADS if words.search(head)), None)


def read_column(library: Library, heads: Sequence[str], table: Table, at: int) -> Column:
    """What the column at a place of a table says and holds."""
    cells = [row[at].text for row in table.rows if at < len(row) and row[at].text.strip(" -–—")]
    head = heads[at]
    sums = [find_money(cell) for cell in cells]
    money = sum(
        any(not one.percent and (one.currency or one.scale) for one in found) for found in sums
    )
    percents = sum(
        any(one.percent for one in found) and not _NAMES.search(cell)
        for cell, found in zip(cells, sums, strict=True)
    )
    numbers = sum(
        re.fullmatch(r"[~<>]?\s?[\d.,' ]+\+?(?:\s?-\s?[\d.,' ]+)?\+?", cell) is not None
        and any(one.top >= LEAST_BARE for one in found)
        for cell, found in zip(cells, sums, strict=True)
    )
    dimension = dimension_of(head)
    caption = table.caption.text if table.caption else ""
    around = " ".join([caption, *(one.text for one in table.headings[-2:])])
    if (
        cells
        and money * 2 >= len(cells)
        and not (dimension == "other" and money * 3 < len(cells) * 2)
    ):
        return Column(head, "money", None, about(library, head))
    of_band = (LEAST.search(head) or MOST.search(head) or MIDDLE.search(head)) and PAY.search(
        around
    )
    if cells and find_sign(head) and PERIOD.search(head) and _are_rates(cells):
        return Column(head, "money", None, about(library, head))
    of_pay = (
        of_band
        or PAY.search(head)
        or any(words.search(head) for _, words in STATISTICS[:6])
        or find_sign(head)
        or (PAY.search(around) and find_sign(around))
    )
    if (
        cells
        and numbers * 2 >= len(cells)
        and of_pay
        and dimension in (None, "level", "title", "place")
    ):
        return Column(head, "money", None, about(library, head))
    if cells and percents * 2 >= len(cells):
        return Column(head, "percent", None, about(library, head))
    return Column(head, "words", dimension, About())


def _are_rates(cells: Sequence[str]) -> bool:
    """Whether cells are numbers, as small as what an hour or a day is paid."""
    return all(
        re.fullmatch(r"[~<>]?\s?\d[\d.,' ]*\+?(?:\s?(?:-|to)\s?\d[\d.,' ]*\+?)?", cell.strip())
        for cell in cells
    )


def find_sign(head: str) -> str | None:
    """The currency that a column's head names."""
    match = re.search(
        r"(?<!\w)(?:US\$|[$€£₹]|USD|EUR|GBP|INR|CHF|BRL|R\$|CAD|AUD|PLN|SEK)(?!\w)", head
    )
    return match[0] if match else None
