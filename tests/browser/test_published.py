"""A figure that is changed, in a file or in Slack: in the next answer, and in the next digest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Desk, at_desk, started_demo
from tests.knowledge.content_copy import JOBS, ContentCopy, copy_content

ASKED = "/salary ml engineer all"
BEFORE, AFTER = "$132,000–$180,000", "$141,000–$180,000"


@pytest.fixture
def content(tmp_path: Path) -> ContentCopy:
    """The knowledge files of this demo."""
    return copy_content(tmp_path / "content")


@pytest.fixture
def desk(chromium: Browser, content: ContentCopy, tmp_path: Path) -> Iterator[Desk]:
    """Maya at her desk, in #data-jobs, in a demo whose files can be edited."""
    with started_demo(tmp_path / "data", content.root) as demo, at_desk(chromium, demo) as desk:
        yield desk


def digests(desk: Desk) -> Locator:
    """The digests in the channel that is open."""
    messages = desk.page.get_by_test_id("messages").locator(
        "[data-ts]:not([data-ephemeral='true'])"
    )
    return messages.filter(has=desk.page.get_by_role("button", name="Useful", exact=True))


def to_next_monday(desk: Desk) -> None:
    """Move the clock."""
    desk.page.get_by_test_id("clock").click()
    desk.page.get_by_role("menuitem", name="Next Monday 09:00").click()


def shows(desk: Desk, figure: str) -> None:
    """Ask until the answer shows a figure: it takes five seconds, and longer on a busy machine."""
    for _ in range(60):
        answer = desk.types(ASKED)
        expect(answer).to_contain_text("Machine Learning Engineer")
        if figure in answer.inner_text():
            return
        desk.page.wait_for_timeout(1_000)
    expect(desk.answer()).to_contain_text(figure)


def stands_in_the_digest(desk: Desk) -> None:
    """The second digest has the figure as it was and as it is."""
    to_next_monday(desk)
    expect(digests(desk)).to_have_count(2)
    second = digests(desk).nth(1)
    expect(second).to_contain_text("Changed here")
    expect(second).to_contain_text("$132,000")
    expect(second).to_contain_text("→")
    expect(second).to_contain_text("$141,000")


@pytest.fixture
def subscribed(desk: Desk) -> Desk:
    """The same after the first digest."""
    shows(desk, BEFORE)
    expect(desk.types("/digest subscribe mondays at 9am")).to_contain_text("Monday")
    to_next_monday(desk)
    expect(digests(desk)).to_have_count(1)
    expect(digests(desk).first).not_to_contain_text("$141,000")
    return desk


def test_an_edited_file(subscribed: Desk, content: ContentCopy) -> None:
    content.change(JOBS, "low: 132000", "low: 141000")
    shows(subscribed, AFTER)
    stands_in_the_digest(subscribed)


def test_a_file_dropped_into_slack(subscribed: Desk, content: ContentCopy, tmp_path: Path) -> None:
    desk, page = subscribed, subscribed.page
    desk.becomes("Alex")
    desk.types("/knowledge").get_by_role("button", name="Upload").click()
    text = (content.root / JOBS).read_text(encoding="utf-8")
    edited = tmp_path / "ml-engineer-jobs.yaml"
    edited.write_text(text.replace("low: 132000", "low: 141000", 1), encoding="utf-8")
    modal = page.get_by_test_id("modal")
    modal.locator("input[type=file]").set_input_files(edited)
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text(f"about {BEFORE} → about {AFTER}")
    modal.get_by_role("button", name="Apply").click()
    expect(modal).to_contain_text("evision 2")
    page.keyboard.press("Escape")
    desk.becomes("Maya")
    shows(desk, AFTER)
    stands_in_the_digest(desk)
