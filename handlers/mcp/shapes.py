"""Answers as JSON, and the JSON Schema of it: both are made from the types of the answers.

What is None is left out: the source doesn't state it. Sources are named by id, and stand once in a list
alongside; a query is the call of a tool that asks it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache, reduce
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from handlers.mcp.calls import Call, call_of
from knowledge.answers import (
    Ambiguous,
    AreasAnswer,
    CompareWithWhat,
    Comparison,
    Disagreement,
    Help,
    MentionAnswer,
    NoFigures,
    NoRanking,
    NotFound,
    NoTrends,
    RoleCard,
    RoleSectionsAnswer,
    SalaryAnswer,
    TrendsAnswer,
)
from knowledge.commands import Command
from knowledge.export import SOURCE_FIELDS
from knowledge.library import Library
from knowledge.model import Figure, Role, Source
from knowledge.offers.checked import OfferAnswer
from knowledge.offers.terms import UnclearOffer
from knowledge.query import (
    AreasQuery,
    Choice,
    CompareQuery,
    Reading,
    RoleQuery,
    SalaryQuery,
    TrendsQuery,
)
from knowledge.vocabulary import Term

Json = dict[str, Any]

KINDS: Mapping[type, str] = {
    RoleCard: "role", RoleSectionsAnswer: "role_sections", SalaryAnswer: "pay", NoFigures: "no_pay",
    AreasAnswer: "areas", Comparison: "comparison", CompareWithWhat: "compare_with_what",
    TrendsAnswer: "trends", NoTrends: "no_trends", MentionAnswer: "mentioned", Ambiguous: "ambiguous",
    NotFound: "not_found", NoRanking: "no_ranking", Help: "help", OfferAnswer: "offer",
    UnclearOffer: "unclear_offer",
}  # fmt: skip
"""What tells the answers apart: `kind`, of each."""

REFERENCES: Mapping[type, tuple[str, ...]] = {
    Role: ("id", "name"),
    Term: ("id", "name", "code"),
    Command: ("name", "summary", "usage", "examples"),
}
"""What stands for a thing that an answer only names."""

ALSO: Mapping[type, Mapping[str, type]] = {
    Figure: {"id": str},
    Disagreement: {"percent": float},
    RoleCard: {"role.summary": str},
}
"""What stands there besides the fields of a type; of a path, the last name is the key."""

ASKED_AGAIN = (RoleQuery, SalaryQuery, AreasQuery, CompareQuery, TrendsQuery)
NAMED_SOURCES = ("source", "sources", "summary_sources")

CALL: Json = {
    "type": "object",
    "description": "The call of a tool that asks this",
    "properties": {"tool": {"type": "string"}, "arguments": {"type": "object"}},
    "required": ["tool", "arguments"],
    "additionalProperties": False,
}


@dataclass
class Written:
    """What an answer comes to in JSON, and the ids of the sources that it rests on, in its order."""

    library: Library
    sources: dict[str, None] = field(default_factory=dict[str, None])

    def json(self, value: object) -> Any:
        """A value of an answer. Raises TypeError for what none has."""
        match value:
            case None | bool() | int() | float() | str():
                return value
            case date():
                return value.isoformat()
            case tuple() | list():
                return [self.json(one) for one in cast("tuple[object, ...]", value)]
            case Mapping():
                given = cast("Mapping[str, object]", value)
                return {name: self.json(one) for name, one in given.items()}
            case Source():
                self.sources[value.id] = None
                return value.id
            case Role() | Term() | Command():
                names = next(of for kind, of in REFERENCES.items() if isinstance(value, kind))
                return _kept((name, self.json(getattr(value, name))) for name in names)
            case Choice(label, query):
                return {"label": label, **_call(call_of(self.library, query))}
            case _ if isinstance(value, ASKED_AGAIN):
                return _call(call_of(self.library, value))
            case _:
                return self._fields(value)

    def _fields(self, value: object) -> Json:
        kind, own = type(value), members(type(value))
        found = [(name, self.json(getattr(value, name))) for name in own]
        for name, told in found:
            if name in NAMED_SOURCES:
                self.sources.update(dict.fromkeys([told] if isinstance(told, str) else told))
        also = ((path.rpartition(".")[2], attrgetter(path)(value)) for path in ALSO.get(kind, ()))
        named = [("kind", KINDS[kind])] if kind in KINDS else []
        return _kept((*named, *found, *also))


def _call(call: Call) -> Json:
    return {"tool": call.tool, "arguments": dict(call.arguments)}


def _kept(pairs: Iterable[tuple[str, object]]) -> Json:
    return {name: value for name, value in pairs if value is not None}


def source_json(source: Source) -> Json:
    """What a source is, as `rolecall export --kind sources` says it."""
    return _kept((name, getattr(source, name)) for name in SOURCE_FIELDS)


@cache
def members(kind: type) -> Mapping[str, Any]:
    """The fields of a type that are told, with their types; how a text was read is told by itself."""
    hints = get_type_hints(kind)
    if issubclass(kind, BaseModel):
        names = list(kind.model_fields)
    else:
        names = [one.name for one in fields(cast("Any", kind))]
    return {name: hints[name] for name in names if hints[name] is not Reading}


def _is_record(kind: object) -> bool:
    return isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, BaseModel))


class Schema:
    """Makes the JSON Schema of types; what they are made of is collected in `definitions`."""

    def __init__(self) -> None:
        self.definitions: dict[str, Json] = {}

    def of(self, kind: Any, given: Mapping[Any, Any] | None = None) -> Json:
        """The schema of a type; `given` is what the parameters of a generic one stand for."""
        given = given or {}
        if isinstance(kind, TypeVar):
            return self.of(given[kind])
        origin, within = get_origin(kind), get_args(kind)
        if kind in _SIMPLE:
            return dict(_SIMPLE[kind])
        if origin is Literal:
            return {"enum": list(within)}
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(one, given) for one in within]}
        if origin is tuple:
            return self._array(within, given)
        if origin is not None and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(within[1], given)}
        record = origin or kind
        if not _is_record(record):
            raise TypeError(f"no JSON is known for {kind}")
        names = "".join(getattr(one, "__name__", "") for one in within)
        parameters = getattr(record, "__parameters__", ())
        return self._record(record, names, dict(zip(parameters, within, strict=True)))

    def _array(self, within: tuple[Any, ...], given: Mapping[Any, Any]) -> Json:
        if len(within) == 2 and within[1] is ...:
            return {"type": "array", "items": self.of(within[0], given)}
        items = [self.of(one, given) for one in within]
        return {
            "type": "array",
            "prefixItems": items,
            "minItems": len(items),
            "maxItems": len(items),
        }

    def _record(self, kind: type, suffix: str, given: Mapping[Any, Any]) -> Json:
        if kind is Source:
            return {"type": "string", "description": "The id of a source in `sources`"}
        if kind in ASKED_AGAIN:
            return dict(CALL)
        name = kind.__name__ + suffix
        if name not in self.definitions:
            self.definitions[name] = {}  # what is made of itself refers to it
            self.definitions[name] = self._definition(kind, given)
        return {"$ref": f"#/$defs/{name}"}

    def _definition(self, kind: type, given: Mapping[Any, Any]) -> Json:
        hints = members(kind)
        if kind is Choice:
            call = cast("Json", CALL["properties"])
            return _object({"label": {"type": "string"}, **call}, ("label", *call))
        if kind in REFERENCES:
            hints = {name: hints[name] for name in REFERENCES[kind]}
        also = {path.rpartition(".")[2]: one for path, one in ALSO.get(kind, {}).items()}
        every = {**hints, **also}
        told = {name: self.of(_stated(hint), given) for name, hint in every.items()}
        required = [name for name, hint in every.items() if not _may_be_left_out(hint)]
        if kind in KINDS:
            told = {"kind": {"const": KINDS[kind]}, **told}
            required = ["kind", *required]
        return _object(told, required)


def _may_be_left_out(hint: Any) -> bool:
    return NoneType in get_args(hint)


def _stated(hint: Any) -> Any:
    """The type of a field where it is told."""
    stated: list[Any] = [one for one in get_args(hint) if one is not NoneType]
    return reduce(lambda one, other: one | other, stated) if _may_be_left_out(hint) else hint


_SIMPLE: Mapping[Any, Json] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
}


def _object(properties: Json, required: Any) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def answer_json(library: Library, answer: Any) -> Json:
    """An answer with every figure's fields, how its text was read, and what its sources are."""
    written = Written(library)
    told = written.json(answer)
    reading = Written(library).json(answer.reading)
    sources = [source_json(library.sources[id]) for id in written.sources if id in library.sources]
    return {"answer": told, "reading": reading, "sources": sources}


def answer_schema(kinds: tuple[type, ...]) -> Json:
    """The schema of what `answer_json` gives for answers of some types."""
    schema = Schema()
    properties = {
        "answer": {"anyOf": [schema.of(kind) for kind in kinds]},
        "reading": schema.of(Reading),
        "sources": {"type": "array", "items": source_schema()},
    }
    return {**_object(properties, properties), "$defs": schema.definitions}


def source_schema(**more: Json) -> Json:
    """The schema of what `source_json` gives, with what else stands there."""
    schema, hints = Schema(), members(Source)
    required = [name for name in SOURCE_FIELDS if not _may_be_left_out(hints[name])]
    told = {name: schema.of(_stated(hints[name])) for name in SOURCE_FIELDS}
    return _object({**told, **more}, (*required, *more))
