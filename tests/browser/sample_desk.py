"""The playground in a real Chromium with the small app of the playground's own tests behind it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page
from slack_sdk import WebClient

from bot.playground.server import Playground
from tests.playground.sample import MANIFEST, SECRET, TOKEN, Heard, served

SATURDAY = 1_921_665_600.0
"""2030-11-23, 12:00 UTC: 13:00 in Berlin, 04:00 in Los Angeles, 21:00 in Tokyo."""


@dataclass(frozen=True)
class SampleDesk:
    """Maya in front of the playground, in #data-jobs; what the app hears, and its client."""

    page: Page
    playground: Playground
    heard: Heard
    client: Any
    """slack_sdk's own client; it leaves its types open."""

    def posts(self, text: str) -> Locator:
        """Have the app say something in #data-jobs; gives the message on the page."""
        answer = self.client.chat_postMessage(channel="C0DATA", text=text)
        return self.page.locator(f"[data-ts='{answer['ts']}']").first

    def becomes(self, user: str) -> None:
        """Go on as somebody else."""
        self.page.evaluate(f"location.hash = '#/{user}/C0DATA'")

    def moves_clock(self, to: str) -> None:
        """Choose from the clock's menu."""
        self.page.get_by_test_id("clock").click()
        self.page.get_by_role("menuitem", name=to).click()


@contextmanager
def sample_desk(browser: Browser) -> Generator[SampleDesk]:
    """A fresh playground, whose page reports no error."""
    playground = Playground.start(SECRET, manifest=MANIFEST)
    client = WebClient(token=TOKEN, base_url=playground.api_url)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(60_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with served(playground) as heard:
        page.goto(f"{playground.url}/#/U0MAYA/C0DATA")
        page.get_by_test_id("composer").wait_for()
        yield SampleDesk(page, playground, heard, client)
        page.close()
    playground.stop()
    assert errors == []
