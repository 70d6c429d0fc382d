"""The playground in a real Chromium, with the whole app behind it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import WSGIApplication

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bot.app import build_deps
from bot.playground.demo import Demo, start_demo
from bot.settings import Settings
from bot.transport.http import build_wsgi
from tests.conftest import offline_settings

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MILLISECONDS = 15_000


@dataclass(frozen=True)
class Desk:
    """Somebody in front of the playground."""

    page: Page
    demo: Demo

    def types(self, line: str) -> Locator:
        """Type into the composer and press Enter; gives the last message of Rolecall."""
        composer = self.page.get_by_test_id("composer")
        composer.click()
        composer.fill(line)
        composer.press("Escape")
        composer.press("Enter")
        return self.answer()

    def answer(self) -> Locator:
        """The last message that only we see."""
        return self.page.locator("[data-ephemeral='true']").last

    def goes_to(self, channel: str) -> None:
        """Open a channel from the sidebar."""
        self.page.locator(f"[data-channel='{channel}']").first.click()

    def opens_home(self) -> Locator:
        """Open Rolecall's Home tab from the sidebar's apps."""
        self.page.locator("[data-channel='home']").first.click()
        return self.page.get_by_test_id("home")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser: where there is none the tests fail, for nothing else shows the page."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, f"no browser: install one of {', '.join(CHROMIUM)}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """A fresh playground with the real app in it."""

    def wsgi(settings: Settings) -> WSGIApplication:
        return build_wsgi(settings, build_deps(settings))

    demo = start_demo(offline_settings(tmp_path), wsgi, port=0)
    yield demo
    demo.stop()


@pytest.fixture
def desk(chromium: Browser, demo: Demo) -> Iterator[Desk]:
    """Maya at her desk, in #data-jobs; whatever the page reports as an error fails the test."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(demo.playground.url)
    desk = Desk(page, demo)
    desk.goes_to("C0DATA")
    yield desk
    page.close()
    assert errors == []
