"""Tables next to sources: checked like YAML, read row by row, told in figures."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from bot.offline import offline_deps, open_loopback
from knowledge.check import Examined
from knowledge.documents import check_documents, read_documents
from knowledge.export import csv_text
from knowledge.library import Library
from tests.conftest import TODAY, offline_settings
from tests.knowledge.exported import exported
from tests.knowledge.small_tables import (
    ANSWERS,
    JOBS,
    JOBS_CSV,
    JOBS_YAML,
    ROWS,
    SURVEY,
    SURVEY_CSV,
    SURVEY_YAML,
    TEXTS,
    library_of,
    problems_of,
)

NUMBER = "must be a number such as 132000, without commas or a currency sign; got"

SLIPS = [
    ("a place that is none", "texas,,20130", "texs,,20130", ':3:17: place: no place "texs"; did you mean "texas"?'),
    ("an occupation that is none", "statisticians,aus", "statistician,aus", ':8:1: occupation: no occupation "statistician"; did you mean "statisticians"?'),
    ("an industry that is none", "naics-52", "naics-53", ':6:31: industry: no industry "naics-53"; did you mean "naics-52"?'),
    ("a name in place of an id", "data-scientists,texas", "Data Scientists,texas", ':3:1: occupation: "Data Scientists" must be lowercase words joined by hyphens'),
    ("low above high", "62160,80240", "80240,62160", ":3:51: p25: 62,160 is below p10 (80,240)"),
    ("a mean may be anywhere", "126700", "226700", None),
    ("a thousands separator", "119900", '"119,900"', f':3:38: mean: {NUMBER} "119,900"'),
    ("a currency sign", "119900", "$119900", f':3:38: mean: {NUMBER} "$119900"'),
    ("a sign for nothing", "119900", "-", ':3:38: mean: has no number: leave the cell empty; got "-"'),
    ("a sign for a bound without it", "119900", "#", ':3:38: mean: has no number: leave the cell empty; got "#"'),
    ("jobs in parts", "20130", "20130.5", ':3:24: employment: must be a whole number such as 132000, without commas or a currency sign; got "20130.5"'),
    ("too many cells", "texas,,20130", "texas,,,20130", ":3:72: has 13 cells where the first line has 12"),
    ("too few cells", ",150490,183230", "", ":3:63: has 10 cells where the first line has 12"),
    ("another name of a column", ",median,", ",meadian,", ':1:75: unknown column "meadian"; did you mean "median"?'),
    ("a column twice", ",p25,median", ",p10,median", ":1:71: p10: this column appears twice"),
    ("a column without a name", ",p25,median", ",,median", ":1:71: column 9 has no name"),
    ("semicolons", ROWS, ROWS.replace(",", ";"), ":1:1: separates its columns with semicolons: save as CSV with commas"),
    ("tabs", ROWS, ROWS.replace(",", "\t"), ":1:1: separates its columns with tabs: save as CSV with commas"),
    ("nothing at all", ROWS, "", ":1:1: is empty: its first line names the columns"),
    ("columns alone", ROWS, ROWS.splitlines()[0], None),
    ("no numbers", ROWS, "occupation,place\ndata-scientists,texas\n", ":1:1: has no column of numbers, such as median, p25 or employment"),
    ("the same twice", "statisticians,austin,,,", "data-scientists,texas,,,", ":8:1: is about the same as line 3: keep one, or tell them apart"),
    ("no occupation", "statisticians,", ",", ":8:1: occupation: is empty: every row is about one occupation"),
    ("a row without a number", "boise,,310,12.0", "boise,,,", ":5:1: has no number: remove the row"),
    ("an open quote", "data-scientists,texas", '"data-scientists,texas', ":3:1: a quote is not closed: put every row on one line, and write a quote within a quoted cell twice"),
    ("a quote amid a cell", "data-scientists,texas", '"data"-scientists,texas', ":3:1: a quote is amid a cell: put every row on one line, and write a quote within a quoted cell twice"),
    ("a control character", "texas", "te\x07xas", ":3:19: contains a control or invisible character (\\x07): retype it"),
    ("an old line break", "183230\n", "183230\r", ":3:77: contains an odd line break (U+000D): save with ordinary line ends"),
    ("a space", "texas", " texas", ':3:17: place: must not begin or end with a space; got " texas"'),
    ("a long cell", "texas", "t" * 300, ":3:17: place: is longer than 200 characters (300)"),
    ("an error beyond all bounds", "3.2", "3200.5", ":3:30: employment_rse: must be from 0 to 1,000; got 3200.5"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "says"), [row[1:] for row in SLIPS], ids=[row[0] for row in SLIPS]
)
def test_a_slip_is_one_problem_at_its_place(old: str, new: str, says: str | None) -> None:
    assert old in ROWS
    found = problems_of({**TEXTS, JOBS_CSV: ROWS.replace(old, new, 1)})
    assert found == ([f"{JOBS_CSV}{says}"] if says else [])


def test_an_unlikely_amount_is_only_a_warning() -> None:
    rows = ROWS.replace("183230", "1832300000"[:8])
    assert problems_of({**TEXTS, JOBS_CSV: rows}) == [
        f"{JOBS_CSV}:3:71: warning: p90: 18,323,000 a year is unlikely (expected 10,000 to 2,000,000)"
    ]


PAIRS = [
    ("no table", {JOBS_CSV: None}, f"{JOBS_YAML}:6:1: table: there is no {JOBS_CSV} with its rows: add it"),
    ("no source", {JOBS_YAML: None}, f"{JOBS_CSV}:1:1: there is no {JOBS_YAML}, of which it is the table: add it"),
    ("a source that says nothing of it", {JOBS_YAML: JOBS.partition("table:")[0]}, f"{JOBS_CSV}:1:1: {JOBS_YAML} has no `table`: say there what all rows share, such as the currency"),
    ("no currency", {JOBS_YAML: JOBS.replace("  currency: USD\n", "")}, f"{JOBS_YAML}:6:1: table: lacks `currency`, and {JOBS_CSV} has no such column: add it"),
    ("said twice", {JOBS_YAML: f"{JOBS}  place: texas\n"}, f"{JOBS_CSV}:1:12: place: is given in {JOBS_YAML} too, for all rows: keep one of them"),
    ("of roles and occupations", {JOBS_YAML: f"{JOBS}  role: analyst\n"}, f"{JOBS_YAML}:6:1: table: is about roles and occupations, with {JOBS_CSV}: keep one of them"),
    ("of nobody", {JOBS_CSV: "place,median\ntexas,112960\n"}, f"{JOBS_YAML}:6:1: table: lacks a `role` or an `occupation`, and {JOBS_CSV} has no column of either"),
    ("a word of no field", {JOBS_YAML: f"{JOBS}  plaice: texas\n"}, f'{JOBS_YAML}:12:3: table.plaice: unknown key; did you mean "place"?'),
    ("a place that is none", {JOBS_YAML: f"{JOBS}  company: acme\n"}, f"{JOBS_YAML}:12:3: table.company: there is no vocabulary/companies.yaml: add it"),
    ("computed of nothing", {JOBS_YAML: f"{JOBS}  computed: true\n"}, f"{JOBS_CSV}:1:1: has no column `n`: what is computed needs `n`, and 20 at least"),
    ("computed of too few", {SURVEY_YAML: SURVEY, SURVEY_CSV: ANSWERS.replace(",31,", ",14,")}, f"{SURVEY_CSV}:3:22: n: is too few: what is computed needs `n`, and 20 at least"),
    ("a file that is no id", {"sources/Jobs 2025.csv": ROWS}, 'sources/Jobs 2025.csv:1:1: the file\'s name: "Jobs 2025" must be lowercase words joined by hyphens'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS]
)
def test_a_source_and_its_table_are_held_against_each_other(
    changes: dict[str, str | None], says: str
) -> None:
    texts = {**TEXTS, **changes}
    assert problems_of({path: text for path, text in texts.items() if text is not None}) == [says]


def test_more_problems_than_anyone_reads_are_cut() -> None:
    rows = ROWS.splitlines()[0] + "\ndata-scientists,texas,,x,,,,,,,," * 500
    found = problems_of({**TEXTS, JOBS_CSV: rows})
    assert len(found) == 101
    assert found[0] == f"{JOBS_CSV}: has more than 100 problems: fix these first"


def test_what_a_spreadsheet_saves_reads_as_it_was() -> None:
    """With a byte order mark, Windows' line ends, every cell in quotes, and empty rows at the end."""
    saved = StringIO()
    writer = csv.writer(saved, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(csv.reader(StringIO(ROWS)))
    text = f"\ufeff{saved.getvalue()}{',' * 11}\r\n"
    plain, quoted = library_of(TEXTS), library_of({**TEXTS, JOBS_CSV: text})
    assert exported(plain, "figures") == exported(quoted, "figures")


def test_a_table_is_found_and_decoded_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "jobs.csv").write_bytes(b"\xef\xbb\xbfoccupation,mean\r\n")
    (tmp_path / "jobs.csv").write_text("a")
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "odd.CSV").write_text("a")
    texts, problems = read_documents(tmp_path)
    assert texts == {"sources/jobs.csv": "\ufeffoccupation,mean\r\n"}
    assert [str(problem) for problem in problems] == [
        "roles/odd.CSV: warning: is ignored: tables go in sources/ and end in .csv"
    ]


def test_a_row_gives_a_figure_for_each_amount() -> None:
    records = exported(library_of(TEXTS), "figures")
    assert len(records) == 6 * 6
    first = records[0]
    assert first["id"].startswith("jobs:")
    assert {key: value for key, value in first.items() if key != "id"} == {
        "role": "", "roles": [], "title": None, "statistic": "mean", "component": "base", "includes": None,
        "low": 126_700, "high": 126_700, "open_ended": False, "currency": "USD", "period": "year", "level": None,
        "years_min": None, "years_max": None, "place": "united-states", "company": None, "company_kind": None,
        "industry": None, "year": 2025, "source": "jobs", "section": "All areas", "document": None,
        "occupation": "data-scientists", "n": None, "companies": None, "computed": False, "employment": 262_440,
        "employment_rse": 1.1, "wage_rse": 0.4,
    }  # fmt: skip
    bound = next(record for record in records if record["low"] == 239_200)
    assert (bound["statistic"], bound["high"], bound["open_ended"]) == ("p90", None, True)
    assert len({record["id"] for record in records}) == len(records)


def test_the_rows_of_a_spreadsheet_are_the_same_figures() -> None:
    library = library_of(TEXTS)
    rows = list(csv.DictReader(StringIO(csv_text(library, "figures").removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [one["id"] for one in exported(library, "figures")]
    assert rows[0]["role"] == rows[0]["roles"] == ""
    assert rows[0]["occupation"] == "data-scientists"


def asked(library: Library, line: str, tmp_path: Path) -> str:
    """What the whole app answers."""
    settings = offline_settings(tmp_path)
    return str(
        open_loopback(settings, offline_deps(lambda: library, lambda: TODAY)).ask(line)["text"]
    )


def test_an_admins_own_survey_answers_as_any_source_does(tmp_path: Path) -> None:
    library = library_of({**TEXTS, SURVEY_YAML: SURVEY, SURVEY_CSV: ANSWERS})
    assert library.number_of_figures("analyst") == len(library.figures_of("analyst")) == 5
    assert {figure.n for figure in library.figures_of("analyst")} == {48, 31}
    text = asked(library, "/salary analyst senior texas", tmp_path)
    assert "$141,000" in text
    assert "$156,000" in text
    assert "$131,000" not in text
    assert "Our survey" in text


def test_the_pay_of_an_occupation_is_no_roles(tmp_path: Path) -> None:
    library = library_of(TEXTS)
    assert library.figures_of("analyst") == ()
    said = asked(library, "/salary analyst texas", tmp_path)
    assert "Official, for Data Scientists in Texas" in said
    assert said.count("$112,960") == 1
    assert "No other figure for Analyst" in said


def test_a_table_that_did_not_change_is_not_read_again() -> None:
    examined, _, _ = check_documents(TEXTS)
    held = {one.path: one for one in examined}
    changed = {**TEXTS, "roles/analyst.yaml": TEXTS["roles/analyst.yaml"].replace("things", "it")}
    again = {one.path: one for one in check_documents(changed)[0]}
    assert isinstance(again[JOBS_CSV], Examined)
    assert again[JOBS_CSV] is held[JOBS_CSV]
