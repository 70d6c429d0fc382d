"""Lever's postings API (https://github.com/lever/postings-api)."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from knowledge.drafting.article import Refusal
from knowledge.feeds.ad_pay import component_of, pay_of_fields
from knowledge.feeds.boards.paging import asked_for, with_parameters
from knowledge.feeds.plain import cut
from knowledge.feeds.reading import FeedRead, JobAd
from knowledge.feeds.stated import (
    MOST_TEXT,
    address,
    at,
    body,
    elements,
    fields,
    is_list,
    is_object,
    moment_of_seconds,
    number,
    objects,
    places,
    text,
    words,
)

if TYPE_CHECKING:
    from datetime import datetime

A_PAGE = 100


def asked(board: str) -> str:
    """The address of a board's first page."""
    return f"https://api.lever.co/v0/postings/{board}?mode=json&skip=0&limit={A_PAGE}"


def read(answer: object, url: str) -> FeedRead | Refusal:
    """The ads of a page; there is more as long as pages are full, for no total is told."""
    if at(answer, "ok") is False or at(answer, "error"):
        return Refusal(f"isn't there: Lever says “{words(at(answer, 'error'), 100) or 'no'}”")
    if is_object(answer) and at(answer, "id") and at(answer, "text"):
        return FeedRead(ads=tuple(_ad(fields(answer))))
    if not is_list(answer):
        return Refusal("isn't what Lever answers: a list of postings")
    skip, limit = asked_for(url, "skip"), asked_for(url, "limit")
    count = len(elements(answer))
    more = (with_parameters(url, skip=skip + count),) if limit and count >= limit else ()
    return FeedRead(ads=tuple(ad for post in objects(answer) for ad in _ad(post)), more=more)


def _ad(post: Mapping[str, object]) -> Iterator[JobAd]:
    identifier, title = words(post.get("id"), 100), words(post.get("text"))
    if identifier is None or title is None:
        return
    kinds = fields(post.get("categories"))
    workplace = text(post.get("workplaceType")).lower()
    salary = fields(post.get("salaryRange"))
    about = text(post.get("salaryDescriptionPlain")) or body(post.get("salaryDescription"))
    yield JobAd(
        identifier,
        title,
        None,
        address(post.get("hostedUrl")) or address(post.get("applyUrl")),
        places(kinds.get("location"), *elements(kinds.get("allLocations"))),
        "TELECOMMUTE" if workplace == "remote" else None,
        words(kinds.get("commitment"), 100),
        _milliseconds(post.get("createdAt")),
        pay=pay_of_fields(
            salary.get("min"),
            salary.get("max"),
            salary.get("currency"),
            salary.get("interval"),
            component=component_of(about),
        ),
        text=_text(post, about),
    )


def _milliseconds(value: object) -> "datetime | None":
    stated = number(value)
    return None if stated is None else moment_of_seconds(stated / 1_000)


def _text(post: Mapping[str, object], about: str) -> str:
    """The whole text: what opens it, each list with its heading, what follows, what is said of pay."""
    opening = text(post.get("descriptionPlain")) or body(post.get("description"))
    lists = (
        f"{words(one.get('text')) or ''}\n{body(one.get('content'))}"
        for one in objects(post.get("lists"))
    )
    closing = text(post.get("additionalPlain")) or body(post.get("additional"))
    return cut("\n".join(filter(None, (opening, *lists, closing, about))), MOST_TEXT)
