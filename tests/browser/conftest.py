"""The playground in a real Chromium, with the whole app behind it."""

import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import WSGIApplication

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bot.cli.demo import living_world, start_world
from bot.playground.clock import MovableClock
from bot.playground.demo import Demo, start_demo
from bot.settings import CONTENT, Settings
from bot.transport.http import build_wsgi
from bot.world import World
from tests.browser.sample_desk import SampleDesk, sample_desk
from tests.conftest import begun_settings

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
PATIENCE_MILLISECONDS = 60_000
expect.set_options(timeout=PATIENCE_MILLISECONDS)


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

    def becomes(self, name: str) -> None:
        """Go on as somebody else, by a part of the name, in #data-jobs."""
        self.page.get_by_test_id("user-switcher").click()
        self.page.get_by_test_id("user-option").filter(has_text=name).click()
        self.goes_to("C0DATA")

    def dismisses(self) -> None:
        """Dismiss the last message that only we see."""
        self.page.get_by_test_id("dismiss").last.click()

    def moves_to_monday(self) -> None:
        """Move the playground's clock with the control at the foot of the sidebar."""
        self.page.get_by_test_id("clock").click()
        self.page.get_by_role("menuitem", name="Next Monday 09:00").click()

    def digests(self) -> Locator:
        """The digests in the channel that is open."""
        return self.page.locator("[data-ts]").filter(has_text="Roles, pay and trends ·")

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

    with started_demo(tmp_path) as demo:
        yield demo


@contextmanager
def started_demo(
    folder: Path, content: Path = CONTENT, *, is_agent: bool = False, is_living: bool = False
) -> Generator[Demo]:
    """What `make demo` shows, with its data in a folder; its feeds are read only if it is living."""
    worlds: list[World] = []

    def wsgi(settings: Settings, clock: MovableClock) -> WSGIApplication:
        worlds.append((living_world if is_living else start_world)(settings, clock))
        return build_wsgi(settings, worlds[0].deps)

    chosen = {"rolecall_content": content, "rolecall_agent": is_agent}
    settings = begun_settings(folder).model_copy(update=chosen)
    demo = start_demo(settings, wsgi, port=0)
    try:
        yield demo
    finally:
        worlds[0].stop()
        demo.stop()


@pytest.fixture
def desk(chromium: Browser, demo: Demo) -> Iterator[Desk]:
    """Maya at her desk, in #data-jobs."""
    with at_desk(chromium, demo) as desk:
        yield desk


@contextmanager
def at_desk(chromium: Browser, demo: Demo) -> Generator[Desk]:
    """Maya in #data-jobs of a demo; whatever the page reports as an error fails the test."""
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


@pytest.fixture
def sample(chromium: Browser) -> Iterator[SampleDesk]:
    """Maya at a desk whose app does nothing but what a test has it do."""
    with sample_desk(chromium) as desk:
        yield desk
