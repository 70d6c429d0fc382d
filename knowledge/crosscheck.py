"""What only the whole set of files can tell, explained: unknown references, shared names."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge.explaining import explain
from knowledge.feeds.model import Feed
from knowledge.files import Document, Location, Problem, first_problems, is_table, printable
from knowledge.findings import Finding, first_few
from knowledge.links import Claim, Links, references_of
from knowledge.model import Role, Source
from knowledge.occupations import Occupation
from knowledge.tables.contents import TableContents
from knowledge.tables.pairs import pair_findings
from knowledge.tables.store import RowStore
from knowledge.vocabulary import VOCABULARY_KINDS, Vocabulary, VocabularyKind
from knowledge.wording import nearly


def model_findings(
    document: Document, model: type[BaseModel], error: ValidationError
) -> Iterator[Finding]:
    """One finding for each value of a document that does not fit its model."""
    seen: set[tuple[Location, str]] = set()
    for detail in error.errors(include_url=False, include_context=True):
        handed_down = document.folder == "sources" and detail["loc"][-1:] == ("source",)
        if detail["type"] != "extra_forbidden" and handed_down:
            continue  # the file's name once more, handed down to a statement
        if detail["type"] == "too_short" and detail["input"]:
            continue  # its only entry is wrong, which is told of that
        at = _location_in_file(document, detail)
        message = explain(detail, _keys_at(model, at[:-1]))
        if detail["loc"] == ("id",):
            message = f"the file's name: {message}"
        # A value that fits no arm of a union is one problem, not one an arm.
        if (at, message) not in seen:
            seen.add((at, message))
            if at not in document.unread:
                yield Finding(at, message)


def _location_in_file(document: Document, detail: ErrorDetails) -> Location:
    location = detail["loc"]
    if detail["type"] == "missing":
        return location
    if detail["type"] == "at_key":
        return (*location, str(detail.get("ctx", {})["key"]))
    if location[:1] == ("figures",) and location[2:3] == ("roles",):
        older = (*location[:2], "role")
        location = older if older in document.positions else location
    while location and location not in document.positions:
        location = location[:-1]
    return location


def _keys_at(model: type[BaseModel], at: Location) -> list[str]:
    """The keys that the model knows at a location, for a suggestion."""
    current: type[BaseModel] | None = model
    for step in at:
        if isinstance(step, int) or current is None:
            continue
        found = current.model_fields.get(step)
        current = _model_within(found.annotation) if found else None
    by_name = ("source",) if at else ("id",)
    return [key for key in current.model_fields if key not in by_name] if current else []


def _model_within(annotation: object) -> type[BaseModel] | None:
    """The model that an annotation such as `tuple[Figure, ...]` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in cast("tuple[object, ...]", get_args(annotation)):
        found = _model_within(argument)
        if found is not None:
            return found
    return None


DocumentAt = Callable[[str], Document]
"""Reads the document at a path, with its lines."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that the files say, typed."""

    sources: tuple[Source, ...]
    roles: tuple[Role, ...]
    vocabulary: Mapping[VocabularyKind, Vocabulary]
    tables: tuple[TableContents, ...] = ()
    rows: RowStore | None = field(default=None, compare=False, repr=False)
    occupations: tuple[Occupation, ...] = ()
    feeds: tuple[Feed, ...] = ()


def cross_check(
    links: Mapping[str, Links], unread: AbstractSet[str], document_at: DocumentAt
) -> Iterator[Problem]:
    """What is wrong with each document by itself and with its references; then with the names.

    `links` are what the documents say, by path. What may stand in one of the `unread` files is not
    missed. The time it takes grows with the number of documents and names alone: what a document says
    by itself is known of it, and only one that has a problem is read again, for its lines.
    """
    for path, own in links.items():
        if own.findings:
            yield from placed(document_at(path), own.findings)
    yield from _missing(links, unread, document_at)
    for path, finding in pair_findings(links, unread):
        yield from placed(document_at(path), [finding])
    for path, found in _shared_names(links).items():
        yield from placed(document_at(path), found)


def placed(document: Document, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Findings in a document with their lines, as many as are told of one file."""
    return first_problems(
        document.path, (document.problem(one.at, one.message, one.severity) for one in findings)
    )


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where an id is referred to that nothing has."""

    path: str
    line: int
    column: int
    where: str = field(compare=False)


def _missing(
    links: Mapping[str, Links], unread: AbstractSet[str], document_at: DocumentAt
) -> Iterator[Problem]:
    """Ids that are given and that nothing has: one problem for each thing to add, where it is first needed."""
    known = _Known(links, unread)
    needed: defaultdict[tuple[str, str], list[_Place]] = defaultdict(list)
    for path, own in links.items():
        lacking = known.lacking(own)
        if not lacking:
            continue
        document = document_at(path)
        for references in references_of(document):
            ids = lacking.get(references.kind, frozenset())
            for index, id in enumerate(references.ids):
                if isinstance(id, str) and id in ids:
                    at = references.at(index)
                    place = _Place(path, *document.position(at), document.where(at))
                    needed[references.kind, known.to_add(references.kind, id)].append(place)
    told = sorted((sorted(places), *thing) for thing, places in needed.items())
    for path, of_path in groupby(told, lambda one: one[0][0].path):
        # Each takes its time to word, so no more of them are than are told.
        yield from first_problems(path, (known.problem(*one) for one in of_path))


class _Known:
    """The ids that a document may refer to, by kind."""

    def __init__(self, links: Mapping[str, Links], unread: AbstractSet[str]) -> None:
        self._paths = links.keys() | unread
        self._ids: dict[str, set[str]] = {kind: set() for kind in VOCABULARY_KINDS}
        for kind in ("sources", "roles"):
            named = (path for path in self._paths if path.startswith(f"{kind}/"))
            self._ids[kind] = {
                path[len(kind) + 1 : -len(".yaml")] for path in named if not is_table(path)
            }
        self._unclear = {kind for kind in VOCABULARY_KINDS if f"vocabulary/{kind}.yaml" in unread}
        if any(path.startswith("sources/") for path in unread):
            self._unclear.add("topics")  # a trend in there may be what gives the topic
        for own in links.values():
            self._unclear |= own.unclear
            for kind, ids in own.gives.items():
                self._ids.setdefault(kind, set()).update(ids)

    def lacking(self, own: Links) -> Mapping[str, AbstractSet[str]]:
        """The ids of each kind that a document refers to in vain."""
        return {
            kind: named - self._ids[kind]
            for kind, named in own.ids.items()
            if kind not in self._unclear and not self._ids[kind].issuperset(named)
        }

    def to_add(self, kind: str, id: str) -> str:
        """What would have to be added: a thing of this id, or nothing but the file of its kind."""
        return id if kind in ("sources", "roles") or self._has_file(kind) else ""

    def problem(self, places: Sequence[_Place], kind: str, id: str) -> Problem:
        """What is missing, at the first place that needs it; and what to do about it."""
        first = places[0]
        others = sorted({place.path for place in places} - {first.path})
        message = printable(f"{self._message(kind, id)}{_also(places, others)}")
        return Problem(
            first.path, first.line, first.column, first.where, message, also=tuple(others)
        )

    def _has_file(self, kind: str) -> bool:
        return f"vocabulary/{kind}.yaml" in self._paths

    def _message(self, kind: str, id: str) -> str:
        if not id:
            return f"there is no vocabulary/{kind}.yaml: add it"
        missing, near = f'no {_singular(kind)} "{id}"', nearly(id, self._ids[kind])
        if near:
            return f"{missing}{near}"
        if kind not in ("sources", "roles"):
            return f"{missing}; add it to vocabulary/{kind}.yaml"
        known = first_few(sorted(self._ids[kind]), 6)
        return f"{missing}; known: {known or 'none'}; or add {kind}/{id}.yaml"


def _also(places: Sequence[_Place], files: Sequence[str]) -> str:
    """The other places that one change would fix: ` (also in lines 6 and 9, and in sources/b.yaml)`."""
    first = places[0]
    lines = sorted({place.line for place in places if place.path == first.path} - {first.line})
    told: list[str] = []
    if lines:
        told.append(f"in line{'s'[: len(lines) > 1]} {first_few([str(line) for line in lines])}")
    if files:
        told.append(f"in {first_few(files)}")
    return f" (also {', and '.join(told)})" if told else ""


def _singular(kind: str) -> str:
    irregular = {"companies": "company", "industries": "industry", "families": "family"}
    return irregular.get(kind, kind.removesuffix("s")).replace("_", " ")


def _shared_names(links: Mapping[str, Links]) -> Mapping[str, list[Finding]]:
    """A name or an alias that two things share could not be resolved when a member types it.

    What is a copy of something else shares every name with it, and is told once.
    """
    claims: defaultdict[tuple[str, str], list[tuple[str, Claim]]] = defaultdict(list)
    for path, own in links.items():
        for claim in own.claims:
            claims[claim.key].append((path, claim))
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    contested: list[list[tuple[str, Claim]]] = []
    for (_, phrase), claimed in claims.items():
        if not phrase:
            for path, claim in claimed:
                found[path].append(
                    Finding(claim.at, "has no letter or digit, so no one could type it")
                )
        elif len(claimed) > 1:
            contested.append(claimed)
    # An id is the strongest claim: whoever takes it for a name or an alias is in the wrong, and so is
    # whoever shares more names with it.
    by_id = {(path, one.owner) for some in contested for path, one in some if one.is_id}
    shared: defaultdict[tuple[str, str, str, str], list[Claim]] = defaultdict(list)
    for claimed in contested:
        home, first = min(
            claimed, key=lambda each: (not each[1].is_id, (each[0], each[1].owner) not in by_id)
        )
        for path, claim in claimed:
            if (claim.owner, path) != (first.owner, home):
                shared[path, claim.owner, first.owner, home].append(claim)
    for (path, _, owner, home), taken in shared.items():
        phrases = list(dict.fromkeys(f'"{claim.key[1]}"' for claim in taken))
        belong = "belongs" if len(phrases) == 1 else "belong"
        message = f"{first_few(phrases)} already {belong} to {owner} ({home})"
        found[path].append(Finding(taken[0].at, message))
    return found
