"""The way back: from a request to the plainest line that asks for it, to be suggested."""

from datetime import time
from itertools import chain

from knowledge.digest.requests import (
    DigestRequest,
    PauseRequest,
    SimpleRequest,
    SubscribeRequest,
    UnclearRequest,
)
from knowledge.digest.schedule import DAYS
from knowledge.library import Library


def line_for(library: Library, request: DigestRequest) -> str | None:
    """The plainest line that asks for the same; None where a request asks for nothing."""
    match request:
        case SimpleRequest(verb):
            return verb
        case PauseRequest(span):
            if span is None:
                return "pause"
            days = span.days
            weeks, odd = divmod(days, 7)
            number, unit = (days, "day") if odd else (weeks, "week")
            return f"pause {number} {unit}{'' if number == 1 else 's'}"
        case SubscribeRequest():
            return subscribe_line(library, request)
        case UnclearRequest():
            return request.suggestion


def subscribe_line(library: Library, wanted: SubscribeRequest) -> str:
    """The plainest line that asks for a subscription."""
    names = [library.roles[role].name for role in wanted.roles]
    topics = [library.topic_name(topic) for topic in wanted.topics]
    at: time | None = wanted.at
    return " ".join(
        filter(
            None,
            chain(
                ("subscribe",),
                ("me" if wanted.for_me else "",),
                (DAYS[wanted.weekday].lower() if wanted.weekday is not None else "",),
                (f"{at.hour}:{at.minute:02}" if at is not None else "",),
                (f"in {wanted.zone_typed}" if wanted.zones else "",),
                (f"roles {', '.join(names)}" if names else "",),
                (f"about {', '.join(topics)}" if topics else "",),
                (f"only {', '.join(wanted.parts)}" if wanted.parts else "",),
                ({True: "quiet", False: "loud", None: ""}[wanted.quiet],),
            ),
        )
    )
