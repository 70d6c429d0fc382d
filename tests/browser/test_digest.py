"""The weekly digest, seen in Chromium: it arrives, one reacts, and it does not repeat."""

from playwright.sync_api import expect

from tests.browser.conftest import Desk


def test_a_digest_arrives_is_rated_and_does_not_repeat(desk: Desk) -> None:
    confirmed = desk.types("/digest subscribe mondays at 9am")
    expect(confirmed).to_contain_text("Mondays at 09:00")
    expect(confirmed).to_contain_text("Europe/Berlin")
    desk.dismisses()

    desk.moves_to_monday()
    expect(desk.digests()).to_have_count(1)
    first = desk.digests().first
    expect(first).to_contain_text("Two sides")
    first.get_by_role("button", name="Useful", exact=True).click()
    expect(desk.answer()).to_contain_text("Counted as useful")
    first.get_by_role("button", name="Ask this").click()
    expect(desk.answer()).not_to_contain_text("Counted as useful")
    # A week that passes between a digest and its thread holds up the next one.
    expect(first).to_contain_text("1 reply")

    desk.moves_to_monday()
    expect(desk.digests()).to_have_count(2)
    texts = [desk.digests().nth(number).inner_text() for number in (0, 1)]
    for part in ("Two sides", "Ask"):
        told = [text.split(f"{part}  ")[1].split("\n")[0] for text in texts]
        assert told[0] != told[1]
    expect(desk.digests().nth(1)).not_to_contain_text("changed since")


def test_a_digest_is_set_up_in_the_form(desk: Desk) -> None:
    desk.types("/digest").get_by_role("button", name="Subscribe").first.click()
    modal = desk.page.get_by_test_id("modal")
    expect(modal).to_contain_text("Digest")
    desk.page.get_by_test_id("modal-submit").click()
    expect(modal).to_have_count(0)
    expect(desk.answer()).to_contain_text("Mondays at 09:00")
