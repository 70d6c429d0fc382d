"""Make the README's pictures: what one sees in the playground, from the real app.

Run with `make screenshots`; the pictures are written to `docs/`.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, Desk, started_demo

DOCS = Path(__file__).parent.parent.parent / "docs"


def main() -> None:
    """Take every picture."""
    path = next(filter(None, map(shutil.which, CHROMIUM)))
    with (
        tempfile.TemporaryDirectory() as folder,
        started_demo(Path(folder), is_living=True) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto(demo.playground.url)
        desk = Desk(page, demo)
        desk.goes_to("C0DATA")
        _salary(desk)
        _compare(desk)
        _offer(desk)
        _digest(desk)
        _home_on_a_phone(desk)
        browser.close()


def _salary(desk: Desk) -> None:
    desk.types("/salary mle").get_by_text("Sources differ").wait_for()
    _take(desk.page, "salary")
    desk.dismisses()


def _compare(desk: Desk) -> None:
    desk.types("/compare mle vs data engineer").get_by_role("table").wait_for()
    _take(desk.page, "compare")
    desk.dismisses()


def _offer(desk: Desk) -> None:
    post = desk.page.locator("[data-ts]").filter(has_text="Senior Machine Learning").first
    post.hover()
    post.get_by_test_id("message-menu").click()
    desk.page.get_by_text("Check pay in message").click()
    desk.page.get_by_test_id("modal").wait_for()
    _take(desk.page, "offer")
    desk.page.get_by_test_id("modal-close").click()


def _digest(desk: Desk) -> None:
    desk.types("/digest subscribe monday 9:00").get_by_text("Monday").first.wait_for()
    desk.dismisses()
    # What feeds have when they are first read is no news: the second week has all of its stories.
    for week in (0, 1):
        desk.demo.playground.move_clock("U0MAYA", "monday")
        desk.digests().nth(week).get_by_text("1 reply").wait_for()
    _take(desk.page, "digest")


def _home_on_a_phone(desk: Desk) -> None:
    home = desk.opens_home()
    home.get_by_text("All roles").wait_for()
    desk.page.set_viewport_size({"width": 390, "height": 844})
    _take(desk.page, "home")


def _take(page: Page, name: str) -> None:
    """Save a picture, once everything has moved to its place."""
    page.wait_for_timeout(600)
    page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    main()
