"""Answers of feeds and boards: whatever they are, what is read of them crosses to the process that asked.

The first byte says of which kind the rest is.
"""

import json
from importlib import import_module

from bot.feeds.carried import Answer, packed, to_bytes, unpacked
from bot.reading.feeds import read
from knowledge.feeds.boards import READERS
from knowledge.feeds.reading import FeedRead
from tests.feeds.reading.boards import POSTED
from tests.fuzz.target import Target

# What a process loads when it needs it is loaded here while branches are counted.
for needed in (
    "bot.reading.xml_feeds",
    "knowledge.feeds.json_feed",
    *(one.module for one in READERS.values()),
):
    import_module(needed)

KINDS = [*READERS, "feed"]


def check(data: bytes) -> None:
    """It is read or refused, and the same on the other side; no pay is without an amount."""
    kind = KINDS[data[0] % len(KINDS)] if data else "feed"
    (told,) = json.loads(read(to_bytes(kind, [Answer("https://x.example/a", "", data[1:])])))
    found = unpacked(told)
    assert packed(found) == told
    if isinstance(found, FeedRead):
        assert all(pay.min_value or pay.max_value for ad in found.ads for pay in ad.pay)
        assert all(
            item.link is None or item.link.startswith(("http://", "https://"))
            for item in found.items
        )


def seeds() -> list[bytes]:
    """A small answer of each kind."""
    post: dict[str, object] = {
        "id": "1", "title": "T", "text": "T", "name": "N", "shortcode": "s", "objectID": "1", "content": "&lt;p&gt;$1&lt;/p&gt;",
        "pay_input_ranges": [{"min_cents": 100, "max_cents": 200, "currency_type": "JPY", "title": "Pay"}],
        "salaryRange": {"min": 1, "max": 2, "currency": "USD", "interval": "per-year-salary"},
        "salary": {"min": "1", "max": "2", "period": "month", "currency": "EUR"}, "_jobposting": POSTED, "parent_id": 1, "story_id": 1,
        "compensation": {"compensationTiers": [{"title": "NY", "components": [{"compensationType": "Salary", "minValue": 1}]}]},
        "comment_text": "A | Engineer | Remote", "publishedAt": "2026-01-01",
    }  # fmt: skip
    tops = {"greenhouse": "jobs", "ashby": "jobs", "workable": "jobs", "recruitee": "offers", "teamtailor": "items", "hn-hiring": "hits", "smartrecruiters": "content"}  # fmt: skip
    answers: dict[str, str] = {
        kind: json.dumps({top: [post], "totalFound": 1}) for kind, top in tops.items()
    }
    answers |= {
        "lever": json.dumps([post]),
        "personio": "<workzag-jobs><position><id>1</id><name>N</name></position></workzag-jobs>",
        "jobposting": f'<script type="application/ld+json">{json.dumps(POSTED)}</script>',
        "series": "date,value\n2026-01-01,1\n",
        "feed": "<rss><channel><item><title>T</title></item></channel></rss>",
    }
    return [bytes([KINDS.index(kind)]) + said.encode() for kind, said in answers.items()]


def pieces() -> list[str]:
    """Parts of answers."""
    return ["null", "[", "]", "{", "}", "1e999", "-1", '"\\ud800"', "<!DOCTYPE", "<!ENTITY", "<![CDATA[", "]]>", "<item>", "</item>", "<entry>",
            "&nbsp;", "&#x110000;", "xml:base=", "<div class='pay-range'>", "€61.000", "@graph", "JobPosting", "\x1f\x8b", "2026-02-30"]  # fmt: skip


TARGET = Target(check, seeds, pieces, most_bytes=2_000)
