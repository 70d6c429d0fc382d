"""Spreadsheets of pay in Slack: what the columns are is confirmed in a form, and becomes a draft."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from handlers.curation import drafts, rights
from handlers.curation.uploads import CHECK_FILE_INFO, fetched, looked_up, spreadsheet_in
from handlers.deps import Deps
from handlers.middleware import in_metadata
from handlers.payloads import Payload, SlackFile, View
from handlers.placing import FieldErrors, Form, Later, NextTo, Options, Parts
from handlers.replies import context_of
from handlers.turn import Turn
from handlers.views.curation.drafts import WORKING, problems_parts
from handlers.views.drafting.spreadsheet import (
    COLUMN,
    LEFT_OUT,
    column_options,
    left_out_parts,
    mapping_form,
)
from knowledge.drafting.filling import fill
from knowledge.drafting.mapping import (
    Shares,
    columns_of,
    document_text,
    earlier_edition,
    id_of,
    lacking,
    suggested_again,
    twice,
)
from knowledge.drafting.sheet import Found
from knowledge.files import Problem
from knowledge.library import Library
from knowledge.model import Source

_WRONG: Mapping[str, str] = {
    "id": "Enter lowercase words joined by hyphens, such as data-pay-survey",
    "label": "Enter a short name of up to 28 characters",
    "year": "Enter a year such as 2026, or leave it empty",
    "currency": "Enter three capital letters, such as USD",
}
_OTHERWISE = "Enter one line of up to 200 characters"
_LACKING: Mapping[str, tuple[str, str]] = {
    "role": ("role", "Choose the role, or say above which column it is"),
    "amount": (COLUMN.format(0), "Say which column is the pay, and which statistic it is"),
    "currency": ("currency", "Enter the currency: the file doesn't say it"),
    "period": ("period", "Choose the pay period: the file doesn't say it"),
}


class Spot(Payload):
    """The file that a form is about, and how many columns it has."""

    file: str = ""
    width: int = 0


def open_form(turn: Turn, deps: Deps) -> Form | NextTo:
    """Open the form in which the columns are said, for admins."""
    if not rights.is_admin(turn, deps):
        return NextTo(rights.refused(deps))
    found = _found(turn, deps, turn.value)
    if isinstance(found, Problem):
        return NextTo(problems_parts([found]))
    library = deps.library()
    before = earlier_edition(library, found)
    document = suggested_again(library, before, found, _stem(found), deps.today())
    spot = Spot(file=turn.value, width=len(found.names))
    metadata = json.dumps({**json.loads(turn.origin(deps.now())), **spot.model_dump()})
    id = before.id if before else id_of(_stem(found))
    return Form(mapping_form(found, document, id, context_of(deps), metadata))


def columns(turn: Turn, deps: Deps) -> Options:
    """Complete what a column may be."""
    return Options(column_options(deps.library(), turn.text))


def sent(turn: Turn, deps: Deps) -> FieldErrors | Later[Parts]:
    """Make the table of what the form says, and show it as a draft in the form's place."""
    spot = in_metadata(Spot, turn.view.private_metadata)
    places = [turn.view.entered(COLUMN.format(place)) for place in range(spot.width)]
    said = ["" if column == LEFT_OUT else column for column in places]
    document = _entered(turn.view, deps.library())
    errors = _errors(document, said, deps.library())
    if errors:
        return FieldErrors(errors)
    return Later(lambda: _proposed(turn, deps, spot, document, said), WORKING)


def _entered(view: View, library: Library) -> dict[str, Any]:
    """What the form says of the source and of all rows."""
    year, company = view.entered("year"), view.entered("company")
    is_kind = library.term("company_kinds", company) is not None
    table = {
        "section": _line(view, "title"),
        "currency": view.entered("currency").upper(),
        "period": view.entered("period"),
        "role": view.entered("role"),
        "component": view.entered("component"),
        "place": view.entered("place"),
        "company_kind" if is_kind else "company": company,
    }
    return {
        **{name: _line(view, name) or None for name in ("id", "title", "label", "publisher")},
        "year": int(year) if year.isdecimal() else year or None,
        "table": {name: value for name, value in table.items() if value},
    }


def _line(view: View, name: str) -> str:
    return " ".join(view.entered(name).split())


def _errors(document: Mapping[str, Any], said: list[str], library: Library) -> dict[str, str]:
    """What is wrong with the form, at each of its fields."""
    errors: dict[str, str] = {}
    table: Shares = {
        **document["table"],
        "columns": {str(place): column for place, column in enumerate(said)},
    }
    for name in lacking(table):
        field, words = _LACKING[name]
        errors[field] = words
    for column in twice(table):
        place = max(place for place, one in enumerate(said) if one == column or column in one)
        errors[COLUMN.format(place)] = "Another column is this already: leave one of them out"
    try:
        Source.model_validate({**document, "kind": "survey", "roles": []})
    except ValidationError as error:
        for one in error.errors():
            name = str(one["loc"][-1])
            errors.setdefault(name, _WRONG.get(name, _OTHERWISE))
    before = library.sources.get(str(document["id"]))
    if before is not None and (before.table is None or not before.table.columns):
        errors["id"] = "Another source has this id: choose another one"
    return errors


def _proposed(
    turn: Turn, deps: Deps, spot: Spot, document: Mapping[str, Any], said: list[str]
) -> Parts:
    """The draft, with the rows that don't fit."""
    if not rights.is_admin(turn, deps):
        return rights.refused(deps)
    found = _found(turn, deps, spot.file)
    if isinstance(found, Problem):
        return problems_parts([found])
    columns = {name: column or None for name, column in zip(found.names, said, strict=False)}
    # What a column says is not said of all rows.
    shares = {name: value for name, value in document["table"].items() if name not in said}
    table = {**shares, "columns": columns}
    library = deps.library()
    filled = fill(library, found, columns_of(table), table)
    if not filled.rows:
        return problems_parts(filled.left_out)
    id = str(document["id"])
    changes = {
        f"sources/{id}.yaml": document_text(_as_source(library, document, table, deps)),
        f"sources/{id}.csv": filled.text,
    }
    reason = f"Added {document['label']} from {found.sheet.name}"[:200]
    return left_out_parts(
        filled.left_out, drafts.shown(deps.curation.propose(turn.user, changes, reason))
    )


def _as_source(
    library: Library, document: Mapping[str, Any], table: Shares, deps: Deps
) -> dict[str, Any]:
    """The source's document; of one that is there, all that the form doesn't speak of stays."""
    before = library.sources.get(str(document["id"]))
    kept: dict[str, Any] = (
        before.model_dump(mode="json", exclude={"id", "table"}, exclude_defaults=True)
        if before
        else {"kind": "survey", "roles": []}
    )
    said = {name: document[name] for name in ("title", "label", "publisher", "year")}
    verified = {"verified": deps.today().isoformat()}
    merged = {**said, **kept, **said, **verified, "table": table}
    return {name: value for name, value in merged.items() if value is not None}


def _found(turn: Turn, deps: Deps, file: str) -> Found | Problem:
    """The heads of a file in Slack, as it is there now."""
    (known,) = looked_up(turn.client, [SlackFile(id=file, file_access=CHECK_FILE_INFO)])
    content = fetched(deps, known)
    return content if isinstance(content, Problem) else spreadsheet_in(deps, content)


def _stem(found: Found) -> str:
    return found.sheet.name.partition(", sheet ")[0].rpartition(".")[0]
