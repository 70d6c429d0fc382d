"""The figures as CSV, and which of them schema.org's terms can say without a loss."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Literal, cast, get_args

from knowledge.library import Library
from knowledge.model import Figure, Source

ExportKind = Literal["figures", "facts", "trends", "roles", "occupations", "sources"]
EXPORT_KINDS: tuple[ExportKind, ...] = get_args(ExportKind)

FIGURE_FIELDS = (
    "role", "roles", "title", "statistic", "component", "includes", "low", "high", "open_ended", "currency", "period",
    "level", "years_min", "years_max", "place", "company", "company_kind", "industry", "year",
    "source", "section", "occupation", "n", "companies", "computed", "employment", "employment_rse", "wage_rse",
)  # fmt: skip

_fields_of: Callable[[Figure], tuple[Any, ...]] = attrgetter(*FIGURE_FIELDS)

KEEPING = ("owner", "verified", "verify_every")
"""How a document is kept, which is no knowledge; an owner is a person of one workspace."""


def export_lines(library: Library, kind: ExportKind, *, quotes: bool = False) -> Iterator[str]:
    """One JSON object a line, sorted by id; behind them the figures of tables, row by row.

    With `quotes`, what sources state comes with their own words, which are theirs.
    """
    for record in export_records(library, kind, quotes=quotes):
        yield json.dumps(record, ensure_ascii=False)


def export_records(
    library: Library, kind: ExportKind, *, quotes: bool = False
) -> Iterator[dict[str, Any]]:
    """Everything of one kind, sorted by id; the figures of tables come last, as they are read."""
    for record in _records(library, kind):
        if not quotes:
            record.pop("quote", None)
        yield record


def _records(library: Library, kind: ExportKind) -> Iterator[dict[str, Any]]:
    yield from sorted(_RECORDS[kind](library), key=lambda record: str(record["id"]))
    if kind == "figures":
        for source in library.sources.values():
            for figure in library.tables.figures_in(source.id):
                yield _figure(source, figure)


def _figures(library: Library) -> Iterator[dict[str, Any]]:
    for source in library.sources.values():
        for figure in source.figures:
            yield _figure(source, figure)


def _figure(source: Source, figure: Figure) -> dict[str, Any]:
    fields = zip(FIGURE_FIELDS, _fields_of(figure), strict=True)
    return {"id": figure.id, **dict(fields), "document": source.document, "quote": figure.quote}


def _facts(library: Library) -> Iterator[dict[str, Any]]:
    for source in library.sources.values():
        for fact in source.facts:
            yield {
                "id": f"{source.id}:{fact.id}",
                "statement": fact.statement,
                "values": fact.values,
                "unit": fact.unit,
                "period": fact.period,
                "place": fact.place,
                "n": fact.n,
                "computed": fact.computed,
                "source": source.id,
                "document": source.document,
                "section": fact.section,
                "quote": fact.quote,
            }


def _trends(library: Library) -> Iterator[dict[str, Any]]:
    for source in library.sources.values():
        for number, trend in enumerate(source.trends, 1):
            yield {
                "id": f"{source.id}:{trend.topic}:{number}",
                "topic": trend.topic,
                "name": trend.name,
                "statement": trend.statement,
                "source": source.id,
                "document": source.document,
                "section": trend.section,
                "quote": trend.quote,
            }


def _roles(library: Library) -> Iterator[dict[str, Any]]:
    for role in library.roles.values():
        record = role.model_dump(mode="json", exclude={"sections", *KEEPING})
        sections = {
            section: [bullet.model_dump(mode="json") for bullet in role.sections.of(section)]
            for section in role.written_sections()
        }
        yield {**record, "sections": sections}


def _occupations(library: Library) -> Iterator[dict[str, Any]]:
    for occupation in library.occupations.values():
        yield occupation.model_dump(mode="json")


SOURCE_FIELDS = (
    "id", "title", "label", "kind", "publisher", "url", "release", "license", "attribution", "year", "market", "document",
)  # fmt: skip


def _sources(library: Library) -> Iterator[dict[str, Any]]:
    """Where everything is from, and on which terms it may be passed on."""
    for source in library.sources.values():
        yield {field: getattr(source, field) for field in SOURCE_FIELDS}


_RECORDS: Mapping[ExportKind, Callable[[Library], Iterator[dict[str, Any]]]] = {
    "figures": _figures,
    "facts": _facts,
    "trends": _trends,
    "roles": _roles,
    "occupations": _occupations,
    "sources": _sources,
}


RowKind = Literal["figures", "facts", "trends", "sources"]
"""What has one row each; a role has sections, an occupation tasks, and neither fits a row."""

COLUMNS: dict[RowKind, tuple[str, ...]] = {
    "figures": (
        "id", "role", "roles", "title", "statistic", "component", "includes", "low", "high",
        "open_ended", "currency", "period", "level", "years_min", "years_max", "place", "company", "company_kind", "industry",
        "year", "source", "document", "section", "occupation", "n", "companies", "computed",
        "employment", "employment_rse", "wage_rse",
    ),
    "facts": (
        "id", "statement", "values", "unit", "period", "place", "n", "computed", "source", "document", "section",
    ),
    "trends": ("id", "topic", "name", "statement", "source", "document", "section"),
    "sources": SOURCE_FIELDS,
}  # fmt: skip

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the code page of its country; others pass over it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that Excel and others take for a formula, or may after trimming it."""


def csv_text(library: Library, kind: RowKind) -> str:
    """The whole of `csv_lines`, without quotes."""
    return "".join(csv_lines(library, kind))


def csv_lines(library: Library, kind: RowKind, *, quotes: bool = False) -> Iterator[str]:
    """A CSV file (RFC 4180) after a byte order mark: a header and the rows, in the order of export."""
    columns = COLUMNS[kind] if not quotes or kind == "sources" else (*COLUMNS[kind], "quote")
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    yield BYTE_ORDER_MARK
    writer.writerow(columns)
    yield line.text
    for record in export_records(library, kind, quotes=quotes):
        writer.writerow([_cell(record[column]) for column in columns])
        yield line.text


class _Line:
    """The line that a writer of CSV wrote last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _cell(value: object) -> str:
    """A value as text; a text that looks like a formula gets the sign that marks it as a text."""
    match value:
        case None:
            return ""
        case str():
            return _harmless(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)  # a number may begin with a minus
        case tuple():
            values = cast("tuple[object, ...]", value)
            return _cell(values[0]) if len(values) == 1 else _harmless("; ".join(map(str, values)))
        case _:
            return _harmless(str(value))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


OF_OCCUPATION = "of an occupation and not of a role"


def misfit(library: Library, figure: Figure) -> str | None:
    """Why a figure stays out; None where it fits. The first reason counts."""
    place = library.term("places", figure.place) if figure.place else None
    reasons = {
        OF_OCCUPATION: figure.occupation is not None,
        "with no statistic stated": figure.statistic is None,
        "what pay can reach": figure.statistic == "potential",
        "of pay with something included": figure.includes is not None,
        "a mean, a minimum or a maximum": figure.statistic in ("mean", "min", "max"),
        "open-ended": figure.open_ended or figure.low is None or figure.high is None,
        "a percentile given as a span": figure.statistic != "range" and figure.low != figure.high,
        "approximate": figure.approximate,
        "of one company or kind of company": bool(figure.company or figure.company_kind),
        "of one industry": figure.industry is not None,
        "worldwide or remote": place is not None and place.place_kind in ("world", "remote"),
    }
    return next((reason for reason, applies in reasons.items() if applies), None)
