"""RSS, Atom, RDF and JSON Feed, with what is odd about them out there: each becomes the items that a person sees."""

import codecs
import gzip
import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from bot.feeds.carried import Answer
from bot.feeds.reading import read_answers
from knowledge.drafting.article import Refusal
from knowledge.feeds.reading import FeedItem, FeedRead

HOME = "https://blog.example/feed.xml"


def rss(*items: str, head: str = "", channel: str = "", version: str = ' version="2.0"') -> str:
    """An RSS feed."""
    told = "".join(f"<item>{item}</item>" for item in items)
    return f"{head}<rss{version}><channel><title>Notes</title>{channel}{told}</channel></rss>"


def atom(*entries: str, feed: str = "") -> str:
    """An Atom feed."""
    told = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>{feed}{told}</feed>'


LINK = "<link>https://blog.example/a</link>"
TITLE = "<title>Évals at scale</title>"
ONE = f"{TITLE}{LINK}<guid>7</guid><pubDate>Mon, 25 May 2026 10:00:00 +0200</pubDate><description>Short.</description>"
READ_ONE = FeedItem(
    "7", "https://blog.example/a", "Évals at scale", datetime(2026, 5, 25, 8, tzinfo=UTC), None, "Short."
)  # fmt: skip

LATIN = '<?xml version="1.0" encoding="iso-8859-1"?>'
CYRILLIC = rss(
    "<title>Зарплаты растут</title>", head='<?xml version="1.0" encoding="windows-1251"?>'
)
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://blog.example/"><title>Notes</title></channel>
<item rdf:about="https://blog.example/a"><title>Beside it</title><link>https://blog.example/a</link>
<dc:date>2026-03-28T06:08:34-05:00</dc:date></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Notes",
    "items": [
        {"id": 12, "url": "/a?utm_medium=feed", "title": "<i>RAG</i> &amp; evals", "content_html": "<p>One<p>Two",
         "date_published": "2026-06-02T22:05:47-07:00"},
        {"id": "b", "content_text": "No title", "date_published": "soon"},
        {"title": ["a", "list"], "url": {"an": "object"}},
        "no object",
    ],
}  # fmt: skip

ANSWERS: Mapping[str, bytes | tuple[bytes, str]] = {
    "plain": rss(ONE).encode(),
    "home": rss(ONE, channel="<link>https://blog.example/notes?utm_source=feed</link>").encode(),
    "home of its own": atom(feed="<link rel='self' href='https://host.example/1'/><link href='/notes'/>").encode(),
    "home of json": json.dumps({**JSON_FEED, "home_page_url": "/notes"}).encode(),
    "bom": codecs.BOM_UTF8 + rss(ONE, head='<?xml version="1.0"?>').encode(),
    "utf-16": rss(ONE).encode("utf-16"),
    "declared utf-16": rss(ONE, head='<?xml version="1.0" encoding="utf-16"?>').encode(),
    "undeclared latin-1": rss(ONE).encode("latin-1"),
    "declared latin-1": rss(ONE, head=LATIN).encode("latin-1"),
    "charset that contradicts": (rss(ONE).encode(), "text/xml; charset=us-ascii"),
    "charset alone": (rss(TITLE).encode("cp1250"), "text/html; charset=windows-1250"),
    "windows-1251": CYRILLIC.encode("cp1251"),
    "gzip": gzip.compress(rss(ONE).encode(), mtime=0),
    "rdf": RDF.encode(),
    "bare ampersand": rss(
        f"{TITLE}<link>https://blog.example/b?x=1&y=2</link>", f"{TITLE}{LINK}"
    ).encode(),
    "undefined entity": rss(f"<title>A&nbsp;B</title>{LINK}").encode(),
    "no characters": rss(f"<title>A&#xFFFFFFF;&#99999999999;\x0bB &#233;&#x1F600;</title>{LINK}").encode(),
    "nested": rss(f"{ONE}<item />", f"{TITLE}<item></item>{LINK}").encode(),
    "cut in CDATA": rss(ONE, f"{TITLE}<description><![CDATA[<p>It goes").encode()[:-40],
    "relative": rss(f"{TITLE}<link>/notes/b</link><guid isPermaLink='false'>x</guid>").encode(),
    "relative without address": (
        rss(f"{TITLE}<link>/b</link><guid isPermaLink='false'>https://other.example/1</guid>").encode(), "no address"
    ),
    "xml:base": atom('<title>T</title><id>t:1</id><link href="b" xml:base="https://base.example/x/"/>').encode(),
    "html titles": atom(
        '<title type="html">&lt;b&gt;Agents&lt;/b&gt; &amp;amp; evals</title><id>t:1</id>'
        '<link href="https://www.google.com/url?rct=j&amp;url=https://news.example/s%3Fa%3D1%23top&amp;ct=ga"/>',
        "<title>Use Map&lt;K, V&gt; wisely</title><id>t:2</id>",
    ).encode(),
    "tracking": rss(
        "<title>T</title><link>https://a.example/p?id=3&amp;utm_source=x&amp;fbclid=y&amp;gh_jid=4#part</link>"
    ).encode(),
    "dates": rss(
        f"{TITLE}<pubDate>Seg, 24 Set 2018 19:42:40 -0300</pubDate>",
        f"{TITLE}<pubDate>Thu, 07 Dec 17 10:00:29 -0800</pubDate>",
        f"{TITLE}<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate>",
        TITLE,
    ).encode(),
    "no date": rss(f"{TITLE}{LINK}", channel="<lastBuildDate>Mon, 25 May 2026 10:00:00 GMT</lastBuildDate>").encode(),
    "only updated": atom("<title>T</title><id>1</id><updated>2026-05-01T00:00:00Z</updated>").encode(),
    "no title": rss("<guid>https://blog.example/1#a</guid><description>Only words</description>").encode(),
    "one id twice": rss(f"<guid>1</guid>{TITLE}", "<guid>1</guid><title>Another</title>").encode(),
    "podcast": rss(f'{TITLE}<enclosure url="https://cdn.example/1.mp3" type="audio/mpeg"/>').encode(),
    "long": rss(f"{TITLE}<description>{'word ' * 900}</description>").encode(),
    "old doctype": rss(
        ONE, head='<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd">'
    ).encode(),
    "empty": rss().encode(),
    "json": json.dumps(JSON_FEED).encode(),
    "page": b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>',
    "plain page": b"<html><body>Hello</body></html>",
    "other xml": b"<sitemap/>",
    "other json": b'{"items": []}',
    "nothing": b"",
    "words": b"Service unavailable",
    "bomb": rss("<title>&b;</title>", head='<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>').encode(),
    "bomb in UTF-16": rss(ONE, head='<!DOCTYPE r [<!ENTITY a "aa">]>').encode("utf-16"),
    "bomb behind a comment": rss(ONE, head='<!-- <rss> --><!DOCTYPE r [<!ENTITY a "aa">]>').encode(),
    "external": rss("<title>&x;</title>", head='<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>').encode(),
    "external parameter": rss(ONE, head='<!DOCTYPE r [<!ENTITY % x SYSTEM "http://x.example/x.dtd"> %x;]>').encode(),
    "deep json": b"[" * 200_000,
    "long number": b'{"items": [{"id": ' + b"9" * 5_000 + b'}], "version": "https://jsonfeed.org/version/1"}',
    "broken gzip": b"\x1f\x8bnothing",
    "gzip bomb": gzip.compress(bytes(30_000_000), 9, mtime=0),
    "half a pair": b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "a\\ud800\\u0000b"}]}',
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> Mapping[str, FeedRead | Refusal]:
    """All of them, read together in one process: it takes longer to start than to read them."""
    answers = [
        Answer("" if given[1:] == ("no address",) else HOME, given[1] if len(given) > 1 else "", given[0])
        for given in (one if isinstance(one, tuple) else (one,) for one in ANSWERS.values())
    ]  # fmt: skip
    told = read_answers("feed", answers)
    assert not isinstance(told, Refusal)
    return dict(zip(ANSWERS, told, strict=True))


def items(read: Mapping[str, FeedRead | Refusal], name: str) -> tuple[FeedItem, ...]:
    found = read[name]
    assert isinstance(found, FeedRead), found
    return found.items


@pytest.mark.parametrize("name", [
    "plain", "bom", "utf-16", "declared utf-16", "undeclared latin-1", "declared latin-1", "charset that contradicts", "gzip",
    "old doctype",
])  # fmt: skip
def test_whatever_it_is_written_in_it_is_the_same_post(
    read: Mapping[str, FeedRead | Refusal], name: str
) -> None:
    assert read[name] == FeedRead(title="Notes", items=(READ_ONE,))


def test_encodings_that_are_declared_are_believed_where_they_can_be(
    read: Mapping[str, FeedRead | Refusal],
) -> None:
    assert items(read, "windows-1251")[0].title == "Зарплаты растут"
    assert items(read, "charset alone")[0].title == "Évals at scale"


def test_rdf_has_its_items_next_to_the_channel(read: Mapping[str, FeedRead | Refusal]) -> None:
    link = "https://blog.example/a"
    published = datetime(2026, 3, 28, 11, 8, 34, tzinfo=UTC)
    assert items(read, "rdf") == (FeedItem(link, link, "Beside it", published),)


def test_what_is_not_well_formed_is_read_where_it_can_be(
    read: Mapping[str, FeedRead | Refusal],
) -> None:
    assert [one.link for one in items(read, "bare ampersand")] == [
        "https://blog.example/b?x=1&y=2",
        "https://blog.example/a",
    ]
    assert items(read, "undefined entity")[0].title == "A B"
    assert items(read, "no characters")[0].title == "A\ufffd\ufffdB é😀"
    assert len(items(read, "nested")) == 2


def test_a_feed_that_breaks_off_has_its_whole_items_and_says_so(
    read: Mapping[str, FeedRead | Refusal],
) -> None:
    assert read["cut in CDATA"] == FeedRead(
        title="Notes",
        items=(READ_ONE,),
        is_whole=False,
        notes=("The feed breaks off: what was whole of it was read.",),
    )


@pytest.mark.parametrize(("name", "link"), [
    ("relative", "https://blog.example/notes/b"),
    ("relative without address", "https://other.example/b"),
    ("xml:base", "https://base.example/x/b"),
    ("html titles", "https://news.example/s?a=1#top"),
    ("tracking", "https://a.example/p?id=3&gh_jid=4#part"),
    ("podcast", "https://cdn.example/1.mp3"),
    ("json", "https://blog.example/a"),
    ("no title", "https://blog.example/1#a"),
])  # fmt: skip
def test_links_are_absolute_and_lead_straight_to_the_post(
    read: Mapping[str, FeedRead | Refusal], name: str, link: str
) -> None:
    assert items(read, name)[0].link == link


def test_titles_have_no_html_and_keep_their_words(read: Mapping[str, FeedRead | Refusal]) -> None:
    assert [one.title for one in items(read, "html titles")] == ["Agents & evals", "Use Map<K, V> wisely"]  # fmt: skip
    assert [(one.title, one.summary) for one in items(read, "no title")] == [("", "Only words")]


def test_dates_are_as_stated_and_never_made_up(read: Mapping[str, FeedRead | Refusal]) -> None:
    dates = [one.published for one in items(read, "dates")]
    assert dates == [None, datetime(2017, 12, 7, 18, 0, 29, tzinfo=UTC), None, None]
    undated = read["no date"]
    assert isinstance(undated, FeedRead)
    assert undated.items[0].published is None
    assert undated.notes == ("No item has a date that can be read.",)
    (one,) = items(read, "only updated")
    assert (one.published, one.updated) == (None, datetime(2026, 5, 1, tzinfo=UTC))


def test_items_that_share_an_id_are_two_items(read: Mapping[str, FeedRead | Refusal]) -> None:
    assert [one.title for one in items(read, "one id twice")] == ["Évals at scale", "Another"]


def test_summaries_are_cut(read: Mapping[str, FeedRead | Refusal]) -> None:
    (one,) = items(read, "long")
    assert len(one.summary) <= 1_000
    assert one.summary.endswith("…")


def test_json_feed_is_read_whatever_its_fields_hold(
    read: Mapping[str, FeedRead | Refusal],
) -> None:
    assert read["json"] == FeedRead(
        title="Notes",
        items=(
            FeedItem(
                "12", "https://blog.example/a", "RAG & evals", datetime(2026, 6, 3, 5, 5, 47, tzinfo=UTC), None, "One\nTwo"
            ),
            FeedItem("b", None, "", None, None, "No title"),
        ),
    )  # fmt: skip
    assert [one.title for one in items(read, "half a pair")] == ["ab"]


def test_a_feed_may_be_empty(read: Mapping[str, FeedRead | Refusal]) -> None:
    assert read["empty"] == FeedRead(title="Notes")


@pytest.mark.parametrize(("name", "why"), [
    ("page", "is a page, and no feed: its feed is at https://blog.example/rss"),
    ("plain page", "is a page, and no feed"),
    ("other xml", "is no feed: it is XML that begins with <sitemap>"),
    ("other json", "is JSON, but no JSON Feed: its `version` doesn't say that it is one"),
    ("nothing", "is no feed: it isn't XML"),
    ("words", "is no feed: it isn't XML"),
    ("bomb", "declares entities of its own, which feeds have no use for and bombs are made of"),
    ("bomb in UTF-16", "declares entities of its own, which feeds have no use for and bombs are made of"),
    ("bomb behind a comment", "declares entities of its own, which feeds have no use for and bombs are made of"),
    ("external", "declares entities of its own, which feeds have no use for and bombs are made of"),
    ("external parameter", "declares entities of its own, which feeds have no use for and bombs are made of"),
    ("deep json", "can't be read: it is nested too deeply"),
    ("broken gzip", "is damaged: it can't be unpacked"),
    ("gzip bomb", "holds more than 20 MB once it is unpacked"),
])  # fmt: skip
def test_what_is_no_feed_is_refused_in_a_sentence(
    read: Mapping[str, FeedRead | Refusal], name: str, why: str
) -> None:
    assert read[name] == Refusal(why)


def test_a_number_that_is_no_id_is_none(read: Mapping[str, FeedRead | Refusal]) -> None:
    assert items(read, "long number") == ()


@pytest.mark.parametrize("name", ["home", "home of its own", "home of json"])
def test_the_site_that_a_feed_is_of_is_read(
    read: Mapping[str, FeedRead | Refusal], name: str
) -> None:
    said = read[name]
    assert isinstance(said, FeedRead)
    assert said.home == "https://blog.example/notes"
