"""News of pay: what job ads offer now and before, and what an official release says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from weakref import WeakKeyDictionary

from knowledge.digest.ads import TOLD_RANGES, AdRange, ToldRange, ad_ranges, told_ranges
from knowledge.digest.choosing import IN_FOCUS, SAME_AGAIN, Channel, because
from knowledge.digest.edition import AdPayNews, ReleasedPay
from knowledge.digest.tips import with_article
from knowledge.feeds.documents import ADS
from knowledge.library import Library
from knowledge.over_years import PayOverYears, pay_over_years

CHANGED = 2.0
"""For what has changed, over what the channel was merely not told of yet."""

ADS_COUNT = 0.02
"""For each open ad of the role, to a hundred."""

BASE = 0.001
"""For each ad that a range is made from: of the ranges of a role, the one with the broadest base."""

APART = timedelta(weeks=2)
"""Pay in ads moves slowly: where it is not what the channel put first, it comes no more often."""

LEAST_ADS, LEAST_COMPANIES = 10, 5
"""What a range has to be made from to be told to people who did not ask for it."""

HALF_YEAR = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class _Offered:
    now: AdRange
    before: ToldRange | None
    weight: float


def pay_news(channel: Channel) -> AdPayNews | ReleasedPay | None:
    """The news of pay for a channel: an official release first, for it comes once a year."""
    return _release(channel) or _ads(channel)


def release_key(pay: PayOverYears) -> str:
    """`release:<source>`."""
    return f"release:{pay.latest.source.id}"


def _release(channel: Channel) -> ReleasedPay | None:
    """The newest release of the first role of the channel's that is in one, else of the best known role."""
    roles = concerned_roles(channel)
    for role in roles or _best_known(channel):
        pay = _over_years(channel.library, role)
        if pay is not None and release_key(pay) not in channel.had:
            is_focus = role in channel.brief.focus.roles
            name = channel.library.roles[role].name
            about = (
                f"it's about {name}, which comes first here" if is_focus else f"it counts {name}"
            )
            return ReleasedPay(pay, because(["no digest here has told that release yet", about]))
    return None


def concerned_roles(channel: Channel) -> tuple[str, ...]:
    """The roles that a channel put first, as far as they are known."""
    return tuple(role for role in channel.brief.focus.roles if role in channel.library.roles)


def _best_known(channel: Channel) -> Iterator[str]:
    library = channel.library
    yield from sorted(library.roles, key=lambda role: (-library.number_of_figures(role), role))


_series: WeakKeyDictionary[Library, dict[str, PayOverYears | None]] = WeakKeyDictionary()
# They are read from tables: each snapshot's are read once, and fall with it.


def _over_years(library: Library, role: str) -> PayOverYears | None:
    known = _series.setdefault(library, {})
    if role not in known:
        known[role] = pay_over_years(library, role)
    return known[role]


def _ads(channel: Channel) -> AdPayNews | None:
    offered = list(_offered(channel))
    if not offered:
        return None
    best = max(offered, key=lambda one: (one.weight, one.now.about))
    name = channel.library.roles[best.now.role].name
    is_focus = best.now.role in channel.brief.focus.roles
    reasons = [f"it's about {name}, which comes first here"] if is_focus else []
    reasons.append(
        "what ads offer has changed"
        if best.before
        else f"what ads offer {with_article(name)} is new here"
    )
    if not is_focus and (ads := _openings(channel.library, best.now.role)):
        reasons.append(f"{ads:,} openings for one are listed now, with pay or without")
    before, since = (best.before.range, best.before.day) if best.before else (None, None)
    return AdPayNews(best.now, before, because(reasons), since)


def _offered(channel: Channel) -> Iterator[_Offered]:
    """What ads offer and the channel does not know: what has changed, and roles that it was never told of."""
    focus, day = concerned_roles(channel), channel.brief.day
    told = told_ranges(channel.in_order)
    roles = {one.range.role for ranges in told.values() for one in ranges}
    if not focus and any(day - ranges[-1].day < APART for ranges in told.values()):
        return
    for now in ad_ranges(channel.library):
        is_thin = (now.n or 0) < LEAST_ADS or (now.companies or 0) < LEAST_COMPANIES
        if is_thin or (focus and now.role not in focus):
            continue
        before = _before(channel, now, told)
        if before is not None:
            yield _Offered(now, before, _weight(channel, now, has_changed=True))
        elif now.role not in roles:
            yield _Offered(now, None, _weight(channel, now, has_changed=False))


def _before(
    channel: Channel, now: AdRange, told: Mapping[str, Sequence[ToldRange]]
) -> ToldRange | None:
    """What it was when it was last told, or at the last digest; None where it has not changed for good."""
    news = channel.brief.news
    was = [one for one in channel.brief.ads_before if one.about == now.about]
    known = told.get(now.about) or (
        tuple(ToldRange(one, news.since) for one in was) if news else ()
    )
    if not known or not now.is_firm or not known[-1].range.is_firm:
        return None
    lately = [one for one in known if channel.brief.day - one.day < HALF_YEAR]
    is_back = any(not now.differs(one.range) for one in (*lately, known[-1]))
    return None if is_back else known[-1]


def _weight(channel: Channel, now: AdRange, *, has_changed: bool) -> float:
    return (
        CHANGED * has_changed
        + IN_FOCUS * (now.role in channel.brief.focus.roles)
        + ADS_COUNT * min(100, _openings(channel.library, now.role) or now.n or 0)
        + BASE * min(100, now.n or 0)
        - SAME_AGAIN * any(one.range.role == now.role for one in TOLD_RANGES.among(channel.last))
    )


def _openings(library: Library, role: str) -> int:
    """How many ads are open for a role, with pay or without; 0 where that is not measured."""
    of_role = (fact for fact in library.facts if fact.source == ADS and fact.id == f"ads-{role}")
    return next((fact.n or 0 for fact in of_role), 0)
