"""Mentions and direct messages, in one's own words."""

import pytest

from bot.playground.seed import TEAM_ID
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, MAYAS_DM, Town, eventually, shown


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("mle senior", "$177,177–$189,477+"),
        ("how much does a senior ml engineer make?", "$177,177–$189,477+"),
        ("what skills does a data engineer need", "Hadoop"),
        ("mle vs data engineer", "Machine Learning Engineer vs Data Engineer"),
        ("/trends mlops", "TensorFlow Serving"),
        ("what is new in mlops?", "TensorFlow Serving"),
        ("salary ai engineer", "$153,490"),
        ("barber", "“barber” isn't covered yet"),
        ("hi!", "How to ask"),
        ("help", "How to ask"),
    ],
)
def test_a_direct_message_is_answered_there(town: Town, said: str, heard: str) -> None:
    if said.startswith("/"):
        town.slack.slash(MAYA, MAYAS_DM, said)
    else:
        town.slack.say(MAYA, MAYAS_DM, said)
    eventually(lambda: any(heard in shown(message) for message in town.answers(MAYAS_DM)))


def test_a_mention_is_answered_in_its_thread(town: Town) -> None:
    outcome = town.slack.say(ALEX, DATA_JOBS, "<@U0ROLECALL> what does a data engineer earn?")
    assert outcome.ok
    asked = [message for message in town.sees() if message.user == ALEX][-1]
    eventually(lambda: len(town.answers()) == 1)
    answer = town.answers()[0]
    assert answer.thread_ts == asked.ts
    assert answer.ephemeral_for is None
    assert "$153,000" in shown(answer)


def test_a_message_that_is_delivered_again_is_answered_once(town: Town) -> None:
    town.slack.say(MAYA, MAYAS_DM, "mle")
    eventually(lambda: len(town.answers(MAYAS_DM)) == 1)
    town.slack.redeliver()
    town.slack.redeliver()
    town.slack.say(MAYA, MAYAS_DM, "data engineer")
    eventually(lambda: len(town.slack.workspace.calls("chat.postMessage")) == 2)
    assert len(town.answers(MAYAS_DM)) == 2


def test_the_bot_does_not_answer_itself_nor_other_channels(town: Town) -> None:
    town.slack.say(MAYA, DATA_JOBS, "does anybody know a good machine learning engineer?")
    town.slack.say(MAYA, MAYAS_DM, "hello")
    eventually(lambda: len(town.answers(MAYAS_DM)) == 1)
    assert town.answers(DATA_JOBS) == []


def says(town: Town, text: str, heard: str, user: str = MAYA, channel: str = MAYAS_DM) -> str:
    """Say something to the bot, and wait for what it answers."""
    before = len(town.answers(channel))
    assert town.slack.say(user, channel, text).ok
    eventually(lambda: len(town.answers(channel)) > before)
    answer = shown(town.answers(channel)[-1])
    assert heard in answer
    return answer


def remembered(town: Town, line: str, channel: str = MAYAS_DM, thread: str = "") -> None:
    """Wait until a conversation is about a question."""
    eventually(lambda: town.world.deps.conversations.last(TEAM_ID, channel, thread) == line)


def test_a_direct_message_goes_on_with_the_last_question(town: Town) -> None:
    town.slack.slash(MAYA, MAYAS_DM, "/salary mle senior nyc")
    remembered(town, "/salary mle senior nyc")
    says(town, "and in texas?", "Senior · Texas")
    remembered(town, "/salary Machine Learning Engineer Senior Texas")
    says(town, "where did you get that from?", "ML Data Engineer guide")
    says(town, "vs data engineer?", "Machine Learning Engineer vs Data Engineer")


def test_the_next_day_starts_anew(town: Town) -> None:
    town.slack.slash(MAYA, MAYAS_DM, "/salary mle")
    remembered(town, "/salary mle")
    clock = town.slack.workspace.clock
    clock.advance_to(clock() + 25 * 3_600)
    says(town, "and in texas?", "Which role?")


def test_a_thread_goes_on_and_another_does_not(town: Town) -> None:
    town.slack.say(ALEX, DATA_JOBS, "<@U0ROLECALL> what does a data engineer earn?")
    eventually(lambda: len(town.answers()) == 1)
    thread = town.answers()[0].thread_ts
    assert thread is not None
    remembered(town, "/salary what does a data engineer earn?", DATA_JOBS, thread)
    town.slack.say(MAYA, DATA_JOBS, "<@U0ROLECALL> and in texas?", thread_ts=thread)
    eventually(lambda: len(town.answers()) == 2)
    assert "Data Engineer · Texas" in shown(town.answers()[1])
    assert town.answers()[1].thread_ts == thread
    says(town, "<@U0ROLECALL> and in texas?", "Which role?", channel=DATA_JOBS)


def test_thanks_and_roles_to_follow(town: Town) -> None:
    says(town, "thanks!", "You're welcome!")
    says(town, "what can you do?", "How to ask")
    says(town, "follow mle", "You now follow *Machine Learning Engineer*")
    follows = town.world.deps.follows
    assert [one.role_id for one in follows.of(TEAM_ID, MAYA)] == ["ml-engineer"]
    says(town, "unfollow ml engineer", "You no longer follow *Machine Learning Engineer*")
    assert follows.of(TEAM_ID, MAYA) == ()


def test_what_no_source_answers_is_said_plainly(town: Town) -> None:
    says(town, "should i quit my job?", "No source I have answers that (“quit”)")
    says(town, "which pays best?", "I don't rank roles")


def test_in_public_not_covered_is_one_short_line(town: Town) -> None:
    answer = says(town, "<@U0ROLECALL> barber", "“barber” isn't covered.", channel=DATA_JOBS)
    assert "Closest" not in answer
    assert len(answer) < 60
