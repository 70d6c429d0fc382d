"""A digest of anything: however much there is to tell, and whatever the texts hold, Slack takes it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from knowledge.difference import Change, diff
from knowledge.digest.compose import compose, year_of
from knowledge.digest.edition import Brief, Digest, NewsItem, news_of
from knowledge.library import Library
from tests.handlers.digest_shown import DAY, LAST, buttons, message, thread, with_news
from tests.handlers.digest_shown import first as first
from tests.handlers.digest_shown import living as living
from tests.handlers.made_up import Amounts, Say, made_up, plain
from tests.knowledge.small_world import NOTHING
from tests.long.handlers.test_any_knowledge import WAYS_TO_SAY, hostile
from tests.payloads import shown_text

HUGE = 10_000


def long_winded(digest: Digest, text: str) -> Digest:
    """The digest with every text as long as can be imagined."""
    assert digest.contrast is not None
    assert digest.question is not None
    (fact, _), contrast = digest.contrast.contrast.facts, digest.contrast.contrast
    told = fact.model_copy(update={"statement": text, "section": text})
    return replace(
        digest,
        stories=tuple(
            replace(one, story=replace(one.story, title=text), clause=text, because=text)
            for one in digest.stories
        ),
        moves=tuple(replace(one, fact=told, because=text) for one in digest.moves),
        contrast=replace(digest.contrast, contrast=replace(contrast, one=told), because=text),
        question=replace(
            digest.question, tip=replace(digest.question.tip, question=text, text=text)
        ),
    )


@pytest.mark.parametrize("character", ["x", "&", "🦆", "<", "`", "a b "])
def test_ten_thousand_characters_everywhere(living: tuple[Digest, Library], character: str) -> None:
    first, library = living
    text = (character * HUGE)[:HUGE]
    items = [NewsItem("figure", Change("changed", text, text, text))] * 500
    digest = with_news(long_winded(first, text), *items)
    made = message(digest, library)
    # However long the texts are, what a reader clicks is there.
    assert {"Useful", "Not useful"} <= buttons(made).keys()


def test_five_hundred_news_items(first: Digest, library: Library) -> None:
    items = [
        NewsItem("figure", Change("changed", f"Role {n} · Senior, base", f"${n:,}", f"${n + 1:,}"))
        for n in range(500)
    ]
    digest = with_news(first, *items)
    made = message(digest, library)
    assert "(and 498 more in the thread)" in made.text
    assert len(made.text) < 2_500
    told = shown_text(list(thread(digest, library).blocks))
    assert "more. Ask for a role" in told
    assert "Sources" in told


EXTENTS = [
    Amounts(roles=1, figures=0, bullets=0, facts=0, trends=0),
    Amounts(),
    Amounts(figures=3_000, facts=300, trends=300, bullets=200),
    Amounts(roles=300, bullets=1),
    Amounts(sources=60, figures=600, year=None),
    Amounts(sources=2, figures=100, year=1926),
]


@pytest.mark.parametrize("amounts", EXTENTS, ids=str)
@pytest.mark.parametrize("say", [plain, hostile], ids=lambda say: say.__name__)
def test_any_amount_of_knowledge(amounts: Amounts, say: Say) -> None:
    library = Library(made_up(amounts, say), "made up")
    for digest in year_of(lambda _: library, Brief("C", DAY), 4):
        message(digest, library)


@pytest.mark.parametrize("say", WAYS_TO_SAY, ids=lambda say: say.__name__)
def test_any_way_of_writing(say: Callable[[int], str]) -> None:
    library = Library(made_up(Amounts(figures=90, trends=9, facts=9), say), "made up")
    news = news_of(diff(NOTHING, library), LAST)
    for digest in (
        *year_of(lambda _: library, Brief("C", DAY), 3),
        compose(library, Brief("C", DAY, news=news)),
    ):
        message(digest, library)


def test_markup_in_the_files_is_shown_and_does_nothing() -> None:
    said = count()

    def numbered(characters: int) -> str:
        return f"<!channel> <@U1> &amp; {next(said)}"[:characters]

    library = Library(made_up(Amounts(), numbered), "made up")
    news = news_of(diff(NOTHING, library), LAST)
    made = message(compose(library, Brief("C", DAY, news=news)), library)
    assert "&lt;!channel&gt; &lt;@U1&gt; &amp;amp;" in made.text
    assert "&lt;!channel&gt; &lt;@U1&gt; &amp;amp;" in shown_text(list(made.blocks))


changes = st.builds(
    NewsItem,
    kind=st.sampled_from(["figure", "role", "source"]),
    change=st.builds(
        Change,
        kind=st.sampled_from(["added", "removed", "changed"]),
        what=st.text(max_size=200),
        before=st.one_of(st.none(), st.text(max_size=60)),
        after=st.one_of(st.none(), st.text(max_size=60)),
    ),
)


@given(items=st.lists(changes, max_size=12), missed=st.lists(st.dates(), max_size=9))
@examples(max_examples=40, deadline=None)
def test_any_news(
    library: Library, first: Digest, items: Sequence[NewsItem], missed: Sequence[date]
) -> None:
    digest = replace(with_news(first, *items), missed=tuple(missed))
    assert message(digest, library) == message(digest, library)
