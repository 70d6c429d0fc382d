"""Job ads: known by their board's identifiers, closed only where they are gone, listed and measured."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from bot.feeds.visits import Failed, Validators
from bot.state import feed_items, job_ads, series
from bot.state import feeds as state
from bot.state.feed_tables import JOB_AD_TEXTS, JOB_ADS
from knowledge.advertised import AdsRequest
from knowledge.feeds.kept import AdSubjects, ItemSubjects, KeptAd
from knowledge.feeds.reading import AdPay, FeedRead, JobAd, SeriesValue
from tests.feeds.collecting.town import (
    BROKEN,
    DAY,
    START,
    UNCHANGED,
    Read,
    Town,
    ad,
    feed,
    item,
    read,
)

PAY = AdPay(100_000, 130_000, "USD", "YEAR", "$100,000 to $130,000", "field")
ADS = [ad(str(n)) for n in range(4)]
NOTHING = read()


@pytest.fixture
def board(town: Town) -> Town:
    """A board of four ads that was read once."""
    town.feeds.clear()
    town.add(feed("blog", "greenhouse", board="acme"))
    town.reads(read(*ADS))
    return town


def next_day(town: Town, says: Any) -> list[str]:
    """The ads that are open after a board said something, a day later."""
    town.now += DAY
    town.hurry()
    town.reads(says, after=timedelta())
    return town.open_ads()


def test_an_ad_that_is_gone_closes_and_opens_again(board: Town) -> None:
    assert next_day(board, read(*ADS[:3])) == ["0", "1", "2"]
    (closed,) = [row for row in board.rows(JOB_ADS) if row.identifier == "3"]
    assert closed.closed_at == board.now
    assert next_day(board, read(*ADS)) == ["0", "1", "2", "3"]
    assert len(board.rows(JOB_ADS)) == 4


@pytest.mark.parametrize(
    "says",
    [
        BROKEN,
        Failed("answers with HTTP 404", 404),
        read(ADS[0], is_whole=False),
        NOTHING,
        UNCHANGED,
    ],
)
def test_what_is_no_whole_reading_closes_nothing(board: Town, says: Any) -> None:
    assert next_day(board, says) == ["0", "1", "2", "3"]


def test_an_honest_zero_is_believed_on_the_third_day(board: Town) -> None:
    for says in (NOTHING, NOTHING, BROKEN, UNCHANGED):
        assert len(next_day(board, says)) == 4
    assert next_day(board, NOTHING) == []


def test_a_zero_twice_a_day_counts_once_and_one_that_ends_starts_over(board: Town) -> None:
    board.now = board.now.replace(hour=1)
    next_day(board, NOTHING)
    board.hurry()
    board.collector.round()
    assert len(next_day(board, NOTHING)) == 4
    assert len(next_day(board, read(*ADS))) == 4
    for _ in range(2):
        assert len(next_day(board, NOTHING)) == 4
    assert next_day(board, NOTHING) == []


def test_a_board_that_was_always_empty_is_watched(town: Town) -> None:
    town.add(feed("blog", "lever", board="acme"))
    for _ in range(4):
        assert next_day(town, NOTHING) == []
    assert next_day(town, read(*ADS[:1])) == ["0"]


def test_a_later_date_of_change_is_no_new_ad(board: Town) -> None:
    later = [replace(one, date_modified=board.now) for one in ADS]
    next_day(board, read(*later))
    rows = board.rows(JOB_ADS)
    assert len(rows) == 4
    assert {row.first_seen for row in rows} == {START + timedelta(hours=2)}
    assert all(row.date_modified is not None for row in rows)


def test_an_ad_twice_in_a_reading_is_one(board: Town) -> None:
    assert len(next_day(board, read(*ADS, *ADS))) == 4


def texts(town: Town) -> set[str]:
    """The ads of which the text is kept, by identifier."""
    kept = {row.ad_id for row in town.rows(JOB_AD_TEXTS)}
    return {row.identifier for row in town.rows(JOB_ADS) if row.id in kept}


def test_texts_are_kept_until_they_are_read_and_the_ad_is_gone(board: Town) -> None:
    with board.database.begin() as connection:
        unread = job_ads.unread_ads(connection, 3)
        assert [one.text for one in unread] == [
            f"Pipelines of {one.id and one.title[-1]}." for one in unread
        ]
        subjects = AdSubjects((PAY,), ("data-engineer",), "senior", ("us",), ("spark",))
        job_ads.note_ads_read(connection, "vocabulary", [(one, subjects) for one in unread])
        (left,) = job_ads.unread_ads(connection, 9)
    next_day(board, read(*ADS))
    rows = {row.id: row for row in board.rows(JOB_ADS)}
    assert rows[unread[0].id].level == "senior"
    assert texts(board) == set("0123")
    unread_one = rows[left.id].identifier
    next_day(board, read(replace(ADS[0], identifier="other")))
    assert texts(board) == {"other", unread_one}
    next_day(board, read(*ADS))
    assert texts(board) == {"other", *"0123"}


def test_open_ads_are_read_again_with_another_vocabulary_as_far_as_their_texts_are_kept(
    board: Town,
) -> None:
    next_day(board, read(*ADS[:3], replace(ADS[3], identifier="bare", text="")))
    with board.database.begin() as connection:
        unread = job_ads.unread_ads(connection, 9)
        job_ads.note_ads_read(connection, "older", [(one, AdSubjects()) for one in unread])
        gone = next(one.id for one in unread if one.text.endswith("0."))
        connection.execute(delete(JOB_AD_TEXTS).where(JOB_AD_TEXTS.c.ad_id == gone))
        assert job_ads.ads_to_read_again(connection, "older", 9) == ()
        again = job_ads.ads_to_read_again(connection, "newer", 9)
        assert {one.text for one in again} == {"", ADS[1].text, ADS[2].text}
        assert len(job_ads.ads_to_read_again(connection, "newer", 2)) == 2
        job_ads.note_ads_read(connection, "newer", [(one, AdSubjects()) for one in again])
        assert job_ads.ads_to_read_again(connection, "newer", 9) == ()


def test_a_text_that_changes_is_read_again_and_not_by_who_read_the_old_one(board: Town) -> None:
    with board.database.connect() as connection:
        unread = job_ads.unread_ads(connection, 9)
    next_day(board, read(replace(ADS[0], text="Another text."), *ADS[1:]))
    with board.database.begin() as connection:
        job_ads.note_ads_read(connection, "vocabulary", [(one, AdSubjects()) for one in unread])
        assert [one.text for one in job_ads.unread_ads(connection, 9)] == ["Another text."]


def test_ads_whose_text_is_known_need_no_visit_of_their_own(board: Town) -> None:
    bare = [replace(one, text="", pay=()) for one in ADS]
    next_day(board, read(*bare, replace(bare[0], identifier="new")))
    next_day(board, read(*bare))
    assert [sorted(known) for _, _, known in board.visits] == [[], list("0123"), list("0123")]
    with board.database.connect() as connection:
        assert {one.text for one in job_ads.unread_ads(connection, 9)} >= {one.text for one in ADS}


def kept(town: Town, since: datetime = START, until: datetime | None = None) -> list[KeptAd]:
    with town.database.connect() as connection:
        return list(job_ads.open_ads(connection, since, until or town.now))


def test_one_job_in_several_places_or_posted_again_is_one_job(board: Town) -> None:
    again = replace(ADS[0], identifier="again", locations=("Lyon",))
    next_day(board, read(*ADS, again))
    assert (len(kept(board)), len({one.job for one in kept(board)})) == (5, 4)


def test_ads_that_were_open_in_a_span(board: Town) -> None:
    day = board.now
    next_day(board, read(*ADS[:3], replace(ad("dated"), date_posted=START - 9 * DAY)))
    next_day(board, UNCHANGED)
    closed = day + DAY
    assert len(kept(board, day - DAY, day)) == 4
    assert len(kept(board, closed, board.now)) == 4
    assert len(kept(board, day, board.now)) == 5
    # The board says that nothing has changed: they were there.
    assert len(kept(board, board.now - timedelta(hours=1))) == 4
    assert min(one.dated for one in kept(board)) == START - 9 * DAY
    for _ in range(3):
        next_day(board, BROKEN)
    assert kept(board, board.now - DAY) == []


def test_an_ad_that_says_until_when_is_open_until_then(board: Town) -> None:
    next_day(board, read(replace(ADS[0], valid_through=board.now + DAY)))
    assert len(kept(board, board.now)) == 0
    next_day(board, read(replace(ADS[0], valid_through=board.now + 9 * DAY)))
    assert len(kept(board, board.now - DAY)) == 1


def test_ads_are_listed_each_job_once_and_those_with_pay_first(board: Town) -> None:
    posted = [replace(one, date_posted=START - n * DAY, locations=("Oslo", "Bergen"), url=f"https://x.example/{n}") for n, one in enumerate(ADS)]  # fmt: skip
    next_day(
        board, read(*posted, replace(posted[3], identifier="again"), ad("else", organization=None))
    )
    with board.database.begin() as connection:
        for one in job_ads.unread_ads(connection, 9):
            pay = (PAY, PAY) if one.title.endswith("3") else ()
            places = ("norway",) if one.locations else ("spain",)
            skills = ("sql",) if one.title.endswith("1") else ()
            subjects = AdSubjects(pay, ("data-engineer",), "senior", places, skills)
            job_ads.note_ads_read(connection, "v", [(one, subjects)])

    def listed(
        role: str | None = None,
        level: str | None = None,
        place: str | None = None,
        most: int = 9,
        **of: str,
    ) -> list[str]:
        asked = AdsRequest(role, level, place, **of)  # type: ignore[arg-type]

        def is_there(places: Collection[str]) -> bool:
            return place in (None, *places)

        def is_of(organization: str) -> bool:
            return asked.company in (None, organization.lower())

        with board.database.connect() as connection:
            found = job_ads.listed_ads(connection, asked, is_there, is_of, START, most)
        return [f"{one.title[14:]} {one.organization} {one.place} {one.pay}" for one in found]

    norway = [
        "3 Acme Oslo; Bergen $100,000 to $130,000",
        *(f"{n} Acme Oslo; Bergen None" for n in range(3)),
    ]
    assert listed("data-engineer", "senior", "norway") == norway
    assert listed(place="norway") == listed(company="acme") == norway
    assert listed(skill="sql") == [norway[2]]
    assert listed("data-engineer", company="blog") == ["else Blog None None"]
    assert listed(skill="go") == listed("data-engineer", company="beta") == []
    assert listed("data-engineer", None, None, most=2) == [norway[0], "else Blog None None"]
    assert listed("data-engineer", "senior", "spain") == ["else Blog None None"]
    assert listed("data-engineer", "junior", None) == listed("engineer", None, None) == []


def test_hostile_ads_are_kept_all_the_same(board: Town) -> None:
    pay = replace(PAY, min_value=float("nan"), max_value=float("inf"), words="\0\ud800" * 900)
    nasty = JobAd("\0\ud800" * 9_000, "T\0" * 9_000, "\0", "u" * 9_999, ("\0",), None, "\0", datetime(1, 1, 1, tzinfo=UTC), pay=(pay,), text="\0\ud800" * 99_000)  # fmt: skip
    next_day(board, read(*ADS, nasty))
    assert board.state().error is None
    (one,) = [row for row in board.rows(JOB_ADS) if row.identifier not in "0123"]
    assert (one.stated_pay[0]["min_value"], one.stated_pay[0]["max_value"]) == (None, None)


def test_values_of_a_series_are_those_last_stated(town: Town) -> None:
    town.add(feed("blog", "series"))

    def says(*values: float, day: int = 1) -> Read:
        stated = [SeriesValue(date(2026, 11, day + n), one, "AI") for n, one in enumerate(values)]
        return Read(FeedRead(values=tuple(stated)), Validators())

    town.reads(says(1.0, 2.0, float("nan")))
    town.reads(says(2.5, 3.0, day=2), after=2 * DAY)
    with town.database.connect() as connection:
        assert [(one.day.day, one.value) for one in series.values_of(connection, "blog", START.date().replace(day=1))] == [
            (1, 1.0), (2, 2.5), (3, 3.0),
        ]  # fmt: skip
        assert len(series.values_of(connection, "blog", date(2026, 11, 3))) == 1
    assert town.state().items == 2


def test_what_posts_are_about_is_kept_with_the_words_that_were_known(town: Town) -> None:
    town.reads(read(item("a", START - DAY), item("b", START - 9 * DAY)))
    with town.database.begin() as connection:
        unread = feed_items.unread_items(connection, "v1", 9)
        about = ItemSubjects(("agents",), ("data-engineer",))
        feed_items.note_items_read(connection, "v1", [(one, about) for one in unread])
        assert feed_items.unread_items(connection, "v1", 9) == ()
        assert len(feed_items.unread_items(connection, "v2", 9)) == 2
        (dated,) = feed_items.dated_items(connection, START - 2 * DAY, START)
    assert (dated.feed, dated.topics, dated.roles) == ("blog", ("agents",), ("data-engineer",))
    changed = item("a", START - DAY, summary="Corrected.")
    town.reads(read(changed, item("b", START - 9 * DAY)))
    with town.database.begin() as connection:
        assert [one.summary for one in feed_items.unread_items(connection, "v1", 9)] == [
            "Corrected."
        ]
        # (Who has read the earlier text comes too late.)
        feed_items.note_items_read(connection, "v1", [(one, about) for one in unread])
        assert len(feed_items.unread_items(connection, "v1", 9)) == 1


def test_how_far_feeds_are_known(town: Town) -> None:
    town.add(feed("never"), feed("empty"))
    town.reads(BROKEN, "never")
    town.reads(read(), "empty")
    town.reads(read(item("a", START - 30 * DAY)))
    town.reads(UNCHANGED, after=14 * DAY)
    with town.database.connect() as connection:
        spans = state.spans(connection)
    assert set(spans) == {"blog", "empty"}
    assert spans["blog"].begins == (START - 30 * DAY).date()
    assert spans["blog"].first_week == "2026-W47"
    assert spans["blog"].weeks == {"2026-W47", "2026-W48", "2026-W49"}
    assert spans["empty"].begins == START.date()
