"""What a sentence or a list item says of all its sums: its words, its label, what it is about, and whether it is pay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.pay.about import About, about, level_in, title_in
from knowledge.pay.around import Around, nearest
from knowledge.pay.context import Context, is_labelled, titles_in
from knowledge.pay.experience import years_in
from knowledge.pay.labels import about_label, label_of, listed_by, names_nothing
from knowledge.pay.money import INDIAN_SCALES, Money
from knowledge.pay.parts import EXAMPLE, OTHER_MONEY, PAY, PERIOD, STIPEND, SURE_PAY
from knowledge.pay.structure import Passage
from knowledge.pay.sums import (
    only_statistic,
    other_money_of,
    part_in,
    part_of,
    period_of,
    speaks_of_pay,
    statistic_of,
    whose_of,
)

LEAST_SIGNALS = 2
"""Signals that a sum needs to count as pay; a word that speaks of nothing but pay is two."""

NOTHING_SAYS = "nothing says it is pay"
LEAST_BARE = 1_000
MOST_LEADS = 3
"""So many of the items that an item stands below say what it is about."""

HEAD_CHARACTERS = 400
HEAD_WORDS = 20
"""The head of a post, in which a sum is the job's pay more often than anything else."""

_SPOKEN = re.compile(
    r"\"[^\"]{0,200}\b(?:i|i'm|we|you|could you|my)\b[^\"]{0,200}\"|(?<!\w)'[^']{5,200}\b(?:could you|i have|i'd)\b[^']{0,200}'",
    re.IGNORECASE,
)
"""Words that a text puts into somebody's mouth: a script for a negotiation."""
_NEGATED = re.compile(
    r"\b(?:neither|nobody|no one|none|not|never|n't|rarely)\b[^.;,()]{0,40}$", re.IGNORECASE
)

_OF_EXAMPLE = re.compile(
    r"\b(?:negotiat\w+|examples?|scripts?|scenarios?|case study|calculat\w+|how to ask|beispiele?|ejemplos?|exemplos?)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:purchasing power|goes (?:much )?(?:further|farther)|feels? like|same lifestyle|kaufkraft)\b",
    re.IGNORECASE,
)
_OF_THREE = re.compile(
    r"\bmin(?:imum)?\b.{1,80}\b(?:median|average|mean)\b.{1,80}\bmax(?:imum)?\b", re.IGNORECASE
)


_REIMBURSED = re.compile(
    r"\b(?:reimburse\w*|stipends?|allowances?|wellness|wellbeing|referr?al)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A passage with what is asked of it for each of its sums."""

    passage: Passage
    context: Context
    text: str
    start: int
    lead: str
    whole: About
    is_labelled: bool
    """Whether words before its only sum are a label, and no sentence."""
    is_unnamed: bool
    """Whether its label names something that isn't known."""
    wider: About
    of_pay: bool
    is_of_other: bool
    """Whether its label, "Savings goal: …", says that all of its sums are other money."""
    is_benefit: bool
    lead_of_pay: bool
    heading_of_pay: bool
    heading_of_example: bool
    """Whether a heading says that what is below it is made up, as in advice."""
    spoken: tuple[tuple[int, int], ...]
    only_statistic: str | None
    of_three: bool
    number_of_sums: int
    first: int
    """Where the first of them begins."""
    titles: int
    """How many its parts name."""


def spoken_of(passage: Passage, context: Context, text: str, sums: Sequence[Money]) -> Spoken:
    """What a passage says of all its sums."""
    lead = _lead(passage)
    near_headings = " ".join(heading.text for heading in passage.headings[-2:])
    of_pay = SURE_PAY.search(text) is not None
    whole, is_unnamed = _about(text, context), False
    label = label_of(text, sums[0].start, sums[0].end) if len(sums) == 1 else None
    if label is not None and not context.is_post and not context.is_offer:
        kind = listed_by(passage)
        if kind is not None and names_nothing(label):
            rest = about(context.library, text[sums[0].end :])
            whole = about_label(label, kind, text[: sums[0].start]).over(rest)
        elif not (whole.title or whole.level or whole.years or whole.place or whole.company):
            of_pay_too = PAY.search(label) is not None or part_in(label) is not None
            is_unnamed = names_nothing(label) and not (
                of_pay_too and _about_lead(passage, context).title
            )
    return Spoken(
        passage=passage,
        context=context,
        text=text,
        start=passage.words.start,
        lead=lead,
        whole=whole,
        is_labelled=label is not None,
        is_unnamed=is_unnamed,
        wider=_about_lead(passage, context),
        of_pay=of_pay,
        is_of_other=_of_other(text),
        is_benefit=not of_pay
        and not _IN_A_HEAD.search(text)
        and _REIMBURSED.search(text) is not None,
        lead_of_pay=PAY.search(lead) is not None,
        heading_of_example=_OF_EXAMPLE.search(near_headings) is not None,
        heading_of_pay=PAY.search(near_headings) is not None,
        spoken=tuple(match.span() for match in _SPOKEN.finditer(text)),
        only_statistic=_statistic_of_all(text, sums),
        of_three=_OF_THREE.search(text) is not None,
        number_of_sums=len(sums),
        first=sums[0].start if sums else 0,
        titles=_titles(text) if len(sums) > 1 else 0,
    )


LABEL = re.compile(r"\W*(?P<label>[^\d:]{2,40}?)(?::|\s[-–]|-)\s")
_IN_A_HEAD = re.compile(r"\s(?:\||[-–—·])\s.*\s(?:\||[-–—·])\s")
"""What parts the pieces of a post's head."""


def _about(text: str, context: Context) -> About:
    """What a passage is about; in posts that is told by their jobs, and shows here only whether it is pay."""
    if context.is_post or context.is_offer:
        return About(title=title_in(text), level=level_in(text), years=years_in(text))
    return about(context.library, text)


def _of_other(text: str) -> bool:
    label = LABEL.match(text)
    said = label["label"] if label is not None else ""
    return any(
        words.search(said) for why, words in OTHER_MONEY if why == "a price"
    ) and not PAY.search(said)


def _statistic_of_all(text: str, sums: Sequence[Money]) -> str | None:
    """The statistic that words before or behind all sums name; one between them is the next one's."""
    if len(sums) < 2:
        return only_statistic(text)
    return only_statistic(text[: sums[0].start]) or only_statistic(text[sums[-1].end :])


def _titles(text: str) -> int:
    return len(titles_in(text))


def _lead(passage: Passage) -> str:
    """The lines that an item belongs to, in one text."""
    return " ".join(piece.text for piece in passage.lead[-2:])


def _about_lead(passage: Passage, context: Context) -> About:
    said = About()
    if context.is_post or context.is_offer:
        return said
    for piece in reversed(passage.lead[-MOST_LEADS:]):
        if len(piece.text) < 160:
            said = said.over(context.about(piece.text))
    return said.over(context.of_headings(passage.headings))


def why_no_pay(one: Around, own: Spoken) -> str | None:
    """Why a sum is no pay; None where it may be."""
    if own.context.pays_stipends and nearest(STIPEND, one) is not None:
        return None
    why = other_money_of(one)
    if why is not None:
        return why
    if own.is_of_other:
        return "other money"
    example = EXAMPLE.search(own.text)
    if (example and example.start() < one.money.start) or any(
        start <= one.money.start < end for start, end in own.spoken
    ):
        return "an example"
    if not own.context.is_post and _COMPARED.search(own.text):
        return "a comparison"
    if _NEGATED.search(one.before[-60:]):
        return "what is not paid"
    return "a benefit" if own.is_benefit and not one.is_labelled else None


_COUNTED = re.compile(
    r"\+?\s(?:[a-z-]+\s){0,2}?(?!(?:plus|basis|gross|less|yes)\b)[A-Za-z]{3,}s(?!\w)"
)
"""Things of which a number with a scale and no sign of money is the count: "50K Americans", "200k transactions"."""


def is_money(money: Money, text: str) -> bool:
    """Whether a number is a sum of money: by its sign or scale, or in words about pay by its size."""
    if money.currency or money.scale in INDIAN_SCALES:
        return True
    if money.scale:
        counted = _COUNTED.match(text, money.end)
        return (
            counted is None or PAY.search(counted[0]) is not None or part_in(counted[0]) is not None
        )
    counts = re.match(r"\s?[^\W\d_]{3,}", text[money.end :])
    return (
        money.top >= LEAST_BARE
        and SURE_PAY.search(text) is not None
        and not 1900 <= money.top <= 2100
        and (counts is None or PERIOD.match(counts[0].strip()) is not None)
    )


def is_huge(money: Money) -> bool:
    """Whether a sum is more than almost anybody is paid."""
    return money.top >= 5_000_000 and money.currency in ("$", "USD", "EUR", "GBP")


_LEAST = {None: 5, "hour": 1, "day": 10, "week": 50, "month": 100, "year": 1_000}
"""Less, in currencies like the dollar, is nobody's pay for a period, or for one that is not told."""
_LIKE_DOLLARS = frozenset({"$", "USD", "EUR", "GBP", "CHF", "CAD", "AUD"})


def _is_tiny(one: Around) -> bool:
    """Whether a sum is less than anybody is paid."""
    return one.money.currency in _LIKE_DOLLARS and one.money.top < _LEAST[period_of(one)]


def _is_of_a_company(one: Around) -> bool:
    """Whether a sum in millions is without a word for a part of pay: "$4M of compute"."""
    money = one.money
    is_large = money.currency in _LIKE_DOLLARS and money.top >= 1_000_000
    return is_large and part_of(one) is None


def signals_of(one: Around, own: Spoken) -> int:
    """How much speaks for a sum being pay."""
    money = one.money
    if own.context.is_offer:
        said = (speaks_of_pay(one), period_of(one), statistic_of(one), whose_of(one), part_of(one))
        return sum(map(bool, said))
    if is_huge(money):
        # Few are paid so much: a word for a part of pay has to stand right beside it.
        return LEAST_SIGNALS if part_of(one) is not None and not own.context.is_post else 0
    if own.of_pay and nearest(SURE_PAY, one) is not None:
        return 2
    if own.context.is_post and (_is_tiny(one) or _is_of_a_company(one)):
        return 0
    clause = one.clause
    in_clause = level_in(clause) is not None
    told = (
        speaks_of_pay(one), period_of(one) is not None, statistic_of(one) is not None, whose_of(one) is not None,
        part_of(one) is not None, own.whole.title is not None, own.whole.years is not None, own.whole.level is not None,
        own.of_pay, own.lead_of_pay, own.heading_of_pay, own.context.is_about_pay, own.context.is_post,
        own.context.is_post and money.low != money.high,
        in_clause and clause.rstrip().endswith(":"), in_clause and money.scale in INDIAN_SCALES,
    )  # fmt: skip
    place = own.start + money.start
    if any(start <= place < end for start, end in own.context.jobs_at):
        return LEAST_SIGNALS
    if own.context.is_post:
        told = (
            *told,
            is_labelled(own.context.shown, own.start + money.start),
            money.scale in INDIAN_SCALES,
            own.start < HEAD_CHARACTERS and len(own.text.split()) <= HEAD_WORDS,
        )
    return sum(told) - (money.currency is None and not money.scale)
