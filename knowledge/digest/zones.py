"""Time zones by the names that people give them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from zoneinfo import available_timezones

from knowledge.spelling import MARGIN, PHRASE_SIMILARITY, Spellings
from knowledge.words import undecorated

NAMES = """
    America/New_York: et, est, edt, eastern, eastern time, eastern standard, eastern daylight,
        us eastern, nyc, ny, new york city, boston, washington, washington dc, dc, philadelphia,
        philly, atlanta, miami, orlando, tampa, pittsburgh, charlotte, raleigh, baltimore, cleveland,
        columbus, east coast
    America/Chicago: ct, cdt, central, central standard, central daylight, us central, dallas,
        houston, austin, texas, san antonio, minneapolis, st louis, saint louis, nashville,
        milwaukee, kansas city, new orleans
    America/Denver: mt, mdt, mountain, mountain daylight, us mountain, salt lake city, colorado,
        boulder, albuquerque
    America/Phoenix: arizona
    America/Los_Angeles: pt, pst, pdt, pacific, pacific standard, pacific daylight, us pacific, sf,
        san francisco, bay area, sf bay area, silicon valley, la, seattle, san diego, san jose,
        palo alto, mountain view, sacramento, oakland, california, las vegas, west coast
    Pacific/Honolulu: hst, hawaii
    America/Anchorage: akst, akdt, alaska
    America/Halifax: adt, nova scotia
    America/St_Johns: nst, ndt
    America/Toronto: ottawa, ontario, quebec, waterloo
    America/Edmonton: calgary, alberta
    America/Vancouver: british columbia
    America/Mexico_City: guadalajara
    America/Sao_Paulo: brt, rio, rio de janeiro, brasilia
    America/Argentina/Buenos_Aires: argentina, argentinian, buenos aires
    America/Santiago: chile
    America/Bogota: colombia, medellin
    America/Lima: peru
    America/Costa_Rica: san jose costa rica
    Europe/London: bst, uk, united kingdom, britain, british, england, scotland, wales, edinburgh,
        manchester, glasgow, bristol, leeds, birmingham, oxford
    Europe/Dublin: ireland, irish
    Europe/Lisbon: portugal, porto
    Europe/Berlin: germany, german, deutschland, deutsche, munich, munchen, muenchen, hamburg,
        cologne, koln, koeln, frankfurt, stuttgart, dusseldorf, leipzig
    Europe/Paris: france, french, lyon, toulouse, marseille
    Europe/Madrid: spain, spanish, espana, barcelona, valencia
    Europe/Rome: italy, italian, italia, milan, milano, roma, turin
    Europe/Amsterdam: netherlands, the netherlands, dutch, holland, rotterdam, the hague, utrecht,
        eindhoven
    Europe/Brussels: belgium, belgian, antwerp, ghent
    Europe/Zurich: switzerland, swiss, schweiz, geneva, basel, lausanne
    Europe/Vienna: austria, austrian, wien, graz
    Europe/Warsaw: poland, polish, krakow, wroclaw, gdansk
    Europe/Prague: czechia, czech, czech republic, brno
    Europe/Budapest: hungary, hungarian
    Europe/Stockholm: sweden, swedish, gothenburg, malmo
    Europe/Oslo: norway, norwegian
    Europe/Copenhagen: denmark, danish
    Europe/Helsinki: finland, finnish
    Europe/Athens: greece, greek
    Europe/Bucharest: romania, romanian, cluj
    Europe/Sofia: bulgaria, bulgarian
    Europe/Kyiv: ukraine, ukrainian, lviv
    Europe/Istanbul: turkiye, turkish, trt, ankara, izmir
    Europe/Moscow: msk, saint petersburg, st petersburg
    CET: cest, mez, mesz, central european, central european summer
    EET: eest, eastern european, eastern european summer
    WET: western european
    UTC: utc, z, coordinated universal
    GMT: gmt, greenwich mean
    Asia/Jerusalem: israel, israeli, idt, tel aviv, haifa
    Asia/Dubai: gst, uae, abu dhabi
    Asia/Riyadh: saudi arabia, saudi, jeddah
    Africa/Cairo: egypt, egyptian
    Africa/Lagos: wat, nigeria, nigerian
    Africa/Nairobi: kenya, kenyan
    Africa/Johannesburg: sast, south africa, south african, cape town, pretoria
    Africa/Casablanca: morocco
    Asia/Karachi: pkt, pakistan, lahore, islamabad
    Asia/Kolkata: india, indian, bangalore, bengaluru, mumbai, bombay, delhi, new delhi, hyderabad,
        chennai, pune, gurgaon, noida, ahmedabad
    Asia/Dhaka: bangladesh
    Asia/Colombo: sri lanka
    Asia/Kathmandu: nepal
    Asia/Bangkok: ict, thailand
    Asia/Ho_Chi_Minh: vietnam, hanoi, saigon, ho chi minh city
    Asia/Jakarta: wib
    Asia/Singapore: sgt, singapore
    Asia/Kuala_Lumpur: malaysia, myt
    Asia/Manila: philippines, pht, cebu
    Asia/Hong_Kong: hkt
    Asia/Shanghai: china, chinese, beijing, shenzhen, guangzhou, hangzhou
    Asia/Taipei: taiwan
    Asia/Tokyo: jst, japan, japanese, osaka, kyoto
    Asia/Seoul: kst, korea, south korea, korean, busan
    Australia/Sydney: aedt, aet, new south wales
    Australia/Melbourne: victoria
    Australia/Brisbane: queensland, gold coast
    Australia/Adelaide: acdt
    Australia/Perth: awst
    Pacific/Auckland: nzst, nzdt, nzt, new zealand, wellington, christchurch
"""
"""The names that stand for one zone, by zone."""

SHARED_NAMES = """
    ist: Asia/Kolkata, Europe/Dublin, Asia/Jerusalem
    cst: America/Chicago, Asia/Shanghai, America/Havana
    mst: America/Denver, America/Phoenix
    mountain standard: America/Denver, America/Phoenix
    ast: America/Halifax, Asia/Riyadh
    aest: Australia/Sydney, Australia/Brisbane
    acst: Australia/Adelaide, Australia/Darwin
    portland: America/Los_Angeles, America/New_York
    cambridge: Europe/London, America/New_York
    samoa: Pacific/Apia, Pacific/Pago_Pago
    georgia: America/New_York, Asia/Tbilisi
    us: America/New_York, America/Chicago, America/Denver, America/Los_Angeles
    usa: America/New_York, America/Chicago, America/Denver, America/Los_Angeles
    united states: America/New_York, America/Chicago, America/Denver, America/Los_Angeles
    canada: America/Toronto, America/Winnipeg, America/Edmonton, America/Vancouver, America/Halifax
    canadian: America/Toronto, America/Winnipeg, America/Edmonton, America/Vancouver, America/Halifax
    brazil: America/Sao_Paulo, America/Manaus
    mexico: America/Mexico_City, America/Cancun, America/Tijuana
    australia: Australia/Sydney, Australia/Brisbane, Australia/Adelaide, Australia/Darwin, Australia/Perth
    australian: Australia/Sydney, Australia/Brisbane, Australia/Adelaide, Australia/Darwin, Australia/Perth
    indonesia: Asia/Jakarta, Asia/Makassar, Asia/Jayapura
    russia: Europe/Moscow, Asia/Yekaterinburg, Asia/Novosibirsk, Asia/Vladivostok
    europe: Europe/London, Europe/Berlin, Europe/Helsinki
    european: Europe/London, Europe/Berlin, Europe/Helsinki
"""
"""The names that several zones share, with the zones that people mean by them, the likeliest first."""

HALF_HOURS = """
    +3:30 Asia/Tehran
    +4:30 Asia/Kabul
    +5:30 Asia/Kolkata
    +5:45 Asia/Kathmandu
    +6:30 Asia/Yangon
    +8:45 Australia/Eucla
    +9:30 Australia/Darwin
    -9:30 Pacific/Marquesas
"""
"""Zones that are always so far from UTC, where the difference is no whole number of hours."""

COMMON_ZONES = (
    "UTC", "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York",
    "America/Toronto", "America/Mexico_City", "America/Sao_Paulo", "Europe/London", "Europe/Dublin",
    "Europe/Lisbon", "Europe/Paris", "Europe/Madrid", "Europe/Amsterdam", "Europe/Berlin",
    "Europe/Zurich", "Europe/Rome", "Europe/Stockholm", "Europe/Warsaw", "Europe/Athens",
    "Europe/Kyiv", "Africa/Lagos", "Africa/Cairo", "Africa/Johannesburg", "Africa/Nairobi",
    "Europe/Istanbul", "Asia/Jerusalem", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka",
    "Asia/Bangkok", "Asia/Jakarta", "Asia/Singapore", "Asia/Hong_Kong", "Asia/Shanghai",
    "Asia/Manila", "Asia/Seoul", "Asia/Tokyo", "Australia/Perth", "Australia/Sydney",
    "Pacific/Auckland",
)  # fmt: skip
"""What a menu offers before anything is typed, from west to east."""


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
