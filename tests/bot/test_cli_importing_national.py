"""National workbooks and tables of several years become a series, and the next year's makes it longer."""

from pathlib import Path

import pytest

from tests.bot.command_line import CommandLine, Ran
from tests.bot.spoilt_content import spoil
from tests.knowledge.oews_files import (
    ALL,
    AREAS,
    BY_YEAR,
    COLUMNS,
    DATA,
    LONGER,
    NATION,
    NATIONAL,
    SERIES,
    TEXAS,
    estimate,
)
from tests.knowledge.small_tables import WORDS
from tests.knowledge.workbooks import workbook

BOUNDS = ("--bound=2024=208000", "--bound=2025=239200")
SHORT, LONG = "sources/bls-oews-national-2024-2025", "sources/bls-oews-national-2024-2026"
MISSING = (
    "Without an estimate: Data Scientists (2024), Computer Occupations, All Other (2024, 2025)"
)


class Importing:
    """`import oews-national`, in a small content folder, with files as they are needed."""

    def __init__(self, rolecall: CommandLine, folder: Path) -> None:
        self.rolecall = rolecall
        self.content = folder / "content"
        self.folder = folder
        for path, text in WORDS.items():
            (self.content / path).parent.mkdir(parents=True, exist_ok=True)
            (self.content / path).write_text(text, encoding="utf-8")

    def file(self, name: str, data: bytes | str) -> str:
        """A file to import."""
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return str(path)

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        """Import files."""
        content = str(self.content)
        return self.rolecall(
            "import", "oews-national", *arguments, stdin=stdin, ROLECALL_CONTENT=content
        )

    def table(self, path: str) -> str | None:
        """What was written as a table; None where nothing was."""
        file = self.content / f"{path}.csv"
        return file.read_text(encoding="utf-8") if file.exists() else None


@pytest.fixture
def importing(rolecall: CommandLine, tmp_path: Path) -> Importing:
    return Importing(rolecall, tmp_path)


@pytest.fixture
def by_year(importing: Importing) -> str:
    return importing.file("by-year.csv", BY_YEAR)


@pytest.fixture
def workbook_2026(importing: Importing) -> str:
    return importing.file("national_M2026_dl.xlsx", NATIONAL)


def test_a_table_of_years_becomes_a_series_when_that_is_meant(
    importing: Importing, by_year: str
) -> None:
    told = f"May 2024 to May 2025: 3 rows of occupations and years\n{MISSING}\n"
    ran = importing(by_year, *BOUNDS)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"{told}Nothing was written. Add --write to write {SHORT}.yaml and its table.\n"
    )
    assert importing.table(SHORT) is None
    ran = importing(by_year, *BOUNDS, "--write")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{told}wrote {SHORT}.csv\nwrote {SHORT}.yaml\n"
    assert importing.table(SHORT) == SERIES
    assert importing.rolecall("check", str(importing.content)).code == 0
    again = importing(by_year, *BOUNDS, "--write")
    assert "  figures: 0 changed, 0 added, 0 removed\n" in again.out
    assert importing.table(SHORT) == SERIES


def test_the_next_year_makes_it_longer(
    importing: Importing, by_year: str, workbook_2026: str
) -> None:
    importing(by_year, *BOUNDS, "--write")
    ran = importing(workbook_2026, "--write")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "May 2024 to May 2026: 5 rows of occupations and years\n"
        "Without an estimate: Data Scientists (2024), Computer Occupations, All Other (2024, 2025, 2026)\n"
        f"Compared with {SHORT}.csv:\n"
        "  figures: 0 changed, 12 added, 0 removed\n"
        f"wrote {LONG}.csv\nwrote {LONG}.yaml\n"
        f"{SHORT}.csv is still in use: delete it and its .yaml file if this replaces it.\n"
    )
    assert importing.table(LONG) == LONGER
    for ending in ("csv", "yaml"):
        (importing.content / f"{SHORT}.{ending}").unlink()
    asked = importing.rolecall(
        "ask", "/trends analyst pay",
        ROLECALL_CONTENT=str(importing.content), ROLECALL_DATA=str(importing.folder),
    )  # fmt: skip
    assert "2026: $121,890 (up 20.8% on 2025, computed)" in asked.out
    assert "2025: $100,910 (first year)" in asked.out
    assert "Nothing before 2025: no table has code 15-2051 for it." in asked.out
    assert "BLS, May 2024–2026" in asked.out


def test_all_files_can_come_at_once_and_may_say_the_same(
    importing: Importing, by_year: str, workbook_2026: str
) -> None:
    again = importing.file("again.xlsx", NATIONAL)
    ran = importing(workbook_2026, by_year, again, *BOUNDS, "--write")
    assert (ran.code, importing.table(LONG)) == (0, LONGER)


def test_a_year_takes_the_place_of_the_same_year(
    importing: Importing, by_year: str, workbook_2026: str
) -> None:
    importing(by_year, workbook_2026, *BOUNDS, "--write")
    spoil(importing.content / f"{LONG}.csv", ",121890,", ",120000,")
    ran = importing(workbook_2026, "--write")
    assert "  figures: 1 changed, 0 added, 0 removed\n" in ran.out
    assert "    Data Scientists, United States, 2026: $120,000 → $121,890 (+1.6%)\n" in ran.out
    assert importing.table(LONG) == LONGER
    less = importing.file("less.xlsx", workbook({"Pay": [COLUMNS, estimate(NATION, ALL, DATA)]}))
    ran = importing(less, "--year=2026", "--write", stdin="n\n")
    assert f"{LONG}.csv loses 6 figures. Write it? [y/N]" in ran.out
    assert (ran.code, importing.table(LONG)) == (1, LONGER)
    ran = importing(less, "--year=2026", "--write", stdin="y\n")
    assert ran.code == 0
    assert "statisticians,united-states,2025" in (importing.table(LONG) or "")
    assert "statisticians,united-states,2026" not in (importing.table(LONG) or "")


def test_the_nation_alone_is_taken(importing: Importing, by_year: str) -> None:
    areas = importing.file("all_data_M_2026.xlsx", AREAS)
    ran = importing(by_year, areas, *BOUNDS, "--bound=2026=239200", "--year=2026", "--write")
    assert ran.code == 0
    assert [line for line in (importing.table(LONG) or "").splitlines() if ",2026," in line] == [
        line for line in LONGER.splitlines() if line.startswith("data-scientists,united-states,2026")
    ]  # fmt: skip
    texas = importing.file("state.xlsx", workbook({"Pay": [COLUMNS, estimate(TEXAS, ALL, DATA)]}))
    ran = importing(texas, "--year=2026")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Error: the files have no national estimate of any occupation here\n"


def test_what_the_files_do_not_say_has_to_be_said(importing: Importing, by_year: str) -> None:
    ran = importing(by_year, "--bound=2025=239200")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "Error: by-year.csv:2, column 2: p90 of 15-2041 in 0000000 is a bound (#): "
        "say which amount it stands for in 2024 with --bound\n"
    )
    pay = workbook({"Pay": [COLUMNS, estimate(NATION, ALL, DATA)]})
    unsaid = importing.file("pay.xlsx", pay)
    ran = importing(unsaid)
    assert (ran.code, "pay.xlsx doesn't give its year: add --year" in ran.err) == (2, True)
    ran = importing(unsaid, "--year=2026")
    assert (ran.code, "a series has several years: add files of others" in ran.err) == (1, True)
    ran = importing(unsaid, "--bound=239200")
    assert (ran.code, "write it as YEAR=AMOUNT, such as 2020=208000" in ran.err) == (2, True)


def test_the_files_are_believed(importing: Importing, workbook_2026: str, by_year: str) -> None:
    ran = importing(workbook_2026, "--year=2025")
    assert (ran.code, "--year is 2025, but the files say 2026" in ran.err) == (2, True)
    ran = importing(workbook_2026, "--bound=2026=1")
    assert (ran.code, "--bound of 2026 is 1, but the files say 239200" in ran.err) == (2, True)
    other = importing.file("other.csv", BY_YEAR.replace(",100910,", ",100920,"))
    ran = importing(by_year, other, *BOUNDS)
    assert ran.code == 1
    assert (
        "other.csv:6, column 2: has other numbers of 15-2051 than by-year.csv:6, column 2"
        in ran.err
    )
    odd = importing.file("odd.csv", BY_YEAR.replace("2025,15-2051", "FY25,15-2051"))
    ran = importing(odd, *BOUNDS)
    assert (ran.code, ran.err) == (1, 'Error: odd.csv:6, column 1: is not a year: "FY25"\n')


def test_a_table_of_years_is_no_release(importing: Importing, by_year: str) -> None:
    content = str(importing.content)
    ran = importing.rolecall("import", "oews", by_year, ROLECALL_CONTENT=content)
    assert ran.code == 1
    assert "no sheet has the columns OCC_CODE and AREA, or OCCUPATION_CODE and AREA_CODE" in ran.err
