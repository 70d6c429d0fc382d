"""The values of our buttons, options and forms: what a click asks, as compact JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from knowledge.advertised import AdsRequest
from knowledge.curating import ExportRequest, LookRequest, RevisionRequest, TemplateRequest
from knowledge.digest.subscription import (
    MuteRequest,
    PauseRequest,
    SimpleRequest,
    SubscribeRequest,
    UndoRequest,
)
from knowledge.query import (
    AreasQuery,
    CompareQuery,
    Offer,
    OfferTerms,
    Reading,
    RoleQuery,
    SalaryQuery,
    TrendsQuery,
    WholeQuery,
)

ClickedDigest = SimpleRequest | PauseRequest | SubscribeRequest | MuteRequest | UndoRequest
ClickedKnowledge = LookRequest | RevisionRequest | ExportRequest | TemplateRequest
Clickable = WholeQuery | ClickedDigest | ClickedKnowledge | AdsRequest
"""What a click asks, or a form is about: typed, so that nothing has to be read again."""

_TYPES: Mapping[str, type[Clickable]] = {
    "role": RoleQuery, "salary": SalaryQuery, "areas": AreasQuery, "compare": CompareQuery, "trends": TrendsQuery,
    "offer": Offer, "digest": SimpleRequest, "pause": PauseRequest, "subscribe": SubscribeRequest,
    "mute": MuteRequest, "undo": UndoRequest, "knowledge": LookRequest, "revision": RevisionRequest,
    "export": ExportRequest, "template": TemplateRequest, "ads": AdsRequest,
}  # fmt: skip
_NAMES = {kind: name for name, kind in _TYPES.items()}


@cache
def _adapter(name: str) -> TypeAdapter[Clickable]:
    """How values of a name are read and written; made at the first one, for it takes its time."""
    return TypeAdapter(_TYPES[name])


WHAT, PREFIX = "q", "as"
_SHORT = {
    "role": "r", "roles": "rs", "sections": "s", "filters": "f", "levels": "l", "years": "y",
    "places": "p", "companies": "c", "company_kinds": "k", "industries": "i", "components": "m",
    "statistics": "x", "topics": "ts", "words": "w", "terms": "o", "amounts": "a", "typed": "t",
    "low": "lo", "high": "hi", "open_ended": "up", "currency": "cy", "period": "pd",
    "component": "cp", "reading": "rd", "corrections": "rc", "read_as": "ra", "unknown": "ru",
    "suggestion": "sg", "unused": "rn", "verb": "v", "span": "sp", "weekday": "d", "at": "h",
    "zones": "z", "zone_typed": "zt", "parts": "ps", "quiet": "qt", "for_me": "me",
    "guessed": "g", "channel": "ch", "version": "vs", "number": "n", "why": "wy", "style": "st",
    "kind": "kd", "name": "nm", "how_often": "ho", "feeds": "fe", "undo": "un", "whole": "al", "by": "b", "within": "wi",
    "level": "lv", "place": "pl", "page": "pg", "skill": "sk", "company": "co",
}  # fmt: skip
"""Every field under a short name: an option's value has 150 characters."""
_LONG = {short: long for long, short in _SHORT.items()}

MOST_CARRIED = 3_000
"""Slack: characters of a form's metadata; a button holds 2,000."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a value of ours says: what is asked, and under which prefix commands are installed."""

    what: Clickable | None
    prefix: str = ""


def carry(what: Clickable | None, prefix: str = "") -> str:
    """The value of a button, of an option, or of a form's metadata: compact JSON without spaces.

    (With one, it might be a command's line to a release that knows only those.)
    """
    found: dict[str, Any] = {}
    if what is not None:
        name = _NAMES[type(what)]
        dumped = _adapter(name).dump_python(_bare(what), mode="json", exclude_defaults=True)
        found = {WHAT: name, **_renamed(dumped, _SHORT)}
    if prefix:
        found[PREFIX] = prefix
    return json.dumps(found, separators=(",", ":"), sort_keys=True).replace(" ", "\\u0020")


def carried(value: str) -> Carried | None:
    """What a value says; None where it is none of ours: an older release's line, or made up."""
    if not value.startswith("{") or len(value) > MOST_CARRIED:
        return None
    try:
        found = cast("dict[str, Any]", json.loads(value))
        name, prefix = found.pop(WHAT, None), str(found.pop(PREFIX, ""))
        what = None if name is None else _adapter(name).validate_python(_renamed(found, _LONG))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Carried(what, prefix)


def _bare(what: Clickable) -> Clickable:
    """A question without how its text was read: who clicks has typed nothing."""
    match what:
        case Offer(role, terms):
            amounts = tuple(
                replace(one, typed="") if one.currency else one for one in terms.amounts
            )
            return Offer(role, OfferTerms(amounts, terms.filters), what.whole)
        case RoleQuery() | SalaryQuery() | AreasQuery() | CompareQuery() | TrendsQuery():
            return replace(what, reading=Reading())
        case _:
            return what


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """JSON with every field under its other name. Raises KeyError for a field that is none."""
    match value:
        case dict():
            fields = cast("dict[str, object]", value)
            return {names[name]: _renamed(one, names) for name, one in fields.items()}
        case list():
            return [_renamed(one, names) for one in cast("list[object]", value)]
        case _:
            return value
