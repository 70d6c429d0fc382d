"""Whatever the knowledge files hold, every answer is one that Slack takes."""

import re
from itertools import count

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from bot.settings import Settings
from knowledge.crosscheck import Knowledge
from tests.conftest import Reply
from tests.handlers.fresh import asked, fresh_app
from tests.handlers.made_up import Amounts, Say, every_question, made_up, plain
from tests.payloads import strings

HOSTILE = "<!channel> & <@U1> *b* _i_ ~s~ `c` > <https://x.y|z> 👩‍💻 "


def hostile(characters: int) -> str:
    """As much as fits of what would mention, link or mark up."""
    return (HOSTILE * 20)[:characters].strip()


def ampersands(characters: int) -> str:
    """Each character becomes five when it is escaped."""
    return "&" * characters


def one_long_word(characters: int) -> str:
    """Nowhere to break a line."""
    return "x" * characters


def emoji(characters: int) -> str:
    """Two UTF-16 units a character."""
    return "🦆" * characters


def one_letter(_characters: int) -> str:
    """As short as can be."""
    return "x"


def punctuation(characters: int) -> str:
    """Nothing that a word could be made of."""
    return ("*_~`>|-–•·\\\"'" * 80)[:characters]


WAYS_TO_SAY: list[Say] = [
    plain, hostile, ampersands, one_long_word, emoji, one_letter, punctuation,
]  # fmt: skip

EXTENTS = {
    "one role and nothing about it": Amounts(roles=1, figures=0, bullets=0, facts=0, trends=0),
    "no figures at all": Amounts(figures=0),
    "three hundred roles": Amounts(roles=300, bullets=1),
    "three thousand figures for one role": Amounts(figures=3_000),
    "sections of five hundred bullets": Amounts(bullets=500),
    "sixty sources without a year": Amounts(sources=60, figures=600, year=None),
    "a hundred figures of a hundred years ago": Amounts(figures=100, year=1926),
    "five hundred trends and facts": Amounts(facts=500, trends=500),
}


def answers(settings: Settings, knowledge: Knowledge) -> dict[str, Reply]:
    """The checked answer to every question worth asking."""
    app = fresh_app(settings, knowledge)
    return {line: asked(app, line) for line in every_question(knowledge)}


@pytest.mark.parametrize("amounts", EXTENTS.values(), ids=EXTENTS)
@pytest.mark.parametrize("say", [plain, ampersands], ids=lambda say: say.__name__)
def test_any_amount_of_knowledge(settings: Settings, amounts: Amounts, say: Say) -> None:
    replies = answers(settings, made_up(amounts, say))
    assert all(reply.heading.strip() for reply in replies.values())


@pytest.mark.parametrize("say", WAYS_TO_SAY, ids=lambda say: say.__name__)
def test_any_way_of_writing(settings: Settings, say: Say) -> None:
    replies = answers(settings, made_up(Amounts(figures=90, bullets=40, facts=40, trends=40), say))
    assert all(reply.heading.strip() for reply in replies.values())


def test_the_questions_reach_what_they_are_meant_to(settings: Settings) -> None:
    replies = answers(settings, made_up(Amounts(), one_letter))
    assert replies["/role r0"].heading == replies["/salary r0"].heading == "x"
    assert replies["/role r0 Skills and requirements"].heading == "x · x"
    assert "source" in replies["/salary r0"].text
    assert replies["/salary r2"].text.count("No figure for") == 1
    assert replies["/compare r0 vs r1"].heading == "x vs x"
    assert replies["/trends"].heading == "Industry trends"


def test_markup_in_the_files_is_shown_and_does_nothing(settings: Settings) -> None:
    said = count()

    def numbered(characters: int) -> str:
        return f"<!channel> <@U1> &amp; {next(said)}"[:characters]

    replies = answers(settings, made_up(Amounts(), numbered))
    for line, reply in replies.items():
        raw = "\n".join(strings(reply.payload))
        assert "<" not in raw, line
        if not line.endswith(("help", "/salary", "zanzibar")):
            assert "&lt;!channel&gt; &lt;@U1&gt; &amp;amp;" in raw, line
            assert "<!channel> <@U1> &amp;" in reply.shown, line


@pytest.mark.parametrize("line", ["/salary r0 all", "/role r0 responsibilities", "/trends all"])
def test_what_is_left_out_is_said(settings: Settings, line: str) -> None:
    knowledge = made_up(Amounts(figures=1_000, bullets=300, facts=300, trends=300))
    reply = asked(fresh_app(settings, knowledge), line)
    assert re.search(r"… and [\d,]+ more", reply.shown)
    assert "more" in reply.text or reply.text.endswith("…")


characters = st.characters(exclude_categories=["Cs", "Zl", "Zp"], exclude_characters="\r\n")
lines = st.text(st.one_of(characters, st.sampled_from(HOSTILE)), max_size=60)


@given(
    data=st.data(),
    amounts=st.builds(
        Amounts, roles=st.integers(1, 9), sources=st.integers(1, 9), figures=st.integers(0, 60),
        bullets=st.integers(0, 9), facts=st.integers(0, 9), trends=st.integers(0, 9),
        year=st.sampled_from([None, 1900, 2024, 2026, 2200]),
    ),
)  # fmt: skip
@examples(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_characters_in_the_files(
    settings: Settings, data: st.DataObject, amounts: Amounts
) -> None:
    texts = data.draw(st.lists(lines, min_size=1, max_size=9))
    turn = count()

    def say(characters: int) -> str:
        text = texts[next(turn) % len(texts)] * (characters // 9)
        return text[:characters].strip() or "x"

    replies = answers(settings, made_up(amounts, say))
    assert all(reply.text.strip() for reply in replies.values())
