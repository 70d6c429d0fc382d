"""What differs between two states of a table: numbers, never its lines."""

import pytest

from knowledge.difference import counted, diff, difference_lines
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
)

SORTED = "\n".join([ROWS.splitlines()[0], *reversed(ROWS.splitlines()[1:])])

CHANGES = [
    ("amounts", {JOBS_CSV: ROWS.replace("112960", "112970").replace("80240", "80250")},
     ["2 figures changed", "Jobs and wages · its table: 2 figures changed"]),
    ("a bound", {JOBS_CSV: ROWS.replace("239200+", "239200")},
     ["1 figure changed", "Jobs and wages · its table: 1 figure changed"]),
    ("an error", {JOBS_CSV: ROWS.replace("5.1", "4.9")},
     ["6 figures changed", "Jobs and wages · its table: 6 figures changed"]),
    ("jobs alone", {JOBS_CSV: ROWS.replace(",310,", ",320,")},
     ["1 detail changed", "Jobs and wages, its table: 1 row without an amount changed"]),
    ("a row more", {JOBS_CSV: f"{ROWS}statisticians,texas,,,,,,60000,,70000,,\n"},
     ["2 figures added", "added: Jobs and wages · its table: 2 figures", "Jobs and wages: 36 → 38 figures"]),
    ("a row less", {JOBS_CSV: ROWS[: ROWS.index("statisticians,")]},
     ["6 figures removed", "removed: Jobs and wages · its table: 6 figures", "Jobs and wages: 36 → 30 figures"]),
    ("another order of rows", {JOBS_CSV: SORTED}, ["nothing changed"]),
    ("what all rows share", {JOBS_YAML: JOBS.replace("  year: 2025", "  year: 2026")},
     ["1 detail changed", "Jobs and wages, table, year: 2025 → 2026"]),
    ("an added table", {SURVEY_YAML: SURVEY, SURVEY_CSV: ANSWERS},
     ["5 figures added, 1 source added", "added: Analyst, Our survey · its table: 5 figures",
      "added: Our survey: 5 figures", "Analyst: 0 → 5 figures", "Our survey: 0 → 5 figures"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_a_table_is_told_in_numbers(changes: dict[str, str], told: list[str]) -> None:
    before, after = library_of(TEXTS), library_of({**TEXTS, **changes})
    assert list(difference_lines(diff(before, after))) == told
    back = diff(after, before)
    assert counted(back) == told[0].replace("added", "x").replace("removed", "added").replace(
        "x", "removed"
    )


def test_thousands_of_figures_are_one_line() -> None:
    header = ROWS.splitlines()[0].replace("industry", "year")
    many = [
        f"{header}\n"
        + "".join(f"data-scientists,texas,{year},,,,{mean},,,,,\n" for year in range(1900, 2200))
        for mean in (90_000, 91_000)
    ]
    yaml = JOBS.replace("  year: 2025\n", "")
    before, after = (library_of({**TEXTS, JOBS_YAML: yaml, JOBS_CSV: text}) for text in many)
    assert list(difference_lines(diff(before, after))) == [
        "300 figures changed", "Jobs and wages · its table: 300 figures changed",
    ]  # fmt: skip


def test_a_figure_of_an_occupation_in_a_sources_file_is_told_by_its_name() -> None:
    yaml = JOBS.partition("table:")[0] + (
        "figures:\n  - {section: Pay, occupation: statisticians, statistic: mean, low: 1000000, high: 1000000, "
        "currency: USD, period: year}\n"
    )
    texts = {path: text for path, text in TEXTS.items() if path != JOBS_CSV}
    before = library_of({**texts, JOBS_YAML: yaml})
    after = library_of({**texts, JOBS_YAML: yaml.replace("1000000", "1100000")})
    assert list(difference_lines(diff(before, after))) == [
        "1 figure changed",
        "Statisticians · Overall, mean, Jobs and wages: $1,000,000 → $1,100,000",
    ]
