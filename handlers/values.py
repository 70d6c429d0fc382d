"""The values of our buttons, options and forms: what a click asks, as compact JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

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
    """How values of a name are read; made at the first one, for it takes its time."""
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
        found = {WHAT: name, **cast("dict[str, Any]", _shortened(_bare(what)))}
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
        what = None if name is None else _adapter(name).validate_python(_lengthened(found))
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


def _shortened(value: object) -> object:
    """What JSON holds of a value: its fields under their short names, but for those that are as ever.

    (Pydantic would write the same, and takes 20 ms of a start to learn how.)
    """
    kind: Any = type(value)
    if kind is str:
        return value
    if kind is tuple:
        return [_shortened(one) for one in cast("tuple[object, ...]", value)]
    if not is_dataclass(kind):
        return to_jsonable_python(value)
    return {
        # Whoever made a value may have given a whole number where the same amount is read as another.
        _SHORT[name]: float(one) if is_amount and one is not None else _shortened(one)
        for name, usual, is_amount in _fields(kind)
        if (one := getattr(value, name)) is not usual and one != usual
    }


@cache
def _fields(kind: Any) -> Sequence[tuple[str, object, bool]]:
    """The fields of a dataclass, what each is where nothing else is said, whether it is an amount."""
    return [
        (
            one.name,
            one.default if one.default_factory is MISSING else one.default_factory(),
            one.type in (float, float | None),
        )
        for one in fields(kind)
    ]


def _lengthened(value: Any) -> Any:
    """JSON with every field under its own name. Raises KeyError for a field that is none."""
    match value:
        case dict():
            found = cast("dict[str, object]", value)
            return {_LONG[name]: _lengthened(one) for name, one in found.items()}
        case list():
            return [_lengthened(one) for one in cast("list[object]", value)]
        case _:
            return value
