"""News of pay: what job ads offer now and before, and what an official release says."""

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from knowledge.digest.ads import AdRange, ad_ranges, told_range
from knowledge.digest.choosing import IN_FOCUS, SAME_AGAIN, Channel, because
from knowledge.digest.edition import AdPayNews, ReleasedPay
from knowledge.library import Library
from knowledge.over_years import PayOverYears, pay_over_years

CHANGED = 2.0
"""For what has changed, over what the channel was merely not told of yet."""

ADS_COUNT = 0.02
"""For each ad that it is made from, to a hundred."""

TIE = 0.2


@dataclass(frozen=True, slots=True)
class _Offered:
    now: AdRange
    before: AdRange | None
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
        else "no digest here has told what ads offer there yet"
    )
    return AdPayNews(best.now, best.before, because(reasons))


def _offered(channel: Channel) -> Iterator[_Offered]:
    """What ads offer and the channel does not know: what has changed, and what it was never told."""
    focus = concerned_roles(channel)
    before = {one.about: one for one in channel.brief.ads_before}
    for now in ad_ranges(channel.library):
        if focus and now.role not in focus:
            continue
        told = told_range(now, channel.in_order)
        was = before.get(now.about)
        known = told or ((was.low, was.high) if was else None)
        has_changed = known is not None and now.differs(*known)
        if has_changed or told is None:
            shown = _with_ends(now, known) if has_changed and known else None
            yield _Offered(now, shown, _weight(channel, now, has_changed=has_changed))


def _with_ends(now: AdRange, ends: tuple[float, float]) -> AdRange:
    return AdRange(now.role, now.level, now.place, now.component, now.currency, now.period, *ends)


def _weight(channel: Channel, now: AdRange, *, has_changed: bool) -> float:
    return (
        CHANGED * has_changed
        + IN_FOCUS * (now.role in channel.brief.focus.roles)
        + ADS_COUNT * min(100, now.n or 0)
        - SAME_AGAIN * any(item.startswith(f"pay:{now.role}/") for item in channel.last)
        + TIE * channel.chance(now.about)
    )
