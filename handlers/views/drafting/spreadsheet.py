"""A spreadsheet of pay: what its columns seem to be, and the form in which a person says so."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.views.curation.drafts import problems_part
from handlers.views.elements import (
    Json,
    company_field,
    component_field,
    field,
    form,
    line_input,
    menu,
    place_field,
    role_field,
    search,
)
from handlers.views.formatting import CheckResult
from handlers.views.modal import PERIODS
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Note,
    Paragraph,
    Part,
    clip,
)
from handlers.views.words import ViewContext, count
from knowledge.drafting.sheet import Found
from knowledge.files import Problem
from knowledge.library import Library
from knowledge.tables.columns import AMOUNTS, GRADE, RANGES, SPREADSHEET_COLUMNS
from knowledge.words import normalise

MAP = "spreadsheet_map"
MAPPED = "spreadsheet_mapped"
COLUMN = "spreadsheet_column:{}"

LEFT_OUT = "left_out"

MOST_LISTED = 30
MOST_IN_HEAD = 90
MOST_SAMPLE = 30

ASKED: Mapping[str, str] = {
    "role": "which column is the role",
    "amount": "which statistic the pay is",
    "currency": "the currency",
    "period": "the pay period",
}

_CALLED: Mapping[str, str] = {
    "role": "Role or job title",
    "level": "Level",
    GRADE: "Company's own grade (kept with the title)",
    "place": "Place",
    "company": "Company",
    "industry": "Industry",
    "years": "Years of experience",
    "years_min": "Years of experience, from",
    "years_max": "Years of experience, to",
    "currency": "Currency",
    "period": "Pay period",
    "year": "Year",
    "n": "Sample size",
    "employment": "Number of jobs",
}


def column_name(library: Library, column: str) -> str:
    """What people call a column: `Base salary: 25th percentile`."""
    if column in _CALLED:
        return _CALLED[column]
    if column in RANGES:
        component, _, _ = column.rpartition("_")
        measured = "Minimum and maximum in one cell"
    else:
        component, measured = (
            AMOUNTS[column].component or "",
            library.name("statistics", AMOUNTS[column].statistic),
        )
    return (
        f"{library.name('components', component)}: {measured}" if component else f"Pay: {measured}"
    )


def column_options(library: Library, typed: str) -> list[tuple[str, str]]:
    """What a column may be, of those whose names have every word that is typed."""
    every = [
        (LEFT_OUT, "Leave it out"),
        *((one, column_name(library, one)) for one in SPREADSHEET_COLUMNS),
    ]
    words = normalise(typed)
    return [
        (id, name)
        for id, name in every
        if all(any(known.startswith(word) for known in normalise(name)) for word in words)
    ]


def found_parts(
    name: str,
    file: str,
    found: Found,
    table: Mapping[str, Any],
    lacking: Sequence[str],
    before: str | None,
    library: Library,
) -> tuple[Part, ...]:
    """What the columns of a file seem to be; `before` is the source of an earlier edition."""
    columns: Mapping[str, str | None] = table.get("columns", {})
    lines = [
        (
            Bold(clip(head, MOST_IN_HEAD)),
            f"  {column_name(library, column) if column else 'left out'}",
        )
        for head, column in list(columns.items())[:MOST_LISTED]
    ]
    more = len(columns) - len(lines)
    asked = [ASKED[one] for one in lacking if one in ASKED]
    notes: list[Part] = []
    if before:
        notes.append(
            Note((f"It has the same columns as the source {before}, and is read like it.",))
        )
    if asked:
        notes.append(
            Paragraph((Bold("Not said in it: "), f"{', '.join(asked)}. The form asks for it."))
        )
    return (
        Heading(f"{clip(name, MOST_IN_HEAD)}: {count(len(found.rows), 'row')} of pay"),
        Bullets((*lines, *(((f"… and {more:,} more",),) if more > 0 else ()))),
        *notes,
        Actions("spreadsheet", (Button("Check the columns…", MAP, file, primary=True),)),
        Note(("Nothing changes yet. After the columns, you'll see the difference.",)),
    )  # fmt: skip


def mapping_form(
    found: Found, document: Mapping[str, Any], id: str, context: ViewContext, metadata: str
) -> Json:
    """What the source is, what all rows share, and each column."""
    table: Mapping[str, Any] = document.get("table", {})
    year = document.get("year")
    blocks = [
        _line("title", "Title", "As the document has it", document.get("title"), 200, optional=False),
        _line("label", "Short name", "Data pay survey", document.get("label"), 28, optional=False),
        _line("id", "Id, which names its file", "data-pay-survey", id, 80, optional=False),
        _line("publisher", "Publisher", "Who published it", document.get("publisher"), 200),
        _line("year", "Year that it speaks of", "2026", year, 4),
        _line("currency", "Currency of all amounts, unless a column says it", "USD", table.get("currency"), 3),
        field(
            "period",
            "Pay period, unless a column says it",
            menu("period", PERIODS, table.get("period")),
        ),
        *(
            _column(found, place, column, context.library)
            for place, column in enumerate(table.get("columns", {}).values())
        ),
        {**role_field(context, table.get("role")), "optional": True},
        component_field(context, _chosen(table, "component")),
        place_field(context, _chosen(table, "place")),
        company_field(context, _chosen(table, "company")),
    ]  # fmt: skip
    return form("Columns", blocks, "Check", MAPPED, metadata)


def _chosen(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(filter(None, [table.get(name)]))


def _column(found: Found, place: int, column: str | None, library: Library) -> Json:
    """One column: its head with what stands below it."""
    name = COLUMN.format(place)
    cells = (row.cells[place].strip() for row in found.rows if place < len(row.cells))
    sample = clip(next(filter(None, cells), "empty"), MOST_SAMPLE)
    chosen = (column, column_name(library, column)) if column else (LEFT_OUT, "Leave it out")
    label = f"{clip(found.names[place], MOST_IN_HEAD)} ({sample})"
    return field(name, label, search(name, "median, level …", chosen))


def _line(
    name: str, label: str, hint: str, value: object, most: int, *, optional: bool = True
) -> Json:
    entered = "" if value is None else str(value)[:most]
    return field(name, label, line_input(name, hint, entered, most), optional=optional)


def left_out_parts(left: Sequence[Problem], shown: Sequence[Part]) -> CheckResult:
    """A draft with the rows that aren't in it, each by its line."""
    if not left:
        return CheckResult(shown)
    heading = f"{count(len(left), 'row')} left out: fix or leave them"
    return CheckResult((problems_part(left, heading), *shown))
