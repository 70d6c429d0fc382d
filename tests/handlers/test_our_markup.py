"""Marks, moments, people and channels are Slack's own markup; nothing else in a text ever is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from handlers.views.formatting import MESSAGE, build_message
from handlers.views.mrkdwn import (
    Bold,
    Bullets,
    Channel,
    Code,
    Inline,
    Moment,
    Note,
    Paragraph,
    Person,
    clip,
    escape,
    mrkdwn,
)
from tests.payloads import OUR_MARKUP, assert_blocks_fit, our_markup

NINE = datetime(2026, 12, 7, 9, tzinfo=ZoneInfo("Europe/Berlin"))

moments = st.datetimes(datetime(1990, 1, 1), datetime(8_999, 1, 1)).map(  # noqa: DTZ001
    lambda at: Moment(at.replace(tzinfo=UTC))
)
inlines: st.SearchStrategy[Inline] = st.one_of(
    st.text(), st.text().map(Bold), st.text().map(Code), moments,
    st.just(Person("U0MAYA")), st.just(Channel("C0DATA")),
)  # fmt: skip
lines = st.lists(inlines, min_size=1, max_size=30).map(tuple)


def test_a_moment_is_the_readers_own_and_a_zones_where_that_cannot_be_shown() -> None:
    line = (Moment(NINE), " by ", Person("U0MAYA"), " in ", Channel("C0DATA"))
    message = build_message([Paragraph(line)], MESSAGE)
    said = (
        "<!date^1796630400^{date_short_pretty} at {time}|Mon 7 Dec 2026, 09:00 CET>"
        " by <@U0MAYA> in <#C0DATA>"
    )
    assert message.text == said
    assert message.blocks[0]["text"]["text"] == said


@given(st.lists(lines, min_size=1, max_size=5))
def test_only_our_own_markup_is_markup(rows: list[tuple[Inline, ...]]) -> None:
    message = build_message([Paragraph(("·",)), Bullets(tuple(rows)), Note(rows[0])], MESSAGE)
    assert_blocks_fit(list(message.blocks))
    for text in (message.text, str(message.blocks)):
        assert "<" not in OUR_MARKUP.sub("", text)
        assert ">" not in OUR_MARKUP.sub("", text)
    meant = {piece for row in rows for piece in row if isinstance(piece, Person | Channel)}
    named = {one for one in our_markup({"b": list(message.blocks)}) if one[0] != "!"}
    assert named <= {f"@{one.id}" if isinstance(one, Person) else f"#{one.id}" for one in meant}


@given(st.lists(inlines, min_size=1, max_size=30), st.integers(2, 400))
def test_a_cut_leaves_no_half_of_a_moment_or_a_mention(row: list[Inline], length: int) -> None:
    text = build_message([Paragraph(("·", *row))], MESSAGE).text
    cut = clip(text, length)
    assert len(cut) <= length
    assert "<" not in OUR_MARKUP.sub("", cut)


def test_an_id_with_a_bracket_in_it_stays_inside() -> None:
    message = build_message([Paragraph((Person("U1> <!channel"),))], MESSAGE)
    assert message.text == f"<@{escape('U1> <!channel')}>"
    assert "<!channel" not in message.text


def test_far_moments_can_be_shown() -> None:
    far = Moment(datetime(9_000, 1, 1, tzinfo=UTC) - timedelta(seconds=1))
    assert "8999" in build_message([Paragraph((far,))], MESSAGE).text


MARKED = re.compile(r"(?<![\w*`_~])([*`])(?=\S)([^*`\n]*[^*`\s])\1(?![\w*`_~])")
"""What Slack marks: between two marks that no letter touches from outside and no space from inside."""

words = st.text(st.sampled_from("ab &<>.,  \t\n*`~_é1"), max_size=12)
marked_lines = st.lists(
    st.one_of(
        st.text(st.sampled_from("ab &<>.,1 \n"), max_size=8), words.map(Bold), words.map(Code),
        st.just(Person("U0MAYA")),
    ), min_size=1, max_size=8,
).map(tuple)  # fmt: skip


def meant(line: tuple[Inline, ...]) -> Iterator[tuple[str, str]]:
    """The mark and the words of everything that is meant to stand out."""
    lookalikes = {Bold: ("*", "∗"), Code: ("`", "ˋ")}
    for piece in line:
        if isinstance(piece, Bold | Code):
            mark, other = lookalikes[type(piece)]
            if said := " ".join(escape(piece.text).replace(mark, other).split()):
                yield mark, said


@given(marked_lines)
def test_a_mark_is_always_a_mark_and_never_seen(line: tuple[Inline, ...]) -> None:
    plain = tuple(_bare(piece) for piece in line)
    said = mrkdwn(plain)
    assert MARKED.findall(said) == list(meant(plain))
    rest = MARKED.sub("", said)
    assert "*" not in rest
    assert "`" not in rest


@given(marked_lines, st.integers(2, 40))
def test_what_is_cut_keeps_both_its_marks(line: tuple[Inline, ...], most: int) -> None:
    said = mrkdwn(tuple(_bare(piece) for piece in line), most)
    assert len(said) <= most
    rest = MARKED.sub("", said)
    assert "*" not in rest
    assert "`" not in rest


def _bare(piece: Inline) -> Inline:
    """A piece in which the other mark does not stand: Slack has no way to escape it."""
    match piece:
        case Bold():
            return Bold(piece.text.replace("`", ""))
        case Code():
            return Code(piece.text.replace("*", ""))
        case _:
            return piece


def test_spaces_stand_outside_of_the_marks() -> None:
    assert mrkdwn((Bold("For admins. "), "Ask one.")) == "*For admins.* Ask one."
    assert mrkdwn(("a", Bold("b"), "c")) == "a\u200b*b*\u200bc"
    assert mrkdwn((Bold(" "), Bold(""))) == " "
