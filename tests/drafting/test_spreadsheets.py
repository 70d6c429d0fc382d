"""Spreadsheets of pay become tables: heads are recognized, and rows that don't fit are told by their line."""

import csv
from contextlib import suppress
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.documents import sheets_of
from knowledge.drafting.article import Refusal
from knowledge.drafting.filling import Filled, fill
from knowledge.drafting.mapping import columns_of, lacking, suggested
from knowledge.drafting.rows import MOST_COLUMNS, MOST_ROWS, SheetError
from knowledge.drafting.sheet import Found, find_heads
from knowledge.library import Library
from knowledge.tables.contents import read_table
from knowledge.uploads import UploadedFile
from tests.conftest import TODAY
from tests.drafting import spreadsheets as made
from tests.knowledge.workbooks import workbook

USD_A_YEAR = {"currency": "USD", "period": "year"}


def found(content: str | bytes, name: str = "pay.csv") -> Found:
    """The heads of a file."""
    data = content if isinstance(content, bytes) else content.encode()
    sheets = sheets_of(UploadedFile(name, data))
    assert not isinstance(sheets, Refusal), sheets.why
    return find_heads(sheets)


def filled(library: Library, one: Found, **said: str) -> Filled:
    """The table of a sheet, with what it seems to be, and what it doesn't say."""
    table = {**suggested(library, one, "pay", TODAY)["table"], **said}
    assert lacking(table) == ()
    return fill(library, one, columns_of(table), table)


@pytest.mark.parametrize(
    ("content", "said", "table"),
    [
        (made.PLAIN, USD_A_YEAR, made.PLAIN_TABLE),
        (
            made.BANDS,
            {},
            (
                "role,place,title,employment,min,max\n"
                "data-engineer,austin,Data Engineer (L4),12,120000,150000\n"
                "data-engineer,austin,Data Engineer (L5),3,150000,180000+\n"
            ),
        ),
        (
            made.GERMAN,
            {},
            (
                "role,level,place,n,median,p25,p75\n"
                "data-engineer,senior,berlin,41,72500,65000,80000\n"
                "data-scientist,entry,berlin,1041,55000.5,50000,60000\n"
            ),
        ),
        (
            made.FRENCH,
            {},
            "role,place,year,n,median,p10,p90\ndata-scientist,paris,2026,212,58000,45000,79500.5\n",
        ),
        (
            made.SPANISH,
            {},
            "role,place,mean,p25,p75\ndata-scientist,madrid,48300,41000,55900\n",
        ),
        (
            made.PORTUGUESE,
            {},
            (
                "role,level,n,min,max\n"
                "data-engineer,senior,37,12000,18500\ndata-engineer,entry,22,6200,9000\n"
            ),
        ),
        (
            made.TWO_HEADS,
            {"period": "year"},
            (
                "role,place,base_median,base_p90,total_median,total_p90\n"
                "data-engineer,london,82000,104000,90000,121000\n"
            ),
        ),
        (
            made.IN_THOUSANDS,
            {},
            (
                "role,title,base_median,base_max\n"
                "ml-engineer,ML Engineer,85500,120000\ndata-analyst,,55000,72250\n"
            ),
        ),
        (
            made.LAKHS,
            {},
            (
                "role,years_min,years_max,min,max\n"
                "data-engineer,0,2,600000,950000\ndata-engineer,3,,1400000,2500000\n"
            ),
        ),
        (
            made.BY_ROW,
            {},
            (
                "role,place,currency,period,min,max\n"
                "data-engineer,berlin,EUR,year,60000,75000\n"
                "data-engineer,new-york,USD,year,140000,180000\n"
                "data-analyst,london,GBP,hour,40,55\n"
            ),
        ),
        (
            made.HOURLY_TOO,
            {"currency": "USD"},
            "role,place,employment,median,p10,p90\ndata-scientist,texas,12400,118770,71200,181000\n",
        ),
        (made.SEMICOLONS_SAID, {}, "role,n,mean\ndata-engineer,25,9100.5\n"),
        (made.INDIAN_GROUPS, {}, "role,min,max\ndata-analyst,350000,525000\n"),
    ],
)
def test_each_kind_of_spreadsheet_becomes_a_table(
    library: Library, content: str, said: dict[str, str], table: str
) -> None:
    made_of = filled(library, found(content), **said)
    assert (made_of.left_out, _as_rows(made_of.text)) == ((), _as_rows(table))
    assert read_table("sources/pay.csv", "", made_of.text)[1] == ()


def _as_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_usual_encoding_is_read(library: Library, encoding: str) -> None:
    assert filled(library, found(made.GERMAN.encode(encoding))).rows == 2


def test_a_workbook_is_read_and_the_sheet_with_the_heads_is_found(library: Library) -> None:
    one = found(made.WORKBOOK, "bands.xlsx")
    result = filled(library, one)
    assert result.text == "role,level,place,min,max\ndata-engineer,senior,germany,80000,95000.5\n"
    assert [str(problem) for problem in result.left_out] == [
        'bands.xlsx, sheet Bands:4:1: Role: no role "Data Enginer"; did you mean "Data Engineer"?'
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Data Enginer,,,1,1,1,", 'Job title: no role "Data Enginer"; did you mean "Data Engineer"?'),
        ("Data Engineer,,Berln,100000,,,", 'City: no place "Berln"; did you mean "Berlin"?'),
        ("Data Engineer,,,100000,110000,,", "median: 100,000 is below p25 (110,000)"),
        ("Data Engineer,,,lots,,,", 'Median: "lots" is no amount'),
        ("Data Engineer,,,90-95k,,,", 'Median: "90-95k" is a range, and the column isn\'t one'),
        ("Data Engineer,,,£95k,,,", "Median: is in GBP, where the row is in USD"),
        ("Data Engineer,,,100.000,90.50,,", 'Median: "100.000" can be read in two ways'),
        ("Data Engineer,,,,,,12", "has no amount"),
        (",,,100000,,,", "names no role"),
        ("Data Engineer,,,100000,,,4.5", 'n: "4.5" is no whole number'),
        ("Data Engineer,Senior,Austin,1,,,", "is about the same as line 2: keep one, or tell them apart"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_told_by_its_line(
    library: Library, row: str, problem: str
) -> None:
    result = filled(library, found(f"{made.PLAIN}\n{row}\n"), **USD_A_YEAR)
    assert result.rows == 2
    (left,) = result.left_out
    assert left.line == 5
    assert str(left).partition(": ")[2] == problem


@pytest.mark.parametrize(
    ("heads", "asked"),
    [
        ("Role,Median", ("currency", "period")),
        ("Role,Salary (USD)", ("amount", "period")),
        ("City,Median (EUR per month)", ("role",)),
    ],
)
def test_what_heads_do_not_say_is_asked(
    library: Library, heads: str, asked: tuple[str, ...]
) -> None:
    table = suggested(library, found(f"{heads}\nData Engineer,50000\n"), "pay", TODAY)["table"]
    assert lacking(table) == asked


def test_a_year_above_the_heads_and_a_currency_in_cells_are_seen(library: Library) -> None:
    document = suggested(library, found(made.TWO_HEADS), "pay-2025", date(2026, 1, 1))
    assert document["table"]["currency"] == "GBP"
    assert suggested(library, found(made.BANDS), "pay", TODAY)["year"] == 2026


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "has no row of heads"),
        (b"a,b\n1,2\n", "has no row of heads"),
        (b"\x00\x01\x02\x03", "isn't text"),
        (b"\xff\xfeR\x00\xd8", "isn't text in the encoding"),
        (b"Role,Median\n" + b"Data Engineer,1\n" * (MOST_ROWS + 1), "has more than"),
        (b"Role,Median" + b",x" * MOST_COLUMNS + b"\n", "has more than"),
        (b'Role,Median\n"' + b"x" * 200_000, "can't be read in line 2"),
        (b"Role,Median\n" * 600_000, "is larger than"),
    ],
)
def test_what_is_no_spreadsheet_of_pay_is_refused_in_words(content: bytes, why: str) -> None:
    assert why in _refused("pay.csv", content)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04", "can't be read"),
        (b"not a zip", "can't be read"),
        (workbook({"A": [["Role", "Median"], *[["x", 1]] * (MOST_ROWS + 1)]}), "has more than"),
        (workbook({"A": [["x"] * (MOST_COLUMNS + 1)]}), "has more than"),
        (workbook({"A": '<row r="1"><c r="A1"><f>1+1</f></c></row>'}), "formula without its result"),
    ],
)  # fmt: skip
def test_a_workbook_that_cannot_be_read_is_refused_in_words(content: bytes, why: str) -> None:
    assert why in _refused("pay.xlsx", content)


def _refused(name: str, content: bytes) -> str:
    sheets = sheets_of(UploadedFile(name, content))
    if isinstance(sheets, Refusal):
        return sheets.why
    with pytest.raises(SheetError) as refused:
        find_heads(sheets)
    return str(refused.value)


CELLS = st.one_of(
    st.sampled_from([
        "Role", "Median", "Min salary (EUR)", "Data Engineer", "Senior", "Berlin", "80k", "1.234,5",
        "65.000", "R$ 6.200 a R$ 9.000", "", "-", "25 LPA", "3-5", "USD", "\u00a0", "2026",
    ]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_every_row_is_in_the_table_or_listed_by_its_line(
    library: Library, rows: list[list[str]]
) -> None:
    out = StringIO()
    csv.writer(out).writerows([["Role", "Level", "City", "Median", "Salary range", "n"], *rows])
    one = found(out.getvalue())
    table = {**suggested(library, one, "pay", TODAY)["table"], **USD_A_YEAR}
    result = fill(library, one, columns_of(table), table)
    assert result.rows + len(result.left_out) == len(one.rows)
    assert {problem.line for problem in result.left_out} <= {row.number for row in one.rows}
    if result.rows:
        contents, problems = read_table("sources/pay.csv", "", result.text)
        assert problems == ()
        assert contents is not None
        assert contents.rows == result.rows


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    sheets = sheets_of(UploadedFile("pay.csv", data))
    if not isinstance(sheets, Refusal):
        with suppress(SheetError):
            find_heads(sheets)
