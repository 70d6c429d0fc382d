"""Statements out of sentences and list items: each sum with the words that speak of it."""

import re
from dataclasses import dataclass, replace

from knowledge.pay.about import (
    About,
    about,
    company_in,
    level_in,
    title_in,
    year_in,
)
from knowledge.pay.context import Context, is_labelled
from knowledge.pay.experience import years_in
from knowledge.pay.market import OF_THE_MARKET, read_percentages
from knowledge.pay.money import INDIAN_SCALES, Money, find_money
from knowledge.pay.parts import EXAMPLE, PAY, PERIOD, SURE_PAY
from knowledge.pay.statement import OtherMoney, Statement
from knowledge.pay.structure import Passage
from knowledge.pay.sums import (
    RESPECTIVELY,
    Around,
    around_sums,
    in_order,
    nearest,
    only_statistic,
    other_money_of,
    over_years_of,
    part_of,
    period_of,
    speaks_of_pay,
    statistic_of,
    whose_of,
)
from knowledge.pay.where import first_place

LEAST_SIGNALS = 2
"""Signals that a sum needs to count as pay; a word that speaks of nothing but pay is two."""

NOTHING_SAYS = "nothing says it is pay"
LEAST_BARE = 1_000
MOST_LEADS = 3
"""So many of the items that an item stands below say what it is about."""

MOST_OF_PASSAGE = 1_500
MOST_SUMS = 24
"""Of a sentence that is longer, or has more sums, no more is read."""

_FLOOR = re.compile(r"\s?(?:\w+ )?(?:floor|minimum)\b", re.IGNORECASE)
_ODD = re.compile(r"\d,\d\d$|\d{4},\d\d")

HEAD_CHARACTERS = 400
HEAD_WORDS = 20
"""The head of a post, in which a sum is the job's pay more often than anything else."""

LEAST_YEARLY = {"INR": 100_000, "JPY": 1_000_000}
LEAST_YEARLY_ELSEWHERE = 12_000
"""An amount below says nothing of its period by its size."""

_THRESHOLD = re.compile(
    r"\b(?:below|above|exceed(?:s|ing)?|approaching|at or above|under|beyond|over|cross(?:es|ing)?|reach(?:es|ing)?)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
"""Sums that something is held against are bounds as often as pay."""
_SPOKEN = re.compile(
    r"\"[^\"]{0,200}\b(?:i|i'm|we|you|could you|my)\b[^\"]{0,200}\"|(?<!\w)'[^']{5,200}\b(?:could you|i have|i'd)\b[^']{0,200}'",
    re.IGNORECASE,
)
"""Words that a text puts into somebody's mouth: a script for a negotiation."""
_NEGATED = re.compile(
    r"\b(?:neither|nobody|no one|none|not|never|n't|rarely)\b[^.;,]{0,40}$", re.IGNORECASE
)
_NAMED_END = re.compile(r"\b(?:min|max|median|average)", re.IGNORECASE)
_OF_THREE = re.compile(
    r"\bmin(?:imum)?\b.{1,80}\b(?:median|average|mean)\b.{1,80}\bmax(?:imum)?\b", re.IGNORECASE
)
_JOINED = re.compile(r"\W*(?:and|or|y|e|und|et|/)?\W*", re.IGNORECASE)
_REIMBURSED = re.compile(
    r"\b(?:reimburse\w*|stipends?|allowances?|wellness|wellbeing|referr?al)\b", re.IGNORECASE
)
_A_YEAR_LATER = re.compile(r"\s(?:a|one) year later\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage with what is asked of it for each of its sums."""

    passage: Passage
    context: Context
    text: str
    start: int
    lead: str
    whole: About
    wider: About
    of_pay: bool
    is_example: bool
    is_benefit: bool
    lead_of_pay: bool
    heading_of_pay: bool
    spoken: tuple[tuple[int, int], ...]
    only_statistic: str | None
    of_three: bool
    number_of_sums: int
    titles: int
    """How many its parts name."""


def read_passage(passage: Passage, context: Context) -> tuple[list[Statement], list[OtherMoney]]:
    """The statements of a sentence or an item, and its sums that are no pay."""
    start = passage.words.start
    text = context.shown[start : min(passage.words.end, start + MOST_OF_PASSAGE)]
    if not any(map(str.isdigit, text)):
        return [], []
    every = find_money(text)
    sums = [
        money
        for money in every
        if not money.percent and (context.is_offer or _is_money(money, text))
    ][:MOST_SUMS]
    percents = [money for money in every if money.percent][:MOST_SUMS]
    if not sums and not (percents and OF_THE_MARKET.search(text)):
        return [], []
    own = _of_passage(passage, context, text, len(sums))
    statements: list[Statement] = []
    other: list[OtherMoney] = []
    carried = About()
    last_end = -1
    for one in around_sums(text, sums):
        money = one.money
        why = _why_no_pay(one, own)
        signals = 0 if why else _signals(one, own)
        if (
            not why
            and statements
            and _JOINED.fullmatch(one.before)
            and statements[-1].end == last_end
        ):
            signals = LEAST_SIGNALS
        elif not why and statements and signals:
            signals += 1
        last_end = start + money.end
        if signals < (1 if context.is_offer else LEAST_SIGNALS):
            typed = text[money.start : money.end]
            other.append(OtherMoney(typed, start + money.start, last_end, why or NOTHING_SAYS))
            continue
        read, doubts = _about_sum(one, own, carried)
        carried = read
        statements.append(_statement(one, own, read.over(own.wider), doubts))
    if len(statements) > 1 and RESPECTIVELY.search(text):
        statements = in_order(statements, text, context.library)
    statements += read_percentages(
        percents, passage.words, own.text, own.whole.over(own.wider), context
    )
    return statements, other


def _of_passage(passage: Passage, context: Context, text: str, number_of_sums: int) -> _Passage:
    lead = _lead(passage)
    near_headings = " ".join(heading.text for heading in passage.headings[-2:])
    of_pay = SURE_PAY.search(text) is not None
    return _Passage(
        passage=passage,
        context=context,
        text=text,
        start=passage.words.start,
        lead=lead,
        whole=about(context.library, text),
        wider=_about_lead(passage, context),
        of_pay=of_pay,
        is_example=EXAMPLE.search(text) is not None,
        is_benefit=not of_pay and _REIMBURSED.search(text) is not None,
        lead_of_pay=PAY.search(lead) is not None,
        heading_of_pay=PAY.search(near_headings) is not None,
        spoken=tuple(match.span() for match in _SPOKEN.finditer(text)),
        only_statistic=only_statistic(text) if number_of_sums > 1 else None,
        of_three=_OF_THREE.search(text) is not None,
        number_of_sums=number_of_sums,
        titles=_titles(text) if number_of_sums > 1 else 0,
    )


def _titles(text: str) -> int:
    return len({title_in(piece) for piece in re.split(r"[,;]|\band\b", text)} - {None})


def _why_no_pay(one: Around, own: _Passage) -> str | None:
    """Why a sum is no pay; None where it may be."""
    why = other_money_of(one)
    if why is not None:
        return why
    if own.is_example or any(start <= one.money.start < end for start, end in own.spoken):
        return "an example"
    if _NEGATED.search(one.before[-60:]):
        return "what is not paid"
    return "a benefit" if own.is_benefit else None


def _is_money(money: Money, text: str) -> bool:
    if money.currency or money.scale:
        return True
    counts = re.match(r"\s?[^\W\d_]{3,}", text[money.end :])
    return (
        money.top >= LEAST_BARE
        and SURE_PAY.search(text) is not None
        and not 1900 <= money.top <= 2100
        and (counts is None or PERIOD.match(counts[0].strip()) is not None)
    )


def _lead(passage: Passage) -> str:
    """The lines that an item belongs to, in one text."""
    return " ".join(piece.text for piece in passage.lead[-2:])


def _about_lead(passage: Passage, context: Context) -> About:
    said = About()
    for piece in reversed(passage.lead[-MOST_LEADS:]):
        if len(piece.text) < 160:
            said = said.over(about(context.library, piece.text))
    return said.over(context.of_headings(passage.headings))


def _signals(one: Around, own: _Passage) -> int:
    """How much speaks for a sum being pay."""
    money = one.money
    if own.context.is_offer:
        said = (speaks_of_pay(one), period_of(one), statistic_of(one), whose_of(one), part_of(one))
        return sum(map(bool, said))
    if money.top >= 5_000_000 and money.currency in ("$", "USD", "EUR", "GBP"):
        return 0
    if own.of_pay and nearest(SURE_PAY, one) is not None:
        return 2
    clause = one.clause
    in_clause = level_in(clause) is not None
    told = (
        speaks_of_pay(one), period_of(one) is not None, statistic_of(one) is not None, whose_of(one) is not None,
        part_of(one) is not None, own.whole.title is not None, own.whole.years is not None, own.whole.level is not None,
        own.of_pay, own.lead_of_pay, own.heading_of_pay, own.context.is_about_pay, own.context.is_post,
        own.context.is_post and money.low != money.high,
        in_clause and clause.rstrip().endswith(":"), in_clause and money.scale in INDIAN_SCALES,
    )  # fmt: skip
    if own.context.is_post:
        told = (
            *told,
            is_labelled(own.context.shown, own.start + money.start),
            money.scale in INDIAN_SCALES,
            own.start < HEAD_CHARACTERS and len(own.text.split()) <= HEAD_WORDS,
        )
    return sum(told) - (money.currency is None and not money.scale)


def _about_sum(one: Around, own: _Passage, carried: About) -> tuple[About, list[str]]:
    """What the sum's own words say, the sentence where it is about one sum, else what was said last."""
    if own.number_of_sums == 1:
        return own.whole, []
    library, doubts = own.context.library, list[str]()
    clause = re.split(r"[;.]|,\s(?=(?:while|and|but)\b)", one.before)[-1]
    bracketed = about(library, one.brackets) if one.brackets else About()
    before = About(
        company=company_in(library, clause[-60:]),
        title=title_in(clause),
        level=level_in(clause),
        years=years_in(clause),
        place=first_place(library, clause),
        year=year_in(clause),
    )
    behind_text = re.split(r",|;|\band\b", one.behind)[0]
    behind = About(
        title=None if before.title else title_in(behind_text),
        level=level_in(behind_text),
        place=first_place(library, behind_text),
        year=year_in(behind_text),
    )
    read = bracketed.over(before).over(behind)
    whole = own.whole
    scope = carried.over(About(whole.title, whole.level, whole.years, whole.place, year=whole.year))
    if read.title is not None:
        scope = About(place=scope.place, year=scope.year)
    if bracketed.title is None and before.title is None and own.titles > 1:
        doubts.append("title")
    return read.over(scope), doubts


def _statement(one: Around, own: _Passage, read: About, doubts: list[str]) -> Statement:
    money, passage, context, text, lead = one.money, own.passage, own.context, own.text, own.lead
    label = Around(money, f"{lead} ", "", "")
    currency, sure = context.currency(money, one.behind)
    if not sure:
        doubts.append("currency")
    part = part_of(one) or (part_of(label) if passage.is_item else None)
    statistic = statistic_of(one) or own.only_statistic
    if statistic is None and passage.is_item and len(lead) < 160:
        statistic = statistic_of(label)
    named = _NAMED_END.findall(text[: money.start + 12]) if own.of_three else []
    if named:
        # "minimum £65,000, median £82,000": values of their own, and no bounds of others.
        statistic = {"mi": "min", "ma": "max", "me": "median", "av": "mean"}[named[-1][:2].lower()]
        money = replace(money, low=money.top, high=money.top, open_ended=False)
    elif (
        statistic in ("min", "max")
        and money.low != money.high
        and None not in (money.low, money.high)
    ):
        statistic = None
    elif statistic == "min" and money.low == money.high and _FLOOR.match(one.behind):
        money = replace(money, high=None, open_ended=True)
    period = period_of(one, text) or (period_of(label, lead) if passage.is_item else None)
    if _A_YEAR_LATER.match(one.behind):
        before = year_in(text[: money.start])
        read = replace(read, year=before + 1 if before else None)
    on_top = part in ("bonus", "signing", "equity")
    least = LEAST_YEARLY.get(currency or "", LEAST_YEARLY_ELSEWHERE)
    in_prose = not context.is_post and not passage.is_item
    whose = whose_of(one)
    asked = {
        "currency": money.currency is None and not money.scale,
        "low": money.scale == "mil"
        or (money.top < 10_000 and _ODD.search(text[money.start : money.end])),
        "period": period is None and money.top < least and not on_top,
        "statistic": in_prose
        and (_THRESHOLD.search(text[: money.start + 24][-50:]) or whose == "expected"),
        "title": read.title is None and period is None and not passage.is_item,
    }
    doubts += [name for name, is_doubtful in asked.items() if is_doubtful]
    return Statement(
        kind="pay",
        quote=passage.words.text[:MOST_OF_PASSAGE],
        start=own.start + one.money.start,
        end=own.start + one.money.end,
        low=money.low,
        high=money.high,
        open_ended=money.open_ended,
        approximate=money.approximate,
        statistic=statistic,
        component=part,
        currency=currency,
        period=period,
        whose=whose,
        over_years=over_years_of(f"{one.before[-40:]} {one.behind[:60]}")
        if part == "equity"
        else None,
        section=context.section(own.start),
        doubts=tuple(dict.fromkeys(doubts)),
    ).of(read)
