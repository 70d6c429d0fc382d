"""Statements out of tables: a cell with its row's words, its column's head, its caption and headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.library import Library
from knowledge.pay.about import (
    About,
    about,
    title_in,
    year_in,
)
from knowledge.pay.around import Around
from knowledge.pay.columns import (
    LEAST,
    LEAST_BARE,
    MIDDLE,
    MOST,
    NEVER_PAY_ABOVE,
    NEVER_PAY_HEAD,
    NO_PAY_HEAD,
    Column,
    find_sign,
    read_column,
)
from knowledge.pay.context import Context, as_of
from knowledge.pay.labels import names_nothing
from knowledge.pay.money import find_money, without_conversions
from knowledge.pay.parts import MARKET, OTHER_MONEY, PAY, PERIOD, SURE_PAY
from knowledge.pay.statement import Statement
from knowledge.pay.structure import Piece, Table, leads_on
from knowledge.pay.sums import (
    LEAST_YEARLY,
    LEAST_YEARLY_ELSEWHERE,
    only_statistic,
    over_years_of,
    part_of,
    period_of,
    statistic_of,
)
from knowledge.pay.table_rows import is_told, row_about

_NAMES_A_PART = re.compile(
    r"\b(?:base|fixed|total (?:annual )?(?:comp\w*|pay|cash|rewards?)|bonus(?:es)?|equity|stock|ote)\b[^|]{0,60}$",
    re.IGNORECASE,
)
"""How what stands above a table says which part of pay all of it is."""


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands over a table's rows."""

    words: str
    """The caption and the headings."""
    heads: str
    """Those of all columns: what they say of each other's."""

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.words} {self.heads}"


def read_table(library: Library, table: Table, context: Context) -> Iterator[Statement]:
    """The statements of a table; none where it is about other money."""
    width = max(len(row) for row in table.rows)
    heads = [table.head[at].text if at < len(table.head) else "" for at in range(width)]
    columns = [read_column(library, heads, table, at) for at in range(width)]
    caption = table.caption.text if table.caption and leads_on(table.caption.text) else ""
    headings = " ".join(one.text for one in table.headings[-2:])
    above = _Above(f"{caption} {headings} ", " ".join(heads))
    of_pay = PAY.search(above.whole) is not None or context.is_about_pay
    table_about = about(library, caption) if len(caption) < 200 else About(year=year_in(caption))
    below = context.shown[table.rows[-1][-1].end :][:200].lstrip(" |\n").split("\n")[0]
    if table_about.year is None:
        table_about = replace(table_about, year=as_of(below))
    scope = table_about.over(context.of_headings(table.headings))
    for row in table.rows:
        yield from _row(library, table, row, columns, scope, above, context, of_pay=of_pay)


def _row(
    library: Library,
    table: Table,
    row: Sequence[Piece],
    columns: Sequence[Column],
    scope: About,
    above: _Above,
    context: Context,
    *,
    of_pay: bool,
) -> Iterator[Statement]:
    said, doubts, label = row_about(library, row, columns)
    quote = context.text[row[0].start : row[-1].end]
    found: list[Statement] = []
    heads = " | ".join(column.head for column in columns if column.holds == "money")
    heading = table.headings[-1].text if table.headings else ""
    never = NEVER_PAY_ABOVE.search(f"{heading} {table.caption.text if table.caption else ''}")
    for cell, column in zip(row, columns, strict=False):
        if column.holds == "words" and not is_told(cell, label):
            continue
        own = column.about
        if MIDDLE.search(column.head) and LEAST.search(heads) and MOST.search(heads):
            own = replace(own, level=None)
        whole = said.over(own).over(scope)
        if (
            own.level
            and said.level
            and own.level != said.level
            and not (said.title and said.level in said.title)
        ):
            whole = replace(whole, level=own.level)
        if own.place:
            whole = replace(whole, place=own.place)
        if (
            NEVER_PAY_HEAD.search(column.head)
            or (never and not SURE_PAY.search(column.head))
            or NEVER_PAY_HEAD.search(label)
        ):
            continue
        if column.holds == "percent":
            found += _percents(cell, column, whole, quote, label, above, context)
            continue
        if (
            not title_in(label)
            and any(words.search(label) for _, words in OTHER_MONEY)
            and not SURE_PAY.search(label)
        ):
            continue
        about_other = NO_PAY_HEAD.search(column.head) or NO_PAY_HEAD.search(label)
        if (about_other and not SURE_PAY.search(column.head)) or not (
            of_pay or PAY.search(column.head) or SURE_PAY.search(label)
        ):
            continue
        found += _sums(cell, column, whole, quote, label, above, context, doubts, heads)
    yield from _merged(found)


def _sums(
    cell: Piece,
    column: Column,
    whole: About,
    quote: str,
    label: str,
    above: _Above,
    context: Context,
    doubts: tuple[str, ...],
    heads: str,
) -> Iterator[Statement]:
    shown = without_conversions(context.shown[cell.start : cell.end])
    for money in find_money(shown):
        is_bare = money.currency is None and not money.scale
        is_rate = PERIOD.search(column.head) is not None and find_sign(column.head) is not None
        if money.percent or money.top <= 0 or (is_bare and money.top < LEAST_BARE and not is_rate):
            continue
        if shown[: money.start].strip() in ("+", "-"):
            continue  # a difference
        one = Around(money, f"{column.head} ", shown[money.end :], "")
        of_row = Around(money, f"{label} ", "", "")
        wider = Around(money, f"{above.words} ", "", "")
        context_of_band = LEAST.search(heads) is not None and MOST.search(heads) is not None
        sign = find_sign(f"{column.head} {label} {above.words}")
        said = replace(money, currency=money.currency or (_code(sign) if sign else None))
        currency, sure = context.currency(said, shown[money.end :])
        part = (
            part_of(one)
            or part_of(of_row)
            or (part_of(wider) if _NAMES_A_PART.search(above.words) else None)
        )
        statistic = statistic_of(one) or statistic_of(of_row) or only_statistic(above.words)
        if context_of_band:
            ends = ((LEAST, "min"), (MOST, "max"), (MIDDLE, "mid"))
            statistic = next(
                (named for words, named in ends if words.search(column.head)), statistic
            )
        if statistic in ("min", "max") and money.low != money.high:
            statistic = None
        period = (
            period_of(one)
            or period_of(of_row)
            or period_of(Around(money, "", "", ""), f"{label} {column.head} {above.words}")
        )
        doubtful = [*doubts, *(() if sure else ("currency",))]
        if column.about == About() and names_nothing(column.head):
            doubtful.append("level")
        is_small = period is None and money.top < LEAST_YEARLY.get(
            currency or "", LEAST_YEARLY_ELSEWHERE
        )
        if is_small and part in (None, "base", "total"):
            doubtful.append("period")
        if statistic in ("mean", "median") and money.low != money.high:
            doubtful.append("statistic")
        yield Statement(
            kind="pay",
            quote=quote,
            start=cell.start + money.start,
            end=cell.start + money.end,
            low=money.low,
            high=money.high,
            open_ended=money.open_ended,
            approximate=money.approximate,
            statistic=statistic,
            component=part,
            currency=currency,
            period=period,
            over_years=(over_years_of(column.head) or over_years_of(shown))
            if part == "equity"
            else None,
            section=context.section(cell.start),
            doubts=tuple(dict.fromkeys(doubtful)),
        ).of(
            replace(whole, years=None)
            if part == "equity" and whole.years == column.about.years
            else whole
        )


def _code(sign: str) -> str:
    return {"US$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "R$": "BRL"}.get(sign, sign)


def _percents(
    cell: Piece,
    column: Column,
    whole: About,
    quote: str,
    label: str,
    above: _Above,
    context: Context,
) -> Iterator[Statement]:
    said = f"{label} {column.head}"
    measure = next((kind for kind, words in MARKET if words.search(said)), None)
    measure = measure or next((kind for kind, words in MARKET if words.search(above.whole)), None)
    if measure is None:
        return
    shown = context.shown[cell.start : cell.end]
    for money in find_money(shown):
        if money.percent:
            yield Statement(
                kind="market",
                quote=quote,
                start=cell.start + money.start,
                end=cell.start + money.end,
                low=money.low,
                high=money.high,
                statistic=measure,
                unit="%",
                section=context.section(cell.start),
                doubts=() if whole.title and measure == "growth" else ("statistic",),
            ).of(whole)


def _merged(found: Sequence[Statement]) -> Iterator[Statement]:
    """Statements of a row, the least and the most of each part of pay as one range."""
    gone: set[int] = set()
    for one in found:
        if id(one) in gone:
            continue
        highs = [
            other
            for other in found
            if one.statistic == "min"
            and other.statistic == "max"
            and id(other) not in gone
            and one.low == one.high
            and other.low == other.high
            and other.component == one.component
            and other.level == one.level
            and other.currency == one.currency
        ]
        if highs and one.low is not None and highs[0].high is not None and one.low <= highs[0].high:
            gone.add(id(highs[0]))
            yield replace(one, high=highs[0].high, end=max(highs[0].end, one.end), statistic=None)
        else:
            yield one
