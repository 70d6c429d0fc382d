"""Visits to real servers: what is asked for, what follows, and how a visit ends."""

import pytest

from bot.feeds.visiting import retry_after
from bot.feeds.visits import Failed, Read, Unchanged, Validators
from tests.bot.web import Site, answer
from tests.feeds.reading.served import NOTHING, board, detail, posting, told, visited

ONE = b"<rss version='2.0'><channel><title>Notes</title><item><title>T</title><link>/a</link></item></channel></rss>"


def moved(to: str, status: str) -> bytes:
    return answer(b"", f"Location: {to}", status=status)


@pytest.mark.parametrize("type", [
    "text/html", "text/plain", "application/octet-stream", "text/xml; charset=us-ascii", "content-type", "image/png", "",
])  # fmt: skip
def test_a_feed_is_read_whatever_type_it_is_said_to_be(outer: Site, type: str) -> None:
    outer.answers["/f"] = answer(ONE, 'ETag: W/"7"', "Last-Modified: yesterday", type=type)
    found = visited(outer)
    assert isinstance(found, Read)
    assert found.read.items[0].link == f"http://site.example:{outer.port}/a"
    assert found.validators == Validators('W/"7"', "yesterday")
    assert found.moved_to is None


def test_it_is_asked_for_what_is_new_alone(outer: Site) -> None:
    outer.answers["/f"] = answer(b"", 'ETag: "8"', status="304 Not Modified")
    found = visited(outer, before=Validators('"7"', "Mon, 25 May 2026 10:00:00 GMT"))
    assert found == Unchanged(Validators('"8"', "Mon, 25 May 2026 10:00:00 GMT"))
    (asked,) = outer.came
    assert b'If-None-Match: "7"\r\n' in asked
    assert b"If-Modified-Since: Mon, 25 May 2026 10:00:00 GMT\r\n" in asked


def test_without_validators_no_condition_is_asked(outer: Site) -> None:
    outer.answers["/f"] = answer(ONE)
    found = visited(outer, before=Validators("bad\r\nX: y", None))
    assert isinstance(found, Read)
    assert found.validators == NOTHING
    assert b"If-" not in outer.came[0]
    assert b"X: y" not in outer.came[0]


@pytest.mark.parametrize(("status", "headers", "failed"), [
    ("410 Gone", [], Failed("is gone: the server says that it won't come back (HTTP 410)", 410, None, is_gone=True)),
    ("404 Not Found", [], Failed("isn't there (HTTP 404): check its address or name", 404)),
    ("429 Too Many", ["Retry-After: 120"], Failed("asks to be read less often (HTTP 429)", 429, 120.0)),
    ("503 Busy", ["Retry-After: Mon, 25 May 2026 10:01:00 GMT", "Date: Mon, 25 May 2026 10:00:00 GMT"],
     Failed("has trouble of its own (HTTP 503)", 503, 60.0)),
    ("500 Oops", [], Failed("has trouble of its own (HTTP 500)", 500)),
    ("403 Forbidden", [], Failed("isn't open to everyone (HTTP 403)", 403)),
    ("204 Nothing", [], Failed("can't be fetched: the server answers with HTTP 204", 204)),
])  # fmt: skip
def test_a_visit_that_fails_says_how(outer: Site, status: str, headers: list[str], failed: Failed) -> None:  # fmt: skip
    outer.answers["/f"] = answer(ONE, *headers, status=status)
    assert visited(outer) == failed


@pytest.mark.parametrize(("said", "seconds"), [
    ("", None), ("soon", None), ("-5", None), ("0", 0), ("999999999999", 604_800), ("Mon, 25 May 2020 10:01:00 GMT", 0),
    ("Tue, 25 May 2190 10:01:00 GMT", 604_800),
])  # fmt: skip
def test_how_long_to_wait_is_read_or_not_believed(said: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": said}) == seconds


@pytest.mark.parametrize(("statuses", "has_moved"), [
    (["301 Moved"], True), (["308 Moved", "301 Moved"], True), (["302 Found"], False), (["301 Moved", "307 Temporary"], False),
])  # fmt: skip
def test_only_what_moves_for_good_all_the_way_has_moved(
    outer: Site, statuses: list[str], has_moved: bool
) -> None:
    for step, status in enumerate(statuses):
        outer.answers[f"/{step or 'f'}"] = moved(f"/{step + 1}", status)
    outer.answers[f"/{len(statuses)}"] = answer(ONE)
    found = visited(outer)
    assert isinstance(found, Read)
    there = f"http://site.example:{outer.port}/{len(statuses)}"
    assert found.moved_to == (there if has_moved else None)


def test_what_cannot_be_read_fails_in_words(outer: Site) -> None:
    outer.answers["/f"] = answer(b"<html></html>")
    assert visited(outer) == Failed("is a page, and no feed", 200)
    assert isinstance(visited(outer, "workable"), Failed)


def test_pages_and_texts_are_followed(outer: Site) -> None:
    board(outer, 3)
    found = visited(outer, "smartrecruiters", "/b?limit=1&offset=0")
    assert isinstance(found, Read)
    assert [(ad.title, ad.text) for ad in found.read.ads] == [(f"Job {n}", f"Do {n}") for n in range(3)]  # fmt: skip
    assert found.read.is_whole
    assert (found.read.more, found.read.details, found.validators) == ((), {}, NOTHING)
    assert len(outer.came) == 3 + 3


def test_texts_that_are_known_are_not_asked_for_again(outer: Site) -> None:
    board(outer, 1, 3)
    found = visited(outer, "smartrecruiters", "/b?limit=3&offset=0", known=("0", "2"))
    assert isinstance(found, Read)
    assert [ad.text for ad in found.read.ads] == ["", "Do 1", ""]
    assert len(outer.came) == 2


def test_an_ad_that_ends_while_it_is_read_is_left_out(outer: Site) -> None:
    board(outer, 1, 3)
    outer.answers["/b/1"] = answer(b"", status="404 Not Found")
    found = visited(outer, "smartrecruiters", "/b?limit=3&offset=0")
    assert isinstance(found, Read)
    assert [ad.identifier for ad in found.read.ads] == ["0", "2"]
    assert found.read.is_whole


def test_a_text_that_cannot_be_had_leaves_the_rest_to_later_visits(outer: Site) -> None:
    board(outer, 1, 3)
    outer.answers["/b/1"] = answer(b"", status="429 Too Many")
    found = visited(outer, "smartrecruiters", "/b?limit=3&offset=0")
    assert isinstance(found, Read)
    assert [ad.identifier for ad in found.read.ads] == ["0"]
    assert not found.read.is_whole
    assert "The text of an ad can't be had: the server answers with HTTP 429." in found.read.notes
    assert len(outer.came) == 3


def test_a_page_that_fails_leaves_a_reading_that_is_not_whole(outer: Site) -> None:
    board(outer, 3)
    outer.answers["/b?limit=1&offset=1"] = answer(b"", status="500 Oops")
    found = visited(outer, "smartrecruiters", "/b?limit=1&offset=0")
    assert isinstance(found, Read)
    assert len(found.read.ads) == 1
    assert not found.read.is_whole


def test_pages_that_lead_in_circles_end(outer: Site) -> None:
    first = {"offset": 0, "totalFound": 9, "content": [posting(0)]}
    for path in ("/b?limit=1&offset=0", "/b?limit=1&offset=1"):
        outer.answers[path] = told(first)
    outer.answers["/b/0"] = told(detail(0))
    found = visited(outer, "smartrecruiters", "/b?limit=1&offset=0")
    assert isinstance(found, Read)
    assert (len(found.read.ads), found.read.is_whole, len(outer.came)) == (1, False, 3)


def test_a_board_that_does_not_say_whose_it_is_has_its_feeds_name(outer: Site) -> None:
    outer.answers["/f"] = told([{"id": "a", "text": "Engineer"}])
    found = visited(outer, "lever")
    assert isinstance(found, Read)
    assert [ad.organization for ad in found.read.ads] == ["Acme"]
