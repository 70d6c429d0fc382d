"""How old the knowledge is, and what is due."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.offline import offline_deps, open_loopback
from bot.settings import Settings
from knowledge.freshness import (
    age_note,
    due,
    months_between,
    months_later,
    stale,
)
from knowledge.library import Library
from knowledge.model import Role
from tests.conftest import TODAY, Reply
from tests.knowledge.content_copy import AI_ENGINEER, BIG_DATA, JOBS, ContentCopy
from tests.payloads import assert_slack_takes

NUMBER = "must be a number such as 132000, without quotes, commas or a currency sign"
DAY = "must be a date such as 2026-11-21 (year-month-day)"


def served(content: ContentCopy) -> Library:
    knowledge, problems = content.checked()
    assert problems == []
    return Library(knowledge, "changed")


def verified(content: ContentCopy, name: str, value: str) -> None:
    content.change(name, "verified: 2026-11-21\n", value)


def asked(settings: Settings, library: Library, line: str, today: date = TODAY) -> Reply:
    payload = open_loopback(settings, offline_deps(lambda: library, lambda: today)).ask(line)
    assert_slack_takes(payload)
    return Reply(payload)


SLIPS = [
    ("verified: 2026-13-40\n", f'verified: {DAY}; got "2026-13-40"'),
    ("verified: 2026-02-29\n", f'verified: {DAY}; got "2026-02-29"'),
    ("verified: 21/11/2026\n", f'verified: {DAY}; got "21/11/2026"'),
    ("verified: 20261121\n", f'verified: {DAY}; got "20261121"'),
    ("verified: 2026-W47-6\n", f'verified: {DAY}; got "2026-W47-6"'),
    ("verified: 2026-11-21T00:00:00\n", f'verified: {DAY}; got "2026-11-21T00:00:00"'),
    ("verified: true\n", f'verified: {DAY}; got "True"'),
    ("verified: [2026-11-21]\n", f"verified: {DAY}; got a list"),
    ("owner: maya\n", 'owner: "maya" is not a Slack user id, such as U0MAYA'),
    ("owner: <@U0MAYA>\n", 'owner: "<@U0MAYA>" is not a Slack user id, such as U0MAYA'),
    ("verify_every: 0\n", "verify_every: must be at least 1"),
    ("verify_every: 121\n", "verify_every: must be at most 120"),
    ("verify_every: a year\n", f'verify_every: {NUMBER}; got "a year"'),
]  # fmt: skip


@pytest.mark.parametrize("name", [JOBS, AI_ENGINEER])
@pytest.mark.parametrize(("line", "says"), SLIPS, ids=[row[0].strip() for row in SLIPS])
def test_a_slip_is_told_at_its_place(content: ContentCopy, name: str, line: str, says: str) -> None:
    verified(content, name, line)
    assert content.problems() == [f"{content.at(name, line)} {says}"]


@pytest.mark.parametrize("line", ["verified: null\n", "verified:\n", "owner: U0MAYA\n", "owner:\n",
                                  'verified: "2026-11-21"\n', "verify_every: 1\n", ""])  # fmt: skip
def test_what_may_be_said(content: ContentCopy, line: str) -> None:
    verified(content, JOBS, line)
    verified(content, AI_ENGINEER, line)
    assert content.problems() == []


def test_the_knowledge_that_comes_along_is_fresh_for_a_year(library: Library) -> None:
    things = [*library.roles.values(), *library.sources.values()]
    first, last = (pick(one.verified for one in things if one.verified) for pick in (min, max))
    assert first + timedelta(days=31) > last
    assert due(library, date(first.year + 1, first.month, first.day - 1)) == ()
    everything = due(library, date(last.year + 1, last.month, last.day))
    assert len(everything) == len(things)
    assert {(item.months_since, item.months_overdue) for item in everything} == {(12, 0)}


def test_the_longest_overdue_comes_first(content: ContentCopy) -> None:
    verified(content, JOBS, "owner: U0MAYA\nverified: 2025-09-21\n")
    verified(content, BIG_DATA, "verified: 2026-01-01\nverify_every: 3\n")
    verified(content, AI_ENGINEER, "")
    found = due(served(content), TODAY)
    assert [(item.kind, item.id, item.months_since, item.months_overdue) for item in found] == [
        ("role", "ai-engineer", None, None),
        ("source", "big-data-ml-guide", 10, 7),
        ("source", "ml-engineer-jobs", 14, 2),
    ]
    assert [item.owner for item in found] == [None, None, "U0MAYA"]
    assert [age_note(item) for item in found] == [
        "never verified", "last verified 10 months ago", "last verified 14 months ago",
    ]  # fmt: skip


ROLE = {"id": "a", "name": "A", "family": "ai", "summary": "A.", "summary_sources": ["s"]}

NOTES = [
    # verified, every, owner, today, note
    (None, 12, None, "2026-11-21", "never verified"),
    (None, 12, "U0MAYA", "2026-11-21", "not yet verified by its owner"),
    ("2025-11-21", 12, None, "2026-11-20", None),
    ("2025-11-21", 12, None, "2026-11-21", "last verified 12 months ago"),
    ("2026-10-21", 1, None, "2026-11-21", "last verified 1 month ago"),
    ("2026-01-31", 1, None, "2026-02-27", None),
    ("2026-01-31", 1, None, "2026-02-28", "last verified 1 month ago"),
    ("2024-02-29", 12, None, "2025-02-28", "last verified 12 months ago"),
    ("2026-11-22", 12, None, "2026-11-21", None),
    ("2026-11-23", 12, None, "2026-11-21", "marked as verified on 2026-11-23, a date in the future"),
    ("9999-12-31", 120, None, "2026-11-21", "marked as verified on 9999-12-31, a date in the future"),
]  # fmt: skip


@pytest.mark.parametrize(("checked", "every", "owner", "today", "note"), NOTES)
def test_an_age_in_words(
    checked: str | None, every: int, owner: str | None, today: str, note: str | None
) -> None:
    fields = {"verified": checked, "verify_every": every, "owner": owner}
    item = stale(Role.model_validate({**ROLE, **fields}), date.fromisoformat(today))
    assert (item and age_note(item)) == note


@given(day=st.dates(date(1900, 1, 1), date(2200, 1, 1)), months=st.integers(0, 240))
def test_months_are_counted_as_they_are_added(day: date, months: int) -> None:
    later = months_later(day, months)
    assert months_between(day, later) == months
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])
    if later.day > 1:
        assert months_between(day, later.replace(day=later.day - 1)) == max(0, months - 1)


LINES = ["/role mle", "/role ai engineer skills", "/salary mle", "/salary mle senior sf", "/trends",
         "/compare mle vs data engineer", "/salary check mle 150k", "/role",
         "/salary xyzzy", "/salary data engineering manager"]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_said_while_nothing_is_due(
    settings: Settings, library: Library, line: str
) -> None:
    now = asked(settings, library, line)
    assert "verified" not in now.shown + now.text
    much_later = asked(settings, library, line, date(2027, 11, 20))
    assert "verified" not in much_later.shown + much_later.text


@pytest.mark.parametrize("line", LINES[:-3])
def test_what_is_shown_and_due_is_said_once(
    settings: Settings, library: Library, line: str
) -> None:
    later = asked(settings, library, line, date(2028, 1, 21))
    assert later.shown.count("Due for verification: ") == 1
    assert "last verified 14 months ago" in later.shown
    assert "last verified 14 months ago" in later.text


def test_an_answer_names_what_is_due_and_nothing_else(
    settings: Settings, content: ContentCopy
) -> None:
    verified(content, JOBS, "verified: 2025-09-21\n")
    verified(content, AI_ENGINEER, "owner: U0MAYA\n")
    library = served(content)
    said = "Due for verification: ML Engineer Jobs: last verified 14 months ago"
    for line in (
        "/salary mle",
        "/role mle",
        "/compare mle vs data engineer",
        "/salary check mle 150k",
    ):
        assert [said] == [
            part for part in notes(asked(settings, library, line)) if "verified" in part
        ]
    for line in ("/salary data engineer", "/role data engineer", "/role mle skills"):
        assert "verified" not in asked(settings, library, line).shown
    assert "AI Engineer: not yet verified by its owner" in asked(settings, library, "/role ai engineer").shown  # fmt: skip


def notes(reply: Reply) -> list[str]:
    return [
        element["text"]
        for block in reply.payload["blocks"]
        if block["type"] == "context"
        for element in block["elements"]
    ]


def test_many_due_sources_are_counted(settings: Settings, content: ContentCopy) -> None:
    text = (content.root / JOBS).read_text(encoding="utf-8")
    for number in range(12):
        content.write(f"sources/extra-{number}.yaml", text.replace("ML Engineer Jobs", f"Extra {number}")
                      .replace("2026-11-21", "2025-01-21"))  # fmt: skip
    (said,) = [n for n in notes(asked(settings, served(content), "/salary mle")) if "verified" in n]
    assert said.count("last verified 22 months ago") == 6
    assert said.endswith(" · and 6 more")
