"""A conversation with an agent, clicked through."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Desk, at_desk, started_demo


@pytest.fixture
def agent(chromium: Browser, tmp_path: Path) -> Iterator[Desk]:
    """Maya at her desk, where Rolecall is an agent."""
    with started_demo(tmp_path, is_agent=True) as demo, at_desk(chromium, demo) as desk:
        yield desk


def test_a_conversation_of_six_turns(agent: Desk) -> None:
    page = agent.page
    agent.goes_to("D0MAYA")
    expect(page.get_by_test_id("messages").get_by_text("Hi! Ask me")).to_be_visible()
    prompts = page.get_by_test_id("try").get_by_role("button")
    expect(prompts).to_have_count(4)
    prompts.first.click()
    page.get_by_test_id("composer").press("Enter")
    thread = page.get_by_test_id("thread")
    expect(thread.get_by_text("Helpful", exact=True)).to_have_count(1)
    composer = page.get_by_test_id("thread-composer")
    turns = (
        ("what does it pay?", "$139,500"),
        ("and in New York?", "$141,350"),
        ("vs data scientist", "Data Engineer vs Data Scientist"),
        ("is $150k base good for a data engineer?", "Offer check: Data Engineer"),
        ("thanks", "You're welcome!"),
    )
    for said, heard in turns:
        composer.fill(said)
        composer.press("Enter")
        expect(thread.get_by_text(heard).last).to_be_visible()
    thread.get_by_role("button", name="Not helpful").last.click()
    expect(thread.get_by_text("that's counted for the admins")).to_be_visible()
