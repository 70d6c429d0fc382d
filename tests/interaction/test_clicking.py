"""Clicking through answers, as members do."""

import pytest

from bot.playground.faults import Fault
from handlers.values import carry
from knowledge.query import RoleQuery
from knowledge.revisions import Applied
from tests.interaction.conftest import (
    ALEX,
    DATA_JOBS,
    MAYA,
    MAYAS_DM,
    RANDOM,
    Town,
    eventually,
    shown,
)
from tests.interaction.keeping import ROLES, SOURCES
from tests.not_slack import NOT_SLACK


def heading(town: Town, channel: str = DATA_JOBS, user: str = MAYA) -> str:
    """The title of the last answer that somebody sees."""
    return town.answers(channel, user)[-1].blocks[0]["text"]["text"]


def test_an_answer_is_replaced_in_place_by_what_one_clicks(town: Town) -> None:
    card = town.types("/role mle")
    assert card.ephemeral_for == MAYA
    town.clicks(card, "ask:1")
    eventually(lambda: "Sources differ" in town.answers()[-1].text)
    assert len(town.answers()) == 1
    town.clicks(town.answers()[-1], "ask:1")
    eventually(lambda: "$70,000–$132,000" in town.answers()[-1].text)
    assert len(town.answers()) == 1
    town.clicks(town.answers()[-1], "ask_more", selected_option=carry(RoleQuery("ml-engineer")))
    eventually(lambda: "Responsibilities" in town.answers()[-1].text)
    assert len(town.answers()) == 1


def test_a_section_from_the_menu(town: Town) -> None:
    card = town.types("/role mle")
    section = carry(RoleQuery("ml-engineer", ("learning_resources",)))
    town.clicks(card, "ask_more", selected_option=section)
    eventually(lambda: "Kaggle" in shown(town.answers()[-1]))


def test_an_ambiguous_name_is_settled_by_a_click(town: Town) -> None:
    question = town.types("/salary machine learning senior")
    assert heading(town) == "Which one do you mean?"
    label = next(
        element["action_id"]
        for element in question.blocks[-1]["elements"]
        if element["text"]["text"] == "Machine Learning Engineer"
    )
    town.clicks(question, label)
    eventually(lambda: heading(town) == "Machine Learning Engineer · Senior")


def test_comparing_with_a_role_that_is_typed(town: Town) -> None:
    card = town.types("/role mle")
    offered = town.slack.suggest(MAYA, card, "compare_with", "data eng").options
    assert offered[0]["text"]["text"] == "Data Engineer"
    town.clicks(card, "compare_with", selected_option=offered[0])
    eventually(lambda: heading(town) == "Machine Learning Engineer vs Data Engineer")


def test_sharing_posts_once_however_often_it_is_clicked(town: Town) -> None:
    answer = town.types("/salary mle senior")
    for _ in range(3):
        town.clicks(answer, "share")
    eventually(lambda: any("Shared by" in shown(m) for m in town.answers(user=ALEX)))
    town.slack.redeliver(3)
    town.clicks(answer, "ask_more", selected_option=carry(RoleQuery("ml-engineer")))
    eventually(lambda: "Responsibilities" in town.answers()[-1].text or len(town.answers()) == 2)
    shared = [message for message in town.answers(user=ALEX) if "Shared by" in shown(message)]
    assert len(shared) == 1
    assert f"<@{MAYA}>" in str(shared[0].blocks)
    assert "$177,177–$189,477+" in shown(shared[0])
    assert "/salary Machine Learning Engineer Senior" in shown(shared[0])
    (row,) = [block for block in shared[0].blocks if block["type"] == "actions"]
    assert [one["action_id"] for one in row["elements"]] == ["ask_yours"]


def test_who_sees_a_shared_answer_asks_the_same_next_to_it(town: Town) -> None:
    town.clicks(town.types("/salary mle senior"), "share")
    eventually(lambda: any("Shared by" in shown(one) for one in town.answers(user=ALEX)))
    (card,) = town.answers(user=ALEX)
    town.clicks(card, "ask_yours", ALEX)
    eventually(lambda: len(town.answers(user=ALEX)) == 2)
    mine = town.answers(user=ALEX)[-1]
    assert mine.ephemeral_for == ALEX
    assert "$177,177–$189,477+" in shown(mine)
    assert town.answers(user=ALEX)[0] == card


def test_sharing_works_where_the_bot_is_no_member(town: Town) -> None:
    answer = town.types("/trends mlops", channel=RANDOM)
    town.clicks(answer, "share")
    eventually(lambda: any("Shared by" in shown(m) for m in town.answers(RANDOM, ALEX)))


def test_following_shows_in_the_card_and_on_the_home_tab(town: Town) -> None:
    card = town.types("/role data engineer")
    town.clicks(card, "follow:data-engineer")
    eventually(lambda: "Unfollow" in shown(town.answers()[-1]))
    town.slack.open_home(MAYA)
    eventually(lambda: "nothing new since you last looked" in shown_home(town))
    assert "Data Engineer" in shown_home(town)
    town.clicks(town.answers()[-1], "unfollow:data-engineer")
    eventually(lambda: "Unfollow" not in shown(town.answers()[-1]))
    town.slack.open_home(MAYA)
    eventually(lambda: "None yet" in shown_home(town))


def test_a_follower_is_told_once_what_changed_since_they_looked(town: Town) -> None:
    town.clicks(town.types("/role data engineer"), "follow:data-engineer")
    eventually(lambda: "Unfollow" in shown(town.answers()[-1]))
    path, summary = "roles/data-engineer.yaml", "summary: >-\n"
    for was, now in ((summary, f"{summary}  First this.\n"), ("First this", "Then that")):
        changed = town.world.knowledge.standing.text(path)
        assert changed is not None
        text = changed.replace(was, now, 1)
        assert isinstance(town.curation.edit(path, lambda _, text=text: text, ALEX, ""), Applied)
    town.world.knowledge.refresh()
    town.slack.open_home(MAYA)
    eventually(lambda: "1 change since you last looked" in shown_home(town))
    assert "Summary" in shown_home(town)
    assert "Then that" in shown_home(town)
    assert "First this" not in shown_home(town)

    def nothing_new() -> bool:
        # What was shown counts as seen a moment after it was: this look may come before that.
        town.slack.open_home(MAYA)
        return "nothing new since you last looked" in shown_home(town)

    eventually(nothing_new)


def shown_home(town: Town, user: str = MAYA) -> str:
    """What somebody's Home tab shows."""
    home = town.slack.workspace.home(user)
    return shown(home) if home else ""


def test_home_has_the_directory_and_a_guide_and_the_knowledges_state_for_admins(
    town: Town,
) -> None:
    town.slack.open_home(MAYA)
    town.slack.open_home(ALEX)
    eventually(lambda: "All roles" in shown_home(town) and "All roles" in shown_home(town, ALEX))
    assert "How to ask" in shown_home(town)
    assert "Your digests" in shown_home(town)
    assert "Digests in this workspace" in shown_home(town, ALEX)
    assert "Revision" not in shown_home(town)
    assert f"{ROLES} roles, {SOURCES} sources, 27,997 figures" in shown_home(town, ALEX)


def test_a_role_of_the_directory_opens_in_a_modal_and_changes_there(town: Town) -> None:
    town.slack.open_home(MAYA)
    eventually(lambda: "All roles" in shown_home(town))
    home = town.slack.workspace.home(MAYA)
    assert home is not None
    town.slack.click(MAYA, home, "ask", block_id="family:machine-learning")
    eventually(lambda: town.modal() is not None)
    first = town.modal()
    assert first is not None
    town.slack.click(MAYA, first, "ask:1")
    eventually(lambda: "What a line doesn't name" in shown(town.modal() or first))
    assert len(town.slack.workspace.views(MAYA)) == 1


def test_searching_from_the_home_tab(town: Town) -> None:
    town.slack.open_home(MAYA)
    eventually(lambda: "All roles" in shown_home(town))
    home = town.slack.workspace.home(MAYA)
    assert home is not None
    town.slack.click(MAYA, home, "search", value="sr mle sf")
    eventually(lambda: "$177,177–$189,477+" in str((town.modal() or home).blocks))


def test_a_click_by_another_on_a_public_answer_leaves_it_as_it_is(town: Town) -> None:
    town.slack.say(MAYA, DATA_JOBS, "<@U0ROLECALL> mle card")
    eventually(lambda: len(town.answers(user=ALEX)) == 1)
    public = town.answers(user=ALEX)[0]
    town.clicks(public, "ask:1", user=ALEX)
    eventually(lambda: len(town.answers(user=ALEX)) == 2)
    assert town.answers(user=ALEX)[-1].ephemeral_for == ALEX
    town.slack.redeliver()
    town.clicks(public, "ask:2", user=ALEX)
    eventually(lambda: len(town.answers(user=ALEX)) == 3)
    assert town.answers(user=MAYA)[0].text == public.text


@pytest.mark.parametrize(
    "fault",
    [
        Fault.refuse("fatal_error"),
        *(Fault.intercept(NOT_SLACK[name]) for name in ("page 403", "JSON []", "text 403")),
    ],
    ids=lambda fault: fault.error or fault.raw.rpartition(b"\r\n")[2].decode()[:9],
)
def test_a_failure_after_the_acknowledgement_is_told(town: Town, fault: Fault) -> None:
    town.slack.workspace.faults.set("chat.postMessage", fault, times=1)
    town.slack.say(MAYA, MAYAS_DM, "mle senior")
    eventually(lambda: any("went wrong" in m.text for m in town.answers(MAYAS_DM)))
    assert "Traceback" not in town.answers(MAYAS_DM)[-1].text
