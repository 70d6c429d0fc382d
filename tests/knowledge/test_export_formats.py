"""The way out for others' programs: a spreadsheet's CSV, and schema.org's Occupations."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any, cast, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.export import (
    BYTE_ORDER_MARK,
    COLUMNS,
    RowKind,
    csv_lines,
    csv_text,
    export_lines,
    export_records,
)
from knowledge.export_occupations import occupations_text
from knowledge.library import Library
from tests.knowledge.exported import exported, table
from tests.knowledge.small_world import figure, library_of, role, source

TERMS = json.loads(Path(__file__).with_name("schema_org_terms.json").read_text(encoding="utf-8"))
"""schema.org's own list: the types we use with all above them, and what each property expects."""

Node = dict[str, Any]


def rows(text: str) -> list[dict[str, str]]:
    """The rows as a program reads them that knows of the byte order mark."""
    return list(csv.DictReader(StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def paid(**fields: Any) -> Library:
    """A library with one figure."""
    return one_figure({**figure("r0", 100_000), **fields})


def one_figure(*figures: dict[str, Any]) -> Library:
    return library_of([source("s0", figures=figures)], [role("r0")])


# --- CSV


@pytest.mark.parametrize("kind", get_args(RowKind))
def test_every_record_is_a_row(library: Library, kind: RowKind) -> None:
    text = table(library, kind)
    records = exported(library, kind)
    assert [row["id"] for row in rows(text)] == [record["id"] for record in records]
    assert set(COLUMNS[kind]) == set(records[0])


def test_excel_reads_it_as_what_it_is(library: Library) -> None:
    data = table(library, "figures").encode()
    assert data.startswith(b"\xef\xbb\xbfid,role,roles,title,")
    assert data.count(b"\r\n") == len(exported(library, "figures")) + 1
    assert data.count(b"\n") == data.count(b"\r\n")


def test_amounts_are_numbers_and_gaps_are_empty(library: Library) -> None:
    (row,) = [row for row in rows(table(library, "figures")) if row["low"] == "172654"]
    assert (row["high"], row["open_ended"], row["company"]) == ("", "true", "")


def test_several_values_share_a_cell(library: Library) -> None:
    values = {row["id"]: row["values"] for row in rows(table(library, "facts"))}
    assert values["big-data-ml-guide:ml-market-size"] == "26.03; 225.91"


def test_a_fall_stays_a_number() -> None:
    about = source("s0", facts=("fall",))
    fact = about.facts[0].model_copy(update={"values": (-20.6,)})
    fallen = library_of([about.model_copy(update={"facts": (fact,)})], [role("r0")])
    assert [row["values"] for row in rows(csv_text(fallen, "facts"))] == ["-20.6"]


RUN = ["=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", RUN)
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = rows(csv_text(paid(title=text), "figures"))
    assert row["title"] == f"'{text}"


@given(st.text(min_size=1, max_size=30).filter(lambda text: text == text.strip()))
def test_any_text_comes_through_and_nothing_runs(text: str) -> None:
    line = " ".join(text.split()) or "x"
    (row,) = rows(csv_text(paid(section=line), "figures"))
    assert row["section"].removeprefix("'") == line.removeprefix("'")
    assert not row["section"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_quotes_come_where_they_are_asked_for() -> None:
    words = "We pay €62,000, she said."
    library = paid(quote=words)
    assert words not in csv_text(library, "figures")
    assert words not in "".join(export_lines(library, "figures"))
    (row,) = rows("".join(csv_lines(library, "figures", quotes=True)))
    assert row["quote"] == words
    (line,) = export_lines(library, "figures", quotes=True)
    assert json.loads(line)["quote"] == words


@pytest.mark.parametrize("kind", ["figures", "facts", "trends"])
def test_what_ships_has_no_quotes(library: Library, kind: RowKind) -> None:
    assert not any(record["quote"] for record in export_records(library, kind, quotes=True))


# --- JSON-LD


def graph(library: Library) -> list[Node]:
    document = json.loads(occupations_text(library))
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def salaries(library: Library) -> list[Node]:
    found: list[Node] = []
    for node in graph(library):
        found += node.get("estimatedSalary", [])
    return found


def assert_schema_org(node: Node) -> None:
    """Every property is one of its type, and every value is of a type that it expects."""
    above = TERMS["types"][node["@type"]]
    for key, values in node.items():
        if key.startswith("@"):
            continue
        term = TERMS["properties"][key]
        assert set(term["of"]) & set(above), f"{node['@type']} has no {key}"
        several = cast("list[object]", values) if isinstance(values, list) else [values]
        for value in several:
            assert_expected(key, term["expects"], value)


def assert_expected(key: str, expects: list[str], value: object) -> None:
    match value:
        case {"@type": str(kind)}:
            assert set(TERMS["types"][kind]) & set(expects), f"{key} expects no {kind}"
            assert_schema_org(cast("Node", value))
        case {"@id": str()}:
            assert "CreativeWork" in expects
        case int() | float():
            assert "Number" in expects, key
        case str():
            assert {"Text", "URL", "Duration"} & set(expects), key
        case _:
            pytest.fail(f"{key}: {value!r}")


def test_all_of_it_is_schema_org(library: Library) -> None:
    nodes = graph(library)
    for node in nodes:
        assert_schema_org(node)
    ids = [node["@id"] for node in nodes]
    assert len(set(ids)) == len(ids)
    assert {salary["subjectOf"]["@id"] for salary in salaries(library)} <= set(ids)


def test_every_role_is_an_occupation(library: Library) -> None:
    occupations = [node for node in graph(library) if node["@type"] == "Occupation"]
    assert {node["identifier"] for node in occupations} == set(library.roles)
    engineer = next(n for n in occupations if n["@id"] == "#role-ml-engineer")
    assert "Python" in engineer["skills"]
    assert engineer["responsibilities"]


def test_the_file_says_how_many_figures_stay_out(library: Library) -> None:
    described = graph(library)[0]["description"]
    assert described.startswith("285 of 27,997 salary figures fit")
    assert "27,712 stay out: " in described
    assert "5 open-ended" in described
    assert "27,648 of an occupation and not of a role" in described


def test_percentiles_of_one_table_are_one_distribution() -> None:
    amounts = {"p10": 90_000, "p25": 100_000, "median": 120_000, "p75": 150_000, "p90": 180_000}
    stated = [figure("r0", n, high=n, statistic=statistic) for statistic, n in amounts.items()]
    assert salaries(one_figure(*stated)) == [
        {
            "@type": "MonetaryAmountDistribution",
            "name": "base",
            "description": "Pay",
            "subjectOf": {"@id": "#source-s0"},
            "currency": "USD",
            "duration": "P1Y",
            "percentile10": 90_000,
            "percentile25": 100_000,
            "median": 120_000,
            "percentile75": 150_000,
            "percentile90": 180_000,
        }
    ]


def test_a_range_is_a_span() -> None:
    assert salaries(paid(period="hour", low=50, high=80)) == [
        {
            "@type": "MonetaryAmount",
            "name": "base",
            "description": "Pay",
            "subjectOf": {"@id": "#source-s0"},
            "currency": "USD",
            "value": {
                "@type": "QuantitativeValue", "minValue": 50, "maxValue": 80, "unitText": "HOUR",
            },
        }
    ]  # fmt: skip


def test_experience_is_told_in_months() -> None:
    part = next(n for n in graph(paid(years_min=2.5, years_max=5)) if "estimatedSalary" in n)
    assert part["experienceRequirements"] == {
        "@type": "OccupationalExperienceRequirements",
        "description": "2.5 to 5 years",
        "monthsOfExperience": 30,
    }


OUT: list[tuple[dict[str, Any], str]] = [
    ({"statistic": None}, "1 with no statistic stated"),
    ({"statistic": "mean"}, "1 a mean, a minimum or a maximum"),
    ({"open_ended": True}, "1 open-ended"),
    ({"high": None}, "1 open-ended"),
    ({"statistic": "median"}, "1 a percentile given as a span"),
    ({"approximate": True}, "1 approximate"),
    ({"company": "acme"}, "1 of one company or kind of company"),
    ({"industry": "finance"}, "1 of one industry"),
]


@pytest.mark.parametrize(("fields", "reason"), OUT)
def test_what_does_not_fit_stays_out(fields: dict[str, Any], reason: str) -> None:
    library = paid(**fields)
    assert salaries(library) == []
    described = graph(library)[0]["description"]
    assert described.endswith(
        f"0 of 1 salary figures fit schema.org's terms for pay. 1 stay out: {reason}."
    )
