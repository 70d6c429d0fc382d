"""A series as CSV: its columns are told by their heads, and what is odd in a row is told by its line."""

from datetime import date

import pytest

from knowledge.drafting.article import Refusal
from knowledge.feeds.boards import READERS
from knowledge.feeds.reading import FeedRead, SeriesValue


def read(said: str) -> FeedRead:
    found = READERS["series"].read(said, "")
    assert isinstance(found, FeedRead), found
    return found


def values(said: str) -> list[tuple[str, float, str]]:
    return [(one.day.isoformat(), one.value, one.name) for one in read(said).values]


def test_a_day_and_a_value_a_row() -> None:
    assert read("date,value\n2026-11-20,1.5\n2026-11-27,1.75\n") == FeedRead(
        values=(SeriesValue(date(2026, 11, 20), 1.5), SeriesValue(date(2026, 11, 27), 1.75))
    )


@pytest.mark.parametrize(("said", "told"), [
    ("date,jobcountry,ai_share\n2026-11-20,US,2.1\n2026-11-20,GB,1.9", [("2026-11-20", 2.1, "US"), ("2026-11-20", 1.9, "GB")]),
    ("observation_date,A,B\n2026-01-01,1,2", [("2026-01-01", 1, "A"), ("2026-01-01", 2, "B")]),
    ("geo;TIME_PERIOD;OBS_VALUE\nDE;2026-Q2;1.234,5", [("2026-04-01", 1_234.5, "DE")]),
    ("Share,Month\n12.5%,2026-03\n13%,2026-04", [("2026-03-01", 12.5, ""), ("2026-04-01", 13, "")]),
    ("year\tpostings\n2025\t1,250\n2026\t2,500", [("2025-01-01", 1_250, ""), ("2026-01-01", 2_500, "")]),
    ('"n","when"\n"1,234","13/02/2026"\n7,"01/02/2026"', [("2026-02-13", 1_234, ""), ("2026-02-01", 7, "")]),
    ("date,v\n02/13/2026,1\n02/01/2026,2", [("2026-02-13", 1, ""), ("2026-02-01", 2, "")]),
    ("date,v\n20261120,4\n20261121,5", [("2026-11-20", 4, ""), ("2026-11-21", 5, "")]),
    ("date,v,\n2026-11-20T10:00:00Z,4e3,\n2026-11-21,.,\n2026-11-22,n/a,", [("2026-11-20", 4_000, "")]),
])  # fmt: skip
def test_columns_are_found_by_their_heads_and_what_they_hold(
    said: str, told: list[tuple[str, float, str]]
) -> None:
    assert values(said) == told


def test_what_is_odd_is_told_by_line_and_the_rest_is_read() -> None:
    odd = read("date,value\n2026-11-20,1\n2026-13-40,2\nsoon,3\n2026-11-22,much\n2026-11-23\n\n2026-11-24,5\n2026-11-25,x\n2026-11-26,y")  # fmt: skip
    assert [one.value for one in odd.values] == [1, 5]
    assert not odd.is_whole
    assert odd.notes == (
        "line 3: “2026-13-40” is no day",
        "line 4: “soon” is no day",
        "line 5: “much” is no number",
        "line 6: has 1 of 2 cells",
        "line 9: “x” is no number",
        "lines that are odd, in all: 6",
    )


@pytest.mark.parametrize(("said", "why"), [
    ("<!doctype html><p>Sign in", "is a page, and no CSV: look for the address of the file itself"),
    ("", "has no rows below a head"), ("date,value\n", "has no rows below a head"),
    ("alone\n1\n2", "needs 2 to 60 columns, a day and a value, and has 1"),
    ("a,b\nx,1\ny,2", "has no column of days: its columns are a, b"),
    ("date,b\n2026-01-01,x\n2026-01-02,y", "has no column of numbers: its columns are date, b"),
    ("date,b\n03/04/2026,1\n04/05/2026,2", "has days such as 3/4/2026: nothing tells the day from the month"),
    ('date,b\n"' + "x" * 200_000 + '",1', "isn't CSV that can be read (field larger than field limit (131072))"),
])  # fmt: skip
def test_what_is_no_series_is_refused_in_a_sentence(said: str, why: str) -> None:
    assert READERS["series"].read(said, "") == Refusal(why)
