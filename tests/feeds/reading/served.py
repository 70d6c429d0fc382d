"""A visit to a real server, and a board that it serves."""

import json
from collections.abc import Mapping

from bot.feeds.visiting import visit
from bot.feeds.visits import Validators, Visit
from knowledge.feeds.model import Feed, FeedKind
from tests.bot.web import OUTER, Names, Site, answer, fetcher

NAMES = Names({"site.example": [[OUTER]]})
NOTHING = Validators()


def visited(
    outer: Site,
    kind: FeedKind = "feed",
    path: str = "/f",
    before: Validators = NOTHING,
    known: tuple[str, ...] = (),
) -> Visit:
    feed = Feed(id="f", name="Acme", kind=kind, address=f"http://site.example:{outer.port}{path}")
    return visit(fetcher(NAMES), feed, before, known)


def told(body: object) -> bytes:
    return answer(json.dumps(body).encode(), type="application/json")


def posting(number: int) -> Mapping[str, object]:
    return {"id": str(number), "name": f"Job {number}", "company": {"name": "Acme"}}


def detail(number: int) -> Mapping[str, object]:
    return {**posting(number), "jobAd": {"sections": {"jobDescription": {"text": f"Do {number}"}}}}


def board(outer: Site, pages: int, a_page: int = 1) -> None:
    """A board of SmartRecruiters with that many pages, and every posting's own answer."""
    for page in range(pages):
        start = page * a_page
        numbers = range(start, start + a_page)
        content = [posting(number) for number in numbers]
        path = f"/b?limit={a_page}&offset={start}"
        outer.answers[path] = told({"offset": start, "totalFound": pages * a_page, "content": content})  # fmt: skip
        outer.answers |= {f"/b/{number}": told(detail(number)) for number in numbers}
