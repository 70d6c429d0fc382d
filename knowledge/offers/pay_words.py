"""The words that say what a sum near them is: a part of pay, a period, or money that is no pay."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from knowledge.fields import COMPONENTS, PayPeriod
from knowledge.library import Library
from knowledge.offers.money import Money

PAY = "pay"
PERHAPS = "perhaps pay"
ONCE = "once"

HARD_BREAK = re.compile(
    r"[;|•·]|(?<!:)\s*\n|(?<!\b\w)(?<!approx)(?<!max)(?<!min)(?<!rs)[.!?](?=\s|$)", re.IGNORECASE
)
"""Where a clause ends: a word in one says nothing of a sum in the next."""


@dataclass(frozen=True, slots=True)
class PayWord:
    """Words that say what a sum near them is: pay, paid once, a part of pay, or why it is no pay.

    `PERHAPS` are words such as "earn" and "offer", which speak of other money as well.
    """

    start: int
    end: int
    says: str

    @property
    def is_part(self) -> bool:
        """Whether it names a part of pay."""
        return self.says in COMPONENTS

    @property
    def is_pay(self) -> bool:
        """Whether it speaks of pay, perhaps among other money."""
        return self.says in (PAY, PERHAPS) or self.is_part

    @property
    def is_no_pay(self) -> bool:
        """Whether it speaks of other money: the company's, a benefit, current pay."""
        return not self.is_pay and self.says != ONCE

    @property
    def is_sure(self) -> bool:
        """Whether it speaks of nothing but pay."""
        return self.says == PAY or self.is_part


_FIRST = (
    (ONCE, r"(?:sign(?:ing)?[- ]?on|signing|joining|welcome|retention|one[- ]time)(?: bonus)?"),
    ("relocation money", r"relocation(?: bonus| package| assistance| allowance| support)?"),
    (
        "a benefit",
        (
            r"(?:[a-z]+ )?(?:stipend|allowance|reimburse\w*|insurance|deductible|gift ?cards?)"
            r"|referral bonus|home office|tuition|wellness|commut\w+|internet|lunch|meals?|hsa|gym"
            r"|(?:learning|training|education|equipment|wellness|conference|travel) budget"
            r"|development budget|match(?:es|ing)?|donations?|childcare|courses?"
        ),
    ),
    (
        "company money",
        (
            r"raised|rais(?:es|ing)|series [a-h]|seed|fund(?:ing|ed)|valuation|valued|revenues?|arr"
            r"|backed|invested|turnover|market cap|assets|gmv|worth of|transactions|payments"
            r"|savings|sales|(?:cloud|marketing|annual) (?:budget|spend)"
        ),
    ),
    (
        "current pay",
        (
            r"current(?:ly)?(?: (?:at|on|making|earning|paid|salary|pay|comp|base))*|i make|i earn"
            r"|(?:i'm|i am) (?:making|earning|on|at)|my (?:old|last|previous) (?:job|salary|pay)"
        ),
    ),
    ("total", r"ctc|total cash"),
    ("bonus", r"variable(?: pay)?"),
)
_LAST = (
    (
        PAY,
        (
            r"salary|salaries|pay|comp|compensation|remuneration|wages?|(?:pay|salary) range|band"
            r"|gehalt|lohn|verg[uü]tung|salaire|r[eé]mun[eé]ration|sueldo|salario|sal[aá]rial"
            r"|retribuzione|wynagrodzenie"
        ),
    ),
    (PERHAPS, r"pays|paying|paid|rate|offer(?:s|ed|ing)?|earn(?:s|ing|ings)?|range|budget"),
)


def pay_words(library: Library, text: str) -> Iterator[PayWord]:
    """The words of a text that say what a sum is, the vocabulary's names of parts of pay included.

    What is no salary comes first ("relocation bonus"), plain words for pay last ("base salary").
    """
    kinds = [*_FIRST, *_parts(library), *_LAST]
    groups = "|".join(rf"(?P<w{index}>{words})" for index, (_, words) in enumerate(kinds))
    for match in re.finditer(rf"(?<!\w)(?:{groups})(?!\w)", text, re.IGNORECASE):
        index = int(cast("str", match.lastgroup)[1:])
        yield PayWord(match.start(), match.end(), kinds[index][0])


def _parts(library: Library) -> Iterator[tuple[str, str]]:
    for component in COMPONENTS:
        term = library.term("components", component)
        names = sorted([term.name, *term.aliases], key=len, reverse=True) if term else []
        if names:
            yield component, "|".join(rf"{re.escape(name)}s?" for name in names)


_UNITS: Mapping[PayPeriod, str] = {
    "hour": "hour|hr|hora|heure|stunde|std",
    "day": "day|tag|jour|día|diem",
    "week": "week|wk|woche|semaine|semana",
    "month": "month|mo|mth|monat|mois|m[eê]s|mese",
    "year": "year|yr|annum|jahr|an|année|año|anno",
}
_SHORT_UNITS: Mapping[PayPeriod, str] = {
    "hour": "h",
    "day": "d",
    "week": "w",
    "month": "m",
    "year": "y|a",
}
_ADVERBS: Mapping[PayPeriod, str] = {
    "hour": "hourly|p/?h",
    "day": "daily|day rate|p/?d",
    "week": "weekly",
    "month": r"monthly|pcm|monatlich|mensual(?:es)?|mensuels?|mensile",
    "year": r"yearly|annual(?:ly)?|p\.?\s?a\b\.?|anual(?:es)?|annuels?|jährlich|lpa",
}
_AFTER = re.compile(
    r"[\s,)]*(?:(?:gross|net(?:to)?|brut\w*|before tax|base|equity|rsus?|stock|bonus|usd|dollars?)"
    r"[\s,)]*){0,2}(?:"
    + "|".join(
        rf"(?P<{period}>(?:/\s?|\b(?:per|an?|each|pro|im|par|por|al|le|the) )(?:{_UNITS[period]})\b"
        rf"|/\s?(?:{_SHORT_UNITS[period]})\b|\b(?:{_ADVERBS[period]})(?!\w))"
        for period in _UNITS
    )
    + ")",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    "|".join(rf"(?P<{period}>\b(?:{_ADVERBS[period]})(?!\w))" for period in _UNITS), re.IGNORECASE
)


def period_of(text: str, money: Money) -> tuple[PayPeriod | None, tuple[int, int] | None]:
    """What a sum pays for as far as the text says, and where it says so."""
    after = _AFTER.match(text, money.end)
    if after is not None:
        return cast("PayPeriod", after.lastgroup), after.span()
    start = max(0, money.start - 40)
    before = text[start : money.start]
    breaks = list(HARD_BREAK.finditer(before)) + list(re.finditer(r"[\d,+]", before))
    start += max((found.end() for found in breaks), default=0)
    said = list(_BEFORE.finditer(text, start, money.start))
    if not said:
        return None, None
    return cast("PayPeriod", said[-1].lastgroup), said[-1].span()
