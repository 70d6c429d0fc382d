"""The playground's year, read with the vocabulary and measured as feeds are."""

import re
from datetime import UTC, date, datetime, timedelta

from bot.playground.feeds.year import Year
from bot.settings import CONTENT
from knowledge.documents import read_documents
from knowledge.feeds.measured import measured

MONDAY = date(2026, 11, 30)
SUNDAY = datetime(2026, 11, 29, 8, tzinfo=UTC)
BEGINNING = 6


def test_what_it_brings_is_read_and_what_it_tells_can_be_measured() -> None:
    year = Year(read_documents(CONTENT)[0], MONDAY)
    library = year.library(MONDAY)
    for week in range(BEGINNING):
        stories = year.incoming(MONDAY + timedelta(weeks=week)).stories
        assert sum(bool(story.topics) for story in stories) > 0.9 * len(stories)
    now, then = (
        measured(library, year.gathered(at), at) for at in (SUNDAY, SUNDAY + timedelta(weeks=20))
    )
    posts = now["sources/measured-posts.yaml"] or ""
    assert re.search(
        r"AI agents: 1\d% → 2\d% of posts in 9 feeds, .*; \d+ of \d+ posts in the week to 28 Nov",
        posts,
    )
    assert re.search(r"Retrieval-augmented generation: 1\d% → \d(\.\d)?% of posts", posts)
    later = then["sources/measured-posts.yaml"] or ""
    assert re.search(r"Inference cost: \d(\.\d)?% → 1\d% of posts", later)
    pay = (then["sources/measured-ads.csv"] or "").splitlines()
    assert {row.partition(",")[0] for row in pay[1:]} >= {"ai-engineer", "data-engineer"}
