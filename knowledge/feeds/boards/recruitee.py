"""Recruitee's Careers Site API (https://docs.recruitee.com)."""

from collections.abc import Iterator, Mapping

from knowledge.drafting.article import Refusal
from knowledge.feeds.ad_pay import pay_of_fields
from knowledge.feeds.reading import FeedRead, JobAd
from knowledge.feeds.stated import (
    address,
    at,
    body,
    fields,
    is_list,
    joined,
    moment,
    objects,
    places,
    words,
)


def asked(board: str) -> str:
    """The address of a company's offers, which come all at once."""
    return f"https://{board}.recruitee.com/api/offers/"


def read(answer: object, _url: str) -> FeedRead | Refusal:
    """The offers of a company."""
    if not is_list(at(answer, "offers")):
        return Refusal("isn't what Recruitee answers: it has no list of `offers`")
    posts = objects(at(answer, "offers"))
    open_posts = [post for post in posts if post.get("status") in (None, "published")]
    return FeedRead(
        title=next((words(post.get("company_name")) for post in posts), None),
        ads=tuple(ad for post in open_posts for ad in _ad(post)),
    )


def _ad(post: Mapping[str, object]) -> Iterator[JobAd]:
    identifier, title = words(post.get("id"), 100), words(post.get("title"))
    if identifier is None or title is None:
        return
    several = [
        joined(one.get("city") or one.get("name"), one.get("state"), one.get("country"))
        for one in objects(post.get("locations"))
    ]
    only = words(post.get("location"), 200) or joined(post.get("city"), post.get("country"))
    salary = fields(post.get("salary"))
    yield JobAd(
        identifier,
        title,
        words(post.get("company_name")),
        address(post.get("careers_url")) or address(post.get("careers_apply_url")),
        places(*(several if len(several) > 1 else [only or next(iter(several), None)])),
        "TELECOMMUTE" if post.get("remote") is True else None,
        words(post.get("employment_type_code"), 100),
        moment(post.get("published_at")) or moment(post.get("created_at")),
        moment(post.get("updated_at")),
        moment(post.get("close_at")),
        pay_of_fields(
            salary.get("min"), salary.get("max"), salary.get("currency"), salary.get("period")
        ),
        body(post.get("description"), post.get("requirements")),
    )
