"""What goes to the process that reads feeds, and what comes back: answers as bytes, what they say as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from knowledge.drafting.article import Refusal
from knowledge.feeds.reading import AdPay, FeedItem, FeedRead, JobAd, SeriesValue


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: from where, of what type by its own words, and the body."""

    url: str
    content_type: str
    body: bytes


def to_bytes(kind: str, answers: Sequence[Answer]) -> bytes:
    """Answers of one kind: a line of JSON about them, and their bodies behind it."""
    about = [(one.url, one.content_type, len(one.body)) for one in answers]
    return b"\n".join((json.dumps([kind, about]).encode(), b"".join(one.body for one in answers)))


def from_bytes(data: bytes) -> tuple[str, Sequence[Answer]]:
    """The kind and the answers of `to_bytes`."""
    head, _, bodies = data.partition(b"\n")
    kind, about = json.loads(head)
    answers: list[Answer] = []
    start = 0
    for url, content_type, length in about:
        answers.append(Answer(url, content_type, bodies[start : start + length]))
        start += length
    return kind, answers


def packed(read: FeedRead | Refusal) -> dict[str, Any]:
    """What was read, in JSON's types."""
    if isinstance(read, Refusal):
        return {"refused": read.why}
    return _plain(asdict(read))


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]  # pyright: ignore[reportUnknownVariableType]
    return value


def unpacked(told: dict[str, Any]) -> FeedRead | Refusal:
    """What `packed` was given."""
    if "refused" in told:
        return Refusal(told["refused"])
    return FeedRead(
        title=told["title"],
        home=told["home"],
        items=tuple(_item(one) for one in told["items"]),
        ads=tuple(_ad(one) for one in told["ads"]),
        values=tuple(
            SeriesValue(date.fromisoformat(one["day"]), one["value"], one["name"])
            for one in told["values"]
        ),
        more=tuple(told["more"]),
        details=told["details"],
        is_whole=told["is_whole"],
        notes=tuple(told["notes"]),
    )


def _item(told: dict[str, Any]) -> FeedItem:
    return FeedItem(**_with_moments(told, "published", "updated"))


def _ad(told: dict[str, Any]) -> JobAd:
    fields = _with_moments(told, "date_posted", "date_modified", "valid_through")
    fields["pay"] = tuple(AdPay(**one) for one in told["pay"])
    fields["locations"] = tuple(told["locations"])
    return JobAd(**fields)


def _with_moments(told: dict[str, Any], *names: str) -> dict[str, Any]:
    moments = {name: datetime.fromisoformat(told[name]) for name in names if told[name]}
    return {**told, **moments}
