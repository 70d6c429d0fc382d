"""An agent: direct messages in threads, the status and its stop button, the greeting, feedback."""

import pytest

from bot.manifest import AGENT_VIEW
from bot.playground.faults import Fault
from bot.playground.records import Json, Message
from bot.playground.seed import TEAM_ID
from knowledge.gaps import Rated
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, MAYAS_DM, Town, eventually, shown
from tests.payloads import assert_blocks_fit

ALEXS_DM = "D0ALEX"
SET_STATUS = "agents.sessions.setStatus"


@pytest.fixture
def is_agent() -> bool:
    return True


@pytest.fixture
def admins() -> frozenset[str]:
    return frozenset({ALEX})


def asks(town: Town, text: str, thread: str | None = None) -> Message:
    """Write to the agent; gives what it answers in the thread."""
    before = len(town.answers(MAYAS_DM))
    assert town.slack.say(MAYA, MAYAS_DM, text, thread).ok
    said = [one for one in town.sees(MAYAS_DM) if one.user == MAYA][-1]
    eventually(lambda: len(town.answers(MAYAS_DM)) > before)
    answer = town.answers(MAYAS_DM)[-1]
    assert answer.thread_ts == (thread or said.ts)
    return answer


def feedback(message: Message) -> Json | None:
    """The feedback buttons under a message."""
    last = message.blocks[-1]
    return last["elements"][0] if last["type"] == "context_actions" else None


def test_each_thread_goes_on_by_itself(town: Town) -> None:
    first = asks(town, "what does a data engineer earn?")
    assert "$153,000" in shown(first)
    other = asks(town, "what does a machine learning engineer do?")
    assert "Machine Learning Engineer" in shown(other)
    assert "Data Engineer" in shown(asks(town, "and in Texas?", first.thread_ts))
    assert "Machine Learning Engineer" in shown(asks(town, "what skills?", other.thread_ts))
    # Nothing took a second: there was no status to show.
    assert town.slack.workspace.calls(SET_STATUS) == ()


def test_each_suggested_prompt_has_an_answer(town: Town) -> None:
    for prompt in AGENT_VIEW["suggested_prompts"]:
        # Only what was understood can be rated.
        assert feedback(asks(town, prompt["message"])), prompt


def test_a_digest_is_settled_in_the_thread(town: Town) -> None:
    answer = asks(town, "digest subscribe monday 9:00")
    assert "onday" in shown(answer)
    assert feedback(answer) is None


def test_whoever_opens_the_messages_first_is_greeted_once(town: Town) -> None:
    for _ in range(2):
        town.slack.open_messages(MAYA)
    town.slack.open_messages(ALEX)

    def told() -> list[int]:
        town.delivery.round()
        return [len(town.answers(MAYAS_DM)), len(town.answers(ALEXS_DM, ALEX))]

    eventually(lambda: told() == [1, 1])
    greeting = town.answers(MAYAS_DM)[0]
    assert len(greeting.blocks[-1]["elements"]) in (3, 4)
    session = town.slack.workspace.conversations.session(MAYAS_DM, greeting.ts)
    assert session.title.startswith("Hi! Ask me")
    town.clicks(greeting, greeting.blocks[-1]["elements"][0]["action_id"])
    eventually(lambda: len(town.answers(MAYAS_DM)) == 2)
    answer = town.answers(MAYAS_DM)[-1]
    assert answer.thread_ts == greeting.ts
    assert shown(town.answers(MAYAS_DM)[0]) == shown(greeting)


def test_answers_are_rated_by_what_was_asked(town: Town) -> None:
    answer = asks(town, "data engineer salary")
    buttons = feedback(answer)
    assert buttons is not None
    assert_blocks_fit(list(answer.blocks))
    no = buttons["negative_button"]["value"]
    town.clicks(answer, "feedback", value=no)
    town.clicks(answer, "feedback", value=buttons["positive_button"]["value"])
    rated = (Rated("salary Data Engineer", 0, 1),)
    eventually(lambda: town.world.deps.gaps.rated(TEAM_ID, 9) == rated)
    eventually(lambda: "counted" in town.answers(MAYAS_DM)[-1].text)
    assert town.answers(MAYAS_DM)[-1].thread_ts == answer.thread_ts
    town.slack.slash(ALEX, DATA_JOBS, "/knowledge gaps")
    line = "*salary Data Engineer*  helped 0, didn't help 1"
    eventually(lambda: any(line in shown(one) for one in town.answers(user=ALEX)))
    assert MAYA not in shown(town.answers(user=ALEX)[-1])


def test_a_download_and_what_is_said_of_it_come_in_the_thread(town: Town) -> None:
    assert town.slack.say(ALEX, ALEXS_DM, "knowledge template role").ok
    (said,) = [one for one in town.sees(ALEXS_DM, ALEX) if one.user == ALEX]
    eventually(lambda: len(town.answers(ALEXS_DM, ALEX)) == 2)
    answers = town.answers(ALEXS_DM, ALEX)
    assert [one.thread_ts for one in answers] == [said.ts, said.ts]
    assert any(one.files for one in answers)


def test_sums_of_an_offer_are_not_counted(town: Town) -> None:
    buttons = feedback(asks(town, "is $123,456 base good for a data engineer in New York?"))
    assert buttons is not None
    assert "123" not in buttons["positive_button"]["value"]


def statuses(town: Town) -> list[str]:
    return [one.arguments["status"] for one in town.slack.workspace.calls(SET_STATUS)]


def test_what_takes_its_time_shows_a_status(town: Town) -> None:
    town.slack.workspace.faults.set("chat.postMessage", Fault.delay(1.5))
    asks(town, "data engineer salary")
    eventually(lambda: statuses(town) == ["processing", "active"])


def test_a_status_that_fails_hurts_no_answer(town: Town) -> None:
    town.slack.workspace.faults.set("chat.postMessage", Fault.delay(1.5))
    town.slack.workspace.faults.set(SET_STATUS, Fault.refuse("internal_error"), times=2)
    assert "$153,000" in shown(asks(town, "data engineer salary"))
    eventually(lambda: statuses(town) == ["processing", "active"])


def test_an_answer_that_is_stopped_is_not_shown(town: Town) -> None:
    town.slack.workspace.faults.set("users.info", Fault.delay(2.5))
    assert town.slack.say(MAYA, MAYAS_DM, "digest subscribe monday 9:00").ok
    (said,) = [one for one in town.sees(MAYAS_DM) if one.user == MAYA]
    eventually(lambda: statuses(town) == ["processing"])
    town.slack.stop_session(MAYA, MAYAS_DM, said.ts)
    eventually(lambda: statuses(town) == ["processing", "active", "active"])
    (answer,) = town.answers(MAYAS_DM)
    assert answer.text.startswith("Stopped.")
    assert answer.thread_ts == said.ts
