"""Whatever an answer holds, and wherever, a reader tells something of it and never fails."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.carried import Answer, from_bytes, packed, to_bytes, unpacked
from bot.reading.feeds import read
from knowledge.drafting.article import Refusal
from knowledge.feeds import json_feed
from knowledge.feeds.boards import READERS
from knowledge.feeds.links import canonical
from knowledge.feeds.model import FeedKind
from knowledge.feeds.plain import plain
from knowledge.feeds.reading import FeedRead
from tests.feeds.reading.boards import POSTED

NAMES = st.sampled_from(
    """jobs offers items content hits totalFound offset id title text name location locations categories
 allLocations metadata value pay_input_ranges min_cents currency_type salaryRange min max interval currency salary period
 compensation compensationTiers components compensationType minValue maxValue _jobposting baseSalary unitText jobLocation
 address identifier createdAt createdAtText publishedAt updated_at absolute_url url jobAd sections jobDescription
 comment_text parent_id story_id objectID created_at created_at_i nbHits hitsPerPage page nbPages type deleted time
 version description shortcode next_url isListed ok error @type @graph""".split()
)
ODD = st.sampled_from([
    "", "0", "-1", "1e999", "9" * 30, "2026-02-30", "2026-05-01T99:00", "0001-01-01", "9999-12-31T23:59:59-23:00", "JobPosting", "USD", "jpy",
    "https://[::1/", "//x", "javascript:1", '<div class="pay-input"><div class="pay-range">$1', "&#xD800;", "\ud800", "\0", "1 YEAR", "Salary",
    "Who is hiring?", "A | B | Engineer | $", "comment", "story", "https://jsonfeed.org/version/1",
])  # fmt: skip
SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | ODD
ANYTHING = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=40,
)
JSON_KINDS = [kind for kind, reader in READERS.items() if reader.form == "json"]
TEXT_KINDS = [kind for kind, reader in READERS.items() if reader.form == "text"]
TOPS: Mapping[str, str] = {
    "greenhouse": "jobs", "ashby": "jobs", "workable": "jobs", "smartrecruiters": "content", "recruitee": "offers", "teamtailor": "items",
    "hn-hiring": "hits",
}  # fmt: skip
URLS = st.sampled_from(["", "https://x.example/a?offset=2&limit=1&skip=1", "http://[::1]:8/"])


def told(found: FeedRead | Refusal) -> None:
    """It crosses from one process to another, and is the same there."""
    assert unpacked(json.loads(json.dumps(packed(found)))) == found
    if isinstance(found, FeedRead):
        assert all(ad.title == ad.title.strip() and "\0" not in ad.text for ad in found.ads)
        assert all(pay.min_value or pay.max_value for ad in found.ads for pay in ad.pay)


@given(answer=ANYTHING, url=URLS, kind=st.sampled_from(JSON_KINDS))
def test_any_json_is_told_of(answer: object, url: str, kind: FeedKind) -> None:
    told(READERS[kind].read(answer, url))
    told(json_feed.read(answer, url))


@given(posts=st.lists(ANYTHING, min_size=1, max_size=3), url=URLS, kind=st.sampled_from(JSON_KINDS))
def test_any_post_is_told_of(posts: list[object], url: str, kind: FeedKind) -> None:
    top = TOPS.get(kind)
    named: list[Any] = [
        {"id": 1, "title": "T", "text": "T", "name": "N", "objectID": "1", "shortcode": "s", **one}
        if isinstance(one, dict)
        else one
        for one in posts
    ]  # fmt: skip
    told(READERS[kind].read({top: named} if top else named, url))


@given(posted=st.dictionaries(st.sampled_from(list(POSTED)), ANYTHING), url=URLS)
def test_any_job_posting_is_told_of(posted: dict[str, object], url: str) -> None:
    block = json.dumps({**POSTED, **posted, "@type": "JobPosting"})
    told(READERS["jobposting"].read(f'<script type="application/ld+json">{block}</script>', url))


PIECES = st.sampled_from([
    "<", ">", "<a", "</", "<!--", "-->", "<script", "<script type='application/ld+json'>", "</script>", "{", "}", '"', "'", "&#0;", "&#x110000;",
    "&amp", "<title>", "<link rel=canonical href='", "<position>", "<workzag-jobs>", "</workzag-jobs>", "<?xml", "<!DOCTYPE", "<!ENTITY", "date,v\n",
    "2026-01-01,", "\n", ";", "1", "é", "\0", "\ud800",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)


@given(text=TEXTS, url=URLS, kind=st.sampled_from(TEXT_KINDS))
def test_any_text_is_told_of(text: str, url: str, kind: FeedKind) -> None:
    told(READERS[kind].read(text, url))
    assert len(plain(text, 20)) <= 20
    link = canonical(text, "https://[::1/" if "é" in text else url)
    assert link is None or link.startswith(("http://", "https://"))


@given(
    data=st.binary(max_size=60) | TEXTS.map(lambda one: one.encode(errors="replace")),
    kind=st.sampled_from(["feed", *READERS]),
)
def test_any_bytes_are_told_of(data: bytes, kind: str) -> None:
    (one,) = json.loads(read(to_bytes(kind, [Answer("https://x.example/", "", data)])))
    told(unpacked(one))


@pytest.mark.parametrize("html", ["<" * 200_000, "<a " * 100_000, "<!--" * 50_000, "<script>" * 50_000, "<div class='pay-input'>" * 50_000])  # fmt: skip
def test_no_text_takes_longer_than_its_length_asks_for(html: str) -> None:
    post = {"id": 1, "title": "T", "content": html}
    assert isinstance(READERS["greenhouse"].read({"jobs": [post]}, ""), FeedRead)


def test_answers_cross_as_they_are() -> None:
    answers = [Answer("https://x.example/\n", "text/html; charset=é", b"\n\0\xff"), Answer("", "", b"")]  # fmt: skip
    assert from_bytes(to_bytes("feed", answers)) == ("feed", answers)
