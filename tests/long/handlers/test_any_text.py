"""Whatever a member types, the answer is one that Slack takes and that mentions nobody."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import CONTENT, Settings
from knowledge.commands import QUESTIONS
from knowledge.crosscheck import Knowledge
from knowledge.library import Library
from knowledge.store import check_folder
from tests.conftest import Reply, Slash
from tests.handlers.fresh import fresh_app
from tests.handlers.questions import MARKUP, MOST_CHARACTERS, ODD, commands, texts
from tests.payloads import strings

MENTION = re.compile(r"<[@!#]|<(?:https?|mailto):")

LONG = [
    "x" * MOST_CHARACTERS,
    "mle" + " " * (MOST_CHARACTERS - 6) + "nyc",
    "5" * MOST_CHARACTERS,
    "5 " * (MOST_CHARACTERS // 2),
    "🙂" * MOST_CHARACTERS,
    "<" * MOST_CHARACTERS,
    "&lt;" * (MOST_CHARACTERS // 4),
    "<@U1>" * (MOST_CHARACTERS // 5),
    "mle vs " * (MOST_CHARACTERS // 7),
    "data enginer " * (MOST_CHARACTERS // 13),
    "senior sf faang 5 years base " * (MOST_CHARACTERS // 29),
    "'" * MOST_CHARACTERS,
    "x" + "." * (MOST_CHARACTERS - 2) + "y",
    "5" + "-" * (MOST_CHARACTERS - 2) + "5",
    "mid-" * (MOST_CHARACTERS // 4),
    "6 months " * (MOST_CHARACTERS // 9),
    "rsu over 4 " * (MOST_CHARACTERS // 11),
    "ا" * MOST_CHARACTERS,
    "ﷺ" * (MOST_CHARACTERS // 4),
    "\u0301" * MOST_CHARACTERS,
    "\x00" * MOST_CHARACTERS,
]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """What the files say, before any index is built over it."""
    return check_folder(CONTENT)[1]


def as_bytes(payload: object) -> bytes:
    """A payload as it goes over the wire."""
    return json.dumps(payload).encode()


def assert_answered(reply: Reply) -> None:
    """There is something to read, and nobody is mentioned and nothing linked by it."""
    assert reply.heading.strip()
    assert not any(MENTION.search(text) for text in strings(reply.payload))


@given(command=commands, text=st.text(max_size=MOST_CHARACTERS))
@settings(max_examples=100, deadline=None)
def test_any_text_is_answered(slash: Slash, command: str, text: str) -> None:
    assert_answered(slash(f"/{command} {text}"))


@given(data=st.data(), command=commands)
@settings(max_examples=120, deadline=None)
def test_any_mixture_of_words_and_markup_is_answered(
    slash: Slash, library: Library, data: st.DataObject, command: str
) -> None:
    assert_answered(slash(f"/{command} {data.draw(texts(library))}"))


@pytest.mark.parametrize("command", [command.name for command in QUESTIONS])
@pytest.mark.parametrize("text", LONG, ids=lambda text: ascii(text[:12]))
def test_a_very_long_text_is_answered(slash: Slash, command: str, text: str) -> None:
    assert_answered(slash(f"/{command} {text}"))


@pytest.mark.parametrize("command", [command.name for command in QUESTIONS])
def test_each_oddity_alone_and_beside_a_role_is_answered(slash: Slash, command: str) -> None:
    for odd in (*ODD, *MARKUP):
        assert_answered(slash(f"/{command} {odd}"))
        assert_answered(slash(f"/{command} {odd}ml engineer {odd}"))


@pytest.mark.parametrize("command", [command.name for command in QUESTIONS])
def test_what_is_quoted_back_mentions_nobody(slash: Slash, command: str) -> None:
    reply = slash(f"/{command} zanzibar &lt;!channel&gt; <!here> <@U123> purple")
    assert "zanzibar" in reply.text
    assert_answered(reply)


@pytest.mark.parametrize("spaces", [2, 50, 1_900])
def test_spaces_say_nothing(slash: Slash, spaces: int) -> None:
    gap = " " * spaces
    for one, other in (
        (f"mle{gap}senior{gap}sf", "mle senior sf"),
        (f"mle 5{gap}years", "mle 5 years"),
        (f"mle{gap}5", "mle 5"),
        (f"mle at{gap}least 5{gap}zanzibar", "mle at least 5 zanzibar"),
    ):
        assert slash(f"/salary {one}") == slash(f"/salary {other}")


@pytest.mark.parametrize("word", ["payload", "payload=x", "{", "ssl_check", "command", "text"])
def test_words_that_mean_something_to_the_framework_are_only_words(slash: Slash, word: str) -> None:
    assert slash(f"/salary mle {word}").heading == "Machine Learning Engineer"


@given(data=st.data(), command=commands)
@settings(max_examples=15, deadline=None)
def test_the_same_question_has_the_same_answer_to_the_byte(
    slash: Slash, settings: Settings, knowledge: Knowledge, library: Library, data: st.DataObject,
    command: str,
) -> None:  # fmt: skip
    line = f"/{command} {data.draw(texts(library))}"
    first = as_bytes(slash(line).payload)
    assert as_bytes(slash(line).payload) == first
    assert as_bytes(fresh_app(settings, knowledge).ask(line)) == first


@given(data=st.data(), asked=st.lists(commands, min_size=2, max_size=6))
@settings(max_examples=6, deadline=None)
def test_an_answer_does_not_depend_on_what_was_asked_before(
    settings: Settings, knowledge: Knowledge, library: Library, data: st.DataObject,
    asked: list[str],
) -> None:  # fmt: skip
    lines = [f"/{command} {data.draw(texts(library))}" for command in asked]
    talkative = fresh_app(settings, knowledge)
    answers = [as_bytes(talkative.ask(line)) for line in lines]
    assert as_bytes(fresh_app(settings, knowledge).ask(lines[-1])) == answers[-1]
    backwards = fresh_app(settings, knowledge)
    assert [as_bytes(backwards.ask(line)) for line in reversed(lines)] == answers[::-1]
