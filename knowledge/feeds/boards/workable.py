"""Workable's widget, whose API isn't documented: it may change any day."""

from collections.abc import Iterator, Mapping

from knowledge.drafting.article import Refusal
from knowledge.feeds.reading import FeedRead, JobAd
from knowledge.feeds.stated import (
    address,
    at,
    body,
    is_list,
    joined,
    moment,
    objects,
    places,
    words,
)


def asked(board: str) -> str:
    """The address of an account, which answers whole."""
    return f"https://apply.workable.com/api/v1/widget/accounts/{board}?details=true"


def read(answer: object, _url: str) -> FeedRead | Refusal:
    """The ads of an account."""
    if not is_list(at(answer, "jobs")):
        return Refusal("isn't what Workable answers: it has no list of `jobs`")
    name = words(at(answer, "name"))
    posts = objects(at(answer, "jobs"))
    notes: tuple[str, ...] = ()
    if posts and not any("description" in post for post in posts):
        notes = ("Texts weren't asked for: add details=true to the address.",)
    return FeedRead(
        title=name, ads=tuple(ad for post in posts for ad in _ad(post, name)), notes=notes
    )


def _ad(post: Mapping[str, object], organization: str | None) -> Iterator[JobAd]:
    title, url = words(post.get("title")), address(post.get("url"))
    identifier = words(post.get("shortcode"), 100)
    if identifier is None or title is None:
        return
    several = [
        joined(one.get("city"), one.get("region"), one.get("country"))
        for one in objects(post.get("locations"))
        if one.get("hidden") is not True
    ]
    only = joined(post.get("city"), post.get("state"), post.get("country"))
    yield JobAd(
        identifier,
        title,
        organization,
        url or address(post.get("application_url")),
        places(*(several or [only])),
        "TELECOMMUTE" if post.get("telecommuting") is True else None,
        words(post.get("employment_type"), 100),
        moment(post.get("published_on")) or moment(post.get("created_at")),
        text=body(post.get("description")),
    )
