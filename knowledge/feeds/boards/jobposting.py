"""Pages with a JobPosting in JSON-LD (https://developers.google.com/search/docs/appearance/structured-data/job-posting)."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urlsplit

from knowledge.drafting.article import Refusal
from knowledge.feeds.boards.job_posting import ad_of_job_posting, job_postings_in
from knowledge.feeds.links import canonical
from knowledge.feeds.plain import plain_line
from knowledge.feeds.reading import FeedRead
from knowledge.feeds.stated import address, text, words

_SCRIPT = re.compile(r"<script\b([^<>]*+)>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_TITLE = re.compile(r"<(?:title|h1)\b[^<>]*+>([^<]{1,1000}+)", re.IGNORECASE)
_LINK = re.compile(r"<(?:link|meta)\b([^<>]*+)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z:-]{2,20}+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_TRAILING = re.compile(
    r"^\s*(?:<!--|/\*.*?\*/|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*;?\s*$"
)

MOST_BLOCKS = 100


def read(answer: object, url: str) -> FeedRead | Refusal:
    """The job that a page is about, by its title or address; jobs that are named next to it are others."""
    page = str(answer)
    blocks, broken = _blocks(page)
    found = list({id(one): one for block in blocks for one in job_postings_in(block)}.values())
    about = _about(page, url)
    if not found:
        kinds = "is broken JSON" if broken else "has none"
        return Refusal(f"has no JobPosting to read: its JSON-LD {kinds}")
    own = _own(found, about)
    if own is None:
        named = ", ".join(filter(None, (words(one.get("title"), 60) for one in found[:3])))
        return Refusal(
            f"has {len(found)} JobPostings, and none with the page's title or address ({named})"
        )
    ad = ad_of_job_posting(own, url=about.url)
    if ad is None:
        return Refusal("has a JobPosting without a title")
    others = len(found) - 1
    notes = [f"Other jobs on the page, left out: {others}."] if others else []
    if broken:
        notes.append("A block of JSON-LD on the page is broken and was left out.")
    return FeedRead(title=about.titles[0] if about.titles else None, ads=(ad,), notes=tuple(notes))


class _About:
    """What a page says of itself: titles, its own addresses, and the one to name it by."""

    def __init__(self, titles: list[str], addresses: list[str]) -> None:
        self.titles = titles
        self.paths = {urlsplit(one).path.rstrip("/") for one in addresses} - {""}
        self.url = addresses[0] if addresses else None


def _about(page: str, url: str) -> _About:
    titles = [plain_line(unescape(one), 300) for one in _TITLE.findall(page)[:5]]
    addresses: list[str] = []
    for found in _LINK.findall(page)[:300]:
        said = {name.lower(): unescape(a or b) for name, a, b in _ATTRIBUTE.findall(found)}
        kind = said.get("rel") or said.get("property") or said.get("name") or ""
        if kind in ("canonical", "og:url"):
            addresses.append(said.get("href") or said.get("content") or "")
        elif kind in ("og:title", "twitter:title"):
            titles.append(plain_line(said.get("content", ""), 300))
    kept = [one for said in (*addresses, url) if (one := canonical(said, url or None))]
    return _About(titles, kept)


def _own(found: list[Mapping[str, object]], about: _About) -> Mapping[str, object] | None:
    """The posting that the page is about: the one by its address, by its title, or the only one."""
    for one in found:
        own = address(one.get("url"), about.url)
        if own and urlsplit(own).path.rstrip("/") in about.paths:
            return one
    for one in sorted(found, key=lambda one: -len(text(one.get("title")))):
        title = _bare(words(one.get("title")) or "")
        if title and any(title in _bare(said) for said in about.titles):
            return one
    return found[0] if len(found) == 1 else None


def _bare(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _blocks(page: str) -> tuple[list[object], bool]:
    """The page's blocks of JSON-LD, and whether one isn't valid JSON."""
    blocks: list[object] = []
    broken = False
    for said in _scripts(page):
        try:
            blocks.append(json.loads(_TRAILING.sub("", said), strict=False))
        except (ValueError, RecursionError):
            broken = True
    return blocks, broken


def _scripts(page: str) -> Iterator[str]:
    count = position = 0
    while (found := _SCRIPT.search(page, position)) and count < MOST_BLOCKS:
        end = _END.search(page, found.end())
        position = end.end() if end else len(page)
        if "ld+json" in found[1].lower():
            count += 1
            yield page[found.end() : end.start() if end else len(page)].strip()
