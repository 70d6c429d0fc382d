"""Which words of a text say what its sums are: "base $150k", "$20,000 relocation"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from knowledge.fields import COMPONENTS, Component, PayPeriod
from knowledge.library import Library
from knowledge.pay.money import Money

PAY = "pay"
PERHAPS = "perhaps pay"
ONCE = "once"

HARD_BREAK = re.compile(
    r"[;|•·]|\s/\s|(?<!:)\s*\n|(?<!\b\w)(?<!approx)(?<!max)(?<!min)(?<!rs)[.!?](?=\s|$)",
    re.IGNORECASE,
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


_PACKAGE = r"ctc|tc|total comp(?:ensation)?|salary|pay|comp|compensation|package|base"
_FIRST = (
    (ONCE, r"(?:sign(?:ing)?[- ]?on|signing|joining|welcome|retention|one[- ]time)(?: bonus)?"),
    ("relocation money", r"relocation(?: bonus| package| assistance| allowance| support)?"),
    (
        "a benefit",
        (
            r"(?:[a-z]+ )?(?:stipend|allowance|reimburse\w*|insurance|deductible|gift ?cards?)"
            r"|referral bonus|home office|tuition|wellness|commut\w+|internet|lunch|meals?|hsa|gym"
            r"|(?:learning|training|education|equipment|wellness|conference|travel) budget"
            r"|(?:professional )?development(?: budget)?|l&d(?: budget)?|match(?:es|ing)?|donations?|childcare|courses?"
        ),
    ),
    (
        "company money",
        (
            r"(?:customers?|clients?|users?) pay(?:s|ing)?|raised|rais(?:es|ing)|series [a-h]|seed|fund(?:ing|ed)|valuation|valued|revenues?|arr"
            r"|backed|invested|turnover|market cap|assets|gmv|worth of|transactions|payments"
            r"|savings|sales|(?:cloud|marketing|annual) (?:budget|spend)"
        ),
    ),
    (
        "current pay",
        (
            r"(?:current(?:ly)?|present|existing)(?! (?:set|advertised)\b)"
            rf"(?: (?:at|on|making|earning|paid|{_PACKAGE}))*|i make|i earn"
            r"|(?:i'm|i am) (?:making|earning|on|at)"
        ),
    ),
    ("previous pay", rf"(?:previous|prior|last|former|old) (?:job|{_PACKAGE})"),
    ("expected pay", rf"(?:expected|expecting|desired) (?:{_PACKAGE})"),
    ("total", r"ctc|total cash"),
    ("bonus", r"variable(?: pay)?"),
    ("equity", r"esops?|stock (?:bonus|grants?|awards?)"),
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
    text = _PARTS_OF_TOTAL.sub(lambda m: m["total"] + " " * len(m["parts"]), text)
    for match in re.finditer(rf"(?<!\w)(?:{groups})(?!\w)", text, re.IGNORECASE):
        index = int(cast("str", match.lastgroup)[1:])
        yield PayWord(match.start(), match.end(), kinds[index][0])


_PARTS_OF_TOTAL = re.compile(
    r"(?P<total>\b(?:ctc|tc|total(?: comp\w*| pay| package)?)\s?)(?P<parts>\([^()\n]{1,60}\))",
    re.IGNORECASE,
)
"""What a total is made of: `Total comp (salary + bonus + stock)`."""


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
    r"[\s,)]*(?:(?:gross|net(?:to)?|brut\w*|before tax|\([^()\n]{1,20}\)|base|equity|rsus?|stock|bonus|usd|dollars?)"
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


NEAR = 14
"""How far (see `_distance`) a word may stand from the sum that it speaks of."""

FARTHEST_CHARACTERS = 160
"""Beyond so many characters nothing speaks of a sum."""

_JOINER = re.compile(r"\+|&|\b(?:plus|and|with|y|und|et)\b", re.IGNORECASE)


class Witnesses:
    """The words that say what the sums of a text are."""

    def __init__(self, text: str, sums: Sequence[Money], words: Sequence[PayWord]) -> None:
        self._text = text
        self._sums = sums
        self._words = words
        self._paired = dict(self._pairs())
        self._of = {money: self._paired.get(money) or self._nearest(money) for money in sums}

    def of(self, money: Money) -> PayWord | None:
        """The word that speaks of a sum: of two in the same order its own, else the nearest."""
        return self._of[money]

    def parts(self, sums: Sequence[Money]) -> tuple[dict[Money, Component], set[PayWord]]:
        """Which part of pay each sum is, each word used for one sum only; and the words used."""
        pairs = [
            (distance, word.start, word.end <= money.start, money, word)
            for word in self._words
            if word.is_part
            for money in sums
            if (distance := self._distance(word, money)) is not None
        ]
        parts: dict[Money, Component] = {
            money: cast("Component", word.says) for money, word in self._paired.items()
        }
        used = set(self._paired.values())
        for _, _, _, money, word in sorted(pairs, key=lambda pair: pair[:3]):
            if money not in parts and word not in used:
                parts[money] = cast("Component", word.says)
                used.add(word)
        return parts, used

    def _pairs(self) -> Iterator[tuple[Money, PayWord]]:
        """Sums and parts of pay that are written in the same order: "180/250 base/tc"."""
        for one, other in pairwise(self._sums):
            for first, second in pairwise(word for word in self._words if word.is_part):
                between = (
                    (one.end, other.start),
                    (other.end, first.start),
                    (first.end, second.start),
                )
                gaps = [self._text[start:end].strip() for start, end in between if start <= end]
                if gaps == ["/", "", "/"]:
                    yield from ((one, first), (other, second))

    def _nearest(self, money: Money) -> PayWord | None:
        """The word nearest to a sum that says what it is."""
        near = [
            (distance, word.start, word)
            for word in self._words
            if (distance := self._distance(word, money)) is not None
        ]
        return min(near, key=lambda one: one[:2])[2] if near else None

    def _distance(self, word: PayWord, money: Money) -> float | None:
        """How far a word stands from a sum, in words and what weighs as such; None is too far."""
        behind = word.start >= money.end
        if not behind and word.end > money.start:
            return None
        start, end = (money.end, word.start) if behind else (word.end, money.start)
        gap = self._text[start:end]
        if len(gap) > FARTHEST_CHARACTERS or any(start <= m.start < end for m in self._sums):
            return None
        if not behind and not gap.strip(" \n\t-*:"):
            return 1 if "\n" in gap else 0
        if HARD_BREAK.search(gap) or (behind and self._is_of_another(word, gap)):
            return None
        if not behind and gap.rstrip().endswith(":") and "\n" not in gap:
            # "base salary in Boston, Austin and Denver is: …": whatever stands between.
            return min(NEAR, 1 + len(re.findall(r"\w+", gap)) / 2)
        distance = len(re.findall(r"\w+", gap)) + 3 * gap.count(",") + 4 * len(_JOINER.findall(gap))
        if behind:
            distance += 2 * gap.count("(")
            # "$10,000 relocation" is one thing, whatever stands before it.
            distance -= 0 if word.is_pay else 0.5
        return distance if distance <= NEAR else None

    def _is_of_another(self, word: PayWord, gap: str) -> bool:
        """Whether a word behind a sum begins something new: "$150k + bonus", "$150k, equity"."""
        begins = self._text[word.end : word.end + 2].lstrip().startswith(":")
        parted = "," in gap and word.says not in ("base", "total")
        return begins or parted or _JOINER.search(gap) is not None
