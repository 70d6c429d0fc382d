"""What admins add from Slack: read, reviewed with few clicks, made into a draft, and applied."""

from html import unescape

import pytest

from bot.playground.records import Message
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually, shown
from tests.interaction.digests import SAM, checked, forged, heading, labels, said
from tests.interaction.keeping import (
    ALEXS_DM,
    REFUSED,
    attached,
    came,
    click,
    knowledge,
    modal,
    press_only,
    submit,
)

TITLE = "Pay in data teams"
SURE = [
    f"- {title} in our survey earn ${90 + number}k a year on average."
    for number, title in enumerate((
        "Data engineers", "AI engineers", "Data analysts", "MLOps engineers", "Data architects",
        "NLP engineers", "Research scientists", "Computer vision engineers",
    ))
]  # fmt: skip
DOUBTFUL = "- Leads <!channel> & others clear about $210k in the end."
HOSTILE = "- Data scientists, <@U0MAYA> & more, earn $150k a year on average <!here>."
ARTICLE = "\n".join((f"# {TITLE}", "", "## Averages", "", *SURE, HOSTILE, DOUBTFUL, ""))


@pytest.fixture
def admins() -> frozenset[str]:
    """Sam is an admin beside Alex."""
    return frozenset({SAM})


def sent_to(town: Town, name: str, text: str, user: str = ALEX, channel: str = ALEXS_DM) -> Message:
    """The review of a file that is sent in a direct message; before it comes a line that says to wait."""
    before = len(town.answers(channel, user))
    town.slack.say(user, channel, "", files=attached(town, (name, text)))
    eventually(lambda: len(town.answers(channel, user)) == before + 2)
    waiting, review = town.answers(channel, user)[before:]
    assert said(waiting) == f"Reading {name}. This takes a few seconds."
    return checked(review)


def the_source(town: Town, review: Message, user: str = ALEX, **entered: object) -> Message:
    """Fill in what the source is, and see the review after it."""
    press_only(town, review, "Check the source's data…", user)
    form = modal(town, user)
    before = town.answers(review.channel, user)
    outcome = submit(
        town, form, user, **{f"about_{name}": value for name, value in entered.items()}
    )
    assert outcome.ok, outcome.errors
    return came(town, before, user, review.channel)


def told(town: Town, user: str, action: str, value: str) -> str:
    """What is said of a click on a button that was never drawn."""
    forged(town, user, DATA_JOBS, action, value)
    eventually(lambda: town.answers(DATA_JOBS, user)[-1].text != "forged")
    return said(town.answers(DATA_JOBS, user)[-1])


def test_ten_statements_are_a_source_after_fewer_than_ten_clicks(town: Town) -> None:
    review = sent_to(town, "pay.md", ARTICLE)
    assert heading(review) == "Add to knowledge"
    assert TITLE in said(review)
    assert f"“{SURE[0].removeprefix('- ')}”" in said(review)
    assert "0 taken · 0 left out · 10 to decide" in said(review)
    assert "Make the draft" not in labels(review)
    review = the_source(town, review, publisher="Brightfen", year="2031")  # two clicks
    review = click(town, review, "Take all sure ones")
    assert "9 taken · 0 left out · 1 to decide" in said(review)
    press_only(town, review, "Take…", block_id="review:9")
    before = town.answers(ALEXS_DM, ALEX)
    form = modal(town)
    role = town.slack.suggest(ALEX, form, "role", "data engineer").options[0]["value"]
    assert submit(town, form, role=role, item_period="year").ok  # with the click before, two
    review = came(town, before, ALEX, ALEXS_DM)
    assert "10 taken · 0 left out · 0 to decide" in said(review)
    draft = click(town, review, "Make the draft")
    assert heading(draft) == "What this would change"
    assert labels(draft) == ["Apply", "Discard"]
    assert heading(click(town, draft, "Apply")) == "Published as revision 2"
    answer = shown(town.types("/salary data engineer all"))
    assert "$90,000" in answer
    assert f"{TITLE}" in answer
    assert "$210,000" in answer


def test_what_the_text_said_is_shown_with_the_source(town: Town) -> None:
    review = the_source(town, sent_to(town, "pay.md", ARTICLE))
    draft = click(town, click(town, review, "Take all sure ones"), "Make the draft")
    click(town, draft, "Apply")
    answer = town.types("/salary data scientist all")
    outcome = town.slack.click(MAYA, answer, "source", selected_option="pay-in-data-teams")
    assert outcome.ok, outcome.error
    quote = HOSTILE.removeprefix("- ")
    assert f"“{quote}”" in unescape(shown(modal(town, MAYA)))


def test_each_statement_is_decided_and_decided_otherwise(town: Town) -> None:
    review = sent_to(town, "pay.md", ARTICLE)
    review = click(town, review, "Leave", block_id="review:0")
    assert "Left out." in said(review)
    review = click(town, review, "Take", block_id="review:1")
    assert "1 taken · 1 left out · 8 to decide" in said(review)
    review = click(town, review, "Take", block_id="review:0")
    review = click(town, review, "Leave", block_id="review:1")
    assert "1 taken · 1 left out · 8 to decide" in said(review)
    press_only(town, review, "Change…", block_id="review:0")
    before = town.answers(ALEXS_DM, ALEX)
    form = modal(town)
    wrong = submit(town, form, item_low="ninety", item_year="soon", years="many")
    assert wrong.errors.keys() == {"item_low", "item_year", "years"}
    assert submit(
        town, form, item_low="95k", item_high="90k", item_year="", years=""
    ).errors.keys() == {"item_high"}
    assert submit(town, form, item_low="91k", item_high="95,000", item_marks=["approximate"]).ok
    review = came(town, before, ALEX, ALEXS_DM)
    assert "1. about $91,000–$95,000" in said(review)


def test_what_is_lacking_cannot_be_taken(town: Town) -> None:
    review = sent_to(town, "pay.md", ARTICLE)
    assert "Asks for: role and pay period." in said(review)
    (kept,) = town.world.deps.reviews.every()
    assert "10 to decide" in told(town, ALEX, "review_take", f"{kept.id}:0:9")
    (kept,) = town.world.deps.reviews.every()
    assert kept.review.taken == ()
    press_only(town, review, "Take…", block_id="review:9")
    assert submit(town, modal(town), item_currency="dollars").errors.keys() >= {"item_period"}


@pytest.mark.parametrize("value", ["", "nothing:0", "nothing:0:7", "a:b:c", "{}"])
def test_a_review_that_is_not_there_changes_nothing(town: Town, value: str) -> None:
    for action in ("review_take", "review_leave", "review_about", "review_change", "review_draft"):
        assert "othing was changed" in told(town, ALEX, action, value)


def test_two_admins_at_once_lose_nothing(town: Town) -> None:
    first = sent_to(town, "pay.md", ARTICLE)
    every = knowledge(town, "reviews", user=SAM)
    assert f"started by <@{ALEX}>" in said(every)
    second = click(town, every, "Open", SAM)
    click(town, first, "Leave", block_id="review:0")
    second = click(town, second, "Take", SAM, block_id="review:1")
    assert "1 taken · 1 left out · 8 to decide" in said(second)


def test_a_click_that_comes_twice_counts_once(town: Town) -> None:
    review = sent_to(town, "pay.md", ARTICLE)
    review = click(town, review, "Take", block_id="review:0")
    town.slack.redeliver(2)
    review = click(town, review, "Leave", block_id="review:0")
    assert "0 taken · 1 left out" in said(review)


def test_only_admins_act_on_a_review(town: Town) -> None:
    sent_to(town, "pay.md", ARTICLE)
    (kept,) = town.world.deps.reviews.every()
    actions = ("take", "leave", "take_sure", "open", "about", "change", "draft", "discard")
    for action in actions:
        assert REFUSED in told(town, MAYA, f"review_{action}", f"{kept.id}:0:0")
    assert town.world.deps.reviews.every() == (kept,)


def test_a_discarded_review_is_gone(town: Town) -> None:
    review = sent_to(town, "pay.md", ARTICLE)
    assert "1 review to finish" in said(knowledge(town))
    assert "discarded" in said(click(town, review, "Discard review"))
    assert "nothing to review" in said(knowledge(town, "reviews"))


def test_a_long_text_has_pages(town: Town) -> None:
    text = f"# {TITLE}\n" + "\n".join(
        f"- Data engineers {'<&>' * (n % 3 * 60)} with {n + 2} years of experience earn ${80 + n}k a year"
        for n in range(40)
    )
    review = sent_to(town, "pay.md", text)
    assert "page 1 of" in said(review)
    review = click(town, review, "Take all sure ones on this page")
    seen = said(review).count("Taken.")
    assert seen < 11
    for _ in range(9):
        if "Next page" not in labels(review):
            break
        review = click(town, review, "Next page")
        review = click(town, review, "Take all sure ones on this page")
    assert "40 taken · 0 left out · 0 to decide" in said(review)


def test_a_source_is_told_apart_from_those_there_are(town: Town) -> None:
    review = sent_to(town, "pay.md", ARTICLE)
    press_only(town, review, "Check the source's data…")
    outcome = submit(
        town, modal(town), about_id="ml-engineer-jobs", about_year="soon", about_url="ftp://x",
        about_verified="today",
    )  # fmt: skip
    assert outcome.errors.keys() == {f"about_{name}" for name in ("id", "year", "url", "verified")}


def test_a_market_number_is_kept_too(town: Town) -> None:
    text = f"# {TITLE}\n\n- Openings for data engineers rose 12% in a year.\n"
    review = the_source(town, sent_to(town, "pay.md", text))
    assert "1. 12 percent" in said(review)
    draft = click(town, click(town, review, "Take"), "Make the draft")
    click(town, draft, "Apply")
    (kept,) = [one for one in town.world.deps.library().facts if one.source == "pay-in-data-teams"]
    assert (kept.values, kept.unit, kept.quote) == ((12,), "percent", kept.statement)


def test_a_name_that_is_not_known_is_told(town: Town) -> None:
    text = "# Pay at Brightfen Labs\n\n| Grade | Fixed pay |\n|---|---|\n| G4 | €62–74k |\n"
    review = sent_to(town, "pay.md", text)
    assert "Not in the vocabulary, so left out: level “G4”" in said(review)
    assert "Take all sure ones" not in labels(review)


def test_where_nothing_is_stated_nothing_is_kept(town: Town) -> None:
    assert "found no pay and no market numbers in a.txt" in said(sent_to(town, "a.txt", "Hello"))
    assert town.world.deps.reviews.every() == ()
