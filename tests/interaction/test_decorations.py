"""The same words, however they are typed or pasted, have the same answer through every door."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground.records import Message
from tests.conversations.decorations import TO_THE_BOT, decorated
from tests.interaction.conftest import ALEX, DATA_JOBS, Town, eventually
from tests.interaction.digests import checked, digest, press, said

ALEXS_DM = "D0ALEX"


def answer(town: Town, channel: str, tell: Callable[[], object]) -> Message:
    """What is answered to one thing that was said."""
    before = len(town.answers(channel, ALEX))
    tell()
    eventually(lambda: len(town.answers(channel, ALEX)) > before)
    (message,) = town.answers(channel, ALEX)[before:]
    return checked(message)


def slash(town: Town, line: str, _address: str) -> Message:
    return answer(town, DATA_JOBS, lambda: town.slack.slash(ALEX, DATA_JOBS, line))


def direct(town: Town, line: str, address: str) -> Message:
    text = f"{address}{line.removeprefix('/')}"
    return answer(town, ALEXS_DM, lambda: town.slack.say(ALEX, ALEXS_DM, text))


def mention(town: Town, line: str, address: str) -> Message:
    text = f"{address or '<@U0ROLECALL> '}{line.removeprefix('/')}"
    return answer(town, DATA_JOBS, lambda: town.slack.say(ALEX, DATA_JOBS, text))


def thread(town: Town, line: str, address: str) -> Message:
    text = f"{address or '<@U0ROLECALL> '}{line.removeprefix('/')}"
    first = town.slack.workspace.messages(DATA_JOBS)[0].ts
    reply = answer(town, DATA_JOBS, lambda: town.slack.say(ALEX, DATA_JOBS, text, first))
    assert reply.thread_ts == first
    return reply


DOORS: Mapping[str, Callable[[Town, str, str], Message]] = {
    "slash command": slash, "direct message": direct, "mention": mention, "thread": thread,
}  # fmt: skip
LINES = (
    "/salary mle senior sf",
    "/role data engineer skills",
    "/digest list",
    "/knowledge history",
)


@pytest.mark.parametrize("door", DOORS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), line=st.sampled_from(LINES), address=st.sampled_from(TO_THE_BOT))
def test_the_same_words_have_the_same_answer(
    town: Town, door: str, data: st.DataObject, line: str, address: str
) -> None:
    name, _, text = line.partition(" ")
    if door == "slash command":
        typed = f"{name} {data.draw(decorated(text))}"
    else:
        typed = data.draw(decorated(line.removeprefix("/")))
    assert said(DOORS[door](town, typed, address)) == said(DOORS[door](town, line, ""))


def test_a_zone_that_is_settled_is_the_one_that_was_typed(town: Town) -> None:
    question = digest(town, "subscribe friday 10:00 mountain\u00a0standard", ALEX)
    answer = press(town, question, "America/Denver", ALEX)
    assert "Fridays at 10:00, America/Denver" in said(answer)
