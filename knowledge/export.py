"""The way out: everything that is known as JSON Lines, sorted and stable from run to run."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, get_args

from knowledge.library import Library

ExportKind = Literal["figures", "facts", "trends", "roles"]
EXPORT_KINDS: tuple[ExportKind, ...] = get_args(ExportKind)

FIGURE_FIELDS = (
    "role", "title", "statistic", "component", "low", "high", "open_ended", "currency", "period",
    "level", "years_min", "years_max", "place", "company", "company_kind", "industry", "year",
    "source", "section",
)  # fmt: skip

KEEPING = ("owner", "verified", "verify_every")
"""How a document is kept, which is no knowledge; an owner is a person of one workspace."""


def export_lines(library: Library, kind: ExportKind) -> Iterator[str]:
    """One JSON object a line, sorted by id."""
    for record in export_records(library, kind):
        yield json.dumps(record, ensure_ascii=False)


def export_records(library: Library, kind: ExportKind) -> list[dict[str, Any]]:
    """Everything of one kind, sorted by id."""
    return sorted(_RECORDS[kind](library), key=lambda record: str(record["id"]))


def _figures(library: Library) -> Iterator[dict[str, Any]]:
    for source in library.sources.values():
        for figure in source.figures:
            fields = {field: getattr(figure, field) for field in FIGURE_FIELDS}
            yield {"id": figure.id, **fields, "document": source.document}


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
                "source": source.id,
                "document": source.document,
                "section": fact.section,
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
            }


def _roles(library: Library) -> Iterator[dict[str, Any]]:
    for role in library.roles.values():
        record = role.model_dump(mode="json", exclude={"sections", *KEEPING})
        sections = {
            section: [bullet.model_dump(mode="json") for bullet in role.sections.of(section)]
            for section in role.written_sections()
        }
        yield {**record, "sections": sections}


_RECORDS: Mapping[ExportKind, Callable[[Library], Iterator[dict[str, Any]]]] = {
    "figures": _figures,
    "facts": _facts,
    "trends": _trends,
    "roles": _roles,
}
