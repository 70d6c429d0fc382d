"""What people type after `/digest`: phrases written before the grammar was, and any text at all."""

from collections.abc import Iterable
from datetime import time, timedelta
from string import ascii_lowercase
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.digest.grammar import line_for, parse_digest
from knowledge.digest.grammar.subscribing import subscribe_line
from knowledge.digest.subscription import (
    DAYS,
    DIGEST_PARTS,
    DigestRequest,
    MuteRequest,
    PauseRequest,
    SimpleRequest,
    SubscribeRequest,
    UnclearRequest,
)
from knowledge.digest.zones import known_zones, zone_suggestions, zones_named
from knowledge.library import Library
from tests.conversations.files import conversations

PHRASES: list[dict[str, Any]] = conversations("digest_requests")


def as_written(request: DigestRequest) -> dict[str, Any]:
    """A request as the phrases write it: what was not said is left out."""
    match request:
        case UnclearRequest():
            said: dict[str, Any] = {"means": "unclear", "suggests": request.suggestion}
            return {key: value for key, value in said.items() if value is not None}
        case SimpleRequest():
            said = {"means": request.verb}
        case PauseRequest():
            said = {"means": "pause", "days": request.span.days if request.span else None}
        case MuteRequest():
            said = {
                "means": "unmute" if request.undo else "mute",
                "feeds": list(request.feeds) or None,
                "topics": list(request.topics) or None,
            }
        case SubscribeRequest():
            zones = request.zones
            said = {
                "means": "subscribe",
                "day": None if request.weekday is None else DAYS[request.weekday].lower(),
                "at": None if request.at is None else f"{request.at:%H:%M}",
                "zone": zones[0] if len(zones) == 1 else list(zones) or None,
                "typed": request.zone_typed or None,
                "roles": list(request.roles) or None,
                "topics": list(request.topics) or None,
                "parts": list(request.parts) or None,
                "quiet": request.quiet,
                "often": request.how_often,
                "for_me": request.for_me or None,
                "guessed": request.guessed or None,
            }
    reading = request.reading
    said |= {
        "corrected": {c.typed: c.read_as for c in reading.corrections} or None,
        "unknown": {word.typed: word.suggestion for word in reading.unknown} or None,
        "unused": list(reading.unused) or None,
    }
    return {key: value for key, value in said.items() if value is not None}


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: repr(phrase["say"]))
def test_phrase(library: Library, phrase: dict[str, Any]) -> None:
    expected = {key: value for key, value in phrase.items() if key != "say"}
    assert as_written(parse_digest(library, phrase["say"])) == expected


def test_there_are_many() -> None:
    assert len({phrase["say"] for phrase in PHRASES}) == len(PHRASES) >= 250


def slips(word: str) -> set[str]:
    """Every word that is one slip away: a letter left out, swapped, put in or mistaken."""
    cut = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        *(before + after[1:] for before, after in cut if after),
        *(before + after[1] + after[0] + after[2:] for before, after in cut if len(after) > 1),
        *(before + letter + after for before, after in cut for letter in ascii_lowercase),
        *(
            before + letter + after[1:]
            for before, after in cut
            if after
            for letter in ascii_lowercase
        ),
    }


def test_no_slip_makes_one_of_subscribe_and_unsubscribe_the_other(library: Library) -> None:
    for word in slips("subscribe"):
        assert as_written(parse_digest(library, word))["means"] in ("subscribe", "unclear"), word
    for word in slips("unsubscribe") - {"unsubscribe"}:
        assert as_written(parse_digest(library, word))["means"] in ("unsubscribe", "unclear"), word


def test_every_name_of_a_role_or_topic_is_read_as_it(library: Library) -> None:
    topics = library.terms("topics")
    roles = [
        (role.id, name) for role in library.roles.values() for name in (role.name, *role.aliases)
    ]
    for role, name in roles:
        request = parse_digest(library, f"subscribe roles {name}")
        assert isinstance(request, SubscribeRequest)
        assert (request.roles, request.reading.unknown) == ((role,), ()), name
    named = [(topic.id, name) for topic in topics for name in (topic.name, *topic.aliases)]
    for topic, name in named:
        request = parse_digest(library, f"subscribe about {name}")
        assert isinstance(request, SubscribeRequest)
        assert (request.topics, request.reading.unknown) == ((topic,), ()), name


def test_no_name_alone_is_taken_for_a_verb(library: Library) -> None:
    for term in (*library.roles.values(), *library.terms("topics")):
        for name in (term.name, *term.aliases):
            request = parse_digest(library, name)
            assert not isinstance(request, (SimpleRequest, PauseRequest)), name


WORDS = st.sampled_from(
    "subscribe unsubscribe pause send now monday fri 9am 25:00 9.30 in Berlin time IST every other "
    "week only trends and without tips roles data engineer about mlops quiet , <!channel> #general "
    "half past 8 – “” don't me US to from instead".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_is_read_the_same_way_each_time(library: Library, text: str) -> None:
    request = parse_digest(library, text)
    assert parse_digest(library, text) == request
    if isinstance(request, SubscribeRequest):
        assert set(request.zones) <= known_zones()
        assert set(request.roles) <= set(library.roles)
    if isinstance(request, UnclearRequest) and request.suggestion:
        assert not isinstance(parse_digest(library, request.suggestion), UnclearRequest)


@given(
    st.integers(0, 6),
    st.times().map(lambda at: time(at.hour, at.minute)),
    st.sampled_from(sorted(zone for zone in known_zones() if "/" in zone)),
    st.sampled_from((
        "subscribe {day} {at} in {zone}", "{day}s at {half} {zone} time",
        "change to {half} {zone}, {day}", "{at} {zone} every {day}",
    )),
)  # fmt: skip
def test_any_schedule_said_in_words_comes_back(
    library: Library, weekday: int, at: time, zone: str, form: str
) -> None:
    half = f"{at.hour % 12 or 12}:{at.minute:02}{'am' if at.hour < 12 else 'pm'}"
    text = form.format(
        day=DAYS[weekday].lower(), at=f"{at.hour}:{at.minute:02}", half=half, zone=zone
    )
    request = parse_digest(library, text)
    assert isinstance(request, SubscribeRequest)
    assert (request.weekday, request.at, request.zones) == (weekday, at, (zone,))
    assert not request.reading.unknown


@given(
    st.integers(0, 6),
    st.times().map(lambda at: time(at.hour, at.minute)),
    st.sampled_from(
        ["", *(zone for zone in sorted(known_zones()) if zones_named(zone) == (zone,))]
    ),
    st.data(),
)
def test_what_a_button_asks_is_read_altogether(
    library: Library, weekday: int, at: time, zone: str, data: st.DataObject
) -> None:
    def some(known: Iterable[str]) -> tuple[str, ...]:
        return tuple(data.draw(st.lists(st.sampled_from(sorted(known)), max_size=4, unique=True)))

    parts = some(DIGEST_PARTS)
    wanted = SubscribeRequest(
        weekday=weekday,
        at=at,
        zones=(zone,) if zone else (),
        zone_typed=zone,
        roles=some(library.roles),
        topics=some(library.topics),
        parts=tuple(part for part in DIGEST_PARTS if part in parts),
        quiet=data.draw(st.sampled_from([None, True, False])),
        how_often=data.draw(st.sampled_from([None, "weekly", "biweekly", "monthly"])),
        for_me=data.draw(st.booleans()),
    )
    assert parse_digest(library, subscribe_line(library, wanted)) == wanted


@given(st.integers(1, 366))
def test_any_pause_comes_back(library: Library, days: int) -> None:
    line = line_for(library, PauseRequest(timedelta(days=days)))
    assert line is not None
    assert parse_digest(library, line) == PauseRequest(timedelta(days=days))


@given(st.text(max_size=30))
def test_zones_to_choose_from_are_zones(typed: str) -> None:
    suggested = zone_suggestions(typed)
    assert len(suggested) <= 100
    assert set(suggested) <= known_zones()


def test_zones_complete_by_city() -> None:
    assert zone_suggestions("berl")[0] == "Europe/Berlin"
    assert zone_suggestions("new y")[0] == "America/New_York"
    assert "Asia/Kolkata" in zone_suggestions("bangalore")
    assert zone_suggestions("")
    assert zones_named("Europe/Nowhere") == ()
