"""Teamtailor's career sites: JSON Feed with a JobPosting in each item. Seen, and documented nowhere."""

from collections.abc import Iterator, Mapping

from knowledge.drafting.article import Refusal
from knowledge.feeds.boards.job_posting import ad_of_job_posting
from knowledge.feeds.reading import FeedRead, JobAd
from knowledge.feeds.stated import address, at, body, fields, is_list, moment, objects, words


def asked(board: str) -> str:
    """The address of a career site's jobs; a site of an employer's own is named by its host."""
    host = board if "." in board else f"{board}.teamtailor.com"
    return f"https://{host}/jobs.json"


def read(answer: object, url: str) -> FeedRead | Refusal:
    """The jobs of a career site."""
    if not is_list(at(answer, "items")):
        return Refusal("isn't what Teamtailor answers: it has no list of `items`")
    title = words(at(answer, "title"))
    more = address(at(answer, "next_url"), url)
    return FeedRead(
        title=title,
        ads=tuple(ad for item in objects(at(answer, "items")) for ad in _ad(item, title, url)),
        more=(more,) if more else (),
    )


def _ad(item: Mapping[str, object], site: str | None, base: str) -> Iterator[JobAd]:
    posting = dict(fields(item.get("_jobposting")))
    posting.setdefault("title", item.get("title"))
    posting.setdefault("description", item.get("content_html"))
    where = address(item.get("url"), base)
    ad = ad_of_job_posting(posting, url=where, identifier=words(item.get("id"), 100))
    if ad is None:
        return
    yield JobAd(
        ad.identifier,
        ad.title,
        ad.organization or site,
        ad.url,
        ad.locations,
        ad.location_type,
        ad.employment_type,
        ad.date_posted or moment(item.get("date_published")),
        ad.date_modified or moment(item.get("date_modified")),
        ad.valid_through,
        ad.pay,
        ad.text or body(item.get("content_text")),
    )
