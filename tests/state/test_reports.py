"""Readers' reports: open until one person closes each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.delivery.notices import Notices
from bot.state import audit
from bot.state.database import Database
from bot.state.reports import Reports
from bot.state.tables import REPORTS
from bot.state.waiting import waiting_posts
from handlers.views.formatting import Message
from knowledge.revisions import Report

TEAM, MAYA, ALEX = "T0TEAM", "U0MAYA", "U0ALEX"


@pytest.fixture
def reports(database: Database, clock: Callable[[], datetime]) -> Reports:
    return Reports(database, clock, Notices(database, clock, lambda: None))


def letter(report: Report) -> Message:
    """What its owners are told."""
    return Message(f"{report.reader}: {report.note}", ())


def thanks(report: Report) -> Message:
    """What its reader is told."""
    return Message(f"thanks for {report.note}", ())


def add(reports: Reports, line: str = "/salary mle", note: str = "Too low") -> Report:
    return reports.add(TEAM, MAYA, line, note, (ALEX,), letter)


def close(reports: Reports, report: Report | str, answer: str = "Raised") -> Report | None:
    id = report if isinstance(report, str) else report.id
    return reports.close(id, ALEX, answer, thanks)


def told(database: Database) -> list[tuple[str, str]]:
    """Who is told what, in order."""
    with database.connect() as connection:
        return [(one.channel_id, one.payload["text"]) for one in waiting_posts(connection)]


def test_it_is_open_until_it_is_closed(reports: Reports) -> None:
    first, second = add(reports), add(reports, "/role de", "<!channel> “é” 😀")
    assert reports.open() == (first, second)
    assert (second.reader, second.asked, second.owners) == (MAYA, "/role de", (ALEX,))
    assert second.note == "<!channel> “é” 😀"
    assert close(reports, first) == first
    assert reports.open() == (second,)


def test_one_person_closes_it(reports: Reports) -> None:
    report = add(reports)
    with ThreadPoolExecutor(4) as pool:
        closed = [pool.submit(close, reports, report) for _ in range(8)]
    assert sorted(one.result() == report for one in closed) == [False] * 7 + [True]
    assert close(reports, "nothing") is None


def test_nobody_may_have_to_look(reports: Reports) -> None:
    report = reports.add(TEAM, MAYA, "/salary mle", "Too low", (), letter)
    assert reports.open()[0].owners == report.owners == ()


def test_the_log_tells_it_without_the_readers_words(reports: Reports, database: Database) -> None:
    report = add(reports)
    close(reports, report, "Raised it")
    with database.connect() as connection:
        closed, reported = audit.entries(connection, 9)
    assert (reported.author, reported.action) == (MAYA, "report")
    assert (closed.author, closed.action) == (ALEX, "close report")
    assert {reported.subject, closed.subject} == {f"report {report.id}"}
    assert "Too low" not in f"{reported}{closed}"
    assert "Raised it" not in f"{reported}{closed}"


def test_whoever_keeps_it_and_its_reader_are_told_once(
    reports: Reports, database: Database
) -> None:
    report = add(reports)
    assert told(database) == [(ALEX, "U0MAYA: Too low")]
    for _ in range(2):
        close(reports, report)
    assert told(database)[1:] == [(MAYA, "thanks for Too low")]


def test_it_is_closed_and_told_together_or_not_at_all(reports: Reports, database: Database) -> None:
    report = add(reports)

    def fail(_report: Report) -> Message:
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        reports.close(report.id, ALEX, "Raised", fail)
    with pytest.raises(RuntimeError, match="half way"):
        reports.add(TEAM, MAYA, "/role de", "Old", (ALEX,), fail)
    assert reports.open() == (report,)
    assert told(database) == [(ALEX, "U0MAYA: Too low")]


@pytest.mark.parametrize("answer", ["", "Raised – “now” 😀"])
def test_the_answer_is_kept(reports: Reports, database: Database, answer: str) -> None:
    report = add(reports)
    close(reports, report, answer)
    with database.connect() as connection:
        assert connection.execute(select(REPORTS.c.answer)).scalar_one() == (answer or None)


def test_what_nobody_was_told_of_is_passed_on_once(reports: Reports, database: Database) -> None:
    add(reports)
    reports.add(TEAM, MAYA, "/role de", "Old", (), letter)
    reports.pass_on((), letter)
    assert len(told(database)) == 1
    for _ in range(2):
        reports.pass_on((ALEX, "U0SAM"), letter)
    assert told(database)[1:] == [(ALEX, "U0MAYA: Old"), ("U0SAM", "U0MAYA: Old")]
    assert [one.owners for one in reports.open()] == [(ALEX,), (ALEX, "U0SAM")]
