"""What is added from Slack, by each of its doors: read in the background, for admins alone."""

from collections.abc import Sequence

import pytest

from bot.playground.records import Json, Message
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, MAYAS_DM, RANDOM, Town, eventually
from tests.interaction.digests import SAM, heading, said
from tests.interaction.keeping import ALEXS_DM, REFUSED, attached, knowledge, modal, submit

POST = "- Data engineers in our survey earn $95k a year on average, as <!channel> & all know."


def answered(town: Town, before: int, user: str = ALEX, channel: str = DATA_JOBS) -> Message:
    """The last of two: that it is being read, and what comes of it."""
    eventually(lambda: len(town.answers(channel, user)) == before + 2)
    waiting, answer = town.answers(channel, user)[before:]
    assert said(waiting).startswith("Reading ")
    return answer


def shortcut(
    town: Town, text: str, channel: str = DATA_JOBS, user: str = ALEX, files: Sequence[Json] = ()
) -> None:
    """Choose *Add to knowledge* on a message that Sam wrote."""
    town.slack.say(SAM, channel, text, files=files)
    (*_, post) = town.slack.workspace.messages(channel, user)
    outcome = town.slack.shortcut(user, channel, post.ts, "add_to_knowledge")
    assert outcome.ok, outcome.error


@pytest.mark.parametrize("channel", [DATA_JOBS, RANDOM])
def test_a_message_is_reviewed(town: Town, channel: str) -> None:
    before = len(town.answers(channel, ALEX))
    shortcut(town, POST, channel)
    eventually(lambda: len(town.answers(channel, ALEX)) > before)
    review = town.answers(channel, ALEX)[-1]
    assert heading(review) == "Add to knowledge"
    assert "“Data engineers in our survey earn $95k a year on average" in said(review)
    assert review.ephemeral_for == ALEX


def test_the_file_in_a_message_is_reviewed(town: Town) -> None:
    before = len(town.answers(DATA_JOBS, ALEX))
    shortcut(town, "Look!", files=attached(town, ("pay.html", PAGE)))
    review = answered(town, before)
    assert "Pay in data teams" in said(review)
    assert "$95,000" in said(review)


def test_the_page_that_a_message_points_to_is_not_fetched_from_this_network(town: Town) -> None:
    before = len(town.answers(DATA_JOBS, ALEX))
    shortcut(town, "Worth a read: https://127.0.0.1/pay?a=1&b=2")
    assert said(answered(town, before)).startswith("127.0.0.1 is inside a private network")
    assert said(answered(town, before)).endswith("Nothing was added.")


@pytest.mark.parametrize("line", ["add http://localhost:1/pay", "Add <http://localhost:1/|here>"])
def test_a_link_after_the_command(town: Town, line: str) -> None:
    before = len(town.answers(DATA_JOBS, ALEX))
    outcome = town.slack.slash(ALEX, DATA_JOBS, f"/knowledge {line}")
    assert outcome.body == ""
    assert said(answered(town, before)).startswith("localhost is inside a private network")


def test_words_beside_the_link_are_named(town: Town) -> None:
    before = len(town.answers(DATA_JOBS, ALEX))
    town.slack.slash(ALEX, DATA_JOBS, "/knowledge add http://localhost/ from 2031")
    assert "from 2031" in said(answered(town, before))


def test_a_link_alone_in_a_direct_message(town: Town) -> None:
    before = len(town.answers(ALEXS_DM, ALEX))
    town.slack.say(ALEX, ALEXS_DM, "http://localhost/pay")
    assert "private network" in said(answered(town, before, channel=ALEXS_DM))
    before = len(town.answers(MAYAS_DM, MAYA))
    town.slack.say(MAYA, MAYAS_DM, "http://localhost/pay")
    eventually(lambda: len(town.answers(MAYAS_DM, MAYA)) > before)
    assert "private network" not in said(town.answers(MAYAS_DM, MAYA)[-1])


def test_others_are_refused_before_anything_is_read(town: Town) -> None:
    for act in (
        lambda: town.slack.slash(MAYA, DATA_JOBS, "/knowledge add http://localhost/"),
        lambda: town.slack.slash(MAYA, DATA_JOBS, "/knowledge add"),
        lambda: shortcut(town, POST, user=MAYA),
    ):
        before = len(town.answers(DATA_JOBS, MAYA))
        act()
        eventually(lambda: len(town.answers(DATA_JOBS, MAYA)) > before)  # noqa: B023
        assert REFUSED in said(town.answers(DATA_JOBS, MAYA)[-1])
    before = len(town.answers(MAYAS_DM, MAYA))
    town.slack.say(MAYA, MAYAS_DM, "", files=attached(town, ("pay.md", POST)))
    eventually(lambda: len(town.answers(MAYAS_DM, MAYA)) > before)
    assert REFUSED in said(town.answers(MAYAS_DM, MAYA)[-1])
    assert town.world.deps.reviews.every() == ()


def test_alone_it_opens_a_form(town: Town) -> None:
    before = len(town.answers(DATA_JOBS, ALEX))
    town.slack.slash(ALEX, DATA_JOBS, "/knowledge add")
    form = modal(town)
    assert submit(town, form).errors.keys() == {"drafting_link"}
    assert submit(town, form, drafting_link="pay report").errors.keys() == {"drafting_link"}
    assert submit(town, form, drafting_link="", drafting_text=POST).ok
    eventually(lambda: len(town.answers(DATA_JOBS, ALEX)) > before)
    assert "“Data engineers in our survey" in said(town.answers(DATA_JOBS, ALEX)[-1])


def test_a_button_opens_the_form_too(town: Town) -> None:
    state = knowledge(town)
    town.clicks(state, "drafting_add", user=ALEX)
    before = len(town.answers(DATA_JOBS, ALEX))
    assert submit(town, modal(town), drafting_link="http://localhost/").ok
    assert "private network" in said(answered(town, before))


def test_in_a_direct_message_it_says_how(town: Town) -> None:
    before = len(town.answers(ALEXS_DM, ALEX))
    town.slack.say(ALEX, ALEXS_DM, "knowledge add")
    eventually(lambda: len(town.answers(ALEXS_DM, ALEX)) > before)
    answer = town.answers(ALEXS_DM, ALEX)[-1]
    town.clicks(answer, "drafting_add", user=ALEX)
    assert "Link" in str(modal(town).blocks)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", "", "empty.txt is empty"),
        ("broken.pdf", "%PDF-1.7 nothing", "broken.pdf is no PDF that can be read"),
        ("binary.md", "\0\1\2", "binary.md holds no text that can be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    town: Town, name: str, content: str, says: str
) -> None:
    before = len(town.answers(ALEXS_DM, ALEX))
    town.slack.say(ALEX, ALEXS_DM, "", files=attached(town, (name, content)))
    assert said(answered(town, before, channel=ALEXS_DM)).startswith(says)


def test_one_article_at_a_time(town: Town) -> None:
    before = len(town.answers(ALEXS_DM, ALEX))
    town.slack.say(ALEX, ALEXS_DM, "", files=attached(town, ("a.md", POST), ("b.md", POST)))
    eventually(lambda: len(town.answers(ALEXS_DM, ALEX)) > before)
    assert "one article at a time" in said(town.answers(ALEXS_DM, ALEX)[-1])


PAGE = """<!doctype html><html><head><title>Pay in data teams</title></head><body><article>
<h1>Pay in data teams</h1><p>We asked three hundred people in data teams what they earn, and this is what they
told us over the last year, in a page long enough to be taken for an article by what reads it.</p>
<ul><li>Data engineers in our survey earn $95k a year on average.</li></ul></article></body></html>"""
