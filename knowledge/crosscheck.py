"""What only the whole set of files can tell: references, duplicates, amounts out of proportion."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import cast

from pydantic import BaseModel

from knowledge.explain import nearly
from knowledge.files import Document, Location, Problem, first_problems
from knowledge.model import COMPONENTS, SECTIONS, STATISTICS, Figure, Role, Source
from knowledge.vocabulary import VOCABULARY_KINDS, Term, Vocabulary, VocabularyKind
from knowledge.words import normalise

PLAUSIBLE_PAY: Mapping[str, tuple[float, float]] = {
    "year": (10_000, 2_000_000),
    "month": (800, 170_000),
    "week": (200, 40_000),
    "day": (40, 8_000),
    "hour": (5, 1_000),
}
"""Amounts for one period outside of which a figure is more likely a slip than a salary."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that the files say, typed."""

    sources: tuple[Source, ...]
    roles: tuple[Role, ...]
    vocabulary: Mapping[VocabularyKind, Vocabulary]


def cross_check(
    knowledge: Knowledge, typed: Sequence[tuple[Document, BaseModel]], broken: AbstractSet[str]
) -> Iterator[Problem]:
    """What only the whole set can tell: references, duplicates, amounts out of proportion."""
    if not knowledge.roles and not broken:
        yield Problem("roles", 0, 0, "", "no role files: nothing could be asked for")
    references = _References(knowledge, broken)
    for document, model in typed:
        yield from first_problems(document.path, _check_one(document, model, references))
    names: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in _duplicate_names(typed):
        names[problem.path].append(problem)
    for path, problems in names.items():
        yield from first_problems(path, problems)


def _check_one(
    document: Document, model: BaseModel, references: "_References"
) -> Iterator[Problem]:
    match model:
        case Source():
            return _check_source(document, model, references)
        case Role():
            return _check_role(document, model, references)
        case Vocabulary():
            return _check_vocabulary(document, model, references)
        case _:
            raise TypeError(f"not a knowledge document: {type(model).__name__}")


class _References:
    """The ids that a document may refer to, by kind."""

    def __init__(self, knowledge: Knowledge, broken: AbstractSet[str]) -> None:
        self._broken = broken
        self.ids: dict[str, set[str]] = {
            "sources": {source.id for source in knowledge.sources},
            "roles": {role.id for role in knowledge.roles},
        }
        for kind in VOCABULARY_KINDS:
            vocabulary = knowledge.vocabulary.get(kind)
            self.ids[kind] = {term.id for term in vocabulary.terms} if vocabulary else set()
        self.ids["topics"] |= {
            trend.topic for source in knowledge.sources for trend in source.trends
        }

    def missing(self, kind: str, id: str | None, document: Document, at: Location) -> list[Problem]:
        """A problem where an id is given that nothing has, and what to do about it."""
        if id is None or id in self.ids[kind]:
            return []
        if not self._broken.isdisjoint((f"{kind}/{id}.yaml", f"vocabulary/{kind}.yaml")):
            return []
        if kind == "topics" and any(path.startswith("sources/") for path in self._broken):
            return []  # a trend in there may be what gives the topic
        remedy = nearly(id, self.ids[kind]) or (
            f"; known: {', '.join(sorted(self.ids[kind])[:6])}, …"
            if kind in ("sources", "roles")
            else f"; add it to vocabulary/{kind}.yaml"
        )
        return [document.problem(at, f'no {_singular(kind)} "{id}"{remedy}')]


def _singular(kind: str) -> str:
    irregular = {"companies": "company", "industries": "industry", "families": "family"}
    return irregular.get(kind, kind.removesuffix("s")).replace("_", " ")


FIGURE_REFERENCES: Mapping[str, str] = {
    "role": "roles",
    "level": "levels",
    "place": "places",
    "company": "companies",
    "company_kind": "company_kinds",
    "industry": "industries",
}


def _check_source(document: Document, source: Source, references: _References) -> Iterator[Problem]:
    yield from references.missing("places", source.market, document, ("market",))
    for index, role in enumerate(source.roles):
        yield from references.missing("roles", role, document, ("roles", index))
    seen: dict[tuple[object, ...], int] = {}
    for index, figure in enumerate(source.figures):
        at: Location = ("figures", index)
        for key, kind in FIGURE_REFERENCES.items():
            value = cast("str | None", getattr(figure, key))
            yield from references.missing(kind, value, document, (*at, key))
        yield from _check_amounts(document, figure, at)
        same = seen.setdefault(figure.identity, index)
        if same != index:
            yield document.problem(
                at,
                f"says the same as figures.{same} but for the amount: "
                "tell them apart (title, section, level, place …) or keep one",
            )
    yield from _repeated(document, "facts", [fact.id for fact in source.facts])
    for index, fact in enumerate(source.facts):
        at = ("facts", index)
        yield from references.missing("places", fact.place, document, (*at, "place"))
        for position, role in enumerate(fact.roles):
            yield from references.missing("roles", role, document, (*at, "roles", position))
        for position, topic in enumerate(fact.topics):
            yield from references.missing("topics", topic, document, (*at, "topics", position))
    names = [f"{trend.topic}: {trend.name}" for trend in source.trends]
    yield from _repeated(document, "trends", names)
    for index, trend in enumerate(source.trends):
        for position, role in enumerate(trend.roles):
            yield from references.missing(
                "roles", role, document, ("trends", index, "roles", position)
            )


def _repeated(document: Document, key: str, ids: Sequence[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, id in enumerate(ids):
        if id in seen:
            yield document.problem((key, index), f'"{id}" stands in this file twice')
        seen.add(id)


def _check_amounts(document: Document, figure: Figure, at: Location) -> Iterator[Problem]:
    least, most = PLAUSIBLE_PAY[figure.period]
    # An additional payment may be small; only its upper bound tells of a slip.
    parts = figure.component in ("additional", "bonus", "equity")
    for key in ("low", "high"):
        amount = cast("float | None", getattr(figure, key))
        if amount is not None and not (0 if parts else least) <= amount <= most:
            yield document.problem(
                (*at, key),
                f"{amount:,} {figure.currency} a {figure.period} is unlikely "
                f"(expected {least:,} to {most:,})",
                "warning",
            )


def _check_role(document: Document, role: Role, references: _References) -> Iterator[Problem]:
    yield from references.missing("families", role.family, document, ("family",))
    for index, other in enumerate(role.related):
        yield from references.missing("roles", other, document, ("related", index))
        if other == role.id:
            yield document.problem(("related", index), "a role is not its own neighbour")
    for index, source in enumerate(role.summary_sources):
        yield from references.missing("sources", source, document, ("summary_sources", index))
    for section in SECTIONS:
        for index, bullet in enumerate(role.sections.of(section)):
            for position, source in enumerate(bullet.sources):
                at = ("sections", section, index, "sources", position)
                yield from references.missing("sources", source, document, at)


def _check_vocabulary(
    document: Document, vocabulary: Vocabulary, references: _References
) -> Iterator[Problem]:
    yield from _repeated(document, "terms", [term.id for term in vocabulary.terms])
    for index, term in enumerate(vocabulary.terms):
        at: Location = ("terms", index)
        yield from references.missing("places", term.within, document, (*at, "within"))
        for position, kind in enumerate(term.kinds):
            yield from references.missing("company_kinds", kind, document, (*at, "kinds", position))
    closed: Mapping[str, tuple[str, ...]] = {
        "components": COMPONENTS,
        "statistics": STATISTICS,
        "sections": SECTIONS,
    }
    if vocabulary.id in closed:
        expected = set(closed[vocabulary.id])
        given = {term.id for term in vocabulary.terms}
        for id in sorted(expected - given):
            yield document.problem(("terms",), f'lacks a term for "{id}"')
        for index, term in enumerate(vocabulary.terms):
            if term.id not in expected:
                message = f'"{term.id}" is not one of {", ".join(sorted(expected))}'
                yield document.problem(("terms", index), message)


def _duplicate_names(typed: Sequence[tuple[Document, BaseModel]]) -> Iterator[Problem]:
    """A name or an alias that two things share could not be resolved when a member types it."""
    owners: defaultdict[tuple[str, str], list[_Claim]] = defaultdict(list)
    for document, model in typed:
        for space, claim in _claims(document, model):
            owners[space, " ".join(normalise(claim.name))].append(claim)
    for (_, phrase), claims in owners.items():
        # An id is the strongest claim: whoever takes it for a name or an alias is in the wrong.
        first = min(claims, key=lambda claim: claim.name != claim.owner)
        if not phrase:
            for claim in claims:
                yield claim.document.problem(claim.at, "has no letter or digit to be found by")
            continue
        for claim in claims:
            if (claim.owner, claim.document.path) != (first.owner, first.document.path):
                yield claim.document.problem(
                    claim.at,
                    f'"{phrase}" already belongs to {first.owner} ({first.document.path})',
                )


@dataclass(frozen=True, slots=True)
class _Claim:
    """A name or an alias, where it stands, and whose it is."""

    document: Document
    at: Location
    name: str
    owner: str


def _claims(document: Document, model: BaseModel) -> Iterator[tuple[str, _Claim]]:
    """The names that a document gives, with the space in which each has to be the only one."""
    owners: list[tuple[str, Location, Role | Term]] = []
    if isinstance(model, Role):
        owners = [("roles", (), model)]
    elif isinstance(model, Vocabulary):
        owners = [(model.id, ("terms", i), term) for i, term in enumerate(model.terms)]
    for space, at, owner in owners:
        yield space, _Claim(document, (*at, "name"), owner.name, owner.id)
        yield space, _Claim(document, at, owner.id, owner.id)
        for index, alias in enumerate(owner.aliases):
            yield space, _Claim(document, (*at, "aliases", index), alias, owner.id)
