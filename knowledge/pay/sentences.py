"""Statements out of sentences and list items: each sum with the words that speak of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.pay.about import (
    About,
    about,
    company_in,
    level_in,
    title_in,
    year_in,
)
from knowledge.pay.around import CLAUSE, Around, around_sums
from knowledge.pay.certainty import settled
from knowledge.pay.context import Context
from knowledge.pay.experience import years_in
from knowledge.pay.market import OF_THE_MARKET, read_counts, read_percentages
from knowledge.pay.money import find_money, without_conversions
from knowledge.pay.parts import PARTS
from knowledge.pay.passages import (
    LABEL,
    LEAST_SIGNALS,
    NOTHING_SAYS,
    Spoken,
    is_huge,
    is_money,
    signals_of,
    spoken_of,
    why_no_pay,
)
from knowledge.pay.statement import OtherMoney, Part, Statement
from knowledge.pay.structure import Passage
from knowledge.pay.sums import (
    LEAST_YEARLY,
    LEAST_YEARLY_ELSEWHERE,
    ON_TOP,
    RESPECTIVELY,
    in_order,
    over_years_of,
    part_of,
    period_of,
    statistic_of,
    whose_of,
)
from knowledge.pay.where import first_place

MOST_OF_PASSAGE = 1_500
MOST_SUMS = 24
"""Of a sentence that is longer, or has more sums, no more is read."""

_FLOOR = re.compile(r"\s?(?:\w+ )?(?:floor|minimum)\b", re.IGNORECASE)
_ODD = re.compile(r"(?<![\d.])\d,\d\d$|\d{4},\d\d")

_THRESHOLD = re.compile(
    r"\b(?:below|above|exceed(?:s|ing)?|approaching|at or above|under|beyond|over|cross(?:es|ing)?|reach(?:es|ing)?)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
"""Sums that something is held against are bounds as often as pay."""
_NAMED_END = re.compile(r"\b(?:min|max|median|average)", re.IGNORECASE)
_COMPARED = re.compile(
    r"\W*(?:(?:per|a|/) ?\w+|pcm)?\W*(?:vs\.?|versus|compared to|instead of)\W*", re.IGNORECASE
)
_JOINED = re.compile(r"\W*(?:and|or|y|e|und|et|/)?\W*", re.IGNORECASE)
_OF_A_YEAR = re.compile(
    r"[\s(,]*(?:in |for )?(?:the |year )?(?:first|1st|second|2nd|1|2)[- ]?(?:year)?\b",
    re.IGNORECASE,
)
_A_YEAR_LATER = re.compile(r"\s(?:a|one) year later\b", re.IGNORECASE)


def read_passage(passage: Passage, context: Context) -> tuple[list[Statement], list[OtherMoney]]:
    """The statements of a sentence or an item, and its sums that are no pay."""
    start = passage.words.start
    text = context.shown[start : min(passage.words.end, start + MOST_OF_PASSAGE)]
    if not any(map(str.isdigit, text)):
        return [], []
    text = without_conversions(text)
    every = find_money(text)
    sums = [
        money
        for money in every
        if not money.percent and (context.is_offer or is_money(money, text))
    ][:MOST_SUMS]
    percents = [money for money in every if money.percent][:MOST_SUMS]
    if not sums and not OF_THE_MARKET.search(text):
        return [], []
    own = spoken_of(passage, context, text, sums)
    statements: list[Statement] = []
    other: list[OtherMoney] = []
    carried = About()
    last_end = -1
    for one in around_sums(text, sums):
        money = one.money
        why = why_no_pay(one, own)
        if why is None and other and not statements and _COMPARED.fullmatch(one.before):
            why = other[-1].why
        signals = 0 if why else signals_of(one, own)
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
        statements.append(_statement(one, own, read.over(_wider(read, own.wider)), doubts))
    statements = list(_without_its_parts(statements, text, start))
    if len(statements) > 1 and RESPECTIVELY.search(text):
        statements = in_order(statements, text, context.library)
    elif statements and not (context.is_post or context.is_offer):
        statements = settled(context.library, statements, text, start, sums)
    statements += read_counts(passage.words, own.text, own.whole.over(own.wider), context)
    statements += read_percentages(
        percents, passage.words, own.text, own.whole.over(own.wider), context
    )
    return statements, other


_IN_BRACKETS = re.compile(r"\s?\([^()]*\)")


def _without_its_parts(
    statements: Sequence[Statement], text: str, start: int
) -> Iterator[Statement]:
    """Without the sums in brackets behind a sum that add up to it: "₹10,00,000 (7.5L + 2.5L)"."""
    gone: set[int] = set()
    for at, one in enumerate(statements):
        brackets = _IN_BRACKETS.match(text, one.end - start)
        if brackets is None or one.low is None:
            continue
        parts = [
            other
            for other in statements[at + 1 :]
            if other.end - start <= brackets.end() and other.component in (None, one.component)
        ]
        if len(parts) > 1 and sum(other.low or 0 for other in parts) == one.low:
            gone.update(map(id, parts))
    return (one for one in statements if id(one) not in gone)


def _about_sum(one: Around, own: Spoken, carried: About) -> tuple[About, list[str]]:
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
    title = whole.title if own.titles < 2 or not own.context.is_post else None
    scope = carried.over(About(title, whole.level, whole.years, whole.place, year=whole.year))
    if read.title is not None:
        scope = About(place=scope.place, year=scope.year)
    if bracketed.title is None and before.title is None and own.titles > 1:
        doubts.append("title")
    return read.over(scope), doubts


def _wider(read: About, wider: About) -> About:
    """What the wider context says of something else than its own title alone."""
    is_its_own = read.title and wider.title and wider.level and wider.level in wider.title
    return replace(wider, level=None) if is_its_own else wider


def _labelled_part(own: Spoken) -> Part | None:
    """What comes on top of pay by the label of all sums of a line: "Joining bonus: 6L + 4L"."""
    label = LABEL.match(own.text)
    if label is None:
        return None
    return next(
        (part for part, words in PARTS if part in ON_TOP and words.search(label["label"])), None
    )


def _statement(one: Around, own: Spoken, read: About, doubts: list[str]) -> Statement:
    money, passage, context, text, lead = one.money, own.passage, own.context, own.text, own.lead
    label = Around(money, f"{lead} ", "", "")
    currency, sure = context.currency(money, one.behind, read.place)
    if not sure:
        doubts.append("currency")
    part = part_of(one) or (part_of(label) if passage.is_item else None) or _labelled_part(own)
    statistic = statistic_of(one) or own.only_statistic
    is_range = money.low != money.high and None not in (money.low, money.high)
    if statistic is None and passage.is_item and len(lead) < 160:
        statistic = statistic_of(label)
    named = _NAMED_END.findall(text[: money.start + 12]) if own.of_three else []
    if named:
        # "minimum £65,000, median £82,000": values of their own, and no bounds of others.
        statistic = {"mi": "min", "ma": "max", "me": "median", "av": "mean"}[named[-1][:2].lower()]
        money = replace(money, low=money.top, high=money.top, open_ended=False)
    elif statistic in ("min", "max") and is_range:
        statistic = None
    elif statistic == "min" and money.low == money.high and _FLOOR.match(one.behind):
        money = replace(money, high=None, open_ended=True)
    wider = text[: own.first] if context.is_post and own.number_of_sums > 1 else text
    period = period_of(one, wider) or (period_of(label, lead) if passage.is_item else None)
    if part == "signing":
        period = None
    if period is None and part == "total" and _OF_A_YEAR.match(one.behind):
        period = "year"
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
        or is_huge(money)
        or own.heading_of_example
        or (money.top < 10_000 and _ODD.search(text[money.start : money.end])),
        "period": period is None and money.top < least and not on_top,
        "statistic": (statistic in ("mean", "median") and is_range)
        or (
            in_prose
            and (
                _THRESHOLD.search(text[: money.start + 24][-50:]) is not None or whose == "expected"
            )
        )
        or (
            statistic is not None and statistic_of(one) is None and CLAUSE.search(text) is not None
        ),
        "title": (read.title is None and in_prose and not own.is_labelled)
        or (read.title is None and period is None and not passage.is_item and not own.is_labelled)
        or own.is_unnamed,
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
