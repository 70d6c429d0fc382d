"""Every amount of the founding documents is exported, and none that they do not state."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NotRequired, TypedDict, cast

import pytest

from knowledge.library import Library
from tests.conversations.files import load_yaml
from tests.knowledge.exported import Record, exported

Row = tuple[str, int | None, int | None, dict[str, object]]
Number = tuple[list[float], str, str | None]


class PaySection(TypedDict):
    """The salary statements under one heading."""

    all: NotRequired[dict[str, object]]
    rows: list[Row]


class Stated(TypedDict):
    """What one document states, by heading."""

    pay: dict[str, PaySection]
    market: dict[str, list[Number]]


DOCUMENTS = cast(
    "dict[str, Stated]",
    load_yaml(Path(__file__).with_name("stated_amounts.yaml")),
)

SAID_OF_PAY = (
    "section", "role", "roles", "low", "high", "open_ended", "statistic", "component", "includes", "level",
    "years_min", "years_max", "place", "company", "company_kind", "industry", "year",
)  # fmt: skip


def pay_stated_by(document: str) -> Iterator[Record]:
    for section, group in DOCUMENTS[document]["pay"].items():
        for role, low, high, row in group["rows"]:
            said = {**group.get("all", {}), **row}
            years = cast("list[int | None]", said.get("years", [None, None]))
            yield (
                dict.fromkeys(SAID_OF_PAY)
                | {"component": "unspecified", "roles": [role]}
                | {
                    **{key: value for key, value in said.items() if key in SAID_OF_PAY},
                    "section": section,
                    "role": role,
                    "low": low,
                    "high": high,
                    "open_ended": said.get("plus", False),
                    "years_min": years[0],
                    "years_max": years[1],
                }
            )


def numbers_stated_by(document: str) -> Iterator[Record]:
    for section, numbers in DOCUMENTS[document]["market"].items():
        for values, unit, period in numbers:
            yield {"section": section, "values": values, "unit": unit, "period": period}


def counted(records: Iterator[Record]) -> Counter[str]:
    """Records as text, so that what is missing or too many can be read off a failure."""
    return Counter(str(sorted(record.items())) for record in records)


def of_document(records: list[Record], document: str, keys: tuple[str, ...]) -> Iterator[Record]:
    for record in records:
        if record["document"] == document:
            yield {key: record[key] for key in keys}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_pay_is_exactly_what_the_document_states(library: Library, document: str) -> None:
    stated = counted(pay_stated_by(document))
    known = counted(of_document(exported(library, "figures"), document, SAID_OF_PAY))
    assert list((stated - known).elements()) == [], "stated, but not known"
    assert list((known - stated).elements()) == [], "known, but not stated"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_market_numbers_are_exactly_what_the_document_states(
    library: Library, document: str
) -> None:
    stated = counted(numbers_stated_by(document))
    keys = ("section", "values", "unit", "period")
    known = counted(of_document(exported(library, "facts"), document, keys))
    assert list((stated - known).elements()) == [], "stated, but not known"
    assert list((known - stated).elements()) == [], "known, but not stated"


def test_no_document_is_forgotten(library: Library) -> None:
    sources = library.sources.values()
    assert {source.document for source in sources if source.document} == set(DOCUMENTS)


def test_the_documents_speak_of_dollars_a_year(library: Library) -> None:
    figures = [figure for figure in exported(library, "figures") if figure["document"] in DOCUMENTS]
    assert {(figure["currency"], figure["period"]) for figure in figures} == {("USD", "year")}
