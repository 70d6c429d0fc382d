"""Channels on the page: private, archived, deleted, thousands; links to messages."""

from playwright.sync_api import FilePayload, expect

from bot.playground.records import Channel
from tests.bot.slack_socket import until
from tests.browser.conftest import Desk
from tests.browser.sample_desk import SampleDesk


def say(desk: SampleDesk, line: str) -> None:
    """Type into the composer."""
    composer = desk.page.get_by_test_id("composer")
    composer.fill(line)
    composer.press("Escape")
    composer.press("Enter")


def test_a_channel_is_archived_and_opened_by_typing(sample: SampleDesk) -> None:
    head = sample.page.locator("main header")
    say(sample, "/archive")
    expect(head).to_contain_text("archived; /unarchive opens it again")
    say(sample, "anybody here?")
    expect(sample.page.get_by_text("#data-jobs is archived").first).to_be_visible()
    say(sample, "/unarchive")
    expect(head).not_to_contain_text("archived")
    say(sample, "/kick @Rolecall")
    expect(head).to_contain_text("Rolecall isn't in this channel")
    say(sample, "/invite @Rolecall")
    expect(head).not_to_contain_text("isn't in this channel")


def test_who_looks_at_a_channel_that_is_deleted_lands_elsewhere(sample: SampleDesk) -> None:
    sample.playground.delete_channel("U0ALEX", "C0DATA")
    expect(sample.page.locator("main header")).to_contain_text("general")
    expect(sample.page.locator("[data-channel='C0DATA']")).to_have_count(0)


def test_a_private_channel_is_seen_by_its_members(sample: SampleDesk) -> None:
    members = frozenset({"U0MAYA"})
    sample.playground.workspace.conversations.add(Channel("C0PAY", "pay", members, is_private=True))
    place = sample.page.locator("nav [data-channel='C0PAY']")
    expect(place).to_be_visible()
    sample.becomes("U0SAM")
    expect(place).to_have_count(0)


def test_ten_thousand_channels_do_not_stop_the_page(sample: SampleDesk) -> None:
    for number in range(10_000):
        channel = Channel(f"C{number:06}", f"n{number}", frozenset())
        sample.playground.workspace.conversations.add(channel)
    expect(sample.page.get_by_text("more", exact=False).last).to_be_attached()
    expect(sample.page.locator(".places__more")).to_contain_text("and 9,7")
    say(sample, "/echo still here")
    expect(sample.page.locator("[data-ephemeral='true']").last).to_contain_text("Choose")


def test_a_permalink_leads_to_its_message(sample: SampleDesk) -> None:
    first = sample.client.chat_postMessage(channel="C0DATA", text="The very one")
    for number in range(40):
        sample.client.chat_postMessage(channel="C0DATA", text=f"line {number}\n" * 3)
    link = sample.client.chat_getPermalink(channel="C0DATA", message_ts=str(first["ts"]))
    sample.client.chat_postMessage(channel="D0MAYA", text=f"See <{link['permalink']}|the digest>")
    sample.page.locator("nav [data-channel='D0MAYA']").click()
    sample.page.get_by_role("link", name="the digest").click()
    message = sample.page.locator(f"[data-ts='{first['ts']}']")
    expect(message).to_be_focused()
    expect(message).to_be_in_viewport()
    assert sample.page.url.endswith("#/U0MAYA/C0DATA")


def test_a_permalink_of_a_reply_opens_its_thread(sample: SampleDesk) -> None:
    first = sample.playground.workspace.messages("C0DATA")[0].ts
    reply = sample.client.chat_postMessage(channel="C0DATA", text="In detail", thread_ts=first)
    link = sample.client.chat_getPermalink(channel="C0DATA", message_ts=str(reply["ts"]))
    sample.client.chat_postMessage(channel="D0MAYA", text=f"See <{link['permalink']}|the details>")
    sample.page.locator("nav [data-channel='D0MAYA']").click()
    sample.page.get_by_role("link", name="the details").click()
    expect(sample.page.get_by_test_id("thread")).to_contain_text("In detail")


def test_general_greets_and_points_further(desk: Desk) -> None:
    desk.goes_to("C0GENERAL")
    greeting = desk.page.get_by_test_id("try")
    expect(greeting.get_by_role("button")).to_have_count(3)
    expect(greeting).to_contain_text("/digest subscribe")
    expect(greeting).to_contain_text("act as Alex")
    greeting.get_by_role("button").first.click()
    expect(desk.page.get_by_test_id("composer")).to_have_value("/salary mle senior")
    greeting.get_by_role("link", name="#data-jobs").first.click()
    expect(desk.page.get_by_test_id("messages")).to_have_attribute("data-channel", "C0DATA")


def test_a_file_is_attached_to_a_direct_message(desk: Desk) -> None:
    desk.goes_to("D0MAYA")
    file = FilePayload(name="notes.yaml", mimeType="text/yaml", buffer=b"id: notes\n")
    desk.page.get_by_test_id("composer-files").set_input_files([file])
    expect(desk.page.locator(".composer__files").first).to_contain_text("notes.yaml")
    desk.page.get_by_test_id("composer-send").click()
    expect(desk.page.get_by_test_id("messages")).to_contain_text("notes.yaml")
    (sent,) = [one for one in desk.demo.playground.workspace.messages("D0MAYA") if one.files]
    assert sent.files[0]["name"] == "notes.yaml"
    expect(desk.page.locator(".composer__files").first).to_be_hidden()


def test_the_end_of_the_last_reply_is_in_sight(desk: Desk) -> None:
    for line in ("/role mle", "/salary mle senior", "/trends mlops"):
        desk.types(line)
    answer = desk.answer()
    expect(answer).to_contain_text("MLOps")

    def in_sight() -> bool:
        composer = desk.page.locator(".composer").first.bounding_box()
        box = answer.bounding_box()
        assert composer is not None
        assert box is not None
        return box["y"] + box["height"] <= composer["y"] + 1

    until(in_sight)
