"""Clicked through in Chromium: what a newcomer tries in the first five minutes."""

from playwright.sync_api import expect

from tests.browser.conftest import Desk


def test_a_command_is_completed_and_answered_only_for_me(desk: Desk) -> None:
    composer = desk.page.get_by_test_id("composer")
    composer.click()
    composer.press_sequentially("/sal")
    expect(desk.page.get_by_test_id("completion-item").first).to_contain_text("/salary")
    composer.press("Tab")
    composer.press_sequentially("mle senior sf")
    composer.press("Enter")
    expect(desk.answer()).to_contain_text("$177,177–$189,477+")
    expect(desk.answer()).to_contain_text("Only visible to you")
    expect(desk.answer()).to_contain_text("No figure for a senior Machine Learning Engineer in")


def test_all_figures_are_one_click_away(desk: Desk) -> None:
    desk.types("/salary mle").get_by_role("button", name="All").click()
    expect(desk.answer().get_by_role("table")).to_contain_text("San Francisco Bay Area")


def test_a_card_leads_from_one_thing_to_the_next_in_place(desk: Desk) -> None:
    expect(desk.types("/role machine lerning enginer")).to_contain_text("Responsibilities")
    desk.answer().get_by_role("button", name="Salary", exact=True).click()
    expect(desk.answer()).to_contain_text("Sources differ")
    desk.answer().locator("[data-action-id='ask_more']").first.click()
    desk.page.get_by_role("option", name="Role overview", exact=True).click()
    expect(desk.answer()).to_contain_text("Responsibilities")
    desk.answer().get_by_role("button", name="Career path", exact=True).click()
    expect(desk.answer()).to_contain_text("Career path")
    assert desk.page.locator("[data-ephemeral='true']").count() == 1


def test_pay_is_drawn_and_stands_in_the_table_too(desk: Desk) -> None:
    answer = desk.types("/salary big data ml engineer all")
    expect(answer.locator("svg").first).to_be_visible()
    expect(answer.get_by_role("table")).to_contain_text("$150,000–$250,000+")


def test_a_filter_is_filled_in_and_shown(desk: Desk) -> None:
    desk.types("/salary ml developer")
    desk.answer().get_by_role("button", name="Filter").click()
    modal = desk.page.get_by_test_id("modal")
    expect(modal.get_by_role("combobox", name="Role")).to_have_value("Machine Learning Developer")
    modal.get_by_role("textbox", name="Years of experience").fill("7")
    desk.page.get_by_test_id("modal-submit").click()
    expect(modal).to_have_count(0)
    expect(desk.answer()).to_contain_text("$132,326–$181,999")


def test_two_roles_are_compared_by_typing_the_other(desk: Desk) -> None:
    desk.types("/role mle")
    picker = desk.answer().locator("[data-action-id='compare_with']").first
    picker.click()
    desk.page.keyboard.type("data eng")
    desk.page.get_by_role("option", name="Data Engineer", exact=True).click()
    expect(desk.answer()).to_contain_text("Machine Learning Engineer vs Data Engineer")


def test_what_is_shared_everybody_sees_once(desk: Desk) -> None:
    desk.types("/trends mlops")
    share = desk.answer().get_by_role("button", name="Share to channel")
    share.dblclick()
    expect(desk.page.get_by_text("Shared by")).to_have_count(1)
    desk.becomes("Alex")
    expect(desk.page.get_by_text("Shared by")).to_have_count(1)


def test_a_followed_role_is_on_the_home_tab(desk: Desk) -> None:
    desk.types("/role data engineer")
    desk.answer().get_by_role("button", name="Follow", exact=True).click()
    expect(desk.answer().get_by_role("button", name="Unfollow")).to_be_visible()
    home = desk.opens_home()
    expect(home).to_contain_text("nothing new since you last looked")
    expect(home).to_contain_text("All roles")


def test_the_home_tab_is_searched(desk: Desk) -> None:
    search = desk.opens_home().locator("input").first
    search.fill("senior mle sf")
    search.press("Enter")
    expect(desk.page.get_by_test_id("modal")).to_contain_text("$177,177–$189,477+")


def test_the_offer_in_a_job_post_is_checked(desk: Desk) -> None:
    post = desk.page.locator("[data-ts]").filter(has_text="Senior Machine Learning Engineer").first
    post.hover()
    post.get_by_test_id("message-menu").click()
    desk.page.get_by_text("Check pay in message").click()
    modal = desk.page.get_by_test_id("modal")
    expect(modal).to_contain_text("$150,000")
    expect(modal).to_contain_text("Machine Learning Engineer")


def test_an_offer_that_is_typed_is_checked(desk: Desk) -> None:
    answer = desk.types("/salary check $150k base senior ml engineer austin")
    expect(answer).to_contain_text("$150,000")
    answer.get_by_role("button", name="All").click()
    expect(desk.answer()).to_contain_text("$157,969")


def test_it_can_be_used_on_a_phone(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 390, "height": 844})
    expect(desk.types("/salary mle sr")).to_contain_text("$177,177–$189,477+")
    width = desk.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
