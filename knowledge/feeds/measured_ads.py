"""What job ads say, as a source: openings, skills, pay; and its table of what is paid."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from knowledge.editing.writing import Value
from knowledge.feeds.documents import ADS
from knowledge.feeds.facts import (
    FactText,
    day,
    fact,
    number_of,
    one_line,
    paths,
    percent,
    rounded,
    source,
)
from knowledge.feeds.kept import FeedSpans, KeptAd
from knowledge.feeds.openings import STATES_PAY, Opening, known_ads, new_openings, openings
from knowledge.feeds.pay_in_ads import PayRow, pay_rows
from knowledge.feeds.skills import says_nothing_of
from knowledge.feeds.trends import Share, shares
from knowledge.feeds.weeks import BEFORE, RECENT, WEEK, Weeks
from knowledge.fields import too_few
from knowledge.library import Library
from knowledge.periods import Period

LASTING = timedelta(days=90)
"""How long an ad is counted for what is paid, from when it was last open."""

MOST_SKILLS, MOST_COMPANIES = 5, 3

COLUMNS = "role,level,place,component,currency,period,n,companies,low,high"

OPENINGS = "Open job ads"


def measured_ads(
    library: Library, ads: Iterable[KeptAd], spans: FeedSpans, now: datetime
) -> Mapping[str, str | None]:
    """The documents of what ads say, their table among them; None for what has nothing to say.

    `ads` are those that were open in the last 90 days, or new in the weeks that are compared.
    """
    path, table_path = paths(ADS)
    known = [*known_ads(library, ads)]
    rows = pay_rows(library, (ad for ad in known if _last_open(ad, now) >= now - LASTING))
    found = openings(known, now)
    weeks = Weeks.before(now.date())
    facts = [*_open_facts(library, found, now.date())]
    facts += _moves(library, found, spans, weeks)
    facts += _new_companies(found, spans, now)
    if not facts and not rows:
        return {path: None, table_path: None}
    title = f"Job ads of {number_of(len({one.company for one in found}), 'company', 'companies')}, 90 days to {now.date().isoformat()}"
    shared: dict[str, Value] = {
        "section": "Job ads of 90 days: p25 of the lower ends to p75 of the upper ends of stated pay",
        "year": now.year,
        "computed": True,
    }
    document = source(
        title, "Job ads, last 90 days", "job-ads", now.date(), facts, shared if rows else None
    )
    return {path: document, table_path: _table(rows) if rows else None}


def _last_open(ad: KeptAd, now: datetime) -> datetime:
    return ad.closed_at or min(ad.last_seen, now)


def _table(rows: Sequence[PayRow]) -> str:
    return "\n".join((COLUMNS, *map(_row, rows))) + "\n"


def _row(row: PayRow) -> str:
    cell = row.cell
    said = (cell.role, cell.level, cell.place, cell.component, cell.currency, cell.period)
    amounts = (f"{rounded(end, 2)}" for end in (row.low, row.high))
    return ",".join((*said, str(row.n), str(row.companies), *amounts))


def _open_facts(library: Library, found: Sequence[Opening], today: date) -> Iterator[FactText]:
    """Openings by role and the skills they ask for, and how many state pay; of the day."""
    opened = [one for one in found if one.is_open]
    by_role: defaultdict[str, list[Opening]] = defaultdict(list)
    for one in opened:
        for role in one.roles:
            by_role[role].append(one)
    for role in sorted(by_role, key=lambda one: (-len(by_role[one]), one)):
        of_role = by_role[role]
        if too_few(len(of_role), _companies(of_role)) is None:
            yield _of_role(library, role, of_role, today)
            yield from _skills_of(library, role, of_role, today)
    if too_few(len(opened), _companies(opened)) is None:
        stating = sum(one.states_pay for one in opened)
        share = 100 * stating / len(opened)
        yield _of_the_day(
            "ads-pay-stated",
            f"Pay is stated in {stating:,} of {number_of(len(opened), 'open ad')} ({percent(share)}) on {day(today)}",
            [share],
            "percent of ads",
            today,
            len(opened),
        )


def _companies(found: Iterable[Opening]) -> int:
    return len({one.company for one in found})


def _of_role(library: Library, role: str, found: Sequence[Opening], today: date) -> FactText:
    companies = number_of(_companies(found), "company", "companies")
    return _of_the_day(
        f"ads-{role}",
        f"{library.roles[role].name}: {number_of(len(found), 'opening')} at {companies} on {day(today)}",
        [len(found)],
        "openings",
        today,
        len(found),
        topics=_known_topics(library, "job-growth"),
        roles=[role],
    )


def _skills_of(
    library: Library, role: str, found: Sequence[Opening], today: date
) -> Iterator[FactText]:
    asked = Counter(
        skill for one in found for skill in one.skills if not says_nothing_of(library, role, skill)
    )
    most = sorted(asked, key=lambda skill: (-asked[skill], skill))[:MOST_SKILLS]
    if most:
        asking = [100 * asked[skill] / len(found) for skill in most]
        told = [
            f"{library.name('skills', skill)} {percent(share)}"
            for skill, share in zip(most, asking, strict=True)
        ]
        yield _of_the_day(
            f"ads-{role}-skills",
            f"{number_of(len(found), 'open ad')} for {library.roles[role].name} ask for {', '.join(told)}",
            asking,
            "percent of ads",
            today,
            len(found),
            topics=_known_topics(library, "skills-demand"),
            roles=[role],
        )


def _of_the_day(
    id: str,
    statement: str,
    values: Sequence[float],
    unit: str,
    today: date,
    n: int,
    topics: Sequence[str] = (),
    roles: Sequence[str] = (),
) -> FactText:
    return fact(
        id, statement, [rounded(one) for one in values], unit, period=Period.of_day(today),
        year=today.year, section=OPENINGS, n=n, topics=topics, roles=roles,
    )  # fmt: skip


def _known_topics(library: Library, *topics: str) -> tuple[str, ...]:
    return tuple(one for one in topics if library.term("topics", one) is not None)


def _moves(
    library: Library, found: Sequence[Opening], spans: FeedSpans, weeks: Weeks
) -> Iterator[FactText]:
    """What has moved among new ads: roles, skills, and whether pay is stated."""
    told = shares([*new_openings(found, spans, weeks)])
    moved = [one for one in told.values() if one.moved and one.before is not None]
    for one in sorted(moved, key=lambda one: (-abs(one.now - (one.before or 0.0)), one.subject)):
        yield _move(library, one, weeks)


def _move(library: Library, share: Share, weeks: Weeks) -> FactText:
    kind, _, id = share.subject.partition(":")
    roles, topics, name = tuple[str, ...](), tuple[str, ...](), "Pay stated"
    if kind == "role":
        roles, topics = (id,), _known_topics(library, "job-growth")
        name = library.roles[id].name
    elif kind == "skill":
        topics = _known_topics(library, "skills-demand")
        name = library.name("skills", id)
    values = [share.before or 0.0, share.now]
    said = " → ".join(map(percent, values))
    return fact(
        f"ads-{STATES_PAY}-share" if kind == STATES_PAY else f"ads-{kind}-{id}-share",
        f"{name}: {said} of new ads, the last four weeks against the twelve before; {share.named} of {number_of(share.of, 'new ad')} in the week to {day(weeks.last)}",
        [rounded(one) for one in values],
        "percent of new ads",
        period=Period(weeks.first, weeks.last),
        year=weeks.last.year,
        section="New job ads",
        n=share.n,
        topics=topics,
        roles=roles,
    )


def _new_companies(found: Sequence[Opening], spans: FeedSpans, now: datetime) -> Iterator[FactText]:
    """Companies that have an ad for one of our roles for the first time, on feeds that are long known."""
    since = now - RECENT * WEEK
    by_company: defaultdict[str, list[Opening]] = defaultdict(list)
    for one in found:
        by_company[one.company].append(one)
    long_known = {
        feed for feed, span in spans.items() if span.begins <= (now - BEFORE * WEEK).date()
    }
    new = [
        ads
        for _, ads in sorted(by_company.items())
        if all(
            one.first_seen and one.first_seen >= since and one.feeds <= long_known for one in ads
        )
    ]
    if new:
        new.sort(key=lambda ads: (-len(ads), ads[0].company))
        names = [one_line(ads[0].organization, 40) for ads in new[:MOST_COMPANIES]]
        more = f" and {len(new) - len(names)} more" if len(new) > len(names) else ""
        several = number_of(len(new), "company", "companies")
        yield fact(
            "ads-new-companies",
            f"First ads for our roles in a quarter, at {several}: {', '.join(names)}{more}",
            [len(new)],
            "companies",
            period=Period(since.date(), now.date()),
            year=now.year,
            section="New job ads",
            n=sum(map(len, new)),
        )
