"""What one document says by itself that is held against the others: references, names, findings."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from knowledge.files import MAX_PROBLEMS, Location, Severity
from knowledge.model import COMPONENTS, SECTIONS, STATISTICS, Figure, Role, Source
from knowledge.vocabulary import Term, Vocabulary

Model = Source | Role | Vocabulary
"""The typed form of a document."""

PLAUSIBLE_PAY: Mapping[str, tuple[float, float]] = {
    "year": (10_000, 2_000_000),
    "month": (800, 170_000),
    "week": (200, 40_000),
    "day": (40, 8_000),
    "hour": (5, 1_000),
}
"""Amounts for one period outside of which a figure is more likely a slip than a salary."""

FIGURE_REFERENCES: Mapping[str, str] = {
    "role": "roles",
    "level": "levels",
    "place": "places",
    "company": "companies",
    "company_kind": "company_kinds",
    "industry": "industries",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a value of a document; on which line it stands, its text tells."""

    at: Location
    message: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class References:
    """Ids of one kind that a document refers to, and where the one of each index stands."""

    kind: str
    ids: Sequence[str | None]
    at: Callable[[int], Location]


@dataclass(frozen=True, slots=True)
class Claim:
    """A name, an id or an alias; `key` is the space in which it is the only one, and its phrase."""

    key: tuple[str, str]
    at: Location
    name: str
    owner: str


@dataclass(frozen=True, slots=True)
class Links:
    """All of it; `ids` are the ids referred to by their kind."""

    findings: tuple[Finding, ...]
    ids: Mapping[str, frozenset[str]]
    claims: tuple[Claim, ...]


def links_of(model: Model) -> Links:
    """What a document says of others, and what is wrong with it whatever they say."""
    ids: defaultdict[str, set[str | None]] = defaultdict(set)
    for references in references_of(model):
        ids[references.kind].update(references.ids)
    return Links(
        # One more than is told says that there are more.
        tuple(islice(_findings(model), MAX_PROBLEMS + 1)),
        {kind: frozenset(id for id in named if id is not None) for kind, named in ids.items()},
        tuple(_claims(model)),
    )


def references_of(model: Model) -> Iterator[References]:
    """Everything that a document refers to."""
    match model:
        case Source():
            return _of_source(model)
        case Role():
            return _of_role(model)
        case Vocabulary():
            return _of_vocabulary(model)


def _of_source(source: Source) -> Iterator[References]:
    yield References("places", [source.market], lambda _: ("market",))
    yield References("roles", source.roles, lambda index: ("roles", index))
    for key, kind in FIGURE_REFERENCES.items():
        ids = [cast("str | None", getattr(figure, key)) for figure in source.figures]
        yield References(kind, ids, lambda index, key=key: ("figures", index, key))
    for number, fact in enumerate(source.facts):
        yield References("places", [fact.place], lambda _, n=number: ("facts", n, "place"))
        yield References("roles", fact.roles, lambda index, n=number: ("facts", n, "roles", index))
        yield References(
            "topics", fact.topics, lambda index, n=number: ("facts", n, "topics", index)
        )
    for number, trend in enumerate(source.trends):
        yield References(
            "roles", trend.roles, lambda index, n=number: ("trends", n, "roles", index)
        )


def _of_role(role: Role) -> Iterator[References]:
    yield References("families", [role.family], lambda _: ("family",))
    yield References("roles", role.related, lambda index: ("related", index))
    yield References("sources", role.summary_sources, lambda index: ("summary_sources", index))
    for section in SECTIONS:
        for number, bullet in enumerate(role.sections.of(section)):
            at: Location = ("sections", section, number, "sources")
            yield References("sources", bullet.sources, lambda index, at=at: (*at, index))


def _of_vocabulary(vocabulary: Vocabulary) -> Iterator[References]:
    for number, term in enumerate(vocabulary.terms):
        yield References("places", [term.within], lambda _, n=number: ("terms", n, "within"))
        yield References(
            "company_kinds", term.kinds, lambda index, n=number: ("terms", n, "kinds", index)
        )


def _findings(model: Model) -> Iterator[Finding]:
    match model:
        case Source():
            return _in_source(model)
        case Role():
            return _in_role(model)
        case Vocabulary():
            return _in_vocabulary(model)


def _in_source(source: Source) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], int] = {}
    for index, figure in enumerate(source.figures):
        yield from _unlikely_amounts(figure, ("figures", index))
        same = seen.setdefault(figure.identity, index)
        if same != index:
            yield Finding(
                ("figures", index),
                f"says the same as figures.{same} but for the amount: "
                "tell them apart (title, section, level, place …) or keep one",
            )
    yield from _repeated("facts", [fact.id for fact in source.facts])
    yield from _repeated("trends", [f"{trend.topic}: {trend.name}" for trend in source.trends])


def _unlikely_amounts(figure: Figure, at: Location) -> Iterator[Finding]:
    least, most = PLAUSIBLE_PAY[figure.period]
    # An additional payment may be small; only its upper bound tells of a slip.
    bottom = 0 if figure.component in ("additional", "bonus", "equity") else least
    for key, amount in (("low", figure.low), ("high", figure.high)):
        if amount is not None and not bottom <= amount <= most:
            yield Finding(
                (*at, key),
                f"{amount:,} {figure.currency} a {figure.period} is unlikely "
                f"(expected {least:,} to {most:,})",
                "warning",
            )


def _in_role(role: Role) -> Iterator[Finding]:
    for index, other in enumerate(role.related):
        if other == role.id:
            yield Finding(("related", index), "a role is not its own neighbour")


def _in_vocabulary(vocabulary: Vocabulary) -> Iterator[Finding]:
    yield from _repeated("terms", [term.id for term in vocabulary.terms])
    closed: Mapping[str, tuple[str, ...]] = {
        "components": COMPONENTS,
        "statistics": STATISTICS,
        "sections": SECTIONS,
    }
    if vocabulary.id in closed:
        expected = set(closed[vocabulary.id])
        given = {term.id for term in vocabulary.terms}
        for id in sorted(expected - given):
            yield Finding(("terms",), f'lacks a term for "{id}"')
        for index, term in enumerate(vocabulary.terms):
            if term.id not in expected:
                message = f'"{term.id}" is not one of {", ".join(sorted(expected))}'
                yield Finding(("terms", index), message)


def _repeated(key: str, ids: Sequence[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, id in enumerate(ids):
        if id in seen:
            yield Finding((key, index), f'"{id}" stands in this file twice')
        seen.add(id)


def _claims(model: Model) -> Iterator[Claim]:
    """The names that a document gives, with the space in which each has to be the only one."""
    owners: list[tuple[str, Location, Role | Term]] = []
    if isinstance(model, Role):
        owners = [("roles", (), model)]
    elif isinstance(model, Vocabulary):
        owners = [(model.id, ("terms", i), term) for i, term in enumerate(model.terms)]
    for space, at, owner in owners:
        places = [at, (*at, "name"), *((*at, "aliases", i) for i in range(len(owner.aliases)))]
        for place, (forms, name) in zip(places, owner.names, strict=True):
            yield Claim((space, " ".join(forms)), place, name, owner.id)
