"""Openings: the jobs behind ads, each once, and what is counted of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.feeds.kept import FeedSpans, KeptAd
from knowledge.feeds.keys import company_key
from knowledge.feeds.trends import Told
from knowledge.feeds.weeks import WEEK, Weeks, covered
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Opening:
    """One job, however many ads it has; `company` tells it from others, `organization` is how it is called.

    `first_seen` is None where an ad was there at its feed's first reading: nobody knows since when it is open.
    """

    job: str
    company: str
    organization: str
    roles: tuple[str, ...]
    skills: frozenset[str]
    states_pay: bool
    feeds: frozenset[str]
    first_seen: datetime | None
    is_open: bool


def known_ads(library: Library, ads: Iterable[KeptAd]) -> Iterator[KeptAd]:
    """Ads for one of our roles, without what is no longer in the vocabulary."""
    for ad in ads:
        roles = tuple(role for role in ad.roles if role in library.roles)
        if roles:
            level = ad.level if ad.level and library.term("levels", ad.level) else None
            places = tuple(one for one in ad.places if library.term("places", one) is not None)
            skills = tuple(one for one in ad.skills if library.term("skills", one) is not None)
            yield replace(ad, roles=roles, level=level, places=places, skills=skills)


def openings(ads: Iterable[KeptAd], now: datetime) -> tuple[Opening, ...]:
    """The jobs of ads, in the order of their keys. One that nobody has seen for a week is no longer open."""
    by_job: defaultdict[str, list[KeptAd]] = defaultdict(list)
    for ad in ads:
        by_job[ad.job].append(ad)
    return tuple(_opening(job, by_job[job], now) for job in sorted(by_job))


def _opening(job: str, ads: Sequence[KeptAd], now: datetime) -> Opening:
    was_there = any(ad.is_backlog for ad in ads)
    return Opening(
        job=job,
        company=company_key(ads[0].organization),
        organization=ads[0].organization,
        roles=tuple(dict.fromkeys(role for ad in ads for role in ad.roles)),
        skills=frozenset(skill for ad in ads for skill in ad.skills),
        states_pay=any(ad.pay for ad in ads),
        feeds=frozenset(ad.feed for ad in ads),
        first_seen=None if was_there else min(ad.first_seen for ad in ads),
        is_open=any(_is_open(ad, now) for ad in ads),
    )


def _is_open(ad: KeptAd, now: datetime) -> bool:
    return ad.last_seen >= now - WEEK if ad.closed_at is None else ad.closed_at > now


STATES_PAY = "pay"
"""The subject of ads that state pay; those of roles and skills begin with `role:` and `skill:`."""


def new_openings(found: Iterable[Opening], spans: FeedSpans, weeks: Weeks) -> Iterator[Told]:
    """Jobs in the week in which they were first seen, on feeds that were read in all of the weeks since before."""
    feeds = covered(weeks.starts, spans, by_backlog=False)
    for one in found:
        week = None if one.first_seen is None else weeks.number(one.first_seen)
        if week is not None and one.feeds <= feeds:
            subjects = {f"role:{role}" for role in one.roles}
            subjects |= {f"skill:{skill}" for skill in one.skills}
            subjects |= {STATES_PAY} if one.states_pay else set()
            yield Told(week, frozenset({one.company}), frozenset(subjects))
