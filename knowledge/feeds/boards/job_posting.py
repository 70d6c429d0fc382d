"""schema.org's JobPosting (https://schema.org/JobPosting), as pages and feeds have it, which is rarely as it is meant."""

from collections.abc import Iterator, Mapping

from knowledge.feeds.ad_pay import component_of_title, pay_of_fields
from knowledge.feeds.reading import AdPay, JobAd
from knowledge.feeds.stated import (
    address,
    at,
    body,
    elements,
    fields,
    is_list,
    is_object,
    joined,
    moment,
    objects,
    places,
    text,
    words,
)


def is_job_posting(value: object) -> bool:
    """Whether an object says that it is a JobPosting, maybe among other things."""
    return any(text(one).rpartition("/")[2] == "JobPosting" for one in elements(at(value, "@type")))


def ad_of_job_posting(
    post: Mapping[str, object], *, url: str | None, identifier: str | None = None
) -> JobAd | None:
    """The ad that a JobPosting is, None where it has no title; `url` is where it is found, which may not be its own."""
    title = words(post.get("title")) or words(post.get("name"))
    if title is None:
        return None
    own = address(post.get("url"), url) or url
    stated = words(at(post, "identifier", "value"), 100) or words(post.get("identifier"), 100)
    is_remote = any(
        text(one).upper() == "TELECOMMUTE" for one in elements(post.get("jobLocationType"))
    )
    kinds = [text(one) for one in elements(post.get("employmentType"))]
    return JobAd(
        identifier or stated or own or title,
        title,
        words(at(post, "hiringOrganization", "name")) or words(post.get("hiringOrganization")),
        own,
        places(*(_place(one) for one in elements(post.get("jobLocation")))),
        "TELECOMMUTE" if is_remote else None,
        words(", ".join(filter(None, kinds)), 100),
        moment(post.get("datePosted")),
        moment(post.get("dateModified")),
        moment(post.get("validThrough")),
        tuple(_pay(post)),
        body(post.get("description")),
    )


def _place(place: object) -> str | None:
    """A Place by its address, or its name; either may be a text."""
    where = at(place, "address")
    if is_object(where):
        country = at(where, "addressCountry")
        told = joined(
            at(where, "addressLocality"),
            at(where, "addressRegion"),
            at(country, "name") or country,
        )
        if told:
            return told
    return words(where, 200) or words(at(place, "name"), 200) or words(place, 200)


def _pay(post: Mapping[str, object]) -> Iterator[AdPay]:
    """`baseSalary` alone: an `estimatedSalary` is somebody's, and not the employer's."""
    money = post.get("salaryCurrency")
    for salary in elements(post.get("baseSalary")):
        if not is_object(salary):
            yield from _of_value(salary, {}, money)
            continue
        stated = fields(salary)
        # Some have the quantity's fields in the salary itself.
        for value in elements(stated.get("value")) or (stated,):
            yield from _of_value(value, stated, money)


def _of_value(value: object, salary: Mapping[str, object], money: object) -> tuple[AdPay, ...]:
    """A MonetaryAmount's value: a number, or a QuantitativeValue with one or both ends."""
    one = fields(value)
    only = one.get("value") if one else value
    low, high = one.get("minValue"), one.get("maxValue")
    if low is None and high is None:
        low = high = only
    name = words(one.get("name")) or words(salary.get("name")) or ""
    return pay_of_fields(
        low,
        high,
        salary.get("currency") or one.get("currency") or money,
        one.get("unitText") or salary.get("unitText"),
        component="base" if not name else component_of_title(name),
    )


def job_postings_in(said: object, most: int = 2_000) -> Iterator[Mapping[str, object]]:
    """Each JobPosting of a block of JSON-LD: itself, in a list, in an `@graph`, or as what a page is about."""
    waiting = [said]
    seen = 0
    while waiting and seen < most:
        one = waiting.pop(0)
        seen += 1
        if is_list(one):
            waiting += elements(one)
        elif is_job_posting(one):
            yield fields(one)
        elif is_object(one):
            for name in ("@graph", "mainEntity", "itemListElement", "item"):
                waiting += objects(at(one, name))
