"""`rolecall feeds try`: what a file or an address brings, for people and for programs."""

import json
import shutil
from pathlib import Path

import pytest

from bot.settings import CONTENT
from knowledge.feeds.model import FEED_KINDS
from tests.bot.command_line import CommandLine
from tests.bot.web import OUTER, answer, site

FEED = """<rss version="2.0"><channel><title>Notes on evals</title><item><guid>7</guid><title>Agents &amp; évals</title>
<link>https://blog.example/a?utm_source=x#b</link><pubDate>Mon, 25 May 2026 10:00:00 +0200</pubDate>
<description>&lt;p&gt;Short.&lt;/p&gt;</description></item>{more}</channel></rss>"""
ITEM = {
    "id": "7", "link": "https://blog.example/a#b", "title": "Agents & évals", "published": "2026-05-25T08:00:00+00:00", "updated": None,
    "summary": "Short.",
}  # fmt: skip
OFFER = {
    "id": 26, "title": "AI Engineer", "company_name": "Acme", "location": "Utrecht", "published_at": "2026-06-02 10:10:41 UTC", "remote": True,
    "salary": {"min": "18.50", "max": None, "period": "month", "currency": "EUR"},
}  # fmt: skip
AD = {
    "identifier": "26", "title": "AI Engineer", "hiringOrganization": "Acme", "url": None, "jobLocation": ["Utrecht"],
    "jobLocationType": "TELECOMMUTE", "employmentType": None, "datePosted": "2026-06-02T10:10:41+00:00", "dateModified": None,
    "validThrough": None,
    "baseSalary": [{
        "minValue": 18.5, "maxValue": None, "currency": "EUR", "unitText": "MONTH", "component": "unspecified", "place": None,
        "words": "18.50 EUR month", "stated_in": "field", "doubtful": "so little for one month can hardly be meant",
    }],
}  # fmt: skip
VALUE = {"date": "2026-11-20", "value": 2.5, "name": "US"}
SEARCH = {"hits": [{"title": "Ask HN: Who is hiring? (May 2026)", "objectID": "40", "created_at": "2026-05-01T15:00:07Z", "created_at_i": 5}]}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def lines(said: str) -> list[object]:
    return [json.loads(line) for line in said.splitlines()]


def test_a_feed_is_printed_an_item_a_line(run: CommandLine) -> None:
    (run.folder / "feed.xml").write_text(FEED.format(more=""), encoding="utf-8")
    done = run("feeds", "try", "feed", "feed.xml", "--json")
    assert (done.code, done.err) == (0, "")
    assert lines(done.out) == [ITEM]


def test_a_board_is_printed_an_ad_a_line(run: CommandLine) -> None:
    (run.folder / "offers.json").write_text(json.dumps({"offers": [OFFER]}), encoding="utf-8")
    assert lines(run("feeds", "try", "recruitee", "offers.json", "--json").out) == [AD]
    shown = run("feeds", "try", "recruitee", "offers.json").out
    assert shown == "Acme\n1 ad\n  2026-06-02  AI Engineer · Acme · Utrecht · 18.50 EUR month (doubtful)\n"  # fmt: skip


def test_pay_that_stands_in_the_text_alone_is_printed_too(run: CommandLine) -> None:
    text = "<p>A bonus of $2,000 for referrals.</p><p>The base salary is $120,000 to $150,000 a year.</p>"
    offer = {**OFFER, "salary": {"min": None, "max": None}, "description": text}
    (run.folder / "offers.json").write_text(json.dumps({"offers": [offer]}), encoding="utf-8")
    (pay,) = json.loads(run("feeds", "try", "recruitee", "offers.json", "--json").out)["baseSalary"]
    assert (pay["minValue"], pay["maxValue"], pay["unitText"]) == (120_000, 150_000, "YEAR")
    assert (pay["component"], pay["stated_in"]) == ("base", "prose")
    assert "$120,000 to $150,000" in run("feeds", "try", "recruitee", "offers.json").out


def test_a_series_is_printed_a_value_a_line(run: CommandLine) -> None:
    (run.folder / "s.csv").write_text("date,country,share\n2026-11-20,US,2.5\nx,US,1\n", encoding="utf-8")  # fmt: skip
    done = run("feeds", "try", "series", "s.csv", "--json")
    assert lines(done.out) == [{**VALUE, "unit": None, "license": None}]
    assert done.err == "line 3: “x” is no day\n"
    assert run("feeds", "try", "series", "s.csv").out == "1 value\n  2026-11-20  2.5  US\n"


def test_a_series_that_is_kept_has_its_unit_and_license(run: CommandLine) -> None:
    with site(OUTER) as outer:
        outer.answers["/s.csv"] = answer(b"date,country,share\n2026-11-20,US,2.5\n")
        url = f"http://{OUTER}:{outer.port}/s.csv"
        feed = (
            f"name: Lab\nkind: series\naddress: {url}\nunit: percent of ads\nlicense: CC BY 4.0\n"
        )
        shutil.copytree(CONTENT, run.folder / "content")
        (run.folder / "content/feeds/lab.yaml").write_text(feed, encoding="utf-8")
        here = {"ROLECALL_FETCH_NETWORKS": f"{OUTER}/32", "ROLECALL_CONTENT": "content"}
        (told,) = lines(run("feeds", "try", "series", url, "--json", **here).out)
        shown = run("feeds", "try", "series", url, **here).out
    assert told == {**VALUE, "unit": "percent of ads", "license": "CC BY 4.0"}
    assert "  2026-11-20  2.5% of ads  US\n  License: CC BY 4.0\n" in shown


def test_a_search_prints_the_thread_that_it_found(run: CommandLine) -> None:
    (run.folder / "search.json").write_text(json.dumps(SEARCH), encoding="utf-8")
    done = run("feeds", "try", "hn-hiring", "search.json", "--json")
    (thread,) = lines(done.out)
    assert isinstance(thread, dict)
    assert (thread["id"], thread["title"]) == ("40", "Ask HN: Who is hiring? (May 2026)")
    assert "https://news.ycombinator.com/item?id=40" in done.err


def test_a_person_sees_the_first_items_and_how_many_there_are(run: CommandLine) -> None:
    more = "".join(f"<item><description>Words {number}</description></item>" for number in range(11))  # fmt: skip
    (run.folder / "feed.xml").write_text(FEED.format(more=more), encoding="utf-8")
    shown = run("feeds", "try", "feed", "feed.xml").out.splitlines()
    assert shown[:4] == [
        "Notes on evals",
        "12 items",
        "  2026-05-25  Agents & évals",
        "  no date     Words 0",
    ]
    assert shown[-1] == "  … and 2 more"
    assert len(shown) == 2 + 10 + 1


@pytest.mark.parametrize(("name", "content", "why"), [
    ("page.html", b"<html></html>", "page.html is a page, and no feed"),
    ("missing.xml", None, "missing.xml can't be read: No such file or directory"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(
    run: CommandLine, name: str, content: bytes | None, why: str
) -> None:
    if content is not None:
        (run.folder / name).write_bytes(content)
    done = run("feeds", "try", "feed", name)
    assert (done.code, done.out, done.err) == (1, "", f"Error: {why}\n")


def test_an_address_is_visited(run: CommandLine) -> None:
    with site(OUTER) as outer:
        url = f"http://{OUTER}:{outer.port}"
        outer.answers["/old"] = answer(b"", "Location: /new", status="301 Moved")
        outer.answers["/new"] = answer(FEED.format(more="").encode())
        outer.answers["/lever"] = answer(b'[{"id": "a", "text": "Engineer"}]')
        here = {"ROLECALL_FETCH_NETWORKS": f"{OUTER}/32"}
        done = run("feeds", "try", "feed", f"{url}/old", "--json", **here)
        board = run("feeds", "try", "lever", f"{url}/lever", "--json", **here)
        inner = run("feeds", "try", "feed", f"{url}/new")
    assert lines(done.out) == [ITEM]
    assert done.err == f"It has moved to {url}/new\n"
    (ad,) = lines(board.out)
    assert isinstance(ad, dict)
    assert ad["hiringOrganization"] is None
    assert inner.code == 1
    assert "is inside a private network" in inner.err


def test_a_kind_that_there_is_not_is_told_with_those_that_there_are(run: CommandLine) -> None:
    kinds = ", ".join(FEED_KINDS)
    for kind, meant in (("fax", ""), ("greenhous", '; did you mean "greenhouse"?'), ("", "")):
        done = run("feeds", "try", kind, "x")
        assert (done.code, done.out) == (2, "")
        assert done.err.endswith(f'Error: kind: "{kind}" is not one of {kinds}{meant}\n')
    assert done.err.startswith("Usage: rolecall feeds try [OPTIONS] KIND FILE|URL\n")
