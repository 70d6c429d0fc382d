"""A source and the table next to it, held against each other."""

import math
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from knowledge.fields import too_few
from knowledge.findings import PLAUSIBLE_PAY, Finding
from knowledge.links import Links
from knowledge.tables.columns import AMOUNTS, MONEY, SUBJECTS
from knowledge.tables.contents import HIGHEST, LOWEST, TableContents

NEEDED = ("section", "currency", "period")
"""What each figure has to say, be it in a column or for all rows."""


def pair_findings(
    links: Mapping[str, Links], unread: AbstractSet[str]
) -> Iterator[tuple[str, Finding]]:
    """What is wrong with a source that has a table or a table that has a source, with the path of it.

    What may stand in one of the `unread` files is not missed.
    """
    for path, own in links.items():
        if own.shares is not None:
            table = f"{path.removesuffix('.yaml')}.csv"
            known = links.get(table)
            if known is not None and known.contents is not None:
                yield from _findings(path, own.shares, known.contents)
            elif table not in unread:
                yield path, Finding(("table",), f"there is no {table} with its rows: add it")
        elif own.contents is not None:
            source = f"{path.removesuffix('.csv')}.yaml"
            known = links.get(source)
            if known is not None and known.shares is None:
                message = (
                    f"{source} has no `table`: say there what all rows share, such as the currency"
                )
                yield path, Finding((), message)
            elif known is None and source not in unread:
                yield path, Finding((), f"there is no {source}, of which it is the table: add it")


def _findings(
    source: str, shares: Mapping[str, object], contents: TableContents
) -> Iterator[tuple[str, Finding]]:
    shared = {name for name, value in shares.items() if value is not None}
    for name in contents.columns:
        if name in shared:
            message = f"is given in {source} too, for all rows: keep one of them"
            yield contents.path, Finding((name,), message)
    said = shared.union(contents.columns)
    for name in NEEDED:
        if name not in said and (name == "section" or contents.has_amounts):
            message = f"lacks `{name}`, and {contents.path} has no such column: add it"
            yield source, Finding(("table",), message)
    match [name for name in SUBJECTS if name in said]:
        case []:
            message = (
                f"lacks a `role` or an `occupation`, and {contents.path} has no column of either"
            )
            yield source, Finding(("table",), message)
        case [_, _]:
            message = f"is about roles and occupations, with {contents.path}: keep one of them"
            yield source, Finding(("table",), message)
        case _:
            pass
    if shares.get("computed") is True:
        yield from _made_from_few(contents)
    period = shares.get("period")
    if isinstance(period, str) and period in PLAUSIBLE_PAY:
        yield from _unlikely(contents, period, shares)


def _made_from_few(contents: TableContents) -> Iterator[tuple[str, Finding]]:
    least = {name: ends[0] for name, ends in contents.extremes.items()}
    few = too_few(least.get("n"), least.get("companies"))
    if few and "n" not in contents.columns:
        yield contents.path, Finding((), f"has no column `n`: {few}")
    elif few:
        enough = too_few(least["n"], math.inf if "companies" in least else None) is None
        column = "companies" if enough else "n"
        yield contents.path, Finding((column, LOWEST), f"is too few: {few}")


def _unlikely(
    contents: TableContents, period: str, shares: Mapping[str, object]
) -> Iterator[tuple[str, Finding]]:
    least, most = PLAUSIBLE_PAY[period]
    for name in contents.extremes.keys() & set(MONEY):
        lowest, highest = contents.extremes[name]
        component = (AMOUNTS[name].component if name in AMOUNTS else None) or shares.get(
            "component"
        )
        # An additional payment may be small; only its upper bound tells of a slip.
        bottom = 0 if component in ("additional", "bonus", "equity") else least
        for end, amount in ((LOWEST, lowest), (HIGHEST, highest)):
            if not bottom <= amount <= most:
                message = f"{amount:,} a {period} is unlikely (expected {least:,} to {most:,})"
                yield contents.path, Finding((name, end), message, "warning")
