"""What one fills in: each kind of input of a digest's form, and a question before a deed."""

from typing import Any

from playwright.sync_api import Locator, expect

from bot.playground.limits import ACTIONS, BLOCKS, CONTEXT_ACTIONS, INPUTS
from tests.browser.conftest import Desk
from tests.browser.sample_desk import SampleDesk
from tests.playground.made import actions, asking, button, modal, option

EVERYTHING = modal(
    asking(
        "where",
        {
            "type": "conversations_select",
            "filter": {"include": ["public", "private"]},
        },
    ),
    asking("day", {"type": "static_select", "options": [option("monday"), option("friday")]}),
    asking("time", {"type": "timepicker", "initial_time": "09:00"}),
    asking("color", {"type": "external_select", "min_query_length": 0}),
    asking("colors", {"type": "multi_external_select", "min_query_length": 0}, optional=True),
    asking(
        "topics",
        {"type": "multi_static_select", "options": [option("mlops"), option("rag"), option("pay")]},
        optional=True,
    ),
    asking(
        "parts",
        {
            "type": "checkboxes",
            "options": [option("news"), option("trends"), option("tip")],
            "initial_options": [option("news"), option("trends")],
        },
    ),
)


def opened(desk: SampleDesk) -> Locator:
    """The form with everything in it."""
    desk.playground.slash("U0MAYA", "C0DATA", "/silent")
    desk.client.views_open(trigger_id=desk.heard.last["trigger_id"], view=EVERYTHING)
    return desk.page.get_by_test_id("modal")


def picks(desk: SampleDesk, form: Locator, label: str, *choices: str) -> None:
    """Choose from a menu."""
    menu = form.get_by_role("combobox", name=label, exact=True)
    for choice in choices:
        menu.click()
        menu.press_sequentially(choice.removeprefix("#")[:3].lower())
        desk.page.get_by_role("option", name=choice, exact=True).click()
    if menu.get_attribute("aria-expanded") == "true":
        menu.press("Escape")


def submitted(desk: SampleDesk) -> dict[str, Any]:
    """What the app got, by block."""
    desk.page.get_by_test_id("modal-submit").click()
    desk.playground.workspace.wait_for(lambda: desk.heard.last["type"] == "view_submission")
    values = desk.heard.last["view"]["state"]["values"]
    return {
        block: next(value for key, value in action[block].items() if key != "type")
        for block, action in values.items()
    }


def test_all_of_it_is_filled_in_and_sent(sample: SampleDesk) -> None:
    form = opened(sample)
    picks(sample, form, "Where", "#random")
    picks(sample, form, "Day", "Friday")
    form.get_by_label("Time", exact=True).fill("17:30")
    picks(sample, form, "Color", "Green")
    picks(sample, form, "Colors (optional)", "Red", "Grey")
    picks(sample, form, "Topics (optional)", "Rag", "Pay")
    form.get_by_label("Trends").uncheck()
    form.get_by_label("Tip").check()
    assert submitted(sample) == {
        "where": "C0RANDOM",
        "day": option("friday"),
        "time": "17:30",
        "color": option("green"),
        "colors": [option("red"), option("grey")],
        "topics": [option("rag"), option("pay")],
        "parts": [option("news"), option("tip")],
    }


def test_what_is_there_at_first_is_sent_and_what_is_missing_is_told(sample: SampleDesk) -> None:
    form = opened(sample)
    sample.page.get_by_test_id("modal-submit").click()
    expect(form.get_by_text("Please complete this required field.")).to_have_count(3)
    picks(sample, form, "Where", "#general")
    picks(sample, form, "Day", "Monday")
    picks(sample, form, "Color", "Red")
    values = submitted(sample)
    assert values["time"] == "09:00"
    assert values["parts"] == [option("news"), option("trends")]
    assert (values["colors"], values["topics"]) == ([], [])


def test_direct_messages_are_not_offered_where_they_are_filtered_out(sample: SampleDesk) -> None:
    form = opened(sample)
    form.get_by_role("combobox", name="Where", exact=True).click()
    expect(sample.page.get_by_role("option")).to_have_text(["#general", "#data-jobs", "#random"])


def test_a_button_asks_before_it_does_something(sample: SampleDesk) -> None:
    words = {"title": "End it?", "text": "No more digests here.", "confirm": "End it", "deny": "No"}
    question = {name: {"type": "plain_text", "text": text} for name, text in words.items()}
    pressing = actions(button("press", "Unsubscribe", confirm=question))
    sample.client.chat_postMessage(channel="C0DATA", text="Digest", blocks=[pressing])
    press = sample.page.get_by_role("button", name="Unsubscribe")
    press.click()
    dialog = sample.page.get_by_test_id("confirm")
    expect(dialog).to_contain_text("No more digests here.")
    sample.page.get_by_test_id("deny").click()
    expect(dialog).to_have_count(0)
    assert sample.heard.bodies == []
    press.click()
    sample.page.get_by_test_id("confirm-yes").click()
    sample.playground.workspace.wait_for(lambda: sample.heard.bodies)
    assert sample.heard.last["actions"][0]["action_id"] == "press"


def test_the_page_draws_what_the_playground_takes(sample: SampleDesk) -> None:
    def drawn(module: str, table: str) -> set[str]:
        script = f"async () => Object.keys((await import('/page/{module}.js')).{table})"
        return set(sample.page.evaluate(script))

    assert drawn("blocks", "BLOCKS") == set(BLOCKS)
    assert drawn("elements", "ELEMENTS") == {*ACTIONS, *CONTEXT_ACTIONS, *INPUTS}


def test_a_closed_modal_stays_closed_after_a_reload(desk: Desk) -> None:
    desk.types("/salary mle")
    desk.answer().get_by_role("button", name="Filter").click()
    modal = desk.page.get_by_test_id("modal")
    expect(modal).to_be_visible()
    desk.page.keyboard.press("Escape")
    desk.page.reload()
    expect(desk.page.get_by_test_id("composer")).to_be_visible()
    expect(modal).to_have_count(0)
    assert desk.demo.playground.workspace.views("U0MAYA") == ()
