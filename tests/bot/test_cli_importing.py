"""What others publish becomes a table: looked at first, written when asked for."""

from pathlib import Path

import pytest

from tests.bot.command_line import CommandLine
from tests.bot.spoilt_content import spoil
from tests.knowledge.oews_files import ALL as EVERY_INDUSTRY
from tests.knowledge.oews_files import AREAS, COLUMNS, DATA, NATION, NATIONAL, estimate
from tests.knowledge.small_tables import TEXTS
from tests.knowledge.workbooks import workbook

EARLIER = """\
occupation,place,industry,employment,employment_rse,wage_rse,mean,p10,p25,median,p75,p90
data-scientists,united-states,,262440,1.1,0.4,126700,66280,86130,120890,158880,199690
data-scientists,guam,,40,11.5,5.1,98470,52410,65780,87360,101560,132000
"""
SOURCE, TABLE = "sources/bls-oews-2026.yaml", "sources/bls-oews-2026.csv"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content folder, with a table of the year before."""
    files = {
        **{path: text for path, text in TEXTS.items() if "jobs" not in path},
        "sources/bls-oews-2025.yaml": TEXTS["sources/jobs.yaml"],
        "sources/bls-oews-2025.csv": EARLIER,
    }
    for path, text in files.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Two workbooks of one release."""
    national, areas = tmp_path / "national_M2026_dl.xlsx", tmp_path / "all_data_M_2026.xlsx"
    national.write_bytes(NATIONAL)
    areas.write_bytes(AREAS)
    return str(national), str(areas)


DIFFERENCE = """\
May 2026: 6 rows of occupations, places and sectors
Left out, as no place has their code: 4800099 (Nowhere, Texas nonmetropolitan area)
Occupations that aren't in the files: 15-1299 (Computer Occupations, All Other)
Compared with sources/bls-oews-2025.csv:
  figures: 2 changed, 24 added, 6 removed
  places that aren't in it anymore: Guam
  largest changes of medians:
    Data Scientists, United States: $120,890 → $121,890 (+0.8%)
"""


def test_the_difference_is_shown_and_nothing_written(
    rolecall: CommandLine, content: Path, files: tuple[str, str]
) -> None:
    ran = rolecall("import", "oews", *files, ROLECALL_CONTENT=str(content))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"{DIFFERENCE}Nothing was written. Add --write to write {SOURCE} and its table.\n"
    )
    assert not (content / TABLE).exists()


def test_what_is_written_is_good_and_answers(
    rolecall: CommandLine, content: Path, files: tuple[str, str]
) -> None:
    ran = rolecall("import", "oews", *files, "--write", ROLECALL_CONTENT=str(content))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"{DIFFERENCE}wrote {TABLE}\nwrote {SOURCE}\n"
        "sources/bls-oews-2025.csv is still in use: delete it and its .yaml file if this replaces it.\n"
    )
    assert rolecall("check", str(content)).code == 0
    asked = rolecall(
        "ask", "/salary analyst", ROLECALL_CONTENT=str(content), ROLECALL_DATA=str(content.parent)
    )
    assert "median $121,890" in asked.out
    assert "BLS, May 2026" in asked.out


def test_the_same_release_again_changes_nothing(
    rolecall: CommandLine, content: Path, files: tuple[str, str]
) -> None:
    rolecall("import", "oews", *files, "--write", ROLECALL_CONTENT=str(content))
    spoil(content / SOURCE, "release: May 2026", "release: May 2026, published 2027-05-14")
    written = (content / TABLE).read_bytes(), (content / SOURCE).read_bytes()
    ran = rolecall("import", "oews", *files, "--write", ROLECALL_CONTENT=str(content))
    assert "figures: 0 changed, 0 added, 0 removed\n" in ran.out
    assert (ran.code, written) == (
        0,
        ((content / TABLE).read_bytes(), (content / SOURCE).read_bytes()),
    )


def test_figures_of_the_same_release_go_only_when_that_is_meant(
    rolecall: CommandLine, content: Path, files: tuple[str, str]
) -> None:
    rolecall("import", "oews", *files, "--write", ROLECALL_CONTENT=str(content))
    before = (content / TABLE).read_bytes()
    less = ("import", "oews", files[0], "--write")
    for said in ("n\n", ""):
        ran = rolecall(*less, stdin=said, ROLECALL_CONTENT=str(content))
        assert f"{TABLE} loses 18 figures. Write it? [y/N]" in ran.out
        assert (ran.code, (content / TABLE).read_bytes()) == (1, before)
    ran = rolecall(*less, stdin="y\n", ROLECALL_CONTENT=str(content))
    assert (ran.code, len((content / TABLE).read_text().splitlines())) == (0, 3)


def test_what_the_files_do_not_say_has_to_be_said(
    rolecall: CommandLine, content: Path, tmp_path: Path
) -> None:
    bound = estimate(
        NATION, EVERY_INDUSTRY, DATA, annual=(100_000, 0.4, 60_000, 80_000, 95_000, "#", "#")
    )
    file = tmp_path / "pay.xlsx"
    file.write_bytes(workbook({"Pay": [COLUMNS, bound]}))
    importing = ("import", "oews", str(file))
    ran = rolecall(*importing, ROLECALL_CONTENT=str(content))
    assert (ran.code, "the files don't give their year: add --year" in ran.err) == (2, True)
    ran = rolecall(*importing, "--year=2026", ROLECALL_CONTENT=str(content))
    assert ran.code == 1
    assert ran.err == (
        'Error: pay.xlsx: sheet "Pay", I2: p75 of 15-2051 in 0000000 is a bound (#): '
        "say which amount it stands for this year with --bound\n"
    )
    ran = rolecall(
        *importing, "--year=2026", "--bound=239200", "--write", ROLECALL_CONTENT=str(content)
    )
    assert ran.code == 0
    assert (content / TABLE).read_text().endswith(",95000,239200+,239200+\n")


def test_the_files_are_believed(
    rolecall: CommandLine, content: Path, files: tuple[str, str]
) -> None:
    for option, said in (("--year", 2026), ("--bound", 239200)):
        ran = rolecall("import", "oews", *files, f"{option}=2030", ROLECALL_CONTENT=str(content))
        assert (ran.code, f"{option} is 2030, but the files say {said}" in ran.err) == (2, True)


def test_what_cannot_be_read_is_told(
    rolecall: CommandLine, content: Path, files: tuple[str, str], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(NATIONAL[:-40])
    ran = rolecall("import", "oews", files[0], str(broken), ROLECALL_CONTENT=str(content))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Error: broken.xlsx: is not a complete .xlsx or .zip file\n"
    ran = rolecall("import", "oews", str(tmp_path / "none.xlsx"), ROLECALL_CONTENT=str(content))
    assert (ran.code, "none.xlsx' does not exist" in ran.err) == (2, True)


def test_nothing_is_made_for_knowledge_with_errors(
    rolecall: CommandLine, content: Path, files: tuple[str, str]
) -> None:
    spoil(content / "roles" / "analyst.yaml", "name:", "nam:")
    ran = rolecall("import", "oews", *files, ROLECALL_CONTENT=str(content))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("roles/analyst.yaml:1:1:")
    assert "the knowledge files have errors: see `rolecall check`" in ran.err
