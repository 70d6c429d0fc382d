"""The demo's own feeds, clicked through in Chromium: what they read, and the digests that come of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Desk, at_desk, started_demo


@pytest.fixture(scope="module")
def living(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Somebody at a desk of `rolecall demo`, with its feeds turned on."""
    folder: Path = tmp_path_factory.mktemp("living")
    with started_demo(folder, is_living=True) as demo, at_desk(chromium, demo) as desk:
        yield desk


def part(digest: Locator, name: str) -> str:
    """What a digest's part begins with."""
    return digest.inner_text().split(f"{name}  ")[1].split("\n")[0]


def test_feeds_are_listed_and_tried(living: Desk) -> None:
    living.becomes("Alex")
    expect(living.types("/knowledge feeds")).to_contain_text("Only those are fetched.")
    living.answer().get_by_role("button", name="Try").first.click()
    expect(living.answer()).to_contain_text("Nothing of this was stored.")
    expect(living.answer()).to_contain_text(re.compile(r"\d+ posts · News feed"))
    living.answer().get_by_role("button", name="All feeds").click()
    expect(living.answer()).to_contain_text("Only those are fetched.")
    living.dismisses()


def test_each_monday_has_a_digest_of_its_own(living: Desk) -> None:
    living.becomes("Maya")
    expect(living.types("/digest subscribe mondays at 9am")).to_contain_text("Mondays at 09:00")
    living.dismisses()
    for number in (1, 2):
        living.moves_to_monday()
        expect(living.digests()).to_have_count(number)
        expect(living.digests().last).to_contain_text("1 reply")
    first, second = living.digests().first, living.digests().last
    for digest in (first, second):
        expect(digest.get_by_role("link").first).to_have_attribute("href", re.compile("/posts/"))
    assert part(first, "This week") != part(second, "This week")
    second.get_by_test_id("replies").click()
    thread = living.page.get_by_test_id("thread")
    expect(thread).to_contain_text("Chosen because")


def test_ads_stand_behind_a_button(living: Desk) -> None:
    living.types("/salary data engineer").get_by_role("button", name="Ads").click()
    modal = living.page.get_by_test_id("modal")
    expect(modal).to_contain_text("Job ads · Data Engineer")
    expect(modal.get_by_role("link")).not_to_have_count(0)
