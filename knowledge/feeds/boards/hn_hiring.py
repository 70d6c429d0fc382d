"""Hacker News' *Who is hiring*: the month's thread, found by Algolia's search, and what is posted in it.

A post is a comment on the thread itself; what answers it is none. Authors are persons: no name is kept.
https://hn.algolia.com/api, https://github.com/HackerNews/API
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from knowledge.drafting.article import Refusal
from knowledge.feeds.boards.paging import with_parameters
from knowledge.feeds.links import canonical
from knowledge.feeds.plain import line, plain
from knowledge.feeds.reading import FeedItem, FeedRead, JobAd
from knowledge.feeds.stated import (
    MOST_TEXT,
    at,
    fields,
    is_list,
    moment,
    moment_of_seconds,
    number,
    objects,
    places,
    text,
    words,
)
from knowledge.pay.job_words import JOB_NOUN

SEARCH = "https://hn.algolia.com/api/v1/search_by_date"
MOST_HITS = 1_000
"""Hits that Algolia gives at most; a thread has some five hundred."""

_THREAD = re.compile(r"who\s+is\s+hiring", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+|\([\w.-]+\.[a-z]{2,}(?:/\S*)?\)", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:full[- ]?time|part[- ]?time|contract(?:or)?|freelance|intern(?:ship)?s?|permanent)\b",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"\bremote\b", re.IGNORECASE)
_NOT_REMOTE = re.compile(r"\b(?:no|not|non)[- ]remote\b|\bremote[^|]{0,20}not\b", re.IGNORECASE)
_WAY = re.compile(
    r"\b(?:on[- ]?site|hybrid|in[- ]?(?:person|office)|remote(?:[- ]friendly)?|visa(?: sponsorship)?(?: available)?|relocation)\b",
    re.IGNORECASE,
)
_PAY = re.compile(r"[$€£₹¥]\s?\d|\d\s?k\b|\bequity\b|%|\bsalary\b", re.IGNORECASE)


def asked(_board: str) -> str:
    """The address that finds the threads of the last months."""
    return f"{SEARCH}?tags=story,author_whoishiring&hitsPerPage=20"


def read(answer: object, url: str) -> FeedRead | Refusal:
    """The thread that a search found, the posts of a thread, or one post."""
    if answer is None:
        return Refusal("isn't there: Hacker News answers null")
    if is_list(at(answer, "hits")):
        hits = objects(at(answer, "hits"))
        is_comments = any("comment_text" in hit for hit in hits)
        return _comments(answer, hits, url) if is_comments else _search(hits)
    if at(answer, "id") and at(answer, "type"):
        return _item(fields(answer))
    return Refusal("isn't what Hacker News answers: a search or an item")


def _search(hits: Sequence[Mapping[str, object]]) -> FeedRead | Refusal:
    threads = [hit for hit in hits if _THREAD.search(text(hit.get("title")))]
    newest = max(threads, key=lambda hit: number(hit.get("created_at_i")) or 0, default=None)
    identifier = words(newest.get("objectID"), 20) if newest else None
    if newest is None or identifier is None or not identifier.isdecimal():
        return Refusal("found no thread named “Who is hiring”")
    return _thread(identifier, newest)


def _thread(identifier: str, said: Mapping[str, object]) -> FeedRead:
    title = words(said.get("title")) or ""
    link = f"https://news.ycombinator.com/item?id={identifier}"
    posted = moment(said.get("created_at")) or moment_of_seconds(said.get("time"))
    return FeedRead(
        title=title,
        items=(FeedItem(identifier, link, title, posted),),
        more=(f"{SEARCH}?tags=comment,story_{identifier}&hitsPerPage={MOST_HITS}",),
        notes=(f"Found the thread “{title}”: {link}",),
    )


def _comments(answer: object, hits: Sequence[Mapping[str, object]], url: str) -> FeedRead:
    """The posts of a thread; more pages where there are, which Algolia has for its first thousand hits alone."""
    posts = [hit for hit in hits if number(hit.get("parent_id")) == number(hit.get("story_id"))]
    page, pages = number(at(answer, "page")) or 0, number(at(answer, "nbPages")) or 0
    total = number(at(answer, "nbHits")) or 0
    more = page + 1 < pages and url.startswith("http")
    per_page = number(at(answer, "hitsPerPage")) or MOST_HITS
    is_whole = len(hits) >= min(total - page * per_page, per_page) and total <= MOST_HITS
    notes: list[str] = []
    if not is_whole:
        notes.append(f"Of {total:,.0f} comments, {len(hits):,} are here.")
    if replies := len(hits) - len(posts):
        notes.append(f"Replies, which are no posts: {replies}.")
    return FeedRead(
        title=next((words(hit.get("story_title")) for hit in hits), None),
        ads=tuple(
            ad
            for hit in posts
            for ad in _ad(
                words(hit.get("objectID"), 20),
                text(hit.get("comment_text")),
                moment(hit.get("created_at")),
            )
        ),
        more=(with_parameters(url, page=int(page) + 1),) if more else (),
        is_whole=is_whole,
        notes=tuple(notes),
    )


def _item(item: Mapping[str, object]) -> FeedRead | Refusal:
    """One item of the Firebase API: a thread, or a comment, which may have been deleted."""
    identifier = words(item.get("id"), 20) or ""
    if item.get("type") == "story":
        if not _THREAD.search(text(item.get("title"))) or not identifier.isdecimal():
            return Refusal("is another story than “Who is hiring”")
        return _thread(identifier, item)
    if item.get("deleted") is True or item.get("dead") is True:
        return FeedRead(notes=("The comment was deleted.",))
    if item.get("type") != "comment":
        return Refusal("is no comment")
    posted = moment_of_seconds(item.get("time"))
    return FeedRead(ads=tuple(_ad(identifier, text(item.get("text")), posted)))


def _ad(identifier: str | None, html: str, posted: datetime | None) -> Iterator[JobAd]:
    # The ends of lines that authors wrote are in it, next to paragraphs.
    told = plain(html.replace("\n", "<br>"), MOST_TEXT)
    if not identifier or not told:
        return
    head = line(told.partition("\n")[0], 300)
    parts = [part for one in head.split("|") if (part := one.strip(" -–—,"))]
    organization, title = _whose_and_what(parts, head)
    rest = [one for one in parts[1:] if one != title]
    remote = [one for one in parts if _REMOTE.search(one)]
    yield JobAd(
        identifier,
        title,
        organization,
        f"https://news.ycombinator.com/item?id={identifier}",
        places(*(one for one in rest if _is_place(one))),
        "TELECOMMUTE" if remote and not any(_NOT_REMOTE.search(one) for one in remote) else None,
        next((found[0] for one in rest if (found := _KIND.search(one))), None),
        posted,
        text=told,
    )


def _whose_and_what(parts: Sequence[str], head: str) -> tuple[str | None, str]:
    """The company and the job of a first line, `Company | Role | …`; the line is the title where it isn't like that."""
    if len(parts) == 1:
        company, _, job = head.partition(" — ")
        return (_company(company), job) if JOB_NOUN.search(job) else (None, head)
    jobs = [one for one in parts[1:] if JOB_NOUN.search(one)]
    if jobs:
        return _company(parts[0]), jobs[0]
    if JOB_NOUN.search(parts[0]):
        return None, parts[0]
    is_told_otherwise = any(it.search(parts[1]) for it in (_REMOTE, _WAY, _PAY, _KIND, _LINK))
    return _company(parts[0]), head if is_told_otherwise or len(parts) < 3 else parts[1]


def _company(said: str) -> str | None:
    """A company's name, without its address and what it says of itself."""
    return re.split(r"\s[-–—]+\s", f"{_LINK.sub('', said)} ")[0].strip(" -–—,:") or None


def _is_place(part: str) -> bool:
    """Whether a part of a post's first line is neither pay nor a kind of work, nor a link: what is left is a place."""
    if _PAY.search(part) or canonical(part) or _LINK.search(part) or JOB_NOUN.search(part):
        return False
    left = _KIND.sub("", part) if not _REMOTE.search(part) else part
    left = left if _REMOTE.search(left) else _WAY.sub("", left)
    return bool(re.search(r"[^\W\d_]{2}", left)) and len(part) < 80
