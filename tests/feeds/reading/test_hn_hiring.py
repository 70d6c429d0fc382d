"""Hacker News' *Who is hiring*: the thread, its posts, and none of their authors."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from knowledge.drafting.article import Refusal
from knowledge.feeds.boards import READERS
from knowledge.feeds.reading import JobAd
from tests.feeds.reading.boards import ad, read

COMMENT: dict[str, Any] = {
    "author": "a-person", "objectID": "48", "parent_id": 40, "story_id": 40, "story_title": "Ask HN: Who is hiring? (May 2026)",
    "created_at": "2026-05-11T05:52:34Z",
    "comment_text": 'Acme (<a href="https:&#x2F;&#x2F;acme.example">acme.example</a>) | AI &#x2F; Systems Engineer | REMOTE (US) | Full-time | '
    "$120K-$150K + equity<p>We&#x27;re small.\nApply.",
}  # fmt: skip


def hits(*found: Mapping[str, object], **more: object) -> dict[str, Any]:
    return {"hits": list(found), "nbHits": len(found), "nbPages": 1, "page": 0, "hitsPerPage": 1_000, **more}  # fmt: skip


def test_posts_of_a_thread_are_ads_and_replies_are_none() -> None:
    found = read("hn-hiring", hits(COMMENT, {**COMMENT, "objectID": "49", "parent_id": 48}))
    assert found.ads == (JobAd(
        "48", "AI / Systems Engineer", "Acme", "https://news.ycombinator.com/item?id=48", ("REMOTE (US)",), "TELECOMMUTE", "Full-time",
        datetime(2026, 5, 11, 5, 52, 34, tzinfo=UTC),
        text="Acme (acme.example) | AI / Systems Engineer | REMOTE (US) | Full-time | $120K-$150K + equity\nWe're small.\nApply.",
    ),)  # fmt: skip
    assert found.is_whole
    assert "a-person" not in repr(found)


@pytest.mark.parametrize(("head", "organization", "title", "locations"), [
    ("Acme | Data Engineer, PM | Berlin | ONSITE", "Acme", "Data Engineer, PM", ("Berlin",)),
    ("Acme — Director, Data<br>More", "Acme", "Director, Data", ()),
    ("Acme | Forward Deployment Engineering| SJ| Hybrid", "Acme", "Forward Deployment Engineering", ("SJ",)),
    ("Model Specialist | REMOTE | $22 - $70/hr", None, "Model Specialist", ("REMOTE",)),
    ("We have a role open", None, "We have a role open", ()),
    ("Acme | REMOTE", "Acme", "Acme | REMOTE", ("REMOTE",)),
])  # fmt: skip
def test_a_first_line_says_whose_job_it_is_and_where(
    head: str, organization: str | None, title: str, locations: tuple[str, ...]
) -> None:
    one = ad("hn-hiring", hits({**COMMENT, "comment_text": head}))
    assert (one.organization, one.title, one.locations) == (organization, title, locations)


def test_a_search_finds_the_newest_thread() -> None:
    story = {
        "title": "Ask HN: Who is hiring? (May 2026)",
        "objectID": "40",
        "created_at": "2026-05-01T15:00:07Z",
        "created_at_i": 5,
    }
    found = read("hn-hiring", hits(
        {**story, "objectID": "39", "created_at_i": 4}, story, {**story, "title": "Ask HN: Who wants to be hired?", "created_at_i": 6},
    ))  # fmt: skip
    assert (found.ads, [item.id for item in found.items]) == ((), ["40"])
    (more,) = found.more
    assert "story_40" in more


def test_a_thread_of_which_a_part_is_here_is_not_whole() -> None:
    assert not read("hn-hiring", hits(COMMENT, nbHits=555)).is_whole
    two = read("hn-hiring", hits(COMMENT, nbHits=2, nbPages=2, hitsPerPage=1))
    assert (two.is_whole, two.more) == (True, ("https://board.example/api/postings?limit=2&offset=0&page=1",))  # fmt: skip


@pytest.mark.parametrize(("item", "ads"), [
    ({"id": 48, "type": "comment", "time": 1_778_478_754, "text": "Acme | Engineer"}, 1),
    ({"id": 48, "type": "comment", "deleted": True}, 0), ({"id": 40, "type": "story", "title": "Who is hiring?"}, 0),
])  # fmt: skip
def test_items_are_read_too(item: object, ads: int) -> None:
    assert len(read("hn-hiring", item).ads) == ads


@pytest.mark.parametrize("answer", [
    None, {"id": 1, "type": "story", "title": "Show HN"}, {"id": 1, "type": "job"}, {"hits": []}, [], "x",
])  # fmt: skip
def test_what_is_no_post_is_refused(answer: object) -> None:
    assert isinstance(READERS["hn-hiring"].read(answer, ""), Refusal)
