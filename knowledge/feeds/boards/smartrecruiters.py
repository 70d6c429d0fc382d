"""SmartRecruiters' Posting API (https://dev.smartrecruiters.com/customer-api/posting-api/)."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from knowledge.drafting.article import Refusal
from knowledge.feeds.boards.paging import asked_for, with_parameters
from knowledge.feeds.reading import FeedRead, JobAd
from knowledge.feeds.stated import (
    address,
    at,
    body,
    fields,
    is_list,
    is_object,
    joined,
    moment,
    number,
    objects,
    places,
    words,
)

A_PAGE = 100
"""Postings on a page, the most that is allowed."""

SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


def asked(board: str) -> str:
    """The address of a board's first page."""
    return f"https://api.smartrecruiters.com/v1/companies/{board}/postings?limit={A_PAGE}&offset=0"


def read(answer: object, url: str) -> FeedRead | Refusal:
    """The postings of a page, with where their texts are and where it goes on; or one posting with its text."""
    if is_object(at(answer, "jobAd")):
        return _detail(fields(answer), url)
    if not is_list(at(answer, "content")):
        return Refusal("isn't what SmartRecruiters answers: it has no list named `content`")
    posts = objects(at(answer, "content"))
    found = [(post, ad) for post in posts for ad in _ad(post)]
    total = int(number(at(answer, "totalFound")) or 0)
    read_so_far = _offset(answer, url) + len(posts)
    notes: list[str] = []
    more: tuple[str, ...] = ()
    if not total and not posts:
        notes.append(
            "No postings: SmartRecruiters answers the same for any name that it doesn't know."
        )
    elif read_so_far < total:
        notes.append(f"Of {total:,} postings, {len(posts)} are on this page.")
        if posts and _is_address(url):
            more = (with_parameters(url, offset=read_so_far),)
    return FeedRead(
        title=next((ad.organization for _, ad in found), None),
        ads=tuple(ad for _, ad in found),
        more=more,
        details={ad.identifier: where for post, ad in found if (where := _where(post, ad, url))},
        is_whole=bool(posts) and (read_so_far >= total or bool(more)),
        notes=tuple(notes),
    )


def _detail(post: Mapping[str, object], url: str) -> FeedRead:
    """One posting with its text; where it doesn't say which it is, its address does."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2] if _is_address(url) else ""
    named = {"id": last, "name": "", **{name: value for name, value in post.items() if value}}
    ad = next(_ad(named, is_named=bool(post.get("id") and post.get("name"))))
    notes = () if post.get("name") else ("This posting's text comes without its title.",)
    return FeedRead(ads=(ad,), notes=notes)


def _offset(answer: object, url: str) -> int:
    stated = number(at(answer, "offset"))
    return asked_for(url, "offset") if stated is None else int(stated)


def _where(post: Mapping[str, object], ad: JobAd, url: str) -> str | None:
    """Where a posting's text is: next to the page that lists it, so that no answer leads to another host."""
    if not _is_address(url):
        return address(post.get("ref"))
    parts = urlsplit(url)
    return (
        f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/{quote(ad.identifier, safe='')}"
    )


def _is_address(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _ad(post: Mapping[str, object], *, is_named: bool = True) -> Iterator[JobAd]:
    identifier, title = words(post.get("id"), 100) or "", words(post.get("name")) or ""
    if is_named and not (identifier and title):
        return
    where = fields(post.get("location"))
    # `Warsaw, , Poland`: a place with a hole in it.
    whole = words(where.get("fullLocation"), 200) or ""
    place = joined(*whole.split(",")) or joined(
        where.get("city"), where.get("region"), (words(where.get("country")) or "").upper()
    )
    sections = (at(post, "jobAd", "sections", name, "text") for name in SECTIONS)
    yield JobAd(
        identifier,
        title,
        words(at(post, "company", "name")),
        address(post.get("postingUrl")) or _page_of(post, identifier),
        places(place),
        "TELECOMMUTE" if where.get("remote") is True else None,
        words(at(post, "typeOfEmployment", "label"), 100),
        moment(post.get("releasedDate")),
        text=body(*sections),
    )


def _page_of(post: Mapping[str, object], identifier: str) -> str | None:
    """The page of a posting for people, which lists don't name: it is known by company and id."""
    company = words(at(post, "company", "identifier"), 100)
    if company is None or not identifier:
        return None
    return (
        f"https://jobs.smartrecruiters.com/{quote(company, safe='')}/{quote(identifier, safe='')}"
    )
