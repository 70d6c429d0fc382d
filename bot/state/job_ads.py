"""Job ads: kept once each, closed and opened again, read for what they say, measured."""

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    Text,
    and_,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.state.feed_tables import FEEDS, JOB_AD_TEXTS, JOB_ADS
from bot.state.stored import some, storable, storable_or_none
from knowledge.advertised import AdsRequest
from knowledge.feeds.identity import BELIEVED_AHEAD, sound
from knowledge.feeds.kept import AdSubjects, KeptAd, UnreadAd
from knowledge.feeds.keys import digest, job_key
from knowledge.feeds.reading import AdPay, JobAd
from knowledge.feeds.stories import ListedAd

MOST_LINE, MOST_LINK, MOST_TEXT = 500, 3_000, 100_000

_row, _text = JOB_ADS.c, JOB_AD_TEXTS.c


@dataclass(frozen=True, slots=True)
class AdsRead:
    """What a reading of a board is: `closes` where an ad that is missing is gone."""

    feed: str
    now: datetime
    is_first: bool
    closes: bool


def store(connection: Connection, reading: AdsRead, ads: Iterable[JobAd]) -> int:
    """Keep what a reading brought, and close what is gone; gives how many ads are new."""
    brought = {_id(reading.feed, ad.identifier): ad for ad in ads}
    asked = select(
        _row.id, _row.stated_key, _row.content_key, _row.stated_pay, _row.has_text, _row.read_with,
        _row.closed_at, _row.dated, _text.ad_id.label("kept_text"),
    ).outerjoin(JOB_AD_TEXTS, _text.ad_id == _row.id)  # fmt: skip
    known: dict[str, Row[Any]] = {}
    for ids in some(brought):
        known |= {row.id: row for row in connection.execute(asked.where(_row.id.in_(ids)))}
    new = [_new(id, ad, reading) for id, ad in brought.items() if id not in known]
    if new:
        connection.execute(insert(JOB_ADS), new)
    told = {id for id in brought if id not in known}
    for id, row in known.items():
        changed = _changed(row, brought[id], reading)
        if changed:
            connection.execute(update(JOB_ADS).where(_row.id == id).values(**changed))
        if row.kept_text is None or "content_key" in changed:
            told.add(id)
    for ids in some(known):
        connection.execute(update(JOB_ADS).where(_row.id.in_(ids)).values(last_seen=reading.now))
    _keep_texts(connection, {id: brought[id].text for id in sorted(told) if brought[id].text})
    if reading.closes:
        _close(connection, reading)
    return len(new)


def _keep_texts(connection: Connection, texts: Mapping[str, str]) -> None:
    """Keep the texts of ads, in place of those that were kept."""
    for ids in some(texts):
        connection.execute(delete(JOB_AD_TEXTS).where(_text.ad_id.in_(ids)))
        rows = [{"ad_id": id, "packed": _packed(texts[id])} for id in ids]
        connection.execute(insert(JOB_AD_TEXTS), rows)


def _packed(text: str) -> bytes:
    return zlib.compress(storable(text, MOST_TEXT).encode())


def _unpacked(packed: bytes | None) -> str:
    return zlib.decompress(packed).decode() if packed else ""


def _close(connection: Connection, reading: AdsRead) -> None:
    """Close what a reading doesn't have; the texts of what was read go."""
    missing = (_row.feed_id == reading.feed, _row.closed_at.is_(None))
    gone = update(JOB_ADS).where(*missing, _row.last_seen < reading.now)
    connection.execute(gone.values(closed_at=reading.now))
    read = select(_row.id).where(
        _row.feed_id == reading.feed, _row.closed_at == reading.now, _row.read_with.is_not(None)
    )
    connection.execute(delete(JOB_AD_TEXTS).where(_text.ad_id.in_(read)))


def known_ads(connection: Connection, feed: str) -> frozenset[str]:
    """The identifiers of a board's open ads whose text needs no further visit."""
    asked = select(_row.identifier).where(
        _row.feed_id == feed, _row.closed_at.is_(None), _row.has_text.is_(True)
    )
    return frozenset(connection.scalars(asked))


def unread_ads(connection: Connection, most: int) -> tuple[UnreadAd, ...]:
    """Ads that weren't read yet, or whose text has changed since; the newest first."""
    return _to_read(connection, most, _row.read_with.is_(None))


def ads_to_read_again(connection: Connection, digest: str, most: int) -> tuple[UnreadAd, ...]:
    """Open ads that were read with another vocabulary than that of a digest, and whose text is kept."""
    other = or_(_row.read_with < digest, _row.read_with > digest)
    is_kept = or_(_text.ad_id.is_not(None), _row.has_text.is_(False))
    return _to_read(connection, most, and_(other, is_kept, _row.closed_at.is_(None)))


def _to_read(connection: Connection, most: int, which: ColumnElement[bool]) -> tuple[UnreadAd, ...]:
    asked = (
        select(
            _row.id, _row.feed_id, _row.title, _row.organization, _row.locations,
            _row.location_type, _row.employment_type, _row.stated_pay, _text.packed, _row.content_key,
        )
        .outerjoin(JOB_AD_TEXTS, _text.ad_id == _row.id)
        .where(which)
        .order_by(_row.first_seen.desc(), _row.id)
        .limit(most)
    )  # fmt: skip
    return tuple(
        UnreadAd(
            row.id, row.feed_id, row.title, row.organization, tuple(row.locations),
            row.location_type, row.employment_type, _pay(row.stated_pay),
            _unpacked(row.packed), row.content_key,
        )
        for row in connection.execute(asked)
    )  # fmt: skip


def note_ads_read(
    connection: Connection, digest: str, read: Iterable[tuple[UnreadAd, AdSubjects]]
) -> None:
    """Keep what ads say; one that has changed in the meantime stays unread."""
    rows = [
        {
            "the_id": ad.id,
            "version": ad.version,
            "pay": _stated(subjects.pay),
            "roles": list(subjects.roles),
            "level": subjects.level,
            "places": list(subjects.places),
            "skills": list(subjects.skills),
            "read_with": digest,
        }
        for ad, subjects in read
    ]
    if rows:
        one = update(JOB_ADS).where(
            _row.id == bindparam("the_id"), _row.content_key == bindparam("version")
        )
        connection.execute(one, rows)


def open_ads(connection: Connection, since: datetime, until: datetime) -> Iterator[KeptAd]:
    """The ads that were open at some time after a moment, up to another one, as far as is known.

    One whose board can no longer be read was open until it was last seen. The oldest comes first.
    """
    # (A board that says that nothing has changed shows all of its ads again.)
    seen = func.coalesce(_row.closed_at, _last_known())
    asked = (
        select(JOB_ADS, FEEDS.c.name.label("feed_name"), _last_known().label("known_at"))
        .outerjoin(FEEDS, FEEDS.c.id == _row.feed_id)
        .where(_row.first_seen <= until, seen > since)
        .where(or_(_row.valid_through.is_(None), _row.valid_through > since))
        .order_by(_row.dated, _row.id)
    )
    for row in connection.execute(asked):
        yield KeptAd(
            feed=row.feed_id,
            job=row.content_key,
            title=row.title,
            organization=row.organization or row.feed_name or row.feed_id,
            dated=row.dated,
            first_seen=row.first_seen,
            last_seen=row.known_at,
            closed_at=row.closed_at,
            is_backlog=row.is_backlog,
            location_type=row.location_type,
            pay=_pay(row.pay),
            roles=tuple(row.roles),
            level=row.level,
            places=tuple(row.places),
            skills=tuple(row.skills),
        )


def listed_ads(
    connection: Connection,
    asked: AdsRequest,
    is_there: Callable[[Collection[str]], bool],
    is_of: Callable[[str], bool],
    since: datetime,
    most: int,
) -> tuple[ListedAd, ...]:
    """Ads that were open after a moment, each job once: those that state pay first, the newest first.

    Of those asked for, `is_there` tells by an ad's places, and `is_of` by its company.
    """
    named = ((_row.roles, asked.role), (_row.skills, asked.skill))
    question = (
        select(JOB_ADS, FEEDS.c.name.label("feed_name"))
        .outerjoin(FEEDS, FEEDS.c.id == _row.feed_id)
        .where(func.coalesce(_row.closed_at, _last_known()) > since)
        .where(*(_names(column, id) for column, id in named if id is not None))
        .order_by((cast(_row.pay, Text) == "[]"), _row.dated.desc(), _row.id)
    )
    if asked.level is not None:
        question = question.where(_row.level == asked.level)
    found: dict[str, ListedAd] = {}
    for row in connection.execute(question):
        organization = row.organization or row.feed_name or row.feed_id
        if row.content_key in found or not is_there(row.places) or not is_of(organization):
            continue
        pay = "; ".join(dict.fromkeys(one.words for one in _pay(row.pay)))
        found[row.content_key] = ListedAd(
            title=row.title,
            organization=organization,
            place="; ".join(row.locations) or None,
            pay=pay or None,
            url=row.url,
            date_posted=row.date_posted,
        )
        if len(found) == most:
            break
    return tuple(found.values())


def _last_known() -> ColumnElement[datetime]:
    """When an ad was last known to be there: at the last reading of its board (which is joined), if it has it."""
    is_there = FEEDS.c.stood_at <= _row.last_seen
    return case((is_there, FEEDS.c.last_read_at), else_=_row.last_seen)


def _names(column: ColumnElement[Any], id: str) -> ColumnElement[bool]:
    """Whether a list in JSON may have an id in it."""
    return cast(column, String).contains(f'"{id}"', autoescape=True)


def _id(feed: str, identifier: str) -> str:
    return digest(feed, identifier)


def _new(id: str, ad: JobAd, reading: AdsRead) -> dict[str, Any]:
    return {
        **_columns(ad),
        "id": id,
        "feed_id": reading.feed,
        "identifier": storable(ad.identifier, MOST_LINK),
        "stated_key": _stated_key(ad),
        "dated": _dated(ad, reading.now) or reading.now,
        "first_seen": reading.now,
        "last_seen": reading.now,
        "closed_at": None,
        "is_backlog": reading.is_first,
        "stated_pay": _stated(ad.pay),
        "content_key": job_key(ad),
        "has_text": bool(ad.text),
        "pay": [],
        "roles": [],
        "places": [],
        "skills": [],
    }


def _changed(row: Row[Any], ad: JobAd, reading: AdsRead) -> dict[str, Any]:
    """What is to be written of an ad that was known. One whose text isn't brought again keeps what it said."""
    changed: dict[str, Any] = {}
    if row.closed_at is not None:
        changed["closed_at"] = None
    dated = _dated(ad, reading.now)
    if dated is not None and dated < row.dated:
        changed["dated"] = dated
    if row.stated_key != _stated_key(ad):
        changed |= {**_columns(ad), "stated_key": _stated_key(ad)}
    if ad.text or not row.has_text:
        content, pay = job_key(ad), _stated(ad.pay)
        if content != row.content_key or pay != row.stated_pay:
            changed |= {"content_key": content, "stated_pay": pay, "has_text": bool(ad.text)}
            changed["read_with"] = None
    return changed


def _columns(ad: JobAd) -> dict[str, Any]:
    return {
        "title": storable(ad.title, MOST_LINE),
        "organization": storable_or_none(ad.organization, MOST_LINE),
        "url": storable_or_none(ad.url, MOST_LINK),
        "locations": [storable(one, MOST_LINE) for one in ad.locations],
        "location_type": ad.location_type,
        "employment_type": storable_or_none(ad.employment_type, MOST_LINE),
        "date_posted": sound(ad.date_posted),
        "date_modified": sound(ad.date_modified),
        "valid_through": sound(ad.valid_through),
    }


def _stated_key(ad: JobAd) -> str:
    return digest(*(str(value) for value in _columns(ad).values()))


def _dated(ad: JobAd, now: datetime) -> datetime | None:
    posted = sound(ad.date_posted)
    return posted if posted is None or posted <= now + BELIEVED_AHEAD else None


def _stated(pay: Sequence[AdPay]) -> list[dict[str, Any]]:
    return [{name: _value(value) for name, value in asdict(one).items()} for one in pay]


def _value(value: Any) -> Any:
    """A value as JSON may have it: PostgreSQL's has no infinity, and no NaN."""
    if isinstance(value, str):
        return storable(value, MOST_LINE)
    return None if isinstance(value, float) and not isfinite(value) else value


def _pay(stated: Iterable[dict[str, Any]]) -> tuple[AdPay, ...]:
    return tuple(AdPay(**one) for one in stated)
