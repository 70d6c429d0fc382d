"""Ashby's job postings API (https://developers.ashbyhq.com/docs/public-job-posting-api)."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from knowledge.drafting.article import Refusal
from knowledge.feeds.ad_pay import component_of, pay_of_fields
from knowledge.feeds.plain import cut
from knowledge.feeds.reading import AdPay, FeedRead, JobAd
from knowledge.feeds.stated import (
    MOST_TEXT,
    address,
    at,
    body,
    is_list,
    moment,
    objects,
    places,
    text,
    words,
)

if TYPE_CHECKING:
    from knowledge.fields import Component

COMPONENTS: Mapping[str, "Component"] = {
    "Commission": "additional",
    "Bonus": "bonus",
    "EquityCashValue": "equity",
}
"""Parts of pay in money, by `compensationType`; an `EquityPercentage` is none, and a `Salary` says which it is."""


def asked(board: str) -> str:
    """The address of a board, which answers whole."""
    return f"https://api.ashbyhq.com/posting-api/job-board/{board}?includeCompensation=true"


def read(answer: object, _url: str) -> FeedRead | Refusal:
    """The ads that are listed. No ad at all is told, for a board that never was may answer so too."""
    if not is_list(at(answer, "jobs")):
        return Refusal("isn't what Ashby answers: it has no list of `jobs`")
    posts = objects(at(answer, "jobs"))
    ads = tuple(ad for post in posts if post.get("isListed") is not False for ad in _ad(post))
    notes: list[str] = []
    if not posts:
        notes.append("No jobs: Ashby may answer the same for a name that it doesn't know.")
    elif not any("compensation" in post for post in posts):
        notes.append("Pay wasn't asked for: add includeCompensation=true to the address.")
    return FeedRead(ads=ads, is_whole=bool(posts), notes=tuple(notes))


def _ad(post: Mapping[str, object]) -> Iterator[JobAd]:
    title, url = words(post.get("title")), address(post.get("jobUrl"))
    identifier = words(post.get("id"), 100) or url
    if identifier is None or title is None:
        return
    others = (one.get("location") for one in objects(post.get("secondaryLocations")))
    is_remote = post.get("isRemote") is True or post.get("workplaceType") == "Remote"
    is_remote = is_remote and post.get("workplaceType") not in ("Hybrid", "OnSite")
    yield JobAd(
        identifier,
        title,
        None,
        url or address(post.get("applyUrl")),
        places(post.get("location"), *others),
        "TELECOMMUTE" if is_remote else None,
        words(post.get("employmentType"), 100),
        moment(post.get("publishedAt")),
        pay=tuple(_pay(post.get("compensation"))),
        text=cut(text(post.get("descriptionPlain")), MOST_TEXT)
        or body(post.get("descriptionHtml")),
    )


def _pay(compensation: object) -> Iterator[AdPay]:
    """Each tier's own amounts, with its title as their place: a summary spans several tiers, and nobody gets it."""
    for tier in objects(at(compensation, "compensationTiers")):
        place, about = words(tier.get("title"), 200), words(tier.get("additionalInformation")) or ""
        for part in objects(tier.get("components")):
            kind = text(part.get("compensationType"))
            said = words(part.get("summary")) or ""
            if kind == "Salary":
                component = component_of(said, about, words(tier.get("tierSummary")) or "")
            elif kind in COMPONENTS:
                component = COMPONENTS[kind]
            else:
                continue
            yield from pay_of_fields(
                part.get("minValue"),
                part.get("maxValue"),
                part.get("currencyCode"),
                part.get("interval"),
                said=" · ".join(filter(None, (said, about))),
                component=component,
                place=place,
            )
