"""The table that is made of what the Bureau of Labor Statistics publishes."""

from collections.abc import Mapping
from io import BytesIO

import pytest

from knowledge.importing.oews import Estimate, Release, area_code, read_release, sector_code
from knowledge.importing.oews_table import (
    Made,
    MedianChange,
    TableDifference,
    source_text,
    table_difference,
    table_text,
)
from knowledge.importing.parts import WorkbookError
from knowledge.importing.sheets import sheets_of
from knowledge.library import Library
from tests.knowledge.oews_files import (
    ALL,
    AREAS,
    COLUMNS,
    DATA,
    NATION,
    NATIONAL,
    NOTES,
    TABLE,
    estimate,
)
from tests.knowledge.small_tables import JOBS_CSV, JOBS_YAML, ROWS, TEXTS, library_of, problems_of
from tests.knowledge.workbooks import workbook, zipped

TALL = """\
occupation_code,occupation,area_type,area_code,area,industry_code,industry,employment,employment_rse,annual_mean,wage_rse,annual_p10,annual_p25,annual_median,annual_p75,annual_p90,jobs_per_1000,location_quotient,notes
15-2041,Statisticians,state,4800000,Texas,,,1200,6.1,101230,2.2,54210,71330,95600,127950,158480,0.09,0.4,
15-2051,Data Scientists,metropolitan,0012420,"Austin-Round Rock-San Marcos, TX",,,3730,6.2,128470,2.7,62410,85780,127360,161560,199230,2.9,1.7,
15-2051,Data Scientists,national,0000000,National,,,262440,1.1,126700,0.4,66280,86130,120890,158880,199690,,,
15-2051,Data Scientists,national,0000000,National,31--34,"Sectors 31, 32, and 33 - Manufacturing",24090,3.0,129480,0.8,80650,100320,127910,159220,185310,,,
15-2051,Data Scientists,national,0000000,National,334000,Computer and Electronic Product Manufacturing,9000,3.0,139480,0.8,80650,100320,127910,159220,185310,,,
15-2051,Data Scientists,metropolitan,0014260,"Boise City, ID",,,310,12.0,-,-,-,-,-,-,-,0.8,0.5,04:8;11:8;12:8;13:8;14:8;15:8
15-2041,Statisticians,metropolitan,0014260,"Boise City, ID",,,-,-,92130,8.1,52310,66580,90110,107720,131620,-,-,01:8
15-2041,Statisticians,metropolitan,0099999,"Nowhere, ZZ",,,-,-,92130,8.1,52310,66580,90110,107720,131620,-,-,01:8
15-9999,Others,state,4800000,Texas,,,1200,6.1,101230,2.2,54210,71330,95600,127950,158480,0.09,0.4,
"""

MADE_OF_TALL = """\
occupation,place,industry,employment,employment_rse,wage_rse,mean,p10,p25,median,p75,p90
data-scientists,united-states,,262440,1.1,0.4,126700,66280,86130,120890,158880,199690
data-scientists,united-states,naics-31-33,24090,3.0,0.8,129480,80650,100320,127910,159220,185310
data-scientists,austin,,3730,6.2,2.7,128470,62410,85780,127360,161560,199230
data-scientists,boise,,310,12.0,,,,,,,
statisticians,texas,,1200,6.1,2.2,101230,54210,71330,95600,127950,158480
statisticians,boise,,,,8.1,92130,52310,66580,90110,107720,131620
"""

OCCUPATIONS = frozenset({"15-2051", "15-2041"})


def read(files: Mapping[str, bytes | str]) -> Release:
    """The release that some files hold."""
    contents = {name: one.encode() if isinstance(one, str) else one for name, one in files.items()}
    sheets = (sheet for name, data in contents.items() for sheet in sheets_of(BytesIO(data), name))
    return read_release(sheets, OCCUPATIONS)


def refusal(files: Mapping[str, bytes | str]) -> str:
    with pytest.raises(WorkbookError) as refused:
        read(files)
    return str(refused.value)


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(TEXTS)


# --- what is read


def test_workbooks_become_one_table(library: Library) -> None:
    release = read({"national_M2026_dl.xlsx": NATIONAL, "all_data_M_2026.xlsx": AREAS})
    assert (release.year, release.bound) == (2026, 239_200)
    made = table_text(library, release.estimates, release.bound)
    assert made == Made(TABLE, ("4800099",))
    assert release.areas["4800099"] == "Nowhere, Texas nonmetropolitan area"
    assert problems_of({**TEXTS, JOBS_CSV: made.text}) == []


def test_zips_are_read_with_the_notes_that_come_with_them(library: Library) -> None:
    notes = workbook({"Field Descriptions": NOTES})
    packed = zipped({
        "oesm26all/": "", "oesm26all/all_data_M_2026.xlsx": AREAS, "oesm26all/field_descriptions.xlsx": notes,
        "oesm26all/Technical Notes.pdf": "%PDF",
    })  # fmt: skip
    release = read(
        {"oesm26all.zip": packed, "oesm26nat.zip": zipped({"a/national.xlsx": NATIONAL})}
    )
    assert table_text(library, release.estimates, release.bound).text == TABLE


def test_a_tall_file_becomes_a_table(library: Library) -> None:
    release = read({"oews.csv": TALL})
    assert (release.year, release.bound) == (None, None)
    made = table_text(library, release.estimates)
    assert made == Made(MADE_OF_TALL, ("0099999",))
    assert problems_of({**TEXTS, JOBS_CSV: made.text}) == []


@pytest.mark.parametrize(
    ("code", "sector"),
    [("31--34", "31-33"), ("44--46", "44-45"), ("51--52", "51"), ("99-100", "99"), ("334000", None), ("52", None)],
)  # fmt: skip
def test_sectors_have_the_codes_of_naics(code: str, sector: str | None) -> None:
    assert sector_code(code) == sector


@pytest.mark.parametrize(
    ("code", "kind", "area"),
    [("99", "1", "0000000"), ("1", "2", "0100000"), ("72", "3", "7200000"), ("12420", "4", "0012420"), ("200006", "6", "0200006")],
)  # fmt: skip
def test_areas_have_the_codes_of_time_series(code: str, kind: str, area: str) -> None:
    assert area_code(code, kind) == area


def test_the_source_of_a_year_is_a_good_one() -> None:
    documents = {**TEXTS, JOBS_YAML: source_text(2026, "2027-04-01"), JOBS_CSV: TABLE}
    assert problems_of(documents) == []


# --- what is not


def test_a_bound_needs_its_amount(library: Library) -> None:
    release = read({"all.xlsx": AREAS})
    with pytest.raises(
        ValueError,
        match=r'^all.xlsx: sheet "All May 2026 data", I8: p90 of 15-2051 in 0000000 is a bound',
    ):
        table_text(library, release.estimates)  # fmt: skip


def row(**cells: str | float) -> bytes:
    """A workbook with one row, of which some cells are others."""
    said = estimate(NATION, ALL, DATA)
    changed = [cells.get(name, cell) for name, cell in zip(COLUMNS, said, strict=True)]
    return workbook({"Pay": [COLUMNS, changed]})


def test_what_is_wrong_is_told_with_its_place() -> None:
    assert (
        refusal({"pay.xlsx": row(A_MEDIAN="12k")})
        == 'pay.xlsx: sheet "Pay", AB2: a_median is not a number: "12k"'
    )
    assert (
        refusal({"pay.xlsx": row(AREA_TYPE="9")})
        == 'pay.xlsx: sheet "Pay", A2: no area has the code "99" and the type "9"'
    )
    assert (
        refusal({"pay.csv": TALL.replace("101230", "12k")})
        == 'pay.csv:2, column 10: annual_mean is not a number: "12k"'
    )
    lacking = workbook({"Pay": [[name for name in COLUMNS if name not in ("NAICS", "A_PCT10")]]})
    assert (
        refusal({"pay.xlsx": lacking})
        == 'pay.xlsx: sheet "Pay", A1: the row of column names lacks "naics", "a_pct10"'
    )
    nothing = workbook({"Notes": NOTES, "More": []})
    assert refusal({"pay.xlsx": nothing}) == (
        'no sheet has the columns OCC_CODE and AREA, or OCCUPATION_CODE and AREA_CODE (looked at: pay.xlsx: sheet "Notes"; pay.xlsx: sheet "More")'
    )  # fmt: skip


def test_files_of_two_releases_are_not_mixed() -> None:
    older = [["May 2025 OEWS Estimates"], ["# = $208,000 per year"]]
    said = refusal({"a.xlsx": NATIONAL, "b.xlsx": workbook({"Notes": older[:1]})})
    assert said == (
        'the year is 2026 in a.xlsx: sheet "Field Descriptions", and 2025 in b.xlsx: sheet "Notes": '
        "import files of one release"
    )
    assert "the bound of wages is 239200 in" in refusal(
        {"a.xlsx": NATIONAL, "b.xlsx": workbook({"N": older[1:]})}
    )
    said = refusal({"a.xlsx": NATIONAL, "b.xlsx": row()})
    assert said == (
        'b.xlsx: sheet "Pay", I2: has other numbers of 15-2051 than a.xlsx: sheet "national_M2026_dl", I3: '
        "import files of one release"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("pay.pdf", b"%PDF", "pay.pdf: is of a kind that isn't supported (one of .xlsx, .csv, .tsv, .txt, .zip, .gz)"),
        ("pay.zip", zipped({"a.pdf": ""}), "pay.zip: holds no file of .xlsx, .csv, .tsv, .txt"),
        ("pay.zip", zipped({"d/a.xlsx": b"PK"}), "pay.zip/a.xlsx: is not a complete .xlsx or .zip file"),
        ("pay.csv", TALL.encode() + b"\xff", "pay.csv:11: is not text in UTF-8: save it as such"),
    ],
)  # fmt: skip
def test_files_of_other_kinds_are_refused(name: str, data: bytes, message: str) -> None:
    assert refusal({name: data}).startswith(message)


# --- what differs


def test_tables_are_compared_by_numbers_and_medians() -> None:
    assert table_difference(TABLE, TABLE) == TableDifference(0, 0, 0, (), (), ())
    found = table_difference(ROWS, TABLE)
    assert found == TableDifference(
        changed=2 + 6 + 1, added=6 + 6, removed=6 + 6 + 6,
        medians=(
            MedianChange("data-scientists", "texas", 112_960, 95_000),
            MedianChange("data-scientists", "united-states", 120_890, 121_890),
        ),
        places_gone=(), occupations_gone=("other-computing",),
    )  # fmt: skip
    assert f"{found.medians[0].share:+.1%}" == "-15.9%"
    assert table_difference(TABLE, MADE_OF_TALL).places_gone == ()
    assert table_difference(MADE_OF_TALL, ROWS).places_gone == ()
    assert table_difference(
        ROWS, ROWS.replace("data-scientists,boise", "data-scientists,guam")
    ).places_gone == ("boise",)


def test_an_estimate_without_numbers_gives_no_row(library: Library) -> None:
    nothing = Estimate(
        "15-2051", "4800000", "", dict.fromkeys(MADE_OF_TALL.split("\n")[0].split(",")[3:], "")
    )
    assert table_text(library, [nothing]).text == MADE_OF_TALL.split("\n")[0] + "\n"
