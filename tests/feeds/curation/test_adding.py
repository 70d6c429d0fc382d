"""A new feed: the form, the try before anything is saved, and what is wrong with an address."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.playground.records import View
from knowledge.drafting.article import Refusal
from knowledge.feeds.reading import FeedItem, FeedRead, SeriesValue
from tests.feeds.curation.in_memory import MemoryFeeds
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually, shown
from tests.interaction.digests import said
from tests.interaction.keeping import (
    ALEXS_DM,
    REFUSED,
    click_in,
    knowledge,
    modal,
    open_modal,
    result,
    served,
    submit,
)

URL = "https://blog.example/feed.xml"
POSTS = FeedRead(
    title="The <!here> & now",
    items=(FeedItem("1", "https://blog.example/1", "First", datetime(2026, 11, 3, tzinfo=UTC)),),
)


@pytest.fixture
def holds(feeds: MemoryFeeds) -> MemoryFeeds:
    """A blog and a board can be read."""
    feeds.holds |= {URL: POSTS, "acme": FeedRead()}
    return feeds


def opened(town: Town) -> View:
    """The empty form, by the button under the list."""
    return open_modal(town, knowledge(town, "feeds"), "Add a feed…")


def filled(form: View) -> dict[str, Any]:
    """What the form offers to begin with, by field."""
    found: dict[str, Any] = {}
    for block in form.blocks:
        element = block.get("element", {})
        option = element.get("initial_option")
        options = element.get("initial_options")
        value = option["value"] if option else element.get("initial_value")
        found[block["block_id"]] = (
            [one["value"] for one in options] if options else value or element.get("initial_user")
        )
    return {name: value for name, value in found.items() if value}


def tried(town: Town, form: View, **entered: Any) -> View:
    """Send the form, and see what comes in its place."""
    outcome = submit(town, form, **entered)
    assert outcome.ok, outcome.errors
    eventually(lambda: "One moment" not in shown(modal(town)))
    return modal(town)


def test_a_feed_is_tried_then_saved(town: Town, holds: MemoryFeeds) -> None:
    form = opened(town)
    assert filled(form) == {"feed_kind": "feed"}
    topic = town.slack.suggest(ALEX, form, "feed_topics", "mlops").options[0]["value"]
    role = town.slack.suggest(ALEX, form, "feed_roles", "mle").options[0]["value"]
    seen = tried(
        town, form, feed_where=URL, feed_topics=[topic], feed_roles=[role], feed_owner=MAYA
    )
    assert "The &lt;!here&gt; &amp; now" in shown(seen)
    assert "1 post" in shown(seen)
    assert "First · Nov 3, 2026" in shown(seen)
    assert "added: Feed The &lt;!here&gt; &amp; now: News feed" in shown(seen)
    assert holds.asked == [URL]
    assert served(town) == "1"
    assert "Published as revision 2" in shown(click_in(town, seen, "Save and turn on"))
    feed = town.world.deps.library().feeds["the-here-now"]
    assert (feed.name, feed.kind, feed.address) == ("The <!here> & now", "feed", URL)
    assert (feed.topics, feed.roles) == (("mlops",), ("ml-engineer",))
    assert (feed.owner, feed.enabled) == (MAYA, True)


def test_a_board_by_its_name_or_its_address(town: Town, holds: MemoryFeeds) -> None:
    seen = tried(town, opened(town), feed_kind="lever", feed_where="acme", feed_name="Acme & Co")
    click_in(town, seen, "Save and turn on")
    feed = town.world.deps.library().feeds["acme-co"]
    assert (feed.kind, feed.board, feed.address) == ("lever", "acme", None)
    town.slack.close(ALEX, seen.id)
    again = submit(
        town, opened(town), feed_kind="lever", feed_where="https://jobs.lever.co/Acme/apply"
    )
    assert again.errors == {"feed_where": "Acme & Co reads this already"}


def test_a_series_with_its_unit_and_license(town: Town, holds: MemoryFeeds) -> None:
    holds.holds[URL] = FeedRead(values=(SeriesValue(date(2026, 11, 3), 4.25, ""),))
    entered = {"feed_where": URL, "feed_unit": "percent of  ads", "feed_license": "CC BY 4.0"}
    form = opened(town)
    assert submit(town, form, **entered, feed_kind="feed").errors == dict.fromkeys(
        ("feed_unit", "feed_license"), "Only a series has one"
    )
    seen = tried(town, form, **entered, feed_kind="series")
    assert "4.25% of ads · Nov 3, 2026" in shown(seen)
    assert "License: CC BY 4.0" in shown(seen)
    click_in(town, seen, "Save and turn on")
    (feed,) = [one for one in town.world.deps.library().feeds.values() if one.address == URL]
    assert (feed.unit, feed.license) == ("percent of ads", "CC BY 4.0")


def test_what_is_discarded_is_not_saved(town: Town, holds: MemoryFeeds) -> None:
    seen = tried(town, opened(town), feed_where=URL)
    assert "Discarded" in shown(click_in(town, seen, "Discard"))
    assert served(town) == "1"


def test_what_was_tried_is_told_where_the_form_was_closed(town: Town, holds: MemoryFeeds) -> None:
    seen = tried(town, opened(town), feed_where=URL)
    before = len(town.answers(ALEXS_DM, ALEX))
    town.slack.close(ALEX, seen.id)

    def is_told() -> bool:
        # What closed the form is dealt with after the acknowledgement: a round may come before that.
        town.delivery.round()
        return len(town.answers(ALEXS_DM, ALEX)) > before

    eventually(is_told)
    assert "First · Nov 3, 2026" in said(town.answers(ALEXS_DM, ALEX)[-1])


def test_what_cannot_be_read_stays_in_the_form(town: Town, holds: MemoryFeeds) -> None:
    holds.holds["https://blog.example/wrong"] = Refusal("is a page, and no feed: try <another> one")
    form = opened(town)
    entered = {"feed_where": "https://blog.example/wrong", "feed_name": "A & B", "feed_owner": ALEX}
    for name, typed in (("feed_topics", "mlops"), ("feed_roles", "mle")):
        town.slack.suggest(ALEX, form, name, typed)
    again = tried(town, form, **entered, feed_topics=["mlops"], feed_roles=["ml-engineer"])
    assert "A &amp; B is a page, and no feed: try &lt;another&gt; one." in shown(again)
    assert filled(again) == {
        "feed_kind": "feed", **entered, "feed_topics": ["mlops"], "feed_roles": ["ml-engineer"],
    }  # fmt: skip
    seen = tried(town, again, feed_where=URL)
    assert "added: Feed A &amp; B" in shown(seen)
    assert served(town) == "1"


@pytest.mark.parametrize(
    ("kind", "where", "field", "says"),
    [
        ("feed", "", "feed_where", "begins with https://"),
        ("feed", "blog.example/feed", "feed_where", "begins with https://"),
        ("feed", "ftp://blog.example/feed", "feed_where", "begins with https://"),
        ("series", "acme", "feed_where", "begins with https://"),
        ("greenhouse", "", "feed_where", "board's name"),
        ("greenhouse", "a/b", "feed_where", "board's name"),
        ("greenhouse", "https://jobs.lever.co/acme", "feed_kind", "Lever job board"),
        ("feed", "https://boards.greenhouse.io/acme", "feed_kind", "Greenhouse job board"),
        ("hn-hiring", "newest", "feed_where", "begins with https://"),
        ("hn-hiring", "", "feed_where", "Hacker News: Who is hiring reads this already"),
        ("ashby", "OpenAI", "feed_where", "OpenAI jobs reads this already"),
        ("feed", "http://www.getdbt.com/blog/rss.xml/", "feed_where", "dbt Labs Blog reads this"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    town: Town, holds: MemoryFeeds, kind: str, where: str, field: str, says: str
) -> None:
    outcome = submit(town, opened(town), feed_kind=kind, feed_where=where)
    assert outcome.errors.keys() == {field}
    assert says in outcome.errors[field]
    assert holds.asked == []


@pytest.mark.parametrize(
    ("line", "kind", "where"),
    [
        (URL, "feed", URL),
        ("<https://boards.greenhouse.io/acme|here>", "greenhouse", "acme"),
        ("https://jobs.ashbyhq.com/acme%20inc", "ashby", "acme inc"),
        ("https://a.example/b?x=1&amp;y=2", "feed", "https://a.example/b?x=1&y=2"),
    ],
)
def test_an_address_that_is_typed_fills_in_the_form(
    town: Town, holds: MemoryFeeds, line: str, kind: str, where: str
) -> None:
    outcome = town.slack.slash(ALEX, DATA_JOBS, f"/knowledge feeds add {line}")
    assert outcome.body == ""
    assert filled(modal(town)) == {"feed_kind": kind, "feed_where": where}
    assert holds.asked == []


def test_in_a_direct_message_a_button_opens_the_form(town: Town, holds: MemoryFeeds) -> None:
    before = len(town.answers(ALEXS_DM, ALEX))
    town.slack.say(ALEX, ALEXS_DM, "knowledge feeds add https://jobs.lever.co/acme soon")
    eventually(lambda: len(town.answers(ALEXS_DM, ALEX)) > before)
    answer = town.answers(ALEXS_DM, ALEX)[-1]
    assert "soon" in said(answer)
    town.clicks(answer, "feeds_add", user=ALEX)
    assert filled(modal(town)) == {"feed_kind": "lever", "feed_where": "acme"}


def test_others_open_no_form(town: Town, holds: MemoryFeeds) -> None:
    assert REFUSED in said(knowledge(town, f"feeds add {URL}", user=MAYA))
    assert town.modal(MAYA) is None


def test_who_is_no_admin_any_more_tries_nothing(town: Town, holds: MemoryFeeds) -> None:
    form = opened(town)
    users = town.slack.workspace.users
    users[ALEX] = replace(users[ALEX], is_admin=False)
    assert REFUSED in shown(tried(town, form, feed_where=URL))
    assert holds.asked == []


def test_a_feed_keeps_its_own_name_apart(town: Town, holds: MemoryFeeds) -> None:
    seen = tried(town, opened(town), feed_where=URL, feed_name="dbt blog")
    click_in(town, seen, "Save and turn on")
    feeds = town.world.deps.library().feeds
    assert {"dbt-blog", "dbt-blog-2"} < feeds.keys()
    assert feeds["dbt-blog-2"].address == URL


def test_workable_says_that_it_is_not_documented(town: Town, holds: MemoryFeeds) -> None:
    form = opened(town)
    assert "Workable job board (undocumented)" in str(form.blocks)
    seen = tried(town, form, feed_kind="workable", feed_where="acme")
    assert "Workable doesn't document this API" in shown(seen)
    assert "It can be read, and has nothing in it now" in shown(seen)
    assert result(town) == seen
