"""What surrounds a word does not change what it means, whoever reads it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking import answer_line
from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.conversation import understand
from knowledge.curating import UnclearRequest, parse_knowledge
from knowledge.digest.grammar import parse_digest
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.offers.reading import parse_offer
from knowledge.words import first_word, undecorated
from tests.conversations.decorations import decorated, said_to_the_bot
from tests.conversations.files import conversations
from tests.conversations.test_digest_requests import as_written
from tests.conversations.test_knowledge_requests import LINES


def lines(name: str, key: str) -> list[str]:
    """What people type in the conversations of a file."""
    cases: list[dict[str, Any]] = conversations(name)
    return [text for case in cases if (text := str(case[key])).strip()]


QUESTIONS = [question for question in lines("questions", "ask") if " " in question]
DIGESTS = lines("digest_requests", "say")
OFFERS = lines("offers", "offer")


@given(data=st.data(), question=st.sampled_from(QUESTIONS))
def test_a_question_means_the_same(library: Library, data: st.DataObject, question: str) -> None:
    name, _, text = question.removeprefix("/").partition(" ")
    command = QUESTIONS_BY_NAME[name].name
    typed = data.draw(decorated(text))
    assert parse(library, command, typed) == parse(library, command, text)


@given(data=st.data(), text=st.sampled_from(DIGESTS))
def test_a_line_for_the_digest_means_the_same(
    library: Library, data: st.DataObject, text: str
) -> None:
    typed = data.draw(decorated(text))
    assert as_written(parse_digest(library, typed)) == as_written(parse_digest(library, text))


@given(data=st.data(), text=st.sampled_from([line for line in LINES if line.strip()]))
def test_a_line_for_the_knowledge_means_the_same(data: st.DataObject, text: str) -> None:
    read, plain = parse_knowledge(data.draw(decorated(text))), parse_knowledge(text)
    if isinstance(read, UnclearRequest) and isinstance(plain, UnclearRequest):
        assert read.suggestion == plain.suggestion
    else:
        assert read == plain


@given(data=st.data(), text=st.sampled_from([one for one in OFFERS if "\n" not in one.strip()]))
def test_an_offer_means_the_same(library: Library, data: st.DataObject, text: str) -> None:
    typed = data.draw(decorated(f"check {text}", within=False))
    read, plain = (
        answer_line(library, "salary", typed),
        answer_line(library, "salary", f"check {text}"),
    )
    assert read == plain
    assert parse_offer(library, typed.replace("check", "", 1)) == parse_offer(library, text)


SAID = [
    *(question.removeprefix("/") for question in QUESTIONS),
    *QUESTIONS,
    *(f"digest {text}" for text in DIGESTS),
    *(f"knowledge {text}" for text in LINES),
    "digest", "/digest", "knowledge", "/knowledge history", "unsubscribe", "subscribe monday 9:00",
    "help", "hi", "mle vs data engineer", "what does a senior ml engineer make in nyc",
]  # fmt: skip


@given(data=st.data(), text=st.sampled_from(SAID))
def test_a_message_means_the_same(library: Library, data: st.DataObject, text: str) -> None:
    read, plain = understand(library, data.draw(said_to_the_bot(text))), understand(library, text)
    assert read.command == plain.command
    match plain.command:
        case None:
            pass
        case "digest":
            meant = as_written(parse_digest(library, plain.text))
            assert as_written(parse_digest(library, read.text)) == meant
        case "knowledge":
            same: Callable[[str], Any] = parse_knowledge
            if not isinstance(same(plain.text), UnclearRequest):
                assert same(read.text) == same(plain.text)
        case command:
            assert answer_line(library, command, read.text) == answer_line(
                library, command, plain.text
            )


@pytest.mark.parametrize(
    "typed", ["<@U0ROLECALL>, unsubscribe", "<@U0ROLECALL>: unsubscribe", ",unsubscribe"]
)
def test_what_follows_a_name_is_no_word(library: Library, typed: str) -> None:
    said = understand(library, typed)
    assert as_written(parse_digest(library, said.text)) == {"means": "unsubscribe"}


@given(st.text(max_size=60))
def test_nothing_is_left_to_take_off(text: str) -> None:
    once = undecorated(text)
    if "&" not in once and "<" not in once:
        assert undecorated(once) == once


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("<@U1>: digest", ("digest", "")),
        ("`/digest` history", ("digest", "history")),
        ("(*digest*)", ("digest", "")),
        ("*knowledge* history", ("knowledge", "history")),
        ("Digest: subscribe", ("digest", "subscribe")),
        ("Digest\nsubscribe", ("digest", "subscribe")),
        ("“digest preview”", ("digest", "preview")),
        ("<@U1|rolecall>,\u00a0digest\u2028list", ("digest", "list")),
        ("\u200bdigest\ufeff\u00a0list", ("digest", "list")),
    ],
)
def test_a_command_is_known_by_its_word(
    library: Library, typed: str, means: tuple[str, str]
) -> None:
    said = understand(library, typed)
    assert (said.command, said.text) == means


@pytest.mark.parametrize(
    "typed", ["Unsubscribe!", "*unsubscribe*", "unsubscribe\u200b.", "‘Unsubscribe’"]
)
def test_an_end_is_an_end_however_it_is_said(library: Library, typed: str) -> None:
    said = understand(library, typed)
    assert said.command == "digest"
    assert as_written(parse_digest(library, said.text)) == {"means": "unsubscribe"}


@pytest.mark.parametrize(
    "typed", ["help?", "`help`", "Help!", "*help*", "—help", "“help”.", "?", "??", "help\u00a0"]
)
def test_help_is_help_everywhere(library: Library, typed: str) -> None:
    for command in QUESTIONS_BY_NAME.values():
        assert parse(library, command.name, typed) == parse(library, command.name, "help")
    assert as_written(parse_digest(library, typed)) == {"means": "help"}
    assert parse_knowledge(typed) == parse_knowledge("help")


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("mle <#C1|general>", "mle #general"),
        ("mle <#C1|>", "mle #channel"),
        ("<!subteam^S1|@team> mle", "@team mle"),
        ("<!here|here> <!channel> mle", "mle"),
        ("<https://x.example/a|the post> mle", "the post mle"),
        ("<https://x.example/a> mle", "mle"),
        ("R&amp;D &lt;5 years", "R&D <5 years"),
        ("a\r\nb\u2028c\td", "a\nb\nc d"),
    ],
)
def test_markup_is_what_people_see_of_it(markup: str, seen: str) -> None:
    assert undecorated(markup) == seen


def test_the_first_word_is_a_word() -> None:
    assert first_word("(*Check*: $150k mle)") == ("check", "$150k mle)")
    assert first_word("…!?") == ("", "")
    assert first_word("x" + "." * 40_000 + "y")[1] == ""
