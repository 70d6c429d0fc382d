"""A reader's note: it reaches whoever keeps what it is about, and is tracked until it is closed."""

from dataclasses import replace

import pytest

from bot.playground.records import Message, View
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, MAYAS_DM, Town, eventually, shown
from tests.interaction.digests import SAM, checked, forged, heading, labels, said
from tests.interaction.keeping import (
    ALEXS_DM,
    REFUSED,
    SAMS_DM,
    click,
    content,
    hand_in,
    knowledge,
    labelled,
    modal,
    press_only,
    result,
    submit,
)

HOSTILE = "Wrong! <!channel> <@U0SAM> & <https://evil.example|here>"


@pytest.fixture
def admins() -> frozenset[str]:
    """Alex is named in the settings, so that there is somebody to tell."""
    return frozenset({ALEX})


def report(town: Town, question: str, note: str, user: str = MAYA) -> View:
    """Ask, report a problem with the answer, and see the thanks."""
    answer = town.types(question, user)
    town.clicks(answer, labelled(answer, "Report a problem"), user=user)
    form = modal(town, user)
    assert f"About the answer to `{question.split()[0]} " in shown(form)
    outcome = submit(town, form, user, report_note=note)
    assert outcome.ok, outcome.errors
    return result(town, user)


def letters(town: Town, user: str, channel: str) -> list[Message]:
    """The direct messages that somebody got by way of the outbox."""

    def arrived() -> bool:
        town.delivery.round()
        return bool(town.answers(channel, user))

    eventually(arrived)
    return [checked(one) for one in town.answers(channel, user)]


def own(town: Town, owner: str) -> None:
    """Give the jobs source an owner."""
    text = content("sources/ml-engineer-jobs.yaml")
    sent = hand_in(
        town,
        ("ml-engineer-jobs.yaml", text.replace("year: 2023", f"year: 2023\nowner: {owner}", 1)),
    )
    click(town, sent, "Apply")


@pytest.mark.parametrize(
    "question",
    [
        "/role mle", "/role mle skills", "/salary mle", "/salary mle senior zanzibar", "/compare mle vs de",
        "/trends mlops", "/trends", "/salary check $150k base senior mle austin", "/salary ml data engineer",
    ],
)  # fmt: skip
def test_every_answer_has_the_button(town: Town, question: str) -> None:
    assert labels(town.types(question)).count("Report a problem") == 1


def test_without_an_owner_the_admins_are_told(town: Town) -> None:
    thanks = report(town, "/salary mle", "The lowest one is of 2019.")
    assert "No one owns this yet, so it went to 1 admin." in shown(thanks)
    assert "I'll let you know what happens." in shown(thanks)
    (letter,) = letters(town, ALEX, ALEXS_DM)
    assert heading(letter) == "A reader reports a problem"
    assert f"<@{MAYA}> on /salary Machine Learning Engineer" in said(letter)
    assert "“The lowest one is of 2019.”" in said(letter)
    assert "Official, for Data Scientists" in said(letter)
    assert labels(letter) == ["Close…", "Open answer"]


@pytest.mark.parametrize("odd", ["\ud83d", "\0"], ids=["half an emoji", "NUL"])
def test_a_note_arrives_whatever_characters_are_in_it(town: Town, odd: str) -> None:
    report(town, "/salary mle", f"Wrong {odd} year")
    (letter,) = letters(town, ALEX, ALEXS_DM)
    assert "“Wrong \ufffd year”" in said(letter)


def test_the_owner_of_what_the_answer_draws_on_is_told(town: Town) -> None:
    own(town, SAM)
    thanks = report(town, "/salary mle", "Too low.")
    assert "It went to the 1 person who owns this." in shown(thanks)
    handed, letter = letters(town, SAM, SAMS_DM)
    assert "handed the source ML Engineer Jobs over to you" in said(handed)
    assert "“Too low.”" in said(letter)
    assert not [one for one in town.answers(ALEXS_DM, ALEX) if "reports a problem" in one.text]


def test_the_note_is_shown_as_it_was_typed_and_mentions_nobody(town: Town) -> None:
    report(town, "/role mle", HOSTILE)
    (letter,) = letters(town, ALEX, ALEXS_DM)
    assert HOSTILE in said(letter)
    assert "&lt;!channel&gt;" in shown(letter)
    assert HOSTILE in said(knowledge(town, "reports"))


def close_form(town: Town, letter: Message, user: str = ALEX) -> View:
    """Press Close, and see the form that asks for a word to the reader."""
    press_only(town, letter, "Close…", user, block_id="report:0")
    form = modal(town, user)
    assert "Too low." in shown(form)
    return form


def close(town: Town, letter: Message, answer: str | None, user: str = ALEX) -> View:
    """Close a report with an answer, or with none, and see what the form says then."""
    outcome = submit(town, close_form(town, letter, user), user, report_answer=answer)
    assert outcome.ok, outcome.errors
    return result(town, user)


def id_of(letter: Message) -> str:
    """The report that a letter is about, as its button names it."""
    return next(
        str(element["value"])
        for block in letter.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "knowledge_close_report"
    )


def test_the_reader_hears_how_it_ended_in_the_admins_words(town: Town) -> None:
    report(town, "/salary mle", "Too low.")
    (letter,) = letters(town, ALEX, ALEXS_DM)
    assert "1 reader report" in said(knowledge(town))
    assert "The reader will get your answer" in shown(close(town, letter, HOSTILE))
    (told,) = letters(town, MAYA, MAYAS_DM)
    assert f"<@{ALEX}> closed the problem you reported about /salary Machine" in said(told)
    assert f"“{HOSTILE}”" in said(told)
    assert "&lt;!channel&gt;" in shown(told)
    assert "You wrote: “Too low.”" in said(told)
    assert "There are no open reports" in said(knowledge(town, "reports"))


def test_the_reader_hears_when_it_was_closed_by_nobodys_words(town: Town) -> None:
    report(town, "/salary mle", "Too low.")
    (letter,) = letters(town, ALEX, ALEXS_DM)
    assert "without an answer" in shown(close(town, letter, None))
    (told,) = letters(town, MAYA, MAYAS_DM)
    assert f"<@{ALEX}> closed the problem you reported about /salary Machine" in said(told)
    assert "without an answer" in said(told)
    assert "You wrote: “Too low.”" in said(told)


def as_workspace_admin(town: Town, user: str, *, admin: bool) -> None:
    """Make somebody an admin of the workspace, or no longer."""
    users = town.slack.workspace.users
    users[user] = replace(users[user], is_admin=admin)


def test_it_is_closed_once(town: Town) -> None:
    report(town, "/salary mle", "Too low.")
    (letter,) = letters(town, ALEX, ALEXS_DM)
    as_workspace_admin(town, SAM, admin=True)
    late = close_form(town, knowledge(town, "reports", SAM), SAM)
    close(town, letter, "Fixed.")
    assert submit(town, late, SAM, report_answer="Fixed twice.").ok
    assert "was already closed" in shown(result(town, SAM))
    assert forged(town, ALEX, DATA_JOBS, "knowledge_close_report", id_of(letter)).ok
    eventually(lambda: "was already closed" in said(town.answers(user=ALEX)[-1]))
    (told,) = letters(town, MAYA, MAYAS_DM)
    assert "“Fixed.”" in said(told)


def test_an_answer_that_is_too_long_is_told_at_its_field(town: Town) -> None:
    report(town, "/salary mle", "Too low.")
    (letter,) = letters(town, ALEX, ALEXS_DM)
    assert submit(town, close_form(town, letter), report_answer="x" * 1_001).errors
    assert "1 reader report" in said(knowledge(town))


def test_who_is_no_admin_any_more_when_the_form_is_sent_closes_nothing(town: Town) -> None:
    report(town, "/salary mle", "Too low.")
    as_workspace_admin(town, SAM, admin=True)
    form = close_form(town, knowledge(town, "reports", SAM), SAM)
    as_workspace_admin(town, SAM, admin=False)
    assert submit(town, form, SAM, report_answer="Fixed.").ok
    assert REFUSED in shown(result(town, SAM))
    assert "1 reader report" in said(knowledge(town))


def test_the_list_opens_the_answer_and_closes(town: Town) -> None:
    report(town, "/salary mle", "Too low.")
    report(town, "/role de", "Out of date.", SAM)
    listed = knowledge(town, "reports")
    assert heading(listed) == "2 reports to review"
    assert said(listed).index("Too low.") < said(listed).index("Out of date.")
    opened = click(town, listed, "Open answer", block_id="report:1")
    assert heading(opened) == "Data Engineer"


def test_an_owner_closes_and_others_do_not(town: Town) -> None:
    own(town, SAM)
    report(town, "/salary mle", "Too low.")
    _, letter = letters(town, SAM, SAMS_DM)
    forged(town, MAYA, DATA_JOBS, "knowledge_close_report", id_of(letter))
    eventually(lambda: REFUSED in said(town.answers()[-1]))
    assert "Thank you!" in shown(modal(town, MAYA))
    assert "1 reader report" in said(knowledge(town))
    assert "Closed." in shown(close(town, letter, "Raised.", SAM))


def test_a_report_can_be_made_from_a_modal(town: Town) -> None:
    town.slack.open_home(MAYA)
    eventually(lambda: town.slack.workspace.home(MAYA) is not None)
    home = town.slack.workspace.home(MAYA)
    assert home is not None
    town.slack.click(MAYA, home, "search", value="mle skills")
    answer = modal(town, MAYA)
    action = next(
        element["action_id"]
        for block in answer.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "report"
    )
    assert town.slack.click(MAYA, answer, action).ok
    form = modal(town, MAYA, without=answer)
    assert submit(town, form, MAYA, report_note="A skill is missing.").ok
    assert "Thank you!" in shown(result(town, MAYA))
    (letter,) = letters(town, ALEX, ALEXS_DM)
    assert "A skill is missing." in said(letter)


@pytest.mark.parametrize("note", ["", " ", "x" * 1_001])
def test_a_note_has_to_say_something_and_no_more_than_fits(town: Town, note: str) -> None:
    answer = town.types("/role mle")
    town.clicks(answer, labelled(answer, "Report a problem"))
    assert submit(town, modal(town, MAYA), MAYA, report_note=note).errors
    assert "There are no open reports" in said(knowledge(town, "reports"))


def test_a_shared_answer_has_one_button(town: Town) -> None:
    answer = town.types("/role mle")
    town.clicks(answer, labelled(answer, "Share to channel"))
    eventually(lambda: any("Shared by" in shown(one) for one in town.answers()))
    found = [labels(one) for one in town.answers() if "Shared by" in shown(one)]
    assert found == [["Ask yours"]]


def test_where_no_admin_is_known_it_waits_in_the_list(town: Town) -> None:
    own(town, SAM)
    users = town.slack.workspace.users
    users[SAM] = replace(users[SAM])
    assert "Thank you!" in shown(report(town, "/role de", "Hm."))
    assert "“Hm.”" in said(knowledge(town, "reports"))
