"""Time zones by the names that people give them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from zoneinfo import available_timezones

from knowledge.digest.zone_names import COMMON_ZONES, HALF_HOURS, NAMES, SHARED_NAMES
from knowledge.normalization import undecorated
from knowledge.spelling import MARGIN, PHRASE_SIMILARITY, Spellings

MOST_SUGGESTIONS = 100
"""Slack: 100 options a menu."""

NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})
AREAS = frozenset(
    "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()
)
"""The first part of a zone that is named after a place; the others are old names kept for old files."""

NOT_NEARLY = frozenset({"atlantic", "pacific", "central", "eastern", "mountain"})
"""Words that mean a zone only to the letter: what is spelt nearly so is another place."""

FARTHEST = {"+": 14, "-": 12}
"""Hours: the clocks of no place are farther ahead of UTC or behind it."""

_offset = re.compile(r"(?:utc|gmt) ?(?P<sign>[+-]) ?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?")


@cache
def known_zones() -> frozenset[str]:
    """Every zone that can be asked for, by its IANA name."""
    return frozenset(
        zone
        for zone in available_timezones() - NO_PLACE
        if not zone.startswith(("posix/", "right/"))
    )


def zones_named(name: str) -> tuple[str, ...]:
    """The zones that a name may mean: an IANA name, a city, a country, an abbreviation, "UTC+2".

    The likeliest comes first; empty where no zone is called so.
    """
    folded = fold(name)
    offset = _offset.fullmatch(folded)
    if offset is not None:
        return _at_offset(offset)
    return _by_name().get(folded, ())


def zone_like(name: str) -> tuple[str, ...]:
    """The zones whose name is spelt nearly so; empty where none is, or several are alike."""
    folded = fold(name)
    near = _spellings().like(folded.split(), PHRASE_SIMILARITY, limit=4) if len(folded) > 4 else []
    rivals = {_by_name()[known] for known, score in near if near[0][1] - score < MARGIN}
    return rivals.pop() if len(rivals) == 1 else ()


def zone_suggestions(typed: str) -> tuple[str, ...]:
    """The zones to offer while someone types, at most 100; the common ones for an empty text.

    What is called just so comes first, then what begins so, then what has a later word that does.
    """
    wanted = fold(undecorated(typed))
    if not wanted:
        return COMMON_ZONES
    found: dict[str, tuple[int, bool, str]] = {}
    for name, zones in _by_name().items():
        if name.startswith(wanted) or f" {wanted}" in name or f"/{wanted}" in name:
            for zone in zones:
                rank = (_rank(name, wanted), zone not in COMMON_ZONES, zone)
                found[zone] = min(rank, found.get(zone, rank))
    exact = zones_named(typed)
    begun = sorted((zone for zone in found if zone not in exact), key=lambda zone: found[zone])
    return (*exact, *begun)[:MOST_SUGGESTIONS] or zone_like(typed)


def _rank(name: str, wanted: str) -> int:
    return 0 if name == wanted else 1 if name.startswith(wanted) else 2


def fold(name: str) -> str:
    """A zone's name as it is compared: without accents, dots and underscores, in lower case."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("_", " ").replace(".", ""))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _at_offset(offset: re.Match[str]) -> tuple[str, ...]:
    hours, minutes = int(offset["hours"]), offset["minutes"] or "00"
    if minutes != "00":
        zone = _half_hours().get(f"{offset['sign']}{hours}:{minutes}")
        return (zone,) if zone else ()
    if hours > FARTHEST[offset["sign"]]:
        return ()
    # IANA keeps the sign of POSIX, in which west of Greenwich is plus.
    sign = "-" if offset["sign"] == "+" else "+"
    return (f"Etc/GMT{sign}{hours}",) if hours else ("UTC",)


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    """The zones by folded name; where two say who is meant, the table of names is heeded."""
    names: dict[str, tuple[str, ...]] = {}
    for zone in sorted(known_zones(), key=_is_old):
        for name in _names_of(zone):
            names.setdefault(name, (zone,))
    names.update({name: (zone,) for zone, listed in _table(NAMES) for name in listed})
    names.update(dict(_table(SHARED_NAMES)))
    return MappingProxyType(names)


def _names_of(zone: str) -> Iterator[str]:
    yield fold(zone)
    if not zone.startswith("Etc/"):
        yield fold(zone.replace("/", " "))
        yield fold(zone.rpartition("/")[2])


def _is_old(zone: str) -> tuple[bool, int, str]:
    """Sorts the zones named after a place before old names, and what lies deeper before the rest."""
    return zone.partition("/")[0] not in AREAS, -zone.count("/"), zone


@cache
def _spellings() -> Spellings:
    current = {zone for zone in known_zones() if zone.partition("/")[0] in AREAS}
    return Spellings(
        name
        for name, zones in _by_name().items()
        if current.issuperset(zones) and name not in NOT_NEARLY
    )


@cache
def _half_hours() -> Mapping[str, str]:
    rows = (line.partition(" ") for line in map(str.strip, HALF_HOURS.strip().splitlines()))
    return {offset: zone.strip() for offset, _, zone in rows}


def _table(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lines of a table `key: word, word`; a line without a key goes on with the one before."""
    for entry in re.split(r"\n(?=\s+[\w /]+:)", text.rstrip()):
        key, _, listed = entry.partition(":")
        if listed:
            yield key.strip(), tuple(" ".join(word.split()) for word in listed.split(","))
