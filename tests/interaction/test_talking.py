"""Mentions and direct messages, in one's own words."""

import pytest

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
        ("barber", "Role not covered"),
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
