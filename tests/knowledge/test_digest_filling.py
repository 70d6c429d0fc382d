"""What fills a digest next to the news: questions near its lines, numbers that read without arithmetic."""

import pytest

from knowledge.digest.asking import KNOWN_TO_ALL, SELDOM_HELD, top_tip
from knowledge.digest.choosing import Channel
from knowledge.digest.compose import year_of
from knowledge.digest.edition import Brief, Digest
from knowledge.digest.subscription import Focus
from knowledge.library import Library
from tests.knowledge.incoming import DAY


@pytest.fixture(scope="module")
def digests(library: Library) -> tuple[Digest, ...]:
    """Ten weeks in a channel that put nothing first."""
    return year_of(lambda _: library, Brief("C1", DAY), 10)


def test_no_source_has_two_numbers_in_a_month_and_no_market_is_sized(
    digests: tuple[Digest, ...],
) -> None:
    sources = [one.number.fact.source if one.number else None for one in digests]
    for number, source in enumerate(sources):
        assert source is None or source not in sources[max(0, number - 3) : number]
    facts = [one.number.fact for one in digests if one.number]
    assert facts
    assert not [one for one in facts if "market-size" in one.topics]


def test_a_projection_is_told_by_its_growth(digests: tuple[Digest, ...]) -> None:
    facts = [one.number.fact for one in digests if one.number]
    projected = [one for one in facts if one.source == "bls-projections-2024-34"]
    assert projected
    assert {one.unit for one in projected} == {"percent"}


def test_a_question_is_near_what_the_digest_tells(library: Library) -> None:
    for role in ("data-engineer", "ai-engineer"):
        idea = top_tip(Channel(library, Brief("C1", DAY)), [role])
        assert idea is not None
        assert role in idea.roles


def test_nobody_is_asked_what_everybody_knows(library: Library) -> None:
    focus = Focus(roles=tuple(sorted(KNOWN_TO_ALL)))
    digests = year_of(lambda _: library, Brief("C1", DAY, focus), 10)
    asked = [one.question.tip for one in digests if one.question]
    assert asked
    assert not [tip for tip in asked if tip.question.startswith("What is a")]


def test_titles_that_few_hold_come_last(digests: tuple[Digest, ...], library: Library) -> None:
    names = {library.roles[role].name for role in SELDOM_HELD}
    asked = [one.question.tip.text for one in digests if one.question]
    assert asked
    assert not [text for text in asked if any(text.startswith(name) for name in names)]
