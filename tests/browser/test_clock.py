"""The playground's clock on the page, and dates as Slack writes them."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Desk
from tests.browser.sample_desk import SATURDAY, SampleDesk

TOKENS = {
    "{date_num}": "2030-11-23",
    "{date_slash}": "11/23/2030",
    "{date}": "November 23rd",
    "{date_short}": "Nov 23",
    "{date_long}": "Saturday, November 23rd",
    "{date_long_full}": "November 23, 2030",
    "{date_pretty}": "today",
    "{date_short_pretty}": "today",
    "{date_long_pretty}": "today",
    "{day_divider_pretty}": "today",
    "{time}": "1:00 PM",
    "{time_secs}": "1:00:00 PM",
    "{ago}": "0 seconds ago",
}
DAY = 86_400


def at(day: str) -> float:
    """Noon UTC of a day."""
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC).timestamp()


def filled(desk: SampleDesk, seconds: float, pattern: str, zone: str = "Europe/Berlin") -> object:
    """What the page makes of a date, for a reader on the Saturday."""
    return desk.page.evaluate(
        "([...given]) => import('/page/dates.js').then((dates) => dates.fillDate(...given))",
        [seconds, pattern, {"zone": zone, "now": SATURDAY}],
    )


def test_every_token_that_slack_documents(sample: SampleDesk) -> None:
    for token, shown in TOKENS.items():
        assert filled(sample, SATURDAY, token) == shown
    assert filled(sample, SATURDAY, "{date_short_pretty} at {time}!") == "today at 1:00 PM!"
    assert filled(sample, SATURDAY, "{time}", "Asia/Tokyo") == "9:00 PM"
    assert filled(sample, SATURDAY, "{date_short}, {nothing}") is None


def test_days_are_those_of_the_reader(sample: SampleDesk) -> None:
    late = SATURDAY + 11.5 * 3_600
    assert filled(sample, late, "{date_pretty}") == "tomorrow"
    assert filled(sample, late, "{date_pretty}", "America/Los_Angeles") == "today"
    assert filled(sample, SATURDAY - DAY, "{date_short_pretty}") == "yesterday"
    assert filled(sample, SATURDAY + 2 * DAY, "{date_short_pretty}") == "Nov 25"
    assert filled(sample, SATURDAY + 2 * DAY, "{date_long_pretty}") == "Monday, November 25th"


def test_the_year_stands_where_it_is_far_away(sample: SampleDesk) -> None:
    assert filled(sample, at("2031-03-01"), "{date}") == "March 1st"
    assert filled(sample, at("2031-03-01"), "{day_divider_pretty}") == "Saturday, March 1st, 2031"
    assert filled(sample, at("2030-01-02"), "{date_short}") == "Jan 2, 2030"
    assert filled(sample, at("2032-02-03"), "{date}") == "February 3rd, 2032"
    assert filled(sample, at("2032-02-03"), "{date_long}") == "Tuesday, February 3rd, 2032"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-3 * 60, "3 minutes ago"),
        (-4 * 3_600, "4 hours ago"),
        (-2 * DAY, "2 days ago"),
        (DAY + 3_600, "in 1 day"),
    ],
)
def test_how_long_ago(sample: SampleDesk, seconds: float, shown: str) -> None:
    assert filled(sample, SATURDAY + seconds, "{ago}") == shown


def test_everybody_reads_it_in_their_own_zone(sample: SampleDesk) -> None:
    sample.playground.workspace.clock.advance_to(SATURDAY)
    clock = sample.page.get_by_test_id("clock")
    expect(clock).to_contain_text("Sat, Nov 23, 1:00 PM")
    sample.becomes("U0ALEX")
    expect(clock).to_contain_text("Sat, Nov 23, 4:00 AM")


def test_it_is_moved_to_monday_for_all_and_back(sample: SampleDesk, chromium: Browser) -> None:
    sample.playground.workspace.clock.advance_to(SATURDAY)
    sam = chromium.new_page()
    sam.goto(f"{sample.playground.url}/#/U0SAM/C0DATA")
    sample.moves_clock("Next Monday 09:00")
    clock = sample.page.get_by_test_id("clock")
    expect(clock).to_contain_text("Mon, Nov 25, 9:00 AM")
    expect(clock.get_by_text("moved ahead")).to_be_visible()
    expect(sam.get_by_test_id("clock")).to_contain_text("Mon, Nov 25, 5:00 PM")
    sam.close()
    sample.moves_clock("In 1 hour")
    expect(clock).to_contain_text("Mon, Nov 25, 10:00 AM")
    sample.moves_clock("Back to now")
    expect(clock.get_by_text("moved ahead")).to_be_hidden()
    assert sample.playground.workspace.clock.ahead == 0


def test_dates_in_messages_follow_it(sample: SampleDesk) -> None:
    sample.playground.workspace.clock.advance_to(SATURDAY)
    slot = int(at("2030-11-25") - 4 * 3_600)
    form = "{date_short_pretty} at {time}"
    message = sample.posts(f"Next: <!date^{slot}^{form}|Nov 25, 2030, 08:00 UTC>.")
    expect(message).to_contain_text("Next: Nov 25 at 9:00 AM.")
    sample.moves_clock("Tomorrow 09:00")
    expect(message).to_contain_text("Next: tomorrow at 9:00 AM.")
    expect(sample.page.get_by_text("Yesterday", exact=True)).to_be_visible()
    sample.moves_clock("Tomorrow 09:00")
    expect(message).to_contain_text("Next: today at 9:00 AM.")
    sample.becomes("U0ALEX")
    expect(message).to_contain_text("Next: today at 12:00 AM.")


def test_a_hint_of_the_page_itself_comes_last(sample: SampleDesk) -> None:
    sample.moves_clock("In 1 hour")
    sample.posts("later")
    sample.moves_clock("Back to now")
    composer = sample.page.get_by_test_id("composer")
    composer.fill("/nonsense")
    composer.press("Enter")
    last = sample.page.get_by_test_id("messages").locator("[data-ts]").last
    expect(last).to_contain_text("/nonsense is not a valid command.")


def test_the_badge_of_a_moved_clock_is_not_cut_off(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 1400, "height": 900})
    clock = desk.page.get_by_test_id("clock")
    clock.click()
    desk.page.locator("[data-jump='monday']").click()
    note = clock.get_by_text("moved ahead")
    expect(note).to_be_visible()
    outer, inner = clock.bounding_box(), note.bounding_box()
    assert outer is not None
    assert inner is not None
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]
