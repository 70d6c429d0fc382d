"""A text that someone shared becomes a source by clicks, and the next answer has its figures."""

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Desk

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1400, "height": 900}


def chooses(desk: Desk, message: str, shortcut: str) -> None:
    """Choose a shortcut in the menu of a message."""
    post = desk.page.locator("[data-ts]").filter(has_text=message).first
    post.hover()
    post.get_by_test_id("message-menu").click()
    desk.page.get_by_text(shortcut).click()


def clicks(desk: Desk, label: str) -> Locator:
    """Click a button of the last answer."""
    desk.answer().get_by_role("button", name=label, exact=True).first.click()
    return desk.answer()


def fits(desk: Desk) -> None:
    """Nothing is wider than the window, on a phone and on a wide screen."""
    for size in (PHONE, WIDE):
        desk.page.set_viewport_size(size)  # type: ignore[arg-type]
        import time

        time.sleep(0.7)
        width = desk.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"]


def test_a_message_becomes_a_source(desk: Desk) -> None:
    page = desk.page
    page.get_by_test_id("user-switcher").click()
    page.get_by_test_id("user-option").filter(has_text="Alex").click()
    desk.goes_to("C0GENERAL")
    chooses(desk, "Pay in data teams", "Add to knowledge")
    expect(desk.answer()).to_contain_text("“Data engineers earn $128,000 a year on average.”")
    expect(desk.answer()).to_contain_text("0 taken · 0 left out · 3 to decide")
    fits(desk)
    clicks(desk, "Check the source's data…")
    form = page.get_by_test_id("modal")
    title = form.get_by_role("textbox", name="Title", exact=True)
    expect(title).to_have_value("Pay in data teams: our survey of 2026")
    form.get_by_role("textbox", name="Short name").fill("Pay in data teams")
    form.get_by_role("textbox", name="Id, which names its file").fill("pay-in-data-teams")
    form.get_by_role("textbox", name="Year that it speaks of").fill("2026")
    page.get_by_test_id("modal-submit").click()
    expect(form).to_have_count(0)
    clicks(desk, "Take all sure ones")
    expect(desk.answer()).to_contain_text("2 taken · 0 left out · 1 to decide")
    clicks(desk, "Take…")
    expect(form).to_contain_text("“Data scientists earn about $139,000.”")
    fits(desk)
    period = form.get_by_role("combobox", name="Pay period", exact=True)
    period.click()
    page.get_by_role("option", name="a year", exact=True).click()
    page.get_by_test_id("modal-submit").click()
    expect(desk.answer()).to_contain_text("3 taken · 0 left out · 0 to decide")
    fits(desk)
    clicks(desk, "Make the draft")
    expect(desk.answer()).to_contain_text("1 source added")
    clicks(desk, "Apply")
    expect(desk.answer()).to_contain_text("Published as revision 2")
    desk.goes_to("C0DATA")
    answer = desk.types("/salary data scientist all")
    expect(answer).to_contain_text("$139,000")
    expect(answer).to_contain_text("Pay in data teams")
