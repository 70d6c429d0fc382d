"""The table that is made of the pay in job ads."""

import csv
import gzip
import random
from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO, StringIO
from math import floor

import pytest

from knowledge.importing.aijobs import (
    LEVELS,
    Ad,
    Made,
    TableDifference,
    read_ads,
    source_id,
    source_text,
    table_difference,
    table_text,
)
from knowledge.importing.parts import WorkbookError
from knowledge.importing.sheets import sheets_of
from knowledge.library import Library

HEADER = (
    "work_year,experience_level,employment_type,job_title,salary,salary_currency,salary_in_usd,"
    "employee_residence,remote_ratio,company_location,company_size"
)
PAIR = """\
2025,SE,FT,ML Engineer,180000,USD,180000,US,0,US,M
2025,SE,FT,ML Engineer,165000,USD,165000,US,0,US,M
"""
DRAWN = 50


def read(text: str, name: str = "salaries.csv") -> list[Ad]:
    """The rows of a file, packed where its name says so."""
    file = text.encode()
    return [
        *read_ads(sheets_of(BytesIO(gzip.compress(file) if name.endswith(".gz") else file), name))
    ]


def rows_of(made: Made) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(made.text)))


@pytest.mark.parametrize("name", ["salaries.csv", "salaries.csv.gz"])
def test_both_ends_of_a_range_are_rows(name: str) -> None:
    assert read(f"{HEADER}\n{PAIR}", name) == [
        Ad(2025, "senior", "ML Engineer", "US", 180_000),
        Ad(2025, "senior", "ML Engineer", "US", 165_000),
    ]


def test_an_amount_is_that_in_dollars_and_the_country_the_employers() -> None:
    line = "2024,MI,FT,Prompt Engineer,65000,EUR,68421,AT,0,DE,M"
    assert read(f"{HEADER}\n{line}\n") == [Ad(2024, "mid", "Prompt Engineer", "DE", 68_421)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2024,XX,FT,ML Engineer,1,USD,1,US,0,US,M", ":2, column 2: experience_level: “XX” is not one of EN, MI, SE, EX"),
        ("2024,SE,FT,ML Engineer,1,USD,1e5,US,0,US,M", ":2, column 7: salary_in_usd: must be a whole number; got “1e5”"),
        ("now,SE,FT,ML Engineer,1,USD,1,US,0,US,M", ":2, column 1: work_year: must be a whole number; got “now”"),
        ("2024,SE,FT,ML Engineer,1,USD,1,US,0,USA,M", ":2, column 10: company_location: “USA” is not a country's code, such as US"),
        ("2024,SE", ":2, column 10: company_location: “” is not a country's code, such as US"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_place(line: str, said: str) -> None:
    with pytest.raises(WorkbookError) as raised:
        read(f"{HEADER}\n{line}\n")
    assert str(raised.value).replace('"', "“", 1).replace('"', "”", 1) == f"salaries.csv{said}"


def test_a_file_of_something_else_is_refused() -> None:
    with pytest.raises(WorkbookError, match="lacks"):
        read("a,b\n1,2\n")
    with pytest.raises(WorkbookError, match="is empty"):
        read("")
    with pytest.raises(WorkbookError, match="is damaged"):
        list(read_ads(sheets_of(BytesIO(b"\x1f\x8b\x08broken"), "salaries.csv.gz")))


def ads(number: int, title: str = "Machine Learning Engineer", country: str = "US") -> list[Ad]:
    return [Ad(2024, "senior", title, country, 100_000 + 1_000 * i) for i in range(number)]


def test_what_is_left_out_is_counted(library: Library) -> None:
    made = table_text(
        library,
        [*ads(20, "machine learning engineer"), *ads(19, country="DE"), *ads(3, "Barista"), *ads(30, country="LT")],
    )  # fmt: skip
    assert made.text == (
        "role,level,place,n,p25,median,p75\n"
        "ml-engineer,senior,united-states,20,104750,109500,114250\n"
    )
    assert (made.used, made.too_few) == (20, 19)
    assert (made.unknown_titles, made.unknown_countries) == ({"Barista": 3}, {"LT": 30})


def test_a_title_is_read_to_the_letter(library: Library) -> None:
    close = ["Machine Learning Enginer", "Machine Learning", "Senior Machine Learning Engineer II"]
    made = table_text(library, [ad for title in close for ad in ads(20, title)])
    assert list(made.unknown_titles) == sorted(close)


def quantile(amounts: Sequence[int], share: Fraction) -> Fraction:
    """Between the two nearest of the sorted amounts, in proportion."""
    ascending = sorted(amounts)
    at = share * (len(ascending) - 1)
    below = ascending[floor(at)]
    above = ascending[min(floor(at) + 1, len(ascending) - 1)]
    return below + (at - floor(at)) * (above - below)


def test_quartiles_are_those_of_another_computation(library: Library) -> None:
    draw = random.Random(2025)
    names = {role.id: role.name for role in library.roles.values()}
    about = [
        (role, level, country)
        for role in names
        for level in LEVELS.values()
        for country in ("US", "GB")
    ]
    cells = {
        one: [draw.randrange(40_000, 400_000) for _ in range(draw.randrange(20, 60))]
        for one in draw.sample(about, DRAWN)
    }  # fmt: skip
    every = [
        Ad(draw.choice([2024, 2025]), level, names[role], country, amount)
        for (role, level, country), amounts in cells.items()
        for amount in amounts
    ]
    draw.shuffle(every)
    rows = rows_of(table_text(library, every))
    assert len(rows) == DRAWN
    for row in rows:
        country = {"united-states": "US", "united-kingdom": "GB"}[row["place"]]
        amounts = cells[row["role"], row["level"], country]
        assert int(row["n"]) == len(amounts)
        for name, share in (
            ("p25", Fraction(1, 4)),
            ("median", Fraction(1, 2)),
            ("p75", Fraction(3, 4)),
        ):
            assert abs(int(row[name]) - quantile(amounts, share)) <= Fraction(1, 2)


def test_a_difference_is_told_in_rows() -> None:
    before = "role,level,place,n,p25,median,p75\na,mid,x,20,1,2,3\nb,mid,x,20,1,2,3\n"
    after = (
        "role,level,place,n,p25,median,p75\na,mid,x,21,1,2,3\nc,mid,x,20,1,2,3\nd,mid,x,20,1,2,3\n"
    )
    assert table_difference(before, after) == TableDifference(changed=1, added=2, removed=1)


def test_a_source_says_its_years_and_its_release() -> None:
    assert source_id((2024, 2025)) == "aijobs-2024-25"
    assert source_id((2025, 2025)) == "aijobs-2025"
    text = source_text((2025, 2026), "2026-01-19", "2026-02-01")
    assert "label: aijobs.net, 2025–2026\n" in text
    assert "release: snapshot of 2026-01-19\n" in text
