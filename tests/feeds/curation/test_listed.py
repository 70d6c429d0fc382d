"""The list of feeds: turned on after a try, paused, tried and removed, by admins alone."""

from datetime import UTC, date, datetime

import pytest

from bot.playground.records import Message
from bot.settings import CONTENT
from knowledge.drafting.article import Refusal
from knowledge.feeds.reading import AdPay, FeedItem, FeedRead, JobAd, SeriesValue
from knowledge.feeds.stories import FeedState
from tests.feeds.curation.in_memory import MemoryFeeds
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually
from tests.interaction.digests import forged, heading, labels, moment, said
from tests.interaction.keeping import (
    ALEXS_DM,
    REFUSED,
    click,
    hand_in,
    knowledge,
    press_only,
    served,
)

STARTERS = len(list((CONTENT / "feeds").glob("*.yaml")))
PAGES = -(-STARTERS // 8)
DBT = "https://www.getdbt.com/blog/rss.xml"
BOARD = "name: Acme jobs\nkind: greenhouse\nboard: acme\nenabled: true\n"
GONE = "This feed no longer exists. Nothing was changed."
MARKED = "<!channel> & <https://evil.example|R&D> *x*"

POSTS = FeedRead(
    title="dbt & friends <@U0MAYA>",
    items=tuple(
        FeedItem(
            f"p{n}", f"https://x.example/{n}", f"{MARKED} {n}", datetime(2026, 11, n, tzinfo=UTC)
        )
        for n in range(1, 8)
    ),
    notes=(f"one post says {MARKED}",),
)
ADS = FeedRead(
    ads=(
        JobAd(
            "1", "Data Engineer", "Acme", "https://x.example/1", ("Berlin", "Austin, TX"),
            date_posted=datetime(2026, 11, 3, tzinfo=UTC),
            pay=(AdPay(90_000, 110_000, "EUR", "YEAR", "€90k–€110k", "prose"),),
        ),
        JobAd("2", "Analyst", location_type="TELECOMMUTE"),
    )
)  # fmt: skip
SERIES = FeedRead(values=tuple(SeriesValue(date(2026, n, 1), n / 4, "US") for n in range(1, 12)))


@pytest.fixture
def starters(feeds: MemoryFeeds) -> MemoryFeeds:
    """Some starter feeds can be read, and others not."""
    feeds.holds[DBT] = POSTS
    return feeds


def listed(town: Town, name: str = "dbt Labs Blog") -> Message:
    """The page of the list with a feed."""
    page = knowledge(town, "feeds")
    while f"{name}\n" not in said(page):
        page = click(town, page, "Next page")
    return page


def tried(town: Town, page: Message, label: str, feed: str) -> Message:
    """Click a button of a feed that is tried, and see what comes after the first word."""
    before = len(town.answers(page.channel, ALEX))
    press_only(town, page, label, ALEX, block_id=f"feed:{feed}")
    eventually(lambda: len(town.answers(page.channel, ALEX)) == before + 2)
    waiting, answer = town.answers(page.channel, ALEX)[before:]
    assert said(waiting).startswith("Trying ")
    return answer


def test_a_list_begins_with_all_starters_off(town: Town, starters: MemoryFeeds) -> None:
    page = knowledge(town, "feeds")
    assert heading(page) == "Feeds"
    assert f"0 of {STARTERS} feeds are on. Nothing is fetched." in said(page)
    assert f"Page 1 of {PAGES}" in said(page)
    assert labels(page).count("Turn on") == 8
    last = page
    for _ in range(PAGES - 1):
        last = click(town, last, "Next page")
    assert "Next page" not in labels(last)
    assert f"Page {PAGES - 1} of" in said(click(town, last, "Previous page"))
    assert starters.asked == []


def test_one_click_tries_a_starter_and_turns_it_on(town: Town, starters: MemoryFeeds) -> None:
    answer = tried(town, listed(town), "Turn on", "dbt-blog")
    assert heading(answer) == "dbt & friends <@U0MAYA>"
    assert "7 posts" in said(answer)
    assert f"{MARKED} 5 · Nov 5, 2026" in said(answer)
    assert f"{MARKED} 6" not in said(answer)
    assert f"one post says {MARKED}" in said(answer)
    assert "Turned on. Published as revision 2. What's in it now isn't news" in said(answer)
    assert "<!" not in answer.text + str(answer.blocks)
    assert starters.asked == [DBT]
    assert starters.hurried == ["dbt-blog"]
    assert "Feed dbt Labs Blog: turned on" in said(knowledge(town, "diff"))
    assert "Turned on feed dbt Labs Blog" in said(knowledge(town, "history"))
    assert f"1 of {STARTERS} feeds is on. Only those are fetched." in said(
        click(town, answer, "All feeds")
    )


def test_what_cannot_be_read_stays_off(town: Town, starters: MemoryFeeds) -> None:
    starters.holds[DBT] = Refusal(f"answers with {MARKED}")
    answer = tried(town, listed(town), "Turn on", "dbt-blog")
    assert said(answer) == f"dbt Labs Blog answers with {MARKED}. It wasn't turned on."
    assert starters.hurried == []
    assert served(town) == "1"


def test_a_try_changes_nothing(town: Town, starters: MemoryFeeds) -> None:
    answer = tried(town, listed(town), "Try", "dbt-blog")
    assert "7 posts" in said(answer)
    assert "Nothing of this was stored." in said(answer)
    assert starters.hurried == []
    assert served(town) == "1"
    refused = tried(town, listed(town, "Airbnb Tech Blog"), "Try", "airbnb-tech")
    assert said(refused) == "Airbnb Tech Blog can't be fetched: the site answers with HTTP 404."


def test_ads_and_series_are_shown_with_pay_and_days(town: Town, starters: MemoryFeeds) -> None:
    starters.holds |= {"databricks": ADS, "hn-hiring": FeedRead()}
    ads = said(tried(town, listed(town, "Databricks jobs"), "Try", "databricks-jobs"))
    assert "2 job ads, 1 with pay" in ads
    assert "Data Engineer · Acme · Berlin; Austin, TX · €90k–€110k · Nov 3, 2026" in ads
    assert "Analyst · remote · not dated" in ads
    name = "Hacker News: Who is hiring"
    nothing = tried(town, listed(town, name), "Try", "hacker-news-hiring")
    assert "It can be read, and has nothing in it now" in said(nothing)
    name = "Indeed Hiring Lab: share of postings that mention AI"
    page = listed(town, name)
    (series,) = [one for one in town.world.deps.library().feeds.values() if one.kind == "series"]
    starters.holds[str(series.address)] = SERIES
    values = said(tried(town, page, "Try", series.id))
    assert "11 values" in values
    assert "US: 2.75% of job postings · Nov 1, 2026" in values
    assert "License: CC BY 4.0" in values
    assert "Jan 1" not in values


def test_a_feed_is_paused_and_removed_in_the_list(town: Town, starters: MemoryFeeds) -> None:
    click(town, hand_in(town, ("acme-jobs.yaml", BOARD)), "Apply")
    page = knowledge(town, "feeds")
    assert (
        "Acme jobs\nGreenhouse job board · acme\nOn · not read yet · next in a minute or so"
        in said(page)
    )
    paused = click(town, page, "Pause")
    assert "Acme jobs is paused. Published as revision 3." in said(paused)
    assert "Only those" not in said(paused)
    assert "Feed Acme jobs: paused" in said(knowledge(town, "diff"))
    page = listed(town, "Acme jobs")
    removed = click(town, page, "Remove", block_id="feed:acme-jobs")
    assert "Acme jobs is removed. Published as revision 4." in said(removed)
    assert "acme-jobs" not in town.world.deps.library().feeds
    assert "removed: Feed Acme jobs: Greenhouse job board acme, off" in said(
        knowledge(town, "diff")
    )
    # Another list still has its buttons.
    assert forged(town, ALEX, DATA_JOBS, "feed_on", "acme-jobs:0").ok
    eventually(lambda: said(town.answers(DATA_JOBS, ALEX)[-1]) == GONE)


def test_how_feeds_are_doing_is_told(town: Town, starters: MemoryFeeds) -> None:
    click(town, hand_in(town, ("acme-jobs.yaml", BOARD)), "Apply")
    read, following = (datetime(2026, 11, 28, hour, tzinfo=UTC) for hour in (8, 20))
    state = FeedState("acme-jobs", last_read=read, next_read=following, items=37)
    starters.known["acme-jobs"] = state
    fine = said(knowledge(town, "feeds"))
    assert f"On · read {moment(read)}" in fine
    assert "37 job ads · next " in fine
    assert moment(following) in fine
    for never, says in (
        (FeedState("acme-jobs", next_read=read, is_due=True), "next in a minute or so"),
        (
            FeedState("acme-jobs", next_read=read, is_due=True, is_being_read=True),
            "being read right now",
        ),
    ):
        starters.known["acme-jobs"] = never
        assert f"On · not read yet · {says}\n" in f"{said(knowledge(town, 'feeds'))}\n"
    starters.known["acme-jobs"] = FeedState(
        "acme-jobs",
        error=f"answers with {MARKED}",
        failing_since=read,
        moved_to="https://b.example/",
    )
    failing = said(knowledge(town, "feeds"))
    assert f"Can't be read since {moment(read)}" in failing
    assert f": it answers with {MARKED}\nMoved to https://b.example/" in failing
    assert "1 feed that can't be read" in said(knowledge(town))
    starters.known["acme-jobs"] = FeedState("acme-jobs", paused_for="is gone for good")
    stopped = knowledge(town, "feeds")
    assert "Stopped: it is gone for good. Turn it on to read it again" in said(stopped)
    starters.holds["acme"] = ADS
    answer = tried(town, stopped, "Turn on", "acme-jobs")
    assert "Turned on." in said(answer)
    assert "revision" not in said(answer)
    assert starters.hurried == ["acme-jobs"]


@pytest.mark.parametrize("action", ["feed_on", "feed_pause", "feed_try", "feed_remove"])
def test_others_can_do_nothing(town: Town, starters: MemoryFeeds, action: str) -> None:
    assert forged(town, MAYA, DATA_JOBS, action, "dbt-blog:0").ok
    eventually(lambda: REFUSED in said(town.answers()[-1]))
    assert starters.asked == []
    assert served(town) == "1"


@pytest.mark.parametrize(
    ("action", "value"),
    [("feeds_page:1", "x"), ("feeds_page:1", "9" * 40), ("feed_on", "dbt-blog"), ("feed_try", ":")],
)
def test_a_value_that_is_made_up_is_refused(
    town: Town, starters: MemoryFeeds, action: str, value: str
) -> None:
    assert forged(town, ALEX, DATA_JOBS, action, value).ok
    eventually(lambda: "nothing was changed" in said(town.answers(DATA_JOBS, ALEX)[-1]).lower())
    assert starters.asked == []


def test_others_do_not_see_the_list(town: Town, starters: MemoryFeeds) -> None:
    assert REFUSED in said(knowledge(town, "feeds", user=MAYA))
    for action in ("feeds_page:1", "feeds_add"):
        assert forged(town, MAYA, DATA_JOBS, action, "0").ok
        eventually(lambda: REFUSED in said(town.answers()[-1]))
    assert town.modal(MAYA) is None


def test_a_feed_is_handed_in_as_a_file(town: Town, starters: MemoryFeeds) -> None:
    refused = hand_in(town, ("acme-jobs.yaml", BOARD.replace("greenhouse", "greenhous")))
    assert 'did you mean "greenhouse"?' in said(refused)
    offered = hand_in(town, ("acme-jobs.yaml", BOARD))
    assert "added: Feed Acme jobs: Greenhouse job board acme, on" in said(offered)
    assert offered.channel == ALEXS_DM
    assert starters.asked == []
