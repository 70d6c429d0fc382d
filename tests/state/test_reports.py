"""Readers' reports: open until one person closes each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from bot.state import audit
from bot.state.database import Database
from bot.state.reports import Reports
from knowledge.revisions import Report

TEAM, MAYA, ALEX = "T0TEAM", "U0MAYA", "U0ALEX"


@pytest.fixture
def reports(database: Database, clock: Callable[[], datetime]) -> Reports:
    return Reports(database, clock)


def add(reports: Reports, line: str = "/salary mle", note: str = "Too low") -> Report:
    return reports.add(TEAM, MAYA, line, note, (ALEX,))


def test_it_is_open_until_it_is_closed(reports: Reports) -> None:
    first, second = add(reports), add(reports, "/role de", "<!channel> “é” 😀")
    assert reports.open() == (first, second)
    assert (second.reader, second.line, second.owners) == (MAYA, "/role de", (ALEX,))
    assert second.note == "<!channel> “é” 😀"
    assert reports.close(first.id, ALEX) == first
    assert reports.open() == (second,)


def test_one_person_closes_it(reports: Reports) -> None:
    report = add(reports)
    with ThreadPoolExecutor(4) as pool:
        closed = [pool.submit(reports.close, report.id, ALEX) for _ in range(8)]
    assert sorted(one.result() == report for one in closed) == [False] * 7 + [True]
    assert reports.close("nothing", ALEX) is None


def test_nobody_may_have_to_look(reports: Reports) -> None:
    report = reports.add(TEAM, MAYA, "/salary mle", "Too low", ())
    assert reports.open()[0].owners == report.owners == ()


def test_the_log_tells_it_without_the_readers_words(reports: Reports, database: Database) -> None:
    report = add(reports)
    reports.close(report.id, ALEX)
    with database.connect() as connection:
        closed, reported = audit.entries(connection, 9)
    assert (reported.author, reported.action) == (MAYA, "report")
    assert (closed.author, closed.action) == (ALEX, "close report")
    assert {reported.subject, closed.subject} == {f"report {report.id}"}
    assert "Too low" not in f"{reported}{closed}"
